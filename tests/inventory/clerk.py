"""A clerk who issues stock on a connection of its own, in a light module that another process imports quickly."""

from itertools import count

from inventory.core.errors import Refused
from inventory.store.engine import connect
from tests.inventory.shop import TODAY, Shop

EACH = 30


def issue(url: str, clerk: int, shop: Shop, again: int = 1) -> list[str]:
    """One clerk on a connection of its own: the outcome of each issue, "ok" or the code of the refusal."""
    engine = connect(url)
    own = Shop(engine, shop.book, shop.place, shop.item, shop.site, shop.lot, count(1000 * clerk + 10))
    outcomes = []
    for _ in range(again):
        try:
            own.post(own.issue(EACH, TODAY))
            outcomes.append("ok")
        except Refused as refused:
            outcomes += [problem.code for problem in refused.problems]
    engine.dispose()
    return outcomes
