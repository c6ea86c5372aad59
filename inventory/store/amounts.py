"""What lay where at the end of a day, by the ledger's own numbers: the one sum behind every question about a day.

Now is what the balances say. Any other day is the newest month end before it and the moves since, so that it costs
the same in the thirtieth year as in the first.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from inventory.core.months import Month
from inventory.core.places import BOUNDED, TRACKED
from inventory.store.balances import LYING
from inventory.store.masters import Place
from inventory.store.moved import BOOK, moved
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import balance, move, place, snapshot
from inventory.store.schema import book as book_table

Amounts = dict[tuple[int, int, int, int], int]
"""Place, item, lot and consignment (0 where the place does not keep them apart) → base units, never 0."""

Part = tuple[int, int, int]
"""Place, lot and base units."""

UNLIKE = Prepared(
    sa.select(place.c.id, place.c.kind).where(place.c.book == BOOK, ~Among(place.c.kind, BOUNDED - TRACKED))
)
"""The few places that keep consignments apart or have no bounds."""

_NEWEST = sa.select(move.c.moved_on).where(move.c.book == BOOK).order_by(move.c.moved_on.desc())
STANDING = Prepared(
    sa.select(
        _NEWEST.limit(sa.literal_column("1")).scalar_subquery().label("newest"), book_table.c.snapshot_through
    ).where(book_table.c.book == BOOK)
)
"""The day of the newest move, and the last month whose end is stored."""


def amounts(
    db: sa.Connection,
    book: str,
    on: date | None = None,
    places: Mapping[int, Place] | None = None,
    items: Collection[int] | None = None,
) -> Amounts:
    """What lies in bounded places at the end of a day (of now, for None), of all or of some places and items."""
    stored, changes = _read(db, book, on, places, items, CARD)
    sums: Amounts = {row[:4]: row[4] for row in stored}
    for key, change in changes.items():
        sums[key] = sums.get(key, 0) + change
        if not sums[key]:
            del sums[key]
    return sums


def parts(
    db: sa.Connection, book: str, on: date | None = None, places: Mapping[int, Place] | None = None
) -> list[Part]:
    """What lies in bounded places at the end of a day, for who adds it up: a lot may come in several rows."""
    stored, changes = _read(db, book, on, places, None, ("place", "lot"))
    return [*stored, *((place, lot, change) for (place, _, lot, _), change in changes.items())]


CARD = ("place", "item", "lot", "consignment")
MOVED = ("source", "destination", "item", "lot", "consignment", "quantity")


def _read(
    db: sa.Connection,
    book: str,
    on: date | None,
    places: Mapping[int, Place] | None,
    items: Collection[int] | None,
    key: tuple[str, ...],
) -> tuple[list[Any], Amounts]:
    """The rows (`key` and base units) that are stored of the last month end, or of now, and what has changed since."""
    asked: dict[str, object] = {"book": book, "places": places, "items": items}
    narrow = frozenset(name for name, wanted in asked.items() if wanted is not None)
    month = None if on is None else _month_before(db, book, on)
    if on is None or month is None:
        return _lying(narrow, key).tuples(db, **asked), {}
    stored = _stored(narrow, key).tuples(db, month=str(month), **asked)
    return stored, {} if on == month.last else _changes(db, book, month.next.first, on, places, items)


def _month_before(db: sa.Connection, book: str, day: date) -> Month | None:
    """The newest month end that is stored by a day; None where nothing has moved since: its balances are those of now.

    A book that has moved has every month before that of its newest move stored.
    """
    newest, done = STANDING.first(db, book=book) or (None, None)
    if newest is None or newest <= day:
        return None
    ended = Month.of(day + timedelta(days=1)).previous
    return min(ended, Month.parse(done)) if done else ended


def _changes(
    db: sa.Connection,
    book: str,
    since: date,
    until: date,
    places: Mapping[int, Place] | None,
    items: Collection[int] | None,
) -> Amounts:
    """What moves from day to day changed of bounded places, of all or of those asked for; 0 where it evened out."""
    kinds = dict(UNLIKE.tuples(db, book=book)) if places is None else {n: one.kind for n, one in places.items()}
    apart = {number for number, kind in kinds.items() if kind in TRACKED}
    sums: Amounts = {}
    had = sums.get
    for source, destination, item, lot, case, quantity in moved(db, book, MOVED, since, until, places, items):
        key = (source, item, lot, case if source in apart else 0)
        sums[key] = had(key, 0) - quantity
        key = (destination, item, lot, case if destination in apart else 0)
        sums[key] = had(key, 0) + quantity
    if places is not None:
        return {key: change for key, change in sums.items() if key[0] in places}
    outside = kinds.keys() - apart
    return {key: change for key, change in sums.items() if key[0] not in outside}


@cache
def _lying(narrow: frozenset[str], key: tuple[str, ...]) -> Prepared:
    """What lies now."""
    return Prepared(_narrowed(balance, narrow, key).where(LYING))


@cache
def _stored(narrow: frozenset[str], key: tuple[str, ...]) -> Prepared:
    """What lay at a month's end."""
    return Prepared(_narrowed(snapshot, narrow, key).where(snapshot.c.month == sa.bindparam("month")))


def _narrowed(table: sa.Table, narrow: frozenset[str], key: tuple[str, ...]) -> "sa.Select[*tuple[int, ...]]":
    query = sa.select(*(table.c[name] for name in (*key, "quantity"))).where(table.c.book == BOOK)
    for column, name in ((table.c.place, "places"), (table.c.item, "items")):
        if name in narrow:
            query = query.where(Among(column, name))
    return query
