"""How far each site has closed its months: the last closed, the one to close next, and how many are overdue."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.store import faskes, settings
from alokon.views.coverage import must_report
from alokon.views.sites import Titled, home_sites
from inventory.core.months import Month
from inventory.core.places import WAREHOUSE
from inventory.store.closing import closed_through, first_months
from inventory.store.schema import site


class Standing(NamedTuple):
    """A site's months. `open` is the month to be closed next, None when every month that is over is closed.

    `overdue` counts the months whose deadline has passed; `expected` is False for a faskes no report is asked of.
    """

    site: Titled
    last: Month | None
    open: Month | None
    overdue: int
    expected: bool


def deadline_day(db: sa.Connection, book: str) -> int:
    """The day of the following month by which a month is to be closed."""
    return int(str(settings.settings(db, book)["report.deadline"]))


def deadline(month: Month, day: int) -> date:
    """The last day to close a month in time: so many days into the next.

    >>> deadline(Month(2026, 1), 5), deadline(Month(2026, 1), 31)
    (datetime.date(2026, 2, 5), datetime.date(2026, 2, 28))
    """
    after = month.next
    return min(after.last, after.first.replace(day=min(day, after.days)))


def due_month(today: date, day: int) -> Month:
    """The newest month whose deadline has passed.

    >>> due_month(date(2026, 3, 5), 5), due_month(date(2026, 3, 6), 5)
    (Month(year=2026, month=1), Month(year=2026, month=2))
    """
    month = Month.of(today).previous
    return month if today > deadline(month, day) else month.previous


def standings(
    db: sa.Connection, book: str, today: date, deadline_day: int, sites: Collection[str] | None = None
) -> list[Standing]:
    """The standing of every warehouse and faskes, of those asked for or of all: warehouses first, then by code."""
    found = home_sites(db, book, sites)
    entries = faskes.entries(db, book, codes=found)
    numbers = _numbers(db, book, found)
    through = closed_through(db, book, numbers.values())
    begun = first_months(db, book, set(numbers.values()) - through.keys())
    due, over = due_month(today, deadline_day), Month.of(today).previous
    rows = []
    for one in found.values():
        last = through.get(numbers[one.code])
        entry = entries.get(one.code)
        asked = one.kind == WAREHOUSE or (
            entry is not None and must_report(entry.faskes.status, entry.faskes.registered_on, due)
        )
        following = last.next if last else begun.get(numbers[one.code], over)
        rows.append(Standing(one, last, following if following <= over else None, _between(following, due), asked))
    return rows


def standing(db: sa.Connection, book: str, today: date, deadline_day: int, site_code: str) -> Standing | None:
    """The standing of one site, None when there is none of that code."""
    return next(iter(standings(db, book, today, deadline_day, [site_code])), None)


def _between(first: Month, last: Month) -> int:
    """How many months there are from one to another, both included.

    >>> _between(Month(2025, 12), Month(2026, 1)), _between(Month(2026, 2), Month(2026, 1))
    (2, 0)
    """
    return max((last.year - first.year) * 12 + last.month - first.month + 1, 0)


def _numbers(db: sa.Connection, book: str, codes: Mapping[str, Titled]) -> dict[str, int]:
    query = sa.select(site.c.code, site.c.id).where(site.c.book == book, site.c.code.in_(codes))
    return {row.code: row.id for row in db.execute(query)}
