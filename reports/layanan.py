"""Pelayanan dan pemakaian: services by R1 KB beside the reported use and what the stock says went, by faskes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from alokon.catalog import ITEMS, METHODS
from alokon.faskes import Faskes
from alokon.text import month_year
from alokon.views.services import Compared, compared
from reports.areas import lines_by_area
from reports.dataset import Column, Dataset, Row, Workbook
from reports.report import Making, Report

SERVED = ("Pelayanan (R1 KB)",)
USED = ("Pemakaian",)

COLUMNS = (
    Column("code", "Kode", align="center"),
    Column("name", "Faskes"),
    Column("method", "Cara KB"),
    Column("new", "Baru", "int", SERVED, blank="–"),
    Column("again", "Ulangan", "int", SERVED, blank="–"),
    Column("changed", "Ganti cara", "int", SERVED, blank="–"),
    Column("total", "Jumlah", "int", SERVED, blank="–"),
    Column("pbi", "PBI", "int", SERVED, blank="–"),
    Column("unit", "Satuan", group=USED, blank="–"),
    Column("reported", "Dilaporkan (kode 2)", "quantity", USED, blank="–"),
    Column("stock", "Menurut stok", "quantity", USED, blank="–"),
    Column("note", "Keterangan"),
)

NOT_ONE_EACH = frozenset({"KONDOM"})
"""Methods of which one service hands out many units, so that services and use are not to be equal."""


def build(making: Making) -> Workbook:
    """One line for each faskes and method."""
    month, kept = making.month, making.seen
    found: dict[str, list[Compared]] = defaultdict(list)
    for one in compared(making.db, making.book, month, kept):
        found[one.site].append(one)
    title = f"Pelayanan dan pemakaian {month_year(month)}"
    data = Dataset(
        name="layanan",
        title="PELAYANAN KB DAN PEMAKAIAN ALOKON",
        columns=COLUMNS,
        rows=tuple(lines_by_area(making, found, _lines)),
        subtitle=(making.letterhead.kabupaten, f"Bulan {month_year(month)}"),
        notes=(
            "Pelayanan menurut R1 KB yang dikumpulkan petugas; tanda – berarti belum dikumpulkan, bukan nol.",
            "Dilaporkan: kode 2 R/II/KB faskes yang sudah menutup bulan. Menurut stok: pemakaian tercatat ditambah "
            "yang hilang menurut opname.",
            "Kondom tidak dibandingkan satu-satu: satu pelayanan memberi banyak buah.",
        ),
        kop=making.letterhead.kop,
        landscape=True,
        sheet="Pelayanan",
        number_row=True,
        frozen_columns=3,
    )
    return Workbook(title, (data,), making.stamp(title))


def _lines(faskes: Faskes, found: Sequence[Compared]) -> Iterator[Row]:
    order = list(METHODS)
    for one in sorted(found, key=lambda one: order.index(one.method)):
        yield _row(faskes, one)


def _row(faskes: Faskes, one: Compared) -> Row:
    item, served = ITEMS.get(one.method), one.services
    counts = (served.new, served.again, served.changed, served.total, served.pbi) if served else (None,) * 5
    used = (item.unit, one.reported, one.by_stock) if item else (None, None, None)
    return (faskes.code, faskes.name, METHODS[one.method].name, *counts, *used, "; ".join(_remarks(one)))


def _remarks(one: Compared) -> Iterator[str]:
    """What is missing or does not agree."""
    if one.services is None:
        yield "R1 KB belum dikumpulkan"
    if one.method not in ITEMS:
        return
    if one.reported is None:
        yield "bulan belum ditutup"
        return
    if one.differs and one.method not in NOT_ONE_EACH:
        assert one.services is not None
        yield f"pelayanan {'lebih' if one.services.total > one.reported else 'kurang'} dari pemakaian"
    if one.by_stock != one.reported:
        yield "opname menemukan selisih"


LAYANAN = Report(
    name="layanan",
    title="Pelayanan dan pemakaian",
    about="Pelayanan R1 KB di samping pemakaian yang dilaporkan dan pemakaian menurut stok, per faskes dan cara KB.",
    build=build,
    needs=("month",),
    takes=("kecamatan",),
)
