"""Pelayanan dan pemakaian: services by R1 KB beside the reported use and what the stock says went, by faskes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from alokon.catalog import ITEMS, METHODS
from alokon.faskes import Faskes
from alokon.planning import inviting
from alokon.text import month_year
from alokon.views.services import Compared, compared
from reports.areas import lines_by_area
from reports.dataset import Column, Dataset, Row, Workbook
from reports.layanan_keluar import build as build_covered
from reports.report import Making, Release, Report

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


SIGA_AT = 8
SIGA = Column("siga", "Menurut SIGA", "int", ("Pelayanan",), blank="–")
"""Stands after the services of a month of which SIGA's figures were imported."""


def build(making: Making) -> Workbook:
    """One line for each faskes and method."""
    month, kept = making.month, making.seen
    found: dict[str, list[Compared]] = defaultdict(list)
    for one in compared(making.db, making.book, month, kept):
        found[one.site].append(one)
    with_siga = any(one.siga is not None for group in found.values() for one in group)
    title = f"Pelayanan dan pemakaian {month_year(month)}"
    data = Dataset(
        name="layanan",
        title="PELAYANAN KB DAN PEMAKAIAN ALOKON",
        columns=(*COLUMNS[:SIGA_AT], SIGA, *COLUMNS[SIGA_AT:]) if with_siga else COLUMNS,
        rows=tuple(lines_by_area(making, found, partial(_lines, with_siga=with_siga))),
        subtitle=(making.letterhead.kabupaten, f"Bulan {month_year(month)}"),
        notes=(
            "Pelayanan menurut R1 KB yang dikumpulkan petugas; tanda – berarti belum dikumpulkan, bukan nol.",
            "Dilaporkan: kode 2 R/II/KB faskes yang sudah menutup bulan. Menurut stok: pemakaian tercatat ditambah "
            "yang hilang menurut opname.",
            "Menurut SIGA: angka yang terakhir diimpor; – berarti belum diimpor."
            if with_siga
            else "Angka SIGA bulan ini belum diimpor.",
            "Kondom tidak dibandingkan satu-satu: satu pelayanan memberi banyak buah.",
        ),
        kop=making.letterhead.kop,
        landscape=True,
        sheet="Pelayanan",
        number_row=True,
        frozen_columns=3,
    )
    return Workbook(title, (data,), making.stamp(title))


def _lines(faskes: Faskes, found: Sequence[Compared], *, with_siga: bool) -> Iterator[Row]:
    order = list(METHODS)
    for one in sorted(found, key=lambda one: order.index(one.method)):
        yield _row(faskes, one, with_siga)


def _row(faskes: Faskes, one: Compared, with_siga: bool) -> Row:
    item, served = ITEMS.get(one.method), one.services
    counts = (served.new, served.again, served.changed, served.total, served.pbi) if served else (None,) * 5
    used = (item.unit, one.reported, one.by_stock) if item else (None, None, None)
    told = (*counts, *((one.siga,) if with_siga else ()), *used)
    return (faskes.code, faskes.name, METHODS[one.method].name, *told, "; ".join(_remarks(one)))


def _remarks(one: Compared) -> Iterator[str]:
    """What is missing or does not agree."""
    if one.services is None:
        yield "R1 KB belum dikumpulkan"
    if one.method in ITEMS and one.reported is None:
        yield "bulan belum ditutup"
    for reason in inviting.mismatches([one.figures]):
        [unequal] = reason.unequal
        if reason.kind == inviting.SERVED:
            yield f"pelayanan {'lebih' if unequal.one > unequal.other else 'kurang'} dari pemakaian"
        elif reason.kind == inviting.COUNTED:
            yield "opname menemukan selisih"
        else:
            beside = "R1 KB" if reason.kind == inviting.SIGA else "pemakaian"
            yield f"SIGA {'lebih' if unequal.one > unequal.other else 'kurang'} dari {beside}"


LAYANAN = Report(
    name="layanan",
    title="Pelayanan dan pemakaian",
    about="Pelayanan R1 KB dan SIGA di samping pemakaian yang dilaporkan dan menurut stok, per faskes dan cara KB.",
    build=build,
    needs=("month",),
    takes=("kecamatan",),
    routine="publish",
    release=Release("layanan-kb", build_covered),
)
