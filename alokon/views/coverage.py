"""Who has reported: a faskes reports a month by closing it; ADA, LAPOR and lateness per kecamatan."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa

from alokon import k0kb
from alokon.store import faskes
from inventory.core.months import Month
from inventory.store.closing import CLOSE, closed_through
from inventory.store.schema import closing, event, site


class Reporter(NamedTuple):
    """An active faskes and its month: `closed_on` is None when it has not reported; `last` is its last closed month."""

    code: str
    name: str
    kecamatan: str
    type: str
    closed_on: date | None
    last: Month | None


class Coverage(NamedTuple):
    """A group's ADA and LAPOR; `on_time` counts those who closed by the deadline."""

    expected: int
    reported: int
    on_time: int


def reporters(db: sa.Connection, book: str, month: Month, codes: Collection[str] | None = None) -> list[Reporter]:
    """Every faskes that must report a month: registered by its end and active, in code order."""
    entries = faskes.entries(db, book, codes=codes)
    through = closed_through(db, book)
    closed = closed_on(db, book, month, through)
    return [
        Reporter(
            e.faskes.code,
            e.faskes.name,
            e.faskes.kecamatan,
            e.faskes.type,
            closed.get(e.site),
            through.get(e.site),
        )
        for e in entries.values()
        if must_report(e.faskes.status, e.faskes.registered_on, month)
    ]


def must_report(status: str, registered_on: date | None, month: Month) -> bool:
    """Whether a faskes is among those a month's report is expected from (ADA)."""
    return status == k0kb.ACTIVE and registered_on is not None and registered_on <= month.last


def closed_on(
    db: sa.Connection, book: str, month: Month, through: Mapping[int, Month] | None = None
) -> dict[int, date]:
    """Site id → the day it closed a month, the last time when it was opened again meanwhile; none while it is open.

    `through` is the last closed month of each site, where it is known already.
    """
    query = (
        sa.select(closing.c.site, event.c.recorded_at)
        .join_from(closing, event, (event.c.book == closing.c.book) & (event.c.seq == closing.c.event))
        .where(closing.c.book == book, closing.c.month == str(month), closing.c.action == CLOSE)
        .order_by(closing.c.event)
    )
    last = closed_through(db, book) if through is None else through
    days = {number: datetime.fromisoformat(at).date() for number, at in db.execute(query)}
    return {number: day for number, day in days.items() if number in last and last[number] >= month}


def reported(
    db: sa.Connection, book: str, months: Collection[Month], sites: Collection[str] | None = None
) -> Mapping[str, set[str]]:
    """Site → those of the months (`2026-01`) that it has closed; none of before it ever closed one.

    A month a site has not closed says nothing, and is never taken for zero.
    """
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


def coverage(rows: Collection[Reporter], deadline: date) -> Mapping[str, Coverage]:
    """ADA, LAPOR and on time, by kecamatan code."""
    found: dict[str, Coverage] = {}
    for row in rows:
        old = found.get(row.kecamatan, Coverage(0, 0, 0))
        closed = row.closed_on is not None
        timely = row.closed_on is not None and row.closed_on <= deadline
        found[row.kecamatan] = Coverage(old.expected + 1, old.reported + closed, old.on_time + timely)
    return found
