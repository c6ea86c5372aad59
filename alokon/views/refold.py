"""Every balance computed anew from all moves ever made, without month ends and without the stored balances.

Slower than asking for a balance, and that is the point: it shares nothing with what it is held against.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from inventory.core.places import BOUNDED, TRACKED
from inventory.store.schema import item, lot, move, place, site


class Card(NamedTuple):
    """One running balance: a place (its id, site and kind), an item, a lot with its fund, a consignment or 0."""

    place: int
    site: str
    site_kind: str
    kind: str
    item: str
    fund: str
    lot: int
    consignment: int


def refold(db: sa.Connection, book: str, days: Sequence[date]) -> dict[Card, tuple[int, ...]]:
    """Every bounded card with its base units at the end of each day asked for, and last of all now."""
    until = [sa.func.sum(sa.case((move.c.moved_on <= day, move.c.quantity), else_=0)) for day in days]
    sums: dict[Card, list[int]] = defaultdict(lambda: [0] * (len(days) + 1))
    for side, sign in ((move.c.destination, 1), (move.c.source, -1)):
        for card, at in _rows(db, book, side, [*until, sa.func.sum(move.c.quantity)]):
            for n, quantity in enumerate(at):
                sums[card][n] += sign * quantity
    return {card: tuple(at) for card, at in sums.items()}


def _rows(
    db: sa.Connection, book: str, side: "sa.Column[int]", amounts: Sequence["sa.ColumnElement[int]"]
) -> list[tuple[Card, tuple[int, ...]]]:
    """What went into or came out of each bounded place and lot, in the order of the amounts asked for."""
    apart = sa.case((place.c.kind.in_(TRACKED), move.c.consignment), else_=0).label("apart")
    keys = (place.c.id, site.c.code, site.c.kind, place.c.kind, item.c.code, lot.c.fund, move.c.lot, apart)
    query = (
        sa.select(*keys, *amounts)
        .join_from(move, place, (place.c.book == book) & (place.c.id == side))
        .join(site, (site.c.book == book) & (site.c.id == place.c.site))
        .join(item, (item.c.book == book) & (item.c.id == move.c.item))
        .join(lot, (lot.c.book == book) & (lot.c.id == move.c.lot))
        .where(move.c.book == book, place.c.kind.in_(BOUNDED))
        .group_by(*keys)
    )
    return [(Card._make(row[: len(keys)]), tuple(row[len(keys) :])) for row in db.execute(query)]
