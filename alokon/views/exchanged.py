"""What came onto shelves from kinds of places and went back there, by day and lot; corrections are taken off."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from inventory.core.places import SHELF
from inventory.store import masters, queries
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import move


class Exchanged(NamedTuple):
    """Base units of a lot that came onto a site's shelf on a day, from places of a kind; negative for what went."""

    site: str
    site_kind: str
    other_kind: str
    item: str
    lot: int
    day: date
    quantity: int


def exchanged(
    db: sa.Connection, book: str, since: date, until: date, kinds: Collection[str], items: Collection[str]
) -> list[Exchanged]:
    """Everything between the shelves of the book and places of some kinds, of some items; by day, site and lot."""
    codes = {one.id: code for code, one in masters.items(db, book).items() if code in items}
    shelves = queries.places_of(db, book, None, [SHELF])
    others = queries.places_of(db, book, None, kinds)
    asked = {"book": book, "since": since, "until": until, "items": codes.keys(), "others": others}
    sums: dict[tuple[str, int, str, int, int], int] = defaultdict(int)
    for near, far, item, lot, day, quantity in _daily().tuples(db, **asked):
        if near in shelves:
            sums[day, near, others[far].kind, item, lot] += quantity
    return [
        Exchanged(shelves[near].site_code, shelves[near].site_kind, kind, codes[item], lot, date.fromisoformat(day), n)
        for (day, near, kind, item, lot), n in sorted(sums.items())
        if n
    ]


@cache
def _daily() -> Prepared:
    """What each day brought from one side and took to the other, by both places, item and lot."""
    parts: list[sa.Select[*tuple[Any, ...]]] = []
    for near, far, sign in ((move.c.destination, move.c.source, 1), (move.c.source, move.c.destination, -1)):
        query = sa.select(
            near, far, move.c.item, move.c.lot, sa.cast(move.c.moved_on, sa.Text),
            sa.cast(sign * sa.func.sum(move.c.quantity), sa.BigInteger),
        ).where(
            move.c.book == sa.bindparam("book", type_=sa.String),
            Among(move.c.item, "items"),
            Among(far, "others"),
            move.c.moved_on.between(sa.bindparam("since", type_=sa.Date), sa.bindparam("until", type_=sa.Date)),
        )  # fmt: skip
        parts.append(query.group_by(near, far, move.c.item, move.c.lot, move.c.moved_on))
    return Prepared(sa.union_all(*parts))
