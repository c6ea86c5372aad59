"""A clerk who writes until it is killed, telling each document once the book has acknowledged it."""

from datetime import timedelta
from itertools import count
from multiprocessing.connection import Connection
from random import Random

from inventory.core.errors import Problem, Refused
from inventory.store.engine import UNREACHABLE, connect
from inventory.store.rules import Entry
from tests.inventory.shop import BATCH, TODAY, Shop


def entry(shop: Shop, life: int, number: int) -> Entry:
    """The document of a number: the same for the same life and number, whoever asks."""
    dice = Random(f"{life}-{number}")
    on, quantity = TODAY - timedelta(days=dice.randint(0, 90)), dice.randint(1, 9)
    make = dice.choice((shop.receipt, shop.receipt, shop.issue))
    lines = [make(quantity, on, BATCH) for _ in range(dice.randint(1, 6))]
    return shop.entry(*lines, key=f"{life}-{number}")


def write_until_killed(url: str, shop: Shop, life: int, told: Connection) -> None:
    """Write one document after the other; what is refused is passed over, and without a server there is no more."""
    engine = connect(url)
    own = Shop(engine, shop.book, shop.place, shop.item, shop.site, shop.lot, count(1))
    for number in count():
        try:
            own.write(entry(own, life, number))
        except Refused as refused:
            if Problem(UNREACHABLE) in refused.problems:
                break
            continue
        told.send(number)
