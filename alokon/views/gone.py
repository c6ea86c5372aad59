"""What left sites for use: a faskes uses what goes to its clients and to a network that does not report; a warehouse,
what it sends on its way.

What a correction took back is taken off. All in whole base units.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import NamedTuple

import sqlalchemy as sa

from inventory.core import places
from inventory.core.months import Month
from inventory.store import masters, queries
from inventory.store.masters import Place
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import item as item_table
from inventory.store.schema import move, place

USES = {places.FACILITY: (places.CLIENT, places.NETWORK), places.WAREHOUSE: (places.TRANSIT,)}
"""Kind of site → kinds of places to which its goods go when they are used.

A network that is a site of its own reports for itself; what goes to the place `NETWORK` is reported by nobody else.
"""


Pair = tuple[str, str]
"""A site and an item, by their codes."""


class Left(NamedTuple):
    """What left a site for use in a month (`2026-01`); negative for what came back."""

    site: str
    item: str
    month: str
    quantity: int


def left(
    db: sa.Connection,
    book: str,
    since: date,
    until: date,
    *,
    sites: Collection[str] | None = None,
    items: Collection[str] | None = None,
) -> list[Left]:
    """What left sites for use, by site, item and month, in no order; corrections are taken off."""
    spans = _months(since, until)
    months = [str(Month.of(first)) for first, _ in spans]
    sums = _by_site(db, book, spans, sites, items, tuple(USES))
    return [Left(site, item, months[n], quantity) for (site, item, n), quantity in sums.items()]


def used(
    db: sa.Connection, book: str, since: date, until: date, kind: str, sites: Collection[str] | None = None
) -> dict[Pair, int]:
    """What left sites of a kind for use, by site and item, all the days together; corrections are taken off."""
    sums = _by_site(db, book, [(since, until)], sites, None, (kind,))
    return {(site, item): quantity for (site, item, _), quantity in sums.items()}


def used_monthly(
    db: sa.Connection, book: str, since: date, until: date, item: str, kind: str, sites: Collection[str] | None = None
) -> dict[Month, int]:
    """What left sites of a kind for use, of one item, by month, all the sites together; corrections are taken off."""
    sums: dict[Month, int] = defaultdict(int)
    own = queries.places_of(db, book, sites, places.CARDED)
    asked = _asked(book, [(since, until)], own, [item], (kind,))
    for day, quantity in _daily(kind, queries.few(own) is not None).rows(db, **asked):
        sums[Month.of(day)] += quantity
    return {month: quantity for month, quantity in sums.items() if quantity}


Days = tuple[date, date]
"""The first and the last day of a span."""


def _months(since: date, until: date) -> list[Days]:
    """The months of a span of days, each from its first to its last day within the span."""
    spans = []
    while since <= until:
        last = min(Month.of(since).last, until)
        spans.append((since, last))
        since = last + timedelta(days=1)
    return spans


def _by_site(
    db: sa.Connection,
    book: str,
    spans: Sequence[Days],
    sites: Collection[str] | None,
    items: Collection[str] | None,
    kinds: tuple[str, ...],
) -> dict[tuple[str, str, int], int]:
    """Site, item and the number of a span → what left sites of some kinds for use in it."""
    codes = {one.id: code for code, one in masters.items(db, book).items()}
    own = queries.places_of(db, book, sites, places.CARDED)
    asked = _asked(book, spans, own, codes.values() if items is None else items, kinds)
    sums: dict[tuple[str, str, int], int] = defaultdict(int)
    for n, here, item, quantity in _went(len(spans), kinds, queries.few(own) is not None).tuples(db, **asked):
        sums[own[here].site_code, codes[item], n] += quantity
    return sums


def _asked(
    book: str,
    spans: Sequence[Days],
    own: Mapping[int, Place],
    items: Collection[str],
    kinds: Collection[str],
) -> dict[str, object]:
    """What is bound: the spans of days, and under each kind of site the places it has."""
    asked: dict[str, object] = {"book": book, "items": items}
    for n, (first, last) in enumerate(spans):
        asked |= {f"since{n}": first, f"until{n}": last}
    return asked | {kind: [number for number, one in own.items() if one.site_kind == kind] for kind in kinds}


SIDES = ((move.c.source, move.c.destination, 1), (move.c.destination, move.c.source, -1))
"""Which end of a move is the site's, and whether the goods leave it or come back."""


@cache
def _went(spans: int, kinds: tuple[str, ...], narrow: bool) -> Prepared:
    """What left places of kinds of sites for use, by span of days (its number), place and item; some in two rows."""
    parts = []
    for n, kind, (own, far, sign) in product(range(spans), kinds, SIDES):
        number = sa.literal_column(str(n), sa.Integer)
        query = sa.select(number, own, move.c.item, sign * sa.cast(sa.func.sum(move.c.quantity), sa.BigInteger))
        keys = (own, move.c.item) if narrow else (far, move.c.item, own)
        parts.append(query.where(*_gone(kind, own, far, n, narrow)).group_by(*keys))
    return Prepared(sa.union_all(*parts))


@cache
def _daily(kind: str, narrow: bool) -> Prepared:
    """What left places of a kind of site for use, by day; some days in several rows."""
    parts = []
    for own, far, sign in SIDES:
        query = sa.select(move.c.moved_on, sign * sa.cast(sa.func.sum(move.c.quantity), sa.BigInteger))
        side = own if narrow else far
        parts.append(query.where(*_gone(kind, own, far, 0, narrow)).group_by(side, move.c.item, move.c.moved_on))
    return Prepared(sa.union_all(*parts))


def _gone(
    kind: str, own: "sa.Column[int]", far: "sa.Column[int]", n: int, narrow: bool
) -> "tuple[sa.ColumnElement[bool], ...]":
    """The moves between places of a kind of site and where its goods are used, in a span of days.

    An index leads to them, of a few places by their own side, else by the side of use; adding 0 to the other side
    keeps the database from that one.
    """
    used_at = sa.select(place.c.id).where(place.c.book == _BOOK, Among(place.c.kind, USES[kind]))
    ends = (Among(own, kind), (far + 0).in_(used_at)) if narrow else (Among(own + 0, kind), far.in_(used_at))
    first, last = (sa.bindparam(f"{end}{n}", type_=sa.Date) for end in ("since", "until"))
    return (move.c.book == _BOOK, *ends, move.c.item.in_(_ITEMS), move.c.moved_on.between(first, last))


_BOOK = sa.bindparam("book", type_=sa.String)
_ITEMS = sa.select(item_table.c.id).where(item_table.c.book == _BOOK, Among(item_table.c.code, "items"))
