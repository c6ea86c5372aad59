"""Rekap P2TP2A: how many files came, by month, channel and service, and how long they took; nothing that tells of one.

Only half-years that are over are told, their months with them: what is told once is told the same ever after, so that
no count can be found from what an older recap said of the others.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median

import sqlalchemy as sa

from alokon.planning.small_counts import FEW, LEAST, told, told_together
from alokon.sop.tasks.p2tp2a import CHANNELS, SERVICES
from alokon.text import month_year, number
from alokon.views.shelter import Year, half, year_of
from inventory.core.months import Month
from reports.dataset import Column, Dataset, Line, Section, Workbook
from reports.report import Making, Report

COLUMNS = (Column("what", "Uraian"), Column("span", "Masa"), Column("count", "Jumlah", align="right"))

HALVES = {1: "Semester I", 2: "Semester II"}
LAST_MONTH = {1: 6, 2: 12}


def build(making: Making) -> Workbook:
    """One sheet for the year of the month asked for."""
    year = making.month.year
    over = _over(year, making.printed_at.date())
    title = f"Rekap P2TP2A tahun {year}"
    data = Dataset(
        name="p2tp2a",
        title="REKAP PELAYANAN P2TP2A",
        columns=COLUMNS,
        rows=tuple(_lines(year_of(making.db, making.book, year), year, over)),
        subtitle=(making.letterhead.kabupaten, f"Tahun {year}"),
        notes=(
            f"Jumlah di bawah {LEAST} tidak disebut ({FEW}); jumlah lain ditutup bila selisihnya membuka jumlah itu.",
            "Hanya semester yang sudah selesai yang disajikan.",
        ),
        kop=making.letterhead.kop,
        sheet="P2TP2A",
    )
    return Workbook(title, (data,), making.stamp(title))


def _lines(found: Year, year: int, over: Sequence[int]) -> Iterator[Line]:
    yield Section("Berkas diterima per bulan")
    for part in over:
        own = [month for n in range(1, 13) if half((month := Month(year, n)).first) == part]
        counts = [found.months.get(month, 0) for month in own]
        for month, said in zip(own, told_together(counts), strict=True):
            yield "Berkas diterima", month_year(month), said
    yield Section("Menurut saluran")
    for part in over:
        counts = [found.channels.get((part, code), 0) for code, _ in CHANNELS]
        for (_, label), said in zip(CHANNELS, told_together(counts), strict=True):
            yield label, _span(part, year), said
    yield Section("Layanan yang diberikan")
    for part in over:
        for step, label in SERVICES.items():
            yield label, _span(part, year), told(found.services.get((part, step), 0))
    yield Section("Penyelesaian")
    for part in over:
        span, ended, middle = _finished(found, part, year)
        yield "Berkas selesai", span, ended
        yield "Lama penanganan, nilai tengah (hari)", span, middle
        yield "Pengaduan layanan", _span(part, year), told(found.complaints.get(part, 0))


def finished(db: sa.Connection, book: str, year: int, today: date) -> list[tuple[str, str, str]]:
    """(Half-year, files that ended, median days they took) of the halves of a year that are over, as in the recap."""
    found = year_of(db, book, year)
    return [_finished(found, part, year) for part in _over(year, today)]


def _finished(found: Year, part: int, year: int) -> tuple[str, str, str]:
    days = found.days[part]
    return _span(part, year), told(len(days)), _middle(days)


def _over(year: int, today: date) -> list[int]:
    return [part for part in HALVES if Month(year, LAST_MONTH[part]).last < today]


def _middle(days: Sequence[int]) -> str:
    """The median of durations; that of few would be somebody's own."""
    return number(round(median(days))) if len(days) >= LEAST else "–"


def _span(part: int, year: int) -> str:
    return f"{HALVES[part]} {year}"


P2TP2A = Report(
    name="p2tp2a",
    title="Rekap P2TP2A",
    about="Jumlah dan lama penanganan per bulan, saluran dan layanan dalam setahun; jumlah kecil tidak disebut.",
    build=build,
    needs=("month",),
    permission="read_all",
)
