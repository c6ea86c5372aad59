"""A month of the whole kabupaten in one sum: what crossed the cards of the warehouse, of the faskes, and the road.

It asks the ledger once for the kabupaten and never adds up the sheets of single faskes, so that it can be held against
them. A faskes counts as `FASKES` when it has closed the month, else as `OPEN`. All in base units; what a correction
took back is taken from the column it once stood in.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa

from alokon import siga
from alokon.views.warehouse import Goods
from inventory.core import places
from inventory.core.months import Month
from inventory.store.schema import item, lot, move, place, site

STORE = "store"
FASKES = "faskes"
ROAD = "road"
OPEN = "open"

OWN = (STORE, FASKES, ROAD)
"""The parts of the kabupaten whose goods are counted."""


class Crossing(NamedTuple):
    """Base units that went `in` or `out` of one part, by what stood on the other side: a part, or a kind of place."""

    goods: Goods
    part: str
    direction: str
    other: str
    quantity: int


def crossings(db: sa.Connection, book: str, month: Month, closed: Collection[int]) -> list[Crossing]:
    """What crossed each part in a month; `closed` are the ids of the faskes that have closed it."""
    sums: dict[tuple[Goods, str, str, str], int] = defaultdict(int)
    for own, other, direction in (
        (move.c.destination, move.c.source, siga.IN),
        (move.c.source, move.c.destination, siga.OUT),
    ):
        for code, fund, part, far, reversal, quantity in db.execute(_query(book, month, closed, own, other)):
            turned = siga.OUT if direction == siga.IN else siga.IN
            key = (Goods(code, fund), part, turned if reversal else direction, far)
            sums[key] += -quantity if reversal else quantity
    return [Crossing(*key, quantity) for key, quantity in sorted(sums.items()) if quantity]


def _query(
    book: str, month: Month, closed: Collection[int], own: "sa.Column[int]", other: "sa.Column[int]"
) -> "sa.Select[*tuple[str, str, str, str, bool, int]]":
    here, there = place.alias("here"), place.alias("there")
    home, away = site.alias("home"), site.alias("away")
    part, far = _part(here, home, closed).label("part"), _part(there, away, closed).label("far")
    reversal = move.c.reverses_event.is_not(None).label("reversal")
    keys = (item.c.code, lot.c.fund, part, far, reversal)
    return (
        sa.select(*keys, sa.func.sum(move.c.quantity))
        .join_from(move, here, (here.c.book == book) & (here.c.id == own))
        .join(home, (home.c.book == book) & (home.c.id == here.c.site))
        .join(there, (there.c.book == book) & (there.c.id == other))
        .join(away, (away.c.book == book) & (away.c.id == there.c.site))
        .join(item, (item.c.book == book) & (item.c.id == move.c.item))
        .join(lot, (lot.c.book == book) & (lot.c.id == move.c.lot))
        .where(move.c.book == book, move.c.moved_on >= month.first, move.c.moved_on <= month.last)
        .where(part.in_(OWN), ~((here.c.site == there.c.site) & (part == far)))
        .group_by(*keys)
    )


def _part(at: sa.FromClause, of: sa.FromClause, closed: Collection[int]) -> "sa.Case[str]":
    """The part of the kabupaten a place belongs to, else its kind."""
    carded = at.c.kind.in_(places.CARDED)
    return sa.case(
        (carded & (of.c.kind == places.WAREHOUSE), STORE),
        (carded & of.c.id.in_(closed), FASKES),
        (carded, OPEN),
        (at.c.kind == places.TRANSIT, ROAD),
        else_=at.c.kind,
    )
