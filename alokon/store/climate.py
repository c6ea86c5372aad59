"""The temperature and humidity of warehouses as read: what stands, and how it came to stand."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon.climate import Reading
from alokon.store.kept_schema import climate_reading as own
from inventory.store.schema import event, site


class Logged(NamedTuple):
    """A reading of a site, by the event that wrote it; `reading` is None where it only took an earlier one back.

    `day` and `time` are those of the reading, or of the one taken back.
    """

    event: int
    site: str
    day: date
    time: str
    reading: Reading | None
    corrects: int | None
    reason: str
    recorded_at: datetime
    actor: str

    @property
    def late(self) -> bool:
        """Whether it was written on a later day than its own, and is no correction."""
        return self.corrects is None and self.recorded_at.date() > self.day


class Mended(NamedTuple):
    """A correction: what was written, and what took its place."""

    before: Logged
    after: Logged


def standing(db: sa.Connection, book: str, since: date, until: date, site_code: str | None = None) -> list[Logged]:
    """The readings that count, of one warehouse or of all, from one day to another, in the order of their days."""
    query = _standing(book).where(own.c.day >= since, own.c.day <= until)
    if site_code is not None:
        query = query.where(site.c.code == site_code)
    return [_read(row) for row in db.execute(query.order_by(site.c.code, own.c.day, own.c.time))]


def at(db: sa.Connection, book: str, site_code: str, day: date, time: str) -> Logged | None:
    """The reading that counts for a time of day."""
    one = (site.c.code == site_code, own.c.day == day, own.c.time == time)
    row = db.execute(_standing(book).where(*one)).first()
    return _read(row) if row else None


def logged(db: sa.Connection, book: str, number: int) -> Logged | None:
    """What an event wrote, None when it wrote no reading."""
    row = db.execute(_all(book).where(own.c.event == number)).first()
    return _read(row) if row else None


def corrected_by(db: sa.Connection, book: str, number: int) -> int | None:
    """The event that corrected a reading or took it back, None while it stands."""
    return db.scalar(sa.select(own.c.event).where(own.c.book == book, own.c.corrects == number))


def mended(db: sa.Connection, book: str, site_code: str, since: date, until: date) -> list[Mended]:
    """The corrections of readings of some days of a warehouse, newest first, in two questions."""
    touched = own.c.day.between(since, until)
    old = own.alias()
    of_old = sa.select(old.c.event).where(old.c.book == book, old.c.day.between(since, until))
    query = _all(book).where(site.c.code == site_code, own.c.corrects.is_not(None))
    after = [_read(row) for row in db.execute(query.where(touched | own.c.corrects.in_(of_old)))]
    query = _all(book).where(own.c.event.in_([one.corrects for one in after]))
    before = {one.event: one for one in map(_read, db.execute(query))}
    pairs = [Mended(before[one.corrects], one) for one in after if one.corrects in before]
    return sorted(pairs, key=lambda pair: -pair.after.event)


def add(db: sa.Connection, book: str, values: Mapping[str, object]) -> None:
    """Write a reading, or a row that takes one back."""
    db.execute(own.insert().values(book=book, **values))


def _all(book: str) -> "sa.Select[*tuple[Any, ...]]":
    columns = (own.c.event, site.c.code, own.c.day, own.c.time, own.c.tenths, own.c.humidity, own.c.action)
    return (
        sa.select(*columns, own.c.corrects, own.c.reason, event.c.recorded_at, event.c.actor)
        .join_from(own, site, (site.c.book == own.c.book) & (site.c.id == own.c.site))
        .join(event, (event.c.book == own.c.book) & (event.c.seq == own.c.event))
        .where(own.c.book == book)
    )


def _standing(book: str) -> "sa.Select[*tuple[Any, ...]]":
    """Readings that were not taken back and that nothing corrects."""
    newer = own.alias("newer")
    replaced = sa.exists().where(newer.c.book == own.c.book, newer.c.corrects == own.c.event)
    return _all(book).where(own.c.tenths.is_not(None), ~replaced)


def _read(row: "sa.Row[*tuple[Any, ...]]") -> Logged:
    number, code, day, time, tenths, humidity, action, corrects, reason, recorded_at, actor = row
    reading = Reading(day, time, tenths, humidity, action) if tenths is not None else None
    return Logged(number, code, day, time, reading, corrects, reason, datetime.fromisoformat(recorded_at), actor)
