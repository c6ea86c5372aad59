"""What sites used up in the months before a day: the figure under months of stock.

A faskes uses what goes to its clients; a warehouse, what it sends on its way. Only reported months count: a month a
site has not closed says nothing, and is never taken for zero. All in whole base units.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from inventory.core import places
from inventory.core.months import Month
from inventory.store import masters
from inventory.store.closing import CLOSE, closed_through
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import closing, item, move, place, site

MONTHS = 3
"""Over how many months before a day use is averaged (design: AMC over the last three reported months)."""

USES = {places.FACILITY: places.CLIENT, places.WAREHOUSE: places.TRANSIT}
"""Kind of site → kind of place to which its goods go when they are used."""


class Use(NamedTuple):
    """What left in the reported ones of the last months; `months` says how many that were."""

    quantity: int
    months: int

    @property
    def monthly(self) -> Fraction | None:
        """The average of a month, None while no month is reported.

        >>> Use(100, 3).monthly
        Fraction(100, 3)
        """
        return Fraction(self.quantity, self.months) if self.months else None


Pair = tuple[str, str]
"""A site and an item, by their codes."""


class Usage(NamedTuple):
    """What was used by site × item, and how many of the months each site has reported."""

    used: Mapping[Pair, int]
    reported: Mapping[str, int]

    def of(self, site_code: str, item_code: str) -> Use:
        """The use of an item at a site; a reported month without any counts as zero."""
        return Use(self.used.get((site_code, item_code), 0), self.reported.get(site_code, 0))


class Left(NamedTuple):
    """What left a site for use in a month (`2026-01`); negative for what came back."""

    site: str
    item: str
    month: str
    quantity: int


def use_before(db: sa.Connection, book: str, on: date, sites: Collection[str] | None = None) -> Usage:
    """The use of every site and item in the reported ones of the last months before the month of a day."""
    this = Month.of(on)
    months = [this.plus(-n) for n in range(MONTHS, 0, -1)]
    told = reported(db, book, months, sites)
    used: dict[Pair, int] = defaultdict(int)
    for one in left(db, book, months[0].first, months[-1].last, sites=sites):
        if one.month in told.get(one.site, ()):
            used[one.site, one.item] += one.quantity
    return Usage(used, {code: len(done) for code, done in told.items()})


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
    """What left sites of some kinds for use, by site, item and month from day to day; corrections are taken off."""
    asked: dict[str, object] = {"book": book, "since": since, "until": until, "kinds": kinds}
    if sites is not None:
        own = masters.place_ids(db, book, *sites)
        asked["own"] = [number for (_, kind), number in own.items() if kind in places.CARDED]
    if items is not None:
        asked["items"] = items
    return _left(frozenset(asked)).rows(db, **asked)


@cache
def _left(asked: frozenset[str]) -> Prepared:
    """Summed over the places first, and named afterwards: there are far fewer sums than moves."""
    sums = sa.union_all(*(_went(own, far, sign, asked) for own, far, sign in SIDES)).subquery("sums")
    here, there = place.alias("here"), place.alias("there")
    of_book = [table.c.book == sa.bindparam("book") for table in (here, there, site, item)]
    use = sa.or_(*(sa.and_(site.c.kind == kind, there.c.kind == use) for kind, use in USES.items()))
    query = (
        sa.select(site.c.code, item.c.code, sums.c.month, sa.cast(sa.func.sum(sums.c.quantity), sa.BigInteger))
        .join_from(sums, here, here.c.id == sums.c.own)
        .join(there, there.c.id == sums.c.far)
        .join(site, site.c.id == here.c.site)
        .join(item, item.c.id == sums.c.item)
        .where(*of_book, Among(here.c.kind, places.CARDED), Among(site.c.kind, "kinds"), use)
        .group_by(site.c.code, item.c.code, sums.c.month)
        .order_by(site.c.code, item.c.code, sums.c.month)
    )
    return Prepared(query, Left)


SIDES = (("source", "destination", 1), ("destination", "source", -1))
"""Which end of a move is the site's, and whether the goods leave it or come back."""


def _went(own: str, far: str, sign: int, asked: frozenset[str]) -> "sa.Select[*tuple[Any, ...]]":
    """The moves of the days between places of use and (some) others, summed by the two places, item and month."""
    used_at = sa.select(place.c.id).where(place.c.book == sa.bindparam("book"), Among(place.c.kind, USES.values()))
    columns = (move.c[own].label("own"), move.c[far].label("far"), move.c.item, MONTH.label("month"))
    query = sa.select(*columns, (sign * sa.func.sum(move.c.quantity)).label("quantity")).where(
        move.c.book == sa.bindparam("book"),
        move.c.moved_on.between(sa.bindparam("since", type_=sa.Date), sa.bindparam("until", type_=sa.Date)),
        move.c[far].in_(used_at),
    )
    if "own" in asked:
        query = query.where(Among(move.c[own], "own"))
    if "items" in asked:
        wanted = sa.select(item.c.id).where(item.c.book == sa.bindparam("book"), Among(item.c.code, "items"))
        query = query.where(move.c.item.in_(wanted))
    return query.group_by(MONTH, *columns[:3])


MONTH = sa.func.substr(sa.cast(move.c.moved_on, sa.String), 1, 7)
"""The month of a move as text, alike on both databases."""


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
