"""What sites used up month by month, and which months they reported: the figures under averages.

A faskes uses what goes to its clients and to a network that does not report; a warehouse, what it sends on its way.
Only reported months count: a month a site has not closed says nothing, and is never taken for zero. All in whole base
units.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa

from inventory.core import places
from inventory.core.months import Month
from inventory.store import masters, queries
from inventory.store.closing import CLOSE, closed_through
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import closing, move, place, site

USES = {places.FACILITY: (places.CLIENT, places.NETWORK), places.WAREHOUSE: (places.TRANSIT,)}
"""Kind of site → kinds of places to which its goods go when they are used.

A network that is a site of its own reports for itself; what goes to the place `NETWORK` is reported by nobody else.
"""

USED_AT = frozenset(kind for kinds in USES.values() for kind in kinds)
"""Every kind of place to which goods go when they are used."""


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
    kinds: Collection[str] = tuple(USES),
) -> list[Left]:
    """What left sites of some kinds for use, by site, item and month, in no order; corrections are taken off."""
    codes = {one.id: code for code, one in masters.items(db, book).items() if items is None or code in items}
    own = None if sites is None else queries.places_of(db, book, sites, places.CARDED)
    near_by = queries.few(own)
    asked = {"book": book, "items": codes.keys(), "since": since, "until": until}
    rows = _went(near_by is not None).tuples(db, own=near_by, **asked)
    at = {one.id: one for one in masters.places(db, book, ids={row[1] for row in rows} | {row[2] for row in rows})}
    sums: dict[tuple[str, int, str], int] = defaultdict(int)
    for month, here, there, item, quantity in rows:
        near = (at if own is None else own).get(here)
        if near and near.kind in places.CARDED and near.site_kind in kinds and at[there].kind in USES[near.site_kind]:
            sums[near.site_code, item, month] += quantity
    return [Left(site, codes[item], month, quantity) for (site, item, month), quantity in sums.items()]


SIDES = ((move.c.source, move.c.destination, 1), (move.c.destination, move.c.source, -1))
"""Which end of a move is the site's, and whether the goods leave it or come back."""


@cache
def _went(narrow: bool) -> Prepared:
    """The moves of a span of days summed by month (`2026-01`), own and other place, and item.

    Of some places every move, else those to and from places of use: either way an index leads to them.
    """
    book, items = sa.bindparam("book", type_=sa.String), Among(move.c.item, "items")
    used_at = sa.select(place.c.id).where(place.c.book == book, Among(place.c.kind, USED_AT))
    days = [sa.bindparam(end, type_=sa.Date) for end in ("since", "until")]
    month = sa.func.substr(sa.cast(move.c.moved_on, sa.Text), 1, 7)
    parts = []
    for own, far, sign in SIDES:
        where = Among(own, "own") if narrow else far.in_(used_at)
        total = sa.cast(sign * sa.func.sum(move.c.quantity), sa.BigInteger)
        query = sa.select(month, own, far, move.c.item, total)
        query = query.where(move.c.book == book, where, items, move.c.moved_on.between(days[0], days[1]))
        parts.append(query.group_by(month, own, far, move.c.item))
    return Prepared(sa.union_all(*parts))


def reported(
    db: sa.Connection, book: str, months: Collection[Month], sites: Collection[str] | None = None
) -> Mapping[str, set[str]]:
    """Site → those of the months (`2026-01`) that it has closed; none of before it ever closed one."""
    first = sa.select(closing.c.site, sa.func.min(closing.c.month).label("month")).where(
        closing.c.book == book, closing.c.action == CLOSE
    )
    begun = first.group_by(closing.c.site).subquery("begun")
    query = sa.select(site.c.id, site.c.code, begun.c.month).join_from(site, begun, begun.c.site == site.c.id)
    query = query.where(site.c.book == book)
    if sites is not None:
        query = query.where(site.c.code.in_(sites))
    through = closed_through(db, book)
    return {
        code: {str(m) for m in months if Month.parse(since) <= m <= through[number]}
        for number, code, since in db.execute(query)
    }
