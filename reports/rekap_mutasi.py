"""Rekap mutasi: a month of many faskes, one row for each faskes, item and fund, with the six codes as columns."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from alokon import siga
from alokon.catalog import FUNDS, GOODS_ORDER, ITEMS
from alokon.faskes import Faskes
from alokon.text import month_year
from alokon.views import monthly
from alokon.views.coverage import closed_on
from alokon.views.monthly import Key, Mutation
from reports.areas import lines_by_area
from reports.dataset import Column, Dataset, Line, Row, Workbook
from reports.report import Making, Release, Report
from reports.siga_goods import all_in_siga

OUT = ("Pengeluaran",)

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("code", "Kode", align="center"),
    Column("name", "Faskes"),
    Column("item", "Jenis Alokon"),
    Column("fund", "Sumber Dana"),
    Column("unit", "Satuan"),
    Column("opening", "Saldo Awal", "quantity"),
    Column("received", "Penerimaan (1)", "quantity"),
    Column("service", "Pelayanan KB (2)", "quantity", OUT),
    Column("network", "Jaringan/ Jejaring (3)", "quantity", OUT),
    Column("damaged", "Rusak (4)", "quantity", OUT),
    Column("expired", "Kadaluarsa (5)", "quantity", OUT),
    Column("other", "Lainnya", "quantity"),
    Column("closing", "Saldo Akhir", "quantity"),
    Column("closed", "Bulan ditutup", "date", blank="belum"),
)

CODES = (siga.OPENING, siga.RECEIPT, siga.SERVICE, siga.NETWORK, siga.DAMAGED, siga.EXPIRED, siga.OTHER)
"""The codes in the order of the columns."""


def build(making: Making) -> Workbook:
    """One list of every faskes that has anything to report."""
    month = making.month
    rows = monthly.mutations(making.db, making.book, month, making.seen)
    held: dict[str, list[tuple[Key, Mutation]]] = defaultdict(list)
    for key, row in rows.items():
        if making.asked.item in (None, key.item) and making.asked.fund in (None, key.fund):
            held[key.site].append((key, row))
    title = f"Rekap Mutasi Alokon {month_year(month)}"
    data = Dataset(
        name="rekap-mutasi",
        title="REKAP MUTASI ALAT DAN OBAT KONTRASEPSI\nMENURUT FASILITAS KESEHATAN",
        columns=COLUMNS,
        rows=tuple(_lines(making, held)),
        subtitle=(making.letterhead.kabupaten, f"Bulan {month_year(month)}"),
        notes=(
            "Kolom (14) = (7) + (8) - (9) - (10) - (11) - (12) + (13).",
            "Lainnya: selisih, retur, dan mutasi yang tidak punya kode SIGA; masuk positif, keluar negatif.",
            "Bulan yang belum ditutup masih dapat berubah. Kondom dalam lusin.",
        ),
        kop=making.letterhead.kop,
        landscape=True,
        sheet="Rekap mutasi",
        number_row=True,
        frozen_columns=3,
    )
    return Workbook(title, (data,), making.stamp(title))


def _lines(making: Making, held: Mapping[str, list[tuple[Key, Mutation]]]) -> Iterator[Line]:
    closed, numbers = closed_on(making.db, making.book, making.month), count(1)

    def own(faskes: Faskes, rows: Sequence[tuple[Key, Mutation]]) -> Iterator[Row]:
        for key, row in sorted(rows, key=_place):
            yield (*_row(next(numbers), faskes, key, row), closed.get(making.sites[faskes.code].id))

    return lines_by_area(making, held, own)


def _row(number: int, faskes: Faskes, key: Key, row: Mutation) -> Row:
    item = ITEMS[key.item]
    figures = all_in_siga(item, [*map(row.counts.__getitem__, CODES), row.closing])
    names = (faskes.code, faskes.name, item.name, FUNDS[key.fund].name, item.report_unit.name)
    return (number, *names, *figures)


def _place(line: tuple[Key, Mutation]) -> int:
    """Where a line of a faskes stands."""
    return GOODS_ORDER[line[0].item, line[0].fund]


REKAP_MUTASI = Report(
    name="rekap-mutasi",
    title="Rekap mutasi semua faskes",
    about="Satu bulan semua faskes yang boleh dilihat: satu baris per faskes, jenis dan sumber dana.",
    build=build,
    needs=("month",),
    takes=("kecamatan", "item", "fund"),
    release=Release("pemakaian"),
)
