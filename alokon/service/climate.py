"""A warehouse's temperature and humidity written down: once for each day and time, and corrected without being lost."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from alokon.climate import Reading, check, limits_of, told
from alokon.people import may_correct, require
from alokon.service.desk import Desk, Done, digest_of, guard, writing
from alokon.store import climate, settings
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.core.places import WAREHOUSE
from inventory.store import chain, masters, writer
from inventory.store.rules import Entry

PERMISSION = "inspect"
"""Whoever looks after the warehouse."""


def log_reading(desk: Desk, site_code: str, reading: Reading, key: str) -> Done:
    """Write down what a warehouse's thermometer shows; raises `Refused` with every problem.

    Codes: those of `alokon.climate.check`; `site_unknown`, `reading_stands`.
    """
    with writing(desk) as db:
        return log_reading_in(db, desk, site_code, reading, key)


def log_reading_in(db: sa.Connection, desk: Desk, site_code: str, reading: Reading, key: str) -> Done:
    """`log_reading` inside a transaction that is open already."""
    guard(db, desk, PERMISSION, site_code)
    request = digest_of(["climate", site_code, reading])
    known = writer.repeated(db, desk.book, key, request)
    if known:
        return Done(known.seq, known.head, repeated=True)
    refuse_if(_problems(db, desk, site_code, reading))
    entry = _entry(desk, "climate.read", reading.day, key, request)
    return _write(db, desk, {"reading": reading._asdict()}, entry, site_code, reading._asdict())


def correct_reading(desk: Desk, event: int, reading: Reading | None, reason: str, key: str) -> Done:
    """Put another reading in the place of one, or none where it was never taken; the old one stays in the book.

    Codes: those of `log_reading`; `reading_unknown`, `corrected_already`, `field_missing` for the reason,
    `reading_unchanged`.
    """
    with writing(desk) as db:
        return correct_reading_in(db, desk, event, reading, reason, key)


def correct_reading_in(
    db: sa.Connection, desk: Desk, event: int, reading: Reading | None, reason: str, key: str
) -> Done:
    """`correct_reading` inside a transaction that is open already."""
    guard(db, desk, "correct")
    if not may_correct(desk.actor, PERMISSION):
        require(desk.actor, PERMISSION)
    request = digest_of(["climate.correct", event, reading, reason])
    known = writer.repeated(db, desk.book, key, request)
    if known:
        return Done(known.seq, known.head, repeated=True)
    old = climate.logged(db, desk.book, event)
    if old is None or old.reading is None:
        raise Refused(Problem("reading_unknown", {"event": event}))
    guard(db, desk, "correct", old.site)
    by = climate.corrected_by(db, desk.book, event)
    if by is not None:
        raise Refused(Problem("corrected_already", {"event": event, "by": by}))
    problems = [] if reason.strip() else [Problem("field_missing", {"label": "Alasan koreksi"}, "reason")]
    if reading == old.reading:
        problems.append(Problem("reading_unchanged"))
    if reading is not None:
        problems += _problems(db, desk, old.site, reading, instead_of=event)
    refuse_if(problems)
    said = {"before": old.reading._asdict(), "reason": reason.strip()}
    if reading is None:
        entry = _entry(desk, "climate.withdraw", old.day, key, request, event)
        row: Mapping[str, object] = {"day": old.day, "time": old.time, "reason": reason.strip()}
    else:
        entry = _entry(desk, "climate.correct", reading.day, key, request, event)
        said, row = {**said, "reading": reading._asdict()}, {**reading._asdict(), "reason": reason.strip()}
    return _write(db, desk, said, entry, old.site, row)


def _problems(
    db: sa.Connection, desk: Desk, site_code: str, reading: Reading, instead_of: int | None = None
) -> list[Problem]:
    """What stands against a reading of a site."""
    found = list(check(reading, limits_of(settings.settings(db, desk.book)), desk.now))
    site = masters.sites(db, desk.book, {site_code}).get(site_code)
    if site is None or site.kind != WAREHOUSE:
        found.append(Problem("site_unknown", {"site": site_code}, "site"))
    stands = climate.at(db, desk.book, site_code, reading.day, reading.time)
    if stands is not None and stands.reading is not None and stands.event != instead_of:
        facts = {"day": reading.day, "time": reading.time, "reading": told(stands.reading), "event": stands.event}
        found.append(Problem("reading_stands", facts, "time"))
    return found


def _write(
    db: sa.Connection, desk: Desk, said: Mapping[str, object], entry: Entry, site_code: str, row: Mapping[str, object]
) -> Done:
    """The event, with the limits it was judged by, and its row."""
    limits = limits_of(settings.settings(db, desk.book))._asdict()
    payload = chain.canonical({"site": site_code, "limits": limits, **said})
    posted = writer.post(db, desk.book, replace(entry, payload=payload))
    site = masters.sites(db, desk.book, {site_code})[site_code]
    climate.add(db, desk.book, {**row, "event": posted.seq, "site": site.id, "corrects": entry.corrects})
    return Done(posted.seq, posted.head)


def _entry(desk: Desk, kind: str, day: date, key: str, request: str, corrects: int | None = None) -> Entry:
    return Entry(
        kind=kind,
        occurred_on=day,
        recorded_at=desk.now,
        actor=desk.actor.user_id,
        key=key,
        request=request,
        corrects=corrects,
    )
