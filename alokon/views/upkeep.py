"""What a warehouse itself asks for: this month's inspection, today's thermometer, and a look at readings out of limits.

Worked out from what is there and the day it is: nothing was ever planned that a missed day could have missed.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from alokon.climate import Limits, Reading, come, limits_of
from alokon.service.correct import CANCELLED
from alokon.sop.storage import INSPECTION
from alokon.store import climate, settings
from alokon.store.schema import case_step, casefile
from inventory.core.months import Month
from inventory.store.masters import Site
from inventory.store.schema import site

LATELY = 7
"""Days before today that are looked back on."""


class Uninspected(NamedTuple):
    """A warehouse not inspected this month, and the day it last was, if ever."""

    site: str
    name: str
    last: date | None

    def overdue(self, today: date) -> bool:
        """Whether last month went by without an inspection too, although there had been some."""
        return self.last is not None and self.last < Month.of(today).previous.first


class Unread(NamedTuple):
    """A warehouse whose thermometer is to be read: the times missing today, and how many of the last days have gaps."""

    site: str
    name: str
    missing: tuple[str, ...]
    incomplete: int


class Outside(NamedTuple):
    """Readings of a warehouse beyond the limits in the last days, newest first."""

    site: str
    name: str
    readings: tuple[Reading, ...]


class Upkeep(NamedTuple):
    """What the warehouses of an office ask for; `limits` are those the readings were held against."""

    uninspected: tuple[Uninspected, ...]
    unread: tuple[Unread, ...]
    outside: tuple[Outside, ...]
    limits: Limits


def upkeep(db: sa.Connection, book: str, warehouses: Mapping[str, Site], now: datetime) -> Upkeep:
    """What some warehouses ask for at a moment, in three questions."""
    today = now.date()
    days = [today - timedelta(days=n) for n in range(LATELY + 1)]
    limits = limits_of(settings.settings(db, book))
    last = last_inspected(db, book)
    read: dict[str, list[Reading]] = {code: [] for code in warehouses}
    for one in climate.standing(db, book, days[-1], today):
        if one.site in read and one.reading:
            read[one.site].append(one.reading)
    wrong = {code: [one for one in found if limits.outside(one)] for code, found in read.items()}
    names = {code: one.name for code, one in warehouses.items()}
    unread = [_unread(code, names[code], found, days, now) for code, found in read.items()]
    return Upkeep(
        tuple(
            Uninspected(code, name, last.get(code))
            for code, name in names.items()
            if code not in last or last[code] < Month.of(today).first
        ),
        tuple(one for one in unread if one.missing),
        tuple(
            Outside(code, names[code], tuple(sorted(found, key=lambda one: (one.day, one.time), reverse=True)))
            for code, found in wrong.items()
            if found
        ),
        limits,
    )


def last_inspected(db: sa.Connection, book: str) -> dict[str, date]:
    """Site → the day of its latest inspection; one that was taken back is none."""
    again = case_step.alias("again")
    replaces = (again.c.book == book, again.c.case_id == casefile.c.id, again.c.corrects == case_step.c.event)
    opening = {step.name for step in INSPECTION.open_to(None)}
    query = (
        sa.select(site.c.code, sa.func.max(case_step.c.done_on).label("last"))
        .join_from(casefile, case_step, (case_step.c.book == book) & (case_step.c.case_id == casefile.c.id))
        .join(site, (site.c.book == book) & (site.c.id == casefile.c.site))
        .where(casefile.c.book == book, casefile.c.flow == INSPECTION.code, casefile.c.state != CANCELLED)
        .where(case_step.c.step.in_(opening), ~sa.exists().where(*replaces))
        .group_by(site.c.code)
    )
    return {row.code: row.last for row in db.execute(query)}


def _unread(code: str, name: str, found: list[Reading], days: list[date], now: datetime) -> Unread:
    """What is missing of today, the first of the days, and how many of the others have gaps."""
    known = {(one.day, one.time) for one in found}
    missing = [tuple(time for time in come(day, now) if (day, time) not in known) for day in days]
    return Unread(code, name, missing[0], sum(bool(times) for times in missing[1:]))
