"""A clerk under limits of its own: another account, or files that may not grow; it writes until it is refused."""

import os
from multiprocessing.connection import Connection
from random import Random

from inventory.core.errors import Refused
from inventory.store.engine import connect
from inventory.store.rules import Entry
from tests.inventory.shop import TODAY, Shop
from tests.postgres import Account

MANY = 500


def entry(shop: Shop, number: int) -> Entry:
    """The document of a number, which takes some room and cannot be pressed into less."""
    return shop.entry(
        shop.receipt(1, TODAY), key=f"confined-{number}", payload=f'"{Random(number).randbytes(4000).hex()}"'
    )


def write_until_refused(shop: Shop) -> tuple[int, list[str]]:
    """Write one document after the other; returns the number of the one that was refused, and the codes."""
    for number in range(MANY):
        try:
            shop.write(entry(shop, number))
        except Refused as refused:
            return number, [problem.code for problem in refused.problems]
    return MANY, []


def write_confined(url: str, shop: Shop, account: Account | None, most_bytes: int | None, told: Connection) -> None:
    """`write_until_refused` as another account, or with files of so many bytes at most."""
    import resource

    own = Shop(connect(url), shop.book, shop.place, shop.item, shop.site, shop.lot)
    if most_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    if account is not None:
        os.setgroups([])
        os.setgid(account.gid)
        os.setuid(account.uid)
    told.send(write_until_refused(own))
