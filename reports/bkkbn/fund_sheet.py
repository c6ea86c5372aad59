"""One sheet for each source of money: all faskes as rows by kecamatan, the nine alokon as groups of eight columns.

A faskes that has not closed the month stands in its place with empty cells: an empty cell is not a zero.
"""

from collections.abc import Iterator, Mapping

from alokon import siga
from alokon.catalog import ITEMS, Alokon, Fund
from alokon.text import month_year
from alokon.views.monthly import Mutation
from reports.bkkbn.figures import Figures, Member
from reports.dataset import Cell, Column, Dataset, Line, Row, Section, Total
from reports.letterhead import Letterhead
from reports.siga_goods import in_siga, titled

PARTS = {
    siga.OPENING: "Awal",
    siga.RECEIPT: "Terima (1)",
    siga.SERVICE: "Yan KB (2)",
    siga.NETWORK: "Jaringan (3)",
    siga.DAMAGED: "Rusak (4)",
    siga.EXPIRED: "ED (5)",
    siga.OTHER: "Lain",
    "akhir": "Akhir",
}
"""What is told of each item, in order."""

FIXED = (
    Column("no", "No.", "int", align="center"),
    Column("code", "Kode faskes", align="center"),
    Column("name", "Nama faskes", width=28),
    Column("closed", "Tutup bulan", "date", blank="belum lapor"),
)

Rows = Mapping[str, Mapping[str, Mutation]]
"""Faskes code → item → its month, of one fund."""

NOTHING = Mutation(0, siga.NOTHING, 0)


def item_group(item: Alokon) -> tuple[Column, ...]:
    """The eight columns of an item."""
    group = (titled(item),)
    return tuple(Column(f"{item.code}.{part}", title, "quantity", group) for part, title in PARTS.items())


COLUMNS = (*FIXED, *(column for item in ITEMS.values() for column in item_group(item)))


def fund_sheet(figures: Figures, fund: Fund, around: Letterhead) -> Dataset:
    """All faskes of a month and a fund."""
    rows: dict[str, dict[str, Mutation]] = {}
    for key, row in figures.rows.items():
        if key.fund == fund.code:
            rows.setdefault(key.site, {})[key.item] = row
    waiting = len(figures.waiting)
    return Dataset(
        name=f"faskes-{fund.code.lower()}",
        title=f"MUTASI ALOKON SEMUA FASKES\nSUMBER {fund.name.upper()}",
        columns=COLUMNS,
        rows=tuple(_lines(figures, rows)),
        totals=(_total("Jumlah kabupaten (yang sudah lapor)", figures.closed, rows),),
        subtitle=(
            f"{around.kabupaten}, {month_year(figures.month)}",
            f"{len(figures.closed)} faskes sudah menutup bulan, {waiting} belum lapor",
        ),
        notes=(
            "Akhir = Awal + Terima (1) - Pelayanan KB (2) - Jaringan/Jejaring (3) - Rusak (4) - Kadaluarsa (5) "
            "+ Lain; Lain: selisih, retur, mutasi tanpa kode SIGA, masuk positif.",
            "Faskes yang belum lapor berisi kosong, bukan nol, dan tidak dijumlahkan. "
            "Stok tidak dijumlahkan antarjenis.",
        ),
        landscape=True,
        sheet=fund.name,
        number_row=True,
        frozen_columns=len(FIXED),
    )


def _lines(figures: Figures, rows: Rows) -> Iterator[Line]:
    number = 0
    for code, area in figures.areas.items():
        group = tuple(m for m in figures.members if m.faskes.kecamatan == code)
        closed = tuple(m for m in group if m.closed_on)
        if group:
            yield Section(f"Kecamatan {area} ({len(closed)} dari {len(group)} faskes sudah lapor)")
        for member in group:
            number += 1
            yield _row(number, member, rows)
        if len(group) > 1 and closed:
            yield _total(f"Jumlah Kecamatan {area}", closed, rows)


def _row(number: int, member: Member, rows: Rows) -> Row:
    faskes = member.faskes
    held = rows.get(faskes.code, {})
    cells: list[Cell] = []
    for code, item in ITEMS.items():
        found = _told(item, held.get(code, NOTHING)) if member.closed_on else [None] * len(PARTS)
        cells += found
    return (number, faskes.code, faskes.name, member.closed_on, *cells)


def _told(item: Alokon, row: Mutation) -> list[Cell]:
    return [in_siga(item, q) for q in (*(row.counts[code] for code in (*siga.NAMES, siga.OTHER)), row.closing)]


def _total(label: str, members: tuple[Member, ...], rows: Rows) -> Total:
    """The sums of every column over some faskes; each column is one item."""
    values: dict[str, Cell] = {}
    for item in ITEMS.values():
        held = [rows.get(m.faskes.code, {}) for m in members]
        own = [row for found in held if (row := found.get(item.code))]
        counts = {code: sum(row.counts[code] for row in own) for code in (*siga.NAMES, siga.OTHER)}
        told = _told(item, Mutation(0, counts, sum(row.closing for row in own)))
        values |= {f"{item.code}.{part}": value for part, value in zip(PARTS, told, strict=True)}
    return Total(label, values)
