"""Files of the book that leave the office under an approved request: made for its days, stamped, and written down.

The digest that is chained is that of the very bytes that are sent. Codes: those of `alokon.service.releasing`,
`dataset_outside`, `release_form`, `release_no_month`, `release_too_long`, and those of the report.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import NamedTuple

import sqlalchemy as sa

from alokon.data_requests import LABELS, Request, Wanted
from alokon.people import require
from alokon.service.desk import Desk, visible, writing
from alokon.service.releasing import Made, granted, record
from alokon.text import long_date
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.core.months import Month
from inventory.store.engine import reading
from reports.catalogue import REPORTS, prepare
from reports.dataset import Dataset, Facts, Stamp, Workbook
from reports.formats import render
from reports.report import Parameters, Report

FORMS = {"xlsx": "Excel", "pdf": "PDF"}
"""The forms in which data leave: those that carry the stamp of their request on every sheet."""

MOST_MONTHS = 12
"""How many months one file may hold."""

RELEASED = {report.release.dataset: report for report in REPORTS.values() if report.release}
"""Data set → the report that gives it; one that no report gives lies outside the book."""

TERMS = (
    "Hanya untuk tujuan dan pemohon di atas; tidak diteruskan kepada pihak lain, dan dihapus setelah masa berlakunya."
)


class File(NamedTuple):
    """A file as it is sent: its name and its bytes, the rows in it and the event that tells of it."""

    name: str
    data: bytes
    rows: int
    digest: str
    event: int = 0


def release(desk: Desk, case_id: int, wanted: Wanted, form: str, kecamatan: str | None, key: str) -> File:
    """Make a file under the request of a case, and write down that it was made; nothing is made where it is refused."""
    with reading(desk.office.engine) as db:
        file = make(db, desk, case_id, wanted, form, kecamatan)
    with writing(desk) as db:
        return _recorded(db, desk, case_id, wanted, form, file, key)


def release_in(
    db: sa.Connection, desk: Desk, case_id: int, wanted: Wanted, form: str, kecamatan: str | None, key: str
) -> File:
    """`release` inside a transaction that is open already."""
    return _recorded(db, desk, case_id, wanted, form, make(db, desk, case_id, wanted, form, kecamatan), key)


def make(db: sa.Connection, desk: Desk, case_id: int, wanted: Wanted, form: str, kecamatan: str | None) -> File:
    """The file, of no more than the person may see."""
    request = granted(db, desk, case_id, [wanted])
    if wanted.dataset not in RELEASED:
        raise Refused(Problem("dataset_outside", {"dataset": LABELS[wanted.dataset]}, "dataset"))
    if form not in FORMS:
        raise Refused(Problem("release_form", {"form": form, "known": tuple(FORMS.values())}, "form"))
    report = RELEASED[wanted.dataset]
    require(desk.actor, report.permission)
    seen = visible(db, desk.book, desk.actor)
    build = report.release.build if report.release and report.release.build else report.build
    parts = {
        str(asked.month or asked.day or asked.until): build(
            prepare(db, desk.book, report, asked, printed_at=desk.now, seen=seen)
        )
        for asked in _asked(report, wanted, kecamatan)
    }
    workbook = stamped(parts, request, wanted)
    data = render(workbook, form)
    rows = sum(isinstance(line, tuple) for sheet in workbook.datasets for line in sheet.rows)
    where = ("berkas", str(case_id), str(wanted.since), str(wanted.until), *([kecamatan] if kecamatan else []))
    return File(f"{'-'.join(('data', wanted.dataset, *where))}.{form}", data, rows, sha256(data).hexdigest())


def stamped(parts: Mapping[str, Workbook], request: Request, wanted: Wanted) -> Workbook:
    """Parts by their month or day as one workbook, every sheet with the request it leaves under, its purpose and its
    last day.
    """
    assert request.valid_until is not None
    facts = Facts(
        (
            ("Persetujuan", f"Nomor {request.answer}"),
            ("Permohonan", f"{request.asker}, surat Nomor {request.letter}"),
            ("Tujuan", request.purpose),
            ("Berlaku sampai", long_date(request.valid_until)),
        )
    )
    sheets = tuple(
        replace(data, before=(facts, *data.before), notes=(*data.notes, TERMS))
        for when, part in parts.items()
        for data in (part.datasets if len(parts) == 1 else _named(when, part))
    )
    first = next(iter(parts.values())).stamp
    stamp = Stamp(first.head_code, f"Permohonan data {request.answer}", first.printed_at)
    span = f"{long_date(wanted.since)} sampai {long_date(wanted.until)}"
    return Workbook(f"{LABELS[wanted.dataset]}, {span}", sheets, stamp)


def _named(when: str, part: Workbook) -> Iterator[Dataset]:
    """The sheets of one of several parts, under names of their own."""
    for data in part.datasets:
        yield replace(data, name=f"{data.name}-{when}", sheet=f"{when} {data.sheet}")


def _asked(report: Report, wanted: Wanted, kecamatan: str | None) -> list[Parameters]:
    """What the report is asked for the days: every whole month of them, their last day, or the days themselves.

    Refuses `release_no_month` and `release_too_long`.
    """
    area = kecamatan if "kecamatan" in report.takes else None
    if "month" in report.needs:
        return [Parameters(month=month, kecamatan=area) for month in whole_months(wanted.since, wanted.until)]
    if "day" in report.needs:
        return [Parameters(day=wanted.until, kecamatan=area)]
    return [Parameters(since=wanted.since, until=wanted.until, kecamatan=area)]


def whole_months(since: date, until: date) -> list[Month]:
    """The months that lie in a span from their first day to their last, a file's worth of them.

    >>> [str(month) for month in whole_months(date(2026, 1, 2), date(2026, 3, 31))]
    ['2026-02', '2026-03']
    """
    month = Month.of(since) if since.day == 1 else Month.of(since).next
    found = []
    while month.last <= until:
        found.append(month)
        month = month.next
    span = {"since": since, "until": until}
    refuse_if([Problem("release_no_month", span, "since")] if not found else [])
    many = {"most": MOST_MONTHS, "count": len(found)}
    refuse_if([Problem("release_too_long", many, "until")] if len(found) > MOST_MONTHS else [])
    return found


def _recorded(db: sa.Connection, desk: Desk, case_id: int, wanted: Wanted, form: str, file: File, key: str) -> File:
    made = Made(RELEASED[wanted.dataset].name, form, file.rows, file.digest, file.name)
    return file._replace(event=record(db, desk, case_id, wanted, made, key).event)
