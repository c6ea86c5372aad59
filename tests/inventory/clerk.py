"""A clerk who issues stock on a connection of its own, in a light module that another process imports quickly."""

from collections.abc import Sequence
from itertools import count

from inventory.core.errors import Refused
from inventory.core.goods import LotKey
from inventory.store.engine import connect
from tests.inventory.shop import BATCH, TODAY, Shop

EACH = 30


def issue(
    url: str, clerk: int, shop: Shop, again: int = 1, lines: Sequence[tuple[LotKey, int]] = ((BATCH, EACH),)
) -> list[str]:
    """One clerk on a connection of its own: the outcome of each voucher, "ok" or the code of the refusal."""
    engine = connect(url)
    own = Shop(engine, shop.book, shop.place, shop.item, shop.site, shop.lot, count(1000 * clerk + 10))
    outcomes = []
    for _ in range(again):
        try:
            own.post(*(own.issue(quantity, TODAY, lot) for lot, quantity in lines))
            outcomes.append("ok")
        except Refused as refused:
            outcomes += [problem.code for problem in refused.problems]
    engine.dispose()
    return outcomes
