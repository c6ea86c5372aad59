"""Rekap kabupaten: where the goods of the kabupaten stood, came from and went, by item and fund.

Its figures come from the ledger in one sum for the whole kabupaten (`alokon.views.rollup`, `alokon.views.refold`), not
from the sheets of the faskes, so that the proof can hold one against the other.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from alokon import siga
from alokon.catalog import FUNDS, ITEMS
from alokon.text import month_year
from alokon.views.refold import Card
from alokon.views.rollup import FASKES, OPEN, OWN, ROAD, STORE, Crossing
from alokon.views.warehouse import Goods
from inventory.core import places
from reports.bkkbn.figures import Figures
from reports.dataset import Column, Dataset, Row
from reports.letterhead import Letterhead
from reports.siga_goods import in_siga

INTERNAL, LATE, SERVICE, NETWORK, DAMAGED, EXPIRED, OTHER = (
    "internal", "late", "service", "network", "damaged", "expired", "other",
)  # fmt: skip

MOVEMENTS = {"supplied_store": 1, "supplied_faskes": 1, INTERNAL: 1, SERVICE: -1, NETWORK: -1, DAMAGED: -1,
             EXPIRED: -1, LATE: -1, OTHER: 1}  # fmt: skip
"""Column → how it changes what the kabupaten holds."""

FIRST, LAST, FROM, WITHIN, OUT = ("Stok awal",), ("Stok akhir",), ("Dari luar",), ("Penyaluran",), ("Pengeluaran",)

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("item", "Jenis Alokon"),
    Column("fund", "Sumber Dana"),
    Column("unit", "Satuan"),
    Column("opening_store", "Gudang", "quantity", FIRST),
    Column("opening_road", "Di jalan", "quantity", FIRST),
    Column("opening_faskes", "Faskes", "quantity", FIRST),
    Column("supplied_store", "Gudang", "quantity", FROM),
    Column("supplied_faskes", "Faskes", "quantity", FROM),
    Column("sent", "Dikirim gudang", "quantity", WITHIN),
    Column("received", "Diterima faskes", "quantity", WITHIN),
    Column(SERVICE, "Pelayanan KB (2)", "quantity", OUT),
    Column(NETWORK, "Jaringan (3)", "quantity", OUT),
    Column(DAMAGED, "Rusak (4)", "quantity", OUT),
    Column(EXPIRED, "Kadaluarsa (5)", "quantity", OUT),
    Column(LATE, "Ke faskes belum lapor", "quantity"),
    Column(OTHER, "Lainnya (±)", "quantity"),
    Column("closing_store", "Gudang", "quantity", LAST),
    Column("closing_road", "Di jalan", "quantity", LAST),
    Column("closing_faskes", "Faskes", "quantity", LAST),
)

STORES_ALONE = ("supplied_store", "sent", LATE)
"""Columns that say nothing while a warehouse has not closed."""

NOTES = (
    "Stok akhir (18) + (19) + (20) = stok awal (5) + (6) + (7) + dari luar (8) + (9) - (12) - (13) - (14) - (15) "
    "- (16) + (17). Penyaluran (10) dan (11) terjadi di dalam kabupaten.",
    "Rusak dan kadaluarsa meliputi gudang, perjalanan, dan faskes. Lainnya: selisih, selisih kirim, dan saldo awal "
    "buku; masuk positif. Faskes: hanya yang sudah menutup bulan.",
)


class Rekap(NamedTuple):
    """One row in base units: every column that is known."""

    goods: Goods
    columns: Mapping[str, int]

    @property
    def difference(self) -> int:
        """What opening, movements and closing leave unexplained: nothing, when the book is right."""
        changed = sum(sign * self.columns[name] for name, sign in MOVEMENTS.items())
        held = {end: sum(self.columns.get(f"{end}_{part}", 0) for part in OWN) for end in ("opening", "closing")}
        return held["opening"] + changed - held["closing"]


def column_of(part: str, direction: str, other: str) -> str:
    """The column a crossing counts in, seen from the part whose card it crossed.

    >>> column_of("faskes", "out", "client"), column_of("road", "out", "faskes")
    ('service', 'internal')
    """
    if part == FASKES and other in (FASKES, OPEN):
        return NETWORK if direction == siga.OUT else OTHER
    if other in OWN:
        return INTERNAL
    if other == OPEN:
        return LATE
    if direction == siga.IN:
        return f"supplied_{part}" if other == places.SUPPLIER and part != ROAD else OTHER
    leaves = {places.CLIENT: SERVICE, places.NETWORK: NETWORK, places.DAMAGED: DAMAGED, places.EXPIRED: EXPIRED}
    return leaves.get(other, OTHER)


def counted_parts(figures: Figures) -> tuple[str, ...]:
    """The parts whose figures are in the sums."""
    return OWN if figures.stores_closed else (FASKES,)


def rekap(figures: Figures) -> list[Rekap]:
    """Every row of the sheet, in the order of the forms."""
    parts = counted_parts(figures)
    sums: dict[Goods, dict[str, int]] = {g: dict.fromkeys((*MOVEMENTS, "sent", "received"), 0) for g in figures.goods}
    for crossing in figures.crossings:
        if crossing.part in parts:
            _add(sums[crossing.goods], crossing)
    _add_ends(sums, figures, parts)
    return [Rekap(goods, sums[goods]) for goods in figures.goods]


def _add(row: dict[str, int], c: Crossing) -> None:
    name = column_of(c.part, c.direction, c.other)
    gained = c.quantity if c.direction == siga.IN else -c.quantity
    row[name] += gained * MOVEMENTS[name]
    if c.part == STORE and c.other in (ROAD, FASKES, OPEN):
        row["sent"] -= gained
    if c.part == FASKES and c.other in (ROAD, STORE):
        row["received"] += gained


def _add_ends(sums: dict[Goods, dict[str, int]], figures: Figures, parts: tuple[str, ...]) -> None:
    """Opening and closing of each part, from all moves ever made."""
    codes = {m.faskes.code for m in figures.closed}
    for row in sums.values():
        row.update({f"{end}_{part}": 0 for end in ("opening", "closing") for part in parts})
    for card, (before, after, _now) in figures.folded.items():
        part = part_of(card, codes)
        goods = Goods(card.item, card.fund)
        if part in parts and goods in sums:
            sums[goods][f"opening_{part}"] += before
            sums[goods][f"closing_{part}"] += after


def part_of(card: Card, closed: Collection[str]) -> str:
    """The part of the kabupaten a card belongs to, else its kind; `closed` are the codes of faskes in the sums."""
    if card.kind == places.TRANSIT:
        return ROAD
    if card.kind not in places.CARDED:
        return card.kind
    return STORE if card.site_kind == places.WAREHOUSE else FASKES if card.site in closed else OPEN


def rekap_sheet(figures: Figures, rows: list[Rekap], around: Letterhead) -> Dataset:
    """The rows on a sheet, in SIGA's units."""
    waiting = f"; {len(figures.waiting)} faskes belum lapor tidak dihitung" if figures.waiting else ""
    store = "" if figures.stores_closed else "Gudang belum menutup bulan: kolom gudang dan perjalanan kosong. "
    return Dataset(
        name="rekap",
        title="REKAP KABUPATEN\nALAT DAN OBAT KONTRASEPSI",
        columns=COLUMNS,
        rows=tuple(_row(n, row, () if figures.stores_closed else STORES_ALONE) for n, row in enumerate(rows, 1)),
        subtitle=(
            f"{around.kabupaten}, {month_year(figures.month)}",
            f"{store}{len(figures.closed)} faskes sudah menutup bulan{waiting}",
        ),
        notes=NOTES,
        kop=around.kop,
        landscape=True,
        sheet="Rekap kabupaten",
        number_row=True,
        frozen_columns=4,
    )


def _row(n: int, row: Rekap, hidden: Collection[str]) -> Row:
    item = ITEMS[row.goods.item]
    figures = (None if column.key in hidden else row.columns.get(column.key) for column in COLUMNS[4:])
    names = (item.name, FUNDS[row.goods.fund].name, item.report_unit.name)
    return (n, *names, *(None if f is None else in_siga(item, f) for f in figures))
