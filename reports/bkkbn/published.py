"""Published months: every version printed again exactly as it was, with what it changed since the version before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from alokon.service.desk import Desk, Done
from alokon.service.publish import publish
from alokon.store import publications
from alokon.store.publications import Publication
from alokon.text import long_date, moment, month_year
from alokon.views.monthly import closings
from inventory.core.errors import Problem, Refused
from inventory.core.months import Month
from inventory.store import masters
from inventory.store.chain import head_code
from inventory.store.schema import event
from reports.bkkbn.changes import Change, changes, changes_sheet
from reports.bkkbn.checks import Check, lines_of
from reports.bkkbn.cover import with_contents
from reports.bkkbn.month import NAME, MonthlyReport, closings_of
from reports.bkkbn.proof_balances import against
from reports.dataset import Dataset, Facts, Stamp, Workbook
from reports.frozen import thaw


def publish_month(desk: Desk, month: Month, report: MonthlyReport, place: str, key: str) -> Done:
    """Freeze a month's report as its next version; the codes are those of `alokon.service.publish.publish`."""
    return publish(desk, NAME, month, report.content(place), key)


def versions(db: sa.Connection, book: str, month: Month | None = None) -> list[Publication]:
    """The published versions of a month, or of every month, the newest first."""
    return publications.versions(db, book, NAME, month)


def version(db: sa.Connection, book: str, month: Month, number: int) -> Publication:
    """One published version; refuses `version_unknown`."""
    found = next((p for p in versions(db, book, month) if p.version == number), None)
    if found is None:
        raise Refused(Problem("version_unknown", {"month": month, "version": number}, "version"))
    return found


def printed(db: sa.Connection, book: str, one: Publication) -> Workbook:
    """A version as it was published; what it says of itself comes from the event that published it."""
    frozen = thaw(one.content["workbook"])
    front, *sheets = frozen.datasets
    code = head(db, book, one)
    at = datetime.fromisoformat(one.published_at)
    if one.version > 1:
        sheets.append(_changes_sheet(db, book, one))
    facts = Facts(
        (
            ("Versi", str(one.version)),
            ("Diterbitkan", f"{moment(at)} oleh {one.actor}"),
            ("Kode buku", code),
            ("Sidik laporan", one.digest[:16]),
        )
    )
    signed = with_contents(front, sheets, facts, f"{one.content['place']}, {long_date(at.date())}")
    reference = f"Laporan Alokon {month_year(one.month)} versi {one.version}"
    return replace(frozen, name=reference, datasets=(signed, *sheets), stamp=Stamp(code, reference, at))


def changed(db: sa.Connection, book: str, one: Publication) -> list[Change]:
    """What a version changed since the one before it; nothing for the first."""
    if one.version == 1:
        return []
    before = version(db, book, one.month, one.version - 1)
    return changes(thaw(before.content["workbook"]), thaw(one.content["workbook"]))


def pending(newest: Publication, sheets: Sequence[Dataset]) -> list[Change]:
    """What publishing again would change."""
    return changes(thaw(newest.content["workbook"]), Workbook("", tuple(sheets)))


def standing(db: sa.Connection, book: str, one: Publication) -> Check:
    """The closings a version published against what the book says now, for the sites in it."""
    told = closings_of(one.content)
    codes = {key.site for key in told}
    names = {code: site.name for code, site in masters.sites(db, book, codes=codes).items()}
    lines = lines_of(against(names, told, closings(db, book, one.month, codes)))
    ends = f"saldo akhir {month_year(one.month)}"
    title = "Saldo akhir yang diterbitkan sama dengan buku sekarang"
    return Check(1, title, f"{ends} menurut laporan terbit versi {one.version}", f"{ends} menurut buku sekarang", lines)


def _changes_sheet(db: sa.Connection, book: str, one: Publication) -> Dataset:
    numbers = {"before": one.version - 1, "after": one.version}
    return changes_sheet(changed(db, book, one), one.month, numbers)


def head(db: sa.Connection, book: str, one: Publication) -> str:
    """The short code of the book right after the version was published: it covers the report's digest."""
    query = sa.select(event.c.digest).where(event.c.book == book, event.c.seq == one.event)
    return head_code(db.execute(query).scalar_one())
