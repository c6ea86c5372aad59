"""Register suhu dan kelembapan gudang: a month day by day, what lay outside the limits and what was done about it.

No printed form of a district's register was found; the columns are what the storage rules ask to be known.
"""

from collections.abc import Iterator, Mapping

from alokon.climate import AFTERNOON, TIMES
from alokon.planning.climate_month import Day, Spread, Summary
from alokon.text import long_date, month_year, number, rounded, weekday
from alokon.views.climate import ClimateMonth, climate_month
from inventory.core import places
from inventory.core.months import Month
from reports.dataset import Column, Dataset, Facts, Row, Total, Workbook
from reports.report import Making, Report

COLUMNS = (
    Column("day", "Tanggal", "date"),
    Column("weekday", "Hari"),
    *(
        column
        for time, label in TIMES.items()
        for column in (
            Column(f"{time}_degrees", "Suhu", "degrees", (label,), unit="°C", blank="kosong"),
            Column(f"{time}_humidity", "Kelembapan", "int", (label,), unit="%", blank="kosong"),
        )
    ),
    Column("remark", "Keterangan"),
    Column("action", "Tindakan", width=24),
)

IN_ORDER = "dalam batas"
AHEAD = "sore: belum waktunya"
FAULTS = {"cold": "degrees", "hot": "degrees", "damp": "humidity"}
"""Which figure of a reading each fault is about."""

HOW = "Kosong: tidak dicatat, keadaan gudang saat itu tidak diketahui. Diwarnai: di luar batas atau tidak dicatat."


def build(making: Making) -> Workbook:
    """The month of a warehouse, up to the day it is printed."""
    found = climate_month(making.db, making.book, making.site.code, making.month, making.printed_at)
    title = f"Register suhu {making.site.name} {month_year(making.month)}"
    last = min(making.month.last, making.printed_at.date())
    over = making.month < Month.of(making.printed_at.date())
    data = Dataset(
        name="suhu-gudang",
        title="REGISTER SUHU DAN KELEMBAPAN GUDANG",
        columns=COLUMNS,
        rows=tuple(_row(found, day) for day in found.days),
        totals=tuple(_totals(found.summary)),
        subtitle=(
            f"{making.site.name}, {making.letterhead.kabupaten}",
            f"Bulan {month_year(making.month)}" + ("" if over else f", sampai {long_date(last)}"),
        ),
        before=(f"Batas: {found.limits.words}.",),
        after=(Facts(tuple(_facts(found.summary))),),
        notes=(HOW,),
        signatures=(making.letterhead.signer("store").sign(place_date=making.letterhead.place_date(last)),),
        kop=making.letterhead.kop,
        marked=tuple(_marked(found)),
        sheet="Suhu gudang",
        number_row=True,
    )
    return Workbook(title, (data,), making.stamp(title))


def _row(found: ClimateMonth, day: Day) -> Row:
    figures = [figure for time in TIMES for figure in _figures(day, time)]
    said = [*found.faults(day), *found.remarks(day)] or ([IN_ORDER] if day.readings else [])
    ahead = [AHEAD] if AFTERNOON not in day.readings and AFTERNOON not in day.missing else []
    return (day.day, weekday(day.day), *figures, "; ".join([*said, *ahead]), "; ".join(found.actions(day)))


def _figures(day: Day, time: str) -> tuple[int | None, int | None]:
    reading = day.readings.get(time)
    return (reading.tenths, reading.humidity) if reading else (None, None)


def _marked(found: ClimateMonth) -> Iterator[tuple[int, str]]:
    """The figures outside the limits, and those that are missing."""
    for n, day in enumerate(found.days):
        for time in TIMES:
            yield from ((n, f"{time}_{FAULTS[name]}") for name in found.outside(day, time))
            yield from ((n, f"{time}_{name}") for name in ("degrees", "humidity") if time in day.missing)


def _totals(month: Summary) -> Iterator[Total]:
    """The least, the most and the mean of each column; none of a month without any reading."""
    if not month.read:
        return
    for label, name in (("Terendah", "least"), ("Tertinggi", "most"), ("Rata-rata", "mean")):
        yield Total(label, dict(_of(month, name)))


def _of(month: Summary, name: str) -> Iterator[tuple[str, int]]:
    for figure, spreads in (("degrees", month.degrees), ("humidity", month.humidity)):
        yield from _column(spreads, figure, name)


def _column(spreads: Mapping[str, Spread | None], figure: str, name: str) -> Iterator[tuple[str, int]]:
    for time, spread in spreads.items():
        if spread is not None:
            yield f"{time}_{figure}", int(rounded(getattr(spread, name), 0))


def _facts(month: Summary) -> Iterator[tuple[str, str]]:
    all_read = month.read + month.missing
    yield "Dicatat", f"{number(month.read)} dari {number(all_read)} pembacaan"
    weekends = f", {number(month.weekends)} di antaranya Sabtu atau Minggu" if month.weekends else ""
    yield "Hari yang tidak lengkap", f"{number(month.incomplete)} hari{weekends}"
    yield "Di luar batas", f"{number(month.outside)} pembacaan"


SUHU_GUDANG = Report(
    name="suhu-gudang",
    title="Register suhu dan kelembapan gudang",
    about="Satu bulan gudang hari demi hari: suhu dan kelembapan pagi dan sore, yang di luar batas, dan tindakannya.",
    build=build,
    needs=("month", "site"),
    site_kinds=(places.WAREHOUSE,),
    permission="read_all",
)
