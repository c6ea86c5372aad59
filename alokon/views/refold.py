"""Every balance computed anew from all moves ever made, without month ends and without the stored balances.

Slower than asking for a balance, and that is the point: it shares nothing with what it is held against. The database
adds up by the ledger's numbers; what they are called is looked up for the cards that hold anything.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

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
    came, went = (
        {row[:3]: row[3:] for row in _added_up(side, len(days)).tuples(db, book=book, **asked)} for side in SIDES
    )
    nothing = (0,) * (len(days) + 1)
    held = {key: (came.get(key, nothing), went.get(key, nothing)) for key in came.keys() | went.keys()}
    left = {key: (into, out) for key, (into, out) in held.items() if into != out}
    known = lots.identities(db, book, {lot for _, lot, _ in left})
    found = {}
    for (number, lot, consignment), (into, out) in left.items():
        one, key = places[number], known[lot]
        card = Card(number, one.site_code, one.site_kind, one.kind, key.item, key.fund, lot, consignment)
        found[card] = tuple(a - b for a, b in zip(into, out, strict=True))
    return found


SIDES = ("destination", "source")


@cache
def _added_up(side: str, days: int) -> Prepared:
    """What the moves put into (or took out of) each bounded place and lot until each day, and in all.

    The book is compared so that no index is used: all of the table is wanted, in whatever order it lies.
    """
    at, zero = move.c[side], sa.literal_column("0", sa.Integer)
    until = [move.c.moved_on <= sa.bindparam(f"day{n}", type_=sa.Date) for n in range(days)]
    amounts = [*(sa.case((by, move.c.quantity), else_=zero) for by in until), move.c.quantity]
    apart = sa.case((Among(at, "tracked"), move.c.consignment), else_=zero).label("apart")
    sums = [sa.cast(sa.func.sum(amount), sa.BigInteger) for amount in amounts]
    all_of_book = sa.func.coalesce(move.c.book, "") == sa.bindparam("book", type_=sa.String)
    query = sa.select(at, move.c.lot, apart, *sums).where(all_of_book, ~Among(at, "outside"))
    return Prepared(query.group_by(at, move.c.lot, apart))
