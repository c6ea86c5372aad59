"""Rencana Distribusi: per kecamatan and faskes what it has, uses, needs and is to get, beside what the warehouse has.

No printed form of an office was found; the columns are those the SOP's step needs, and the layout is ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from alokon.text import long_date
from reports.dataset import Column, Dataset, Row, Section, Workbook
from reports.paper import Heading, Signer, paper

KEEPER = Signer("Pengelola Barang")
HEAD = Signer("Kepala Dinas")

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("site", "Faskes"),
    Column("item", "Jenis Alokon"),
    Column("unit", "Satuan"),
    Column("usable", "Layak Pakai", "quantity", ("Stok",)),
    Column("coming", "Menuju ke Sana", "quantity", ("Stok",)),
    Column("monthly", "Rata-rata / 30 Hari", "months", blank="–"),
    Column("needed", "Kebutuhan", "quantity", blank="–"),
    Column("fund", "Sumber Dana"),
    Column("proposed", "Usulan", "quantity"),
    Column("planned", "Rencana", "quantity"),
    Column("note", "Ket.", width=22),
)

STOCK = (
    Column("item", "Jenis Alokon"),
    Column("unit", "Satuan"),
    Column("fund", "Sumber Dana"),
    Column("had", "Stok Gudang", "quantity"),
    Column("floor", "Lantai Gudang", "quantity"),
    Column("planned", "Direncanakan", "quantity"),
    Column("left", "Sisa", "quantity"),
)


@dataclass(frozen=True)
class RensiLine:
    """A fund of an item for a faskes, in base units; what is known of the faskes only on the first of its funds."""

    site: str
    item: str
    unit: str
    usable: int | None = None
    coming: int | None = None
    monthly: Fraction | None = None
    needed: int | None = None
    fund: str = "–"
    proposed: int = 0
    planned: int = 0
    note: str = ""


@dataclass(frozen=True)
class StockLine:
    """A fund of an item in the warehouse, in base units."""

    item: str
    unit: str
    fund: str
    had: int
    floor: int | None
    planned: int


@dataclass(frozen=True)
class RensiPaper:
    """A Rensi: the months it is for, the day and rule it was worked out by, its lines by kecamatan, the warehouse."""

    heading: Heading
    months: str
    on: date
    rule: str
    warehouse: str
    areas: Sequence[tuple[str, Sequence[RensiLine]]]
    stock: Sequence[StockLine]
    keeper: Signer = KEEPER
    approver: Signer = HEAD


def rensi(plan: RensiPaper) -> Workbook:
    """The plan on paper: the lines under each kecamatan, then the warehouse and two signatures."""
    lines = Dataset(
        name="rensi",
        title="RENCANA DISTRIBUSI\nALAT DAN OBAT KONTRASEPSI",
        columns=COLUMNS,
        rows=tuple(_rows(plan.areas)),
        subtitle=(plan.months,),
        before=(
            f"Dihitung dari buku stok per {long_date(plan.on)}: kebutuhan setiap faskes sampai maksimum, dikurangi "
            f"yang ada dan yang menuju ke sana. Bila stok gudang kurang: {plan.rule[0].lower()}{plan.rule[1:]}.",
        ),
        landscape=True,
        sheet="Rensi",
        frozen_columns=3,
    )
    stock = Dataset(
        name="rensi-gudang",
        title=f"STOK {plan.warehouse.upper()}",
        columns=STOCK,
        rows=tuple((x.item, x.unit, x.fund, x.had, x.floor, x.planned, x.had - x.planned) for x in plan.stock),
        notes=("Lantai gudang: bulan darurat × pemakaian sekabupaten, disisakan untuk permintaan darurat.",),
        signatures=(
            plan.keeper.sign("Disusun oleh,"),
            plan.approver.sign("Disetujui oleh,", place_date=plan.heading.place_date),
        ),
        landscape=True,
        sheet="Stok gudang",
    )
    return paper("Rensi", plan.heading, lines, stock)


def _rows(areas: Sequence[tuple[str, Sequence[RensiLine]]]) -> Iterator[Row | Section]:
    number = 0
    for area, lines in areas:
        yield Section(f"Kecamatan {area}")
        for x in lines:
            number += 1
            known = (x.usable, x.coming, x.monthly, x.needed)
            yield (number, x.site, x.item, x.unit, *known, x.fund, x.proposed, x.planned, x.note)
