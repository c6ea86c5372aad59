"""Every balance computed anew from all moves ever made, without month ends and without the stored balances.

Slower than asking for a balance, and that is the point: it shares nothing with what it is held against. The database
adds up by the ledger's numbers; what they are called is looked up for the cards that hold anything.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from inventory.core.places import BOUNDED, KINDS, TRACKED
from inventory.store import lots, masters
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import move


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
    """Every bounded card with its base units at the end of each day asked for, and last of all now.

    A card that holds nothing on any of them is left out.
    """
    places = {one.id: one for one in masters.places(db, book, kinds=KINDS)}
    asked: dict[str, object] = {f"day{n}": day for n, day in enumerate(days)}
    asked["outside"] = [number for number, one in places.items() if one.kind not in BOUNDED]
    asked["tracked"] = [number for number, one in places.items() if one.kind in TRACKED]
    rows = _added_up(len(days)).tuples(db, book=book, **asked)
    known = lots.identities(db, book, {row[1] for row in rows})
    found = {}
    for number, lot, consignment, *held in rows:
        one, key = places[number], known[lot]
        card = Card(number, one.site_code, one.site_kind, one.kind, key.item, key.fund, lot, consignment)
        found[card] = tuple(held)
    return found


@cache
def _added_up(days: int) -> Prepared:
    """What the moves put into each bounded place and lot and took out of it until each day, and in all."""
    each = sa.union_all(_side(move.c.destination, 1, days), _side(move.c.source, -1, days)).subquery("each")
    card, amounts = each.c[:3], each.c[3:]
    sums = [sa.cast(sa.func.sum(amount), sa.BigInteger) for amount in amounts]
    return Prepared(sa.select(*card, *sums).group_by(*card).having(sa.or_(*(one != 0 for one in sums))))


def _side(at: "sa.Column[int]", sign: int, days: int) -> "sa.Select[*tuple[Any, ...]]":
    """Every move at one of its ends: place, lot and consignment, what it adds by each day, and what it adds.

    The book is compared so that no index is used: all of the table is wanted, in whatever order it lies.
    """
    zero = sa.literal_column("0", sa.Integer)
    apart = sa.case((Among(at, "tracked"), move.c.consignment), else_=zero).label("apart")
    until = [move.c.moved_on <= sa.bindparam(f"day{n}", type_=sa.Date) for n in range(days)]
    added = [sa.case((by, sign * move.c.quantity), else_=zero).label(f"until{n}") for n, by in enumerate(until)]
    all_of_book = sa.func.coalesce(move.c.book, "") == sa.bindparam("book", type_=sa.String)
    columns = (at.label("at"), move.c.lot, apart, *added, (sign * move.c.quantity).label("in_all"))
    return sa.select(*columns).where(all_of_book, ~Among(at, "outside"))
