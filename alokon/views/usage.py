"""What sites used up in the months before a day: the figure under months of stock.

Only reported months count: a month a site has not closed says nothing, and is never taken for zero. All in whole base
units; what counts as used is said in `alokon.views.gone`.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import sqlalchemy as sa

from alokon.views.gone import left
from inventory.core.months import Month
from inventory.store.closing import CLOSE, closed_through
from inventory.store.schema import closing, site

MONTHS = 3
"""Over how many months before a day use is averaged (design: AMC over the last three reported months)."""


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
    told = reported(db, book, months, sites)
    used: dict[Pair, int] = defaultdict(int)
    for one in left(db, book, months[0].first, months[-1].last, sites=sites):
        if one.month in told.get(one.site, ()):
            used[one.site, one.item] += one.quantity
    return Usage(used, {code: len(done) for code, done in told.items()})


def reported(
    db: sa.Connection, book: str, months: Collection[Month], sites: Collection[str] | None = None
) -> Mapping[str, set[str]]:
    """Site → those of the months (`2026-01`) that it has closed; none of before it ever closed one."""
    first = sa.select(closing.c.site, sa.func.min(closing.c.month).label("month")).where(
        closing.c.book == book, closing.c.action == CLOSE
    )
    if sites is not None:
        first = first.where(closing.c.site.in_(sa.select(site.c.id).where(site.c.book == book, site.c.code.in_(sites))))
    begun = first.group_by(closing.c.site).subquery("begun")
    query = sa.select(site.c.id, site.c.code, begun.c.month).join_from(site, begun, begun.c.site == site.c.id)
    rows = db.execute(query.where(site.c.book == book)).all()
    through = closed_through(db, book, None if sites is None else [row.id for row in rows])
    return {
        code: {str(m) for m in months if Month.parse(since) <= m <= through[number]} for number, code, since in rows
    }
