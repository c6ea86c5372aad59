"""What sites used up in the months before a day: the figure under months of stock.

A faskes uses what goes to its clients; a warehouse, what it sends on its way. Only reported months count: a month a
site has not closed says nothing, and is never taken for zero. All in whole base units.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

import sqlalchemy as sa

from inventory.core import places
from inventory.core.months import Month
from inventory.store.closing import CLOSE, closed_through
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


def use_before(db: sa.Connection, book: str, on: date, sites: Collection[str] | None = None) -> Usage:
    """The use of every site and item in the reported ones of the last months before the month of a day."""
    this = Month.of(on)
    months = [this.plus(-n) for n in range(MONTHS, 0, -1)]
    reported = _reported(db, book, months, sites)
    used: dict[Pair, int] = defaultdict(int)
    for row in db.execute(_query(book, months, sites)):
        left = Left._make(row)
        if left.month in reported.get(left.site, ()):
            used[left.site, left.item] += left.quantity
    return Usage(used, {code: len(done) for code, done in reported.items()})


class Left(NamedTuple):
    """What left a site for use in a month (`2026-01`); negative for what came back."""

    site: str
    item: str
    month: str
    quantity: int


def _reported(
    db: sa.Connection, book: str, months: Collection[Month], sites: Collection[str] | None
) -> Mapping[str, set[str]]:
    """Site → those of the months it has closed."""
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


def _query(book: str, months: list[Month], sites: Collection[str] | None) -> "sa.Select[*tuple[Any, ...]]":
    """What left for use, and what a reversal or a withdrawal brought back, as `Left` reads it: one scan of moves."""
    source, destination = place.alias("source_place"), place.alias("destination_place")
    leaves = source.c.kind.in_(places.CARDED)
    home = sa.case((leaves, source.c.site), else_=destination.c.site)
    away = sa.case((leaves, destination.c.kind), else_=source.c.kind)
    month = sa.case(*((move.c.moved_on <= m.last, str(m)) for m in months)).label("month")
    quantity = sa.func.sum(sa.case((leaves, move.c.quantity), else_=-move.c.quantity))
    query = (
        sa.select(site.c.code, item.c.code, month, quantity)
        .join_from(move, source, (source.c.book == book) & (source.c.id == move.c.source))
        .join(destination, (destination.c.book == book) & (destination.c.id == move.c.destination))
        .join(site, (site.c.book == book) & (site.c.id == home))
        .join(item, (item.c.book == book) & (item.c.id == move.c.item))
        .where(move.c.book == book, move.c.moved_on >= months[0].first, move.c.moved_on <= months[-1].last)
        .where(leaves | destination.c.kind.in_(places.CARDED))
        .where(sa.or_(*(sa.and_(site.c.kind == kind, away == use) for kind, use in USES.items())))
        .group_by(site.c.code, item.c.code, month)
    )
    return query if sites is None else query.where(site.c.code.in_(sites))
