"""Laporan gudang kabupaten: a month of the warehouse by item and fund, in the manner of the former F/V/KB.

The columns of F/V/KB itself were not found; these are the ones `alokon.views.warehouse` tells apart.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from alokon.catalog import FUNDS, GOODS_ORDER, ITEMS
from alokon.text import month_year
from alokon.views import monthly, warehouse
from alokon.views.batches import Batch, batches
from alokon.views.coverage import closed_on
from alokon.views.warehouse import Goods
from inventory.core import places
from inventory.core.errors import Problem, Refused
from inventory.core.months import Month
from inventory.store.masters import Site
from reports.dataset import Column, Dataset, Row, Total, Workbook
from reports.labels import expiry_of, status_line
from reports.report import Making, Report
from reports.siga_goods import in_siga, uneven

IN, OUT, FIRST = ("Penerimaan",), ("Pengeluaran",), ("Kedaluwarsa terdekat",)

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("item", "Jenis Alokon"),
    Column("unit", "Satuan"),
    Column("fund", "Sumber Dana"),
    Column("opening", "Stok awal", "quantity"),
    Column(warehouse.SUPPLIED, "Provinsi/ pemasok", "quantity", IN),
    Column(warehouse.GIVEN_BACK, "Kembali", "quantity", IN),
    Column(warehouse.OTHER_IN, "Lain", "quantity", IN),
    Column(warehouse.SENT, "Ke faskes", "quantity", OUT),
    Column(warehouse.OTHER_OUT, "Lain", "quantity", OUT),
    Column(warehouse.DAMAGED, "Rusak", "quantity"),
    Column(warehouse.EXPIRED, "Kedaluwarsa", "quantity"),
    Column(warehouse.VARIANCE, "Selisih (±)", "quantity"),
    Column("closing", "Stok akhir", "quantity"),
    Column("reserved", "Dipesan", "quantity"),
    Column("batch", "Batch", group=FIRST),
    Column("expiry", "Tanggal", "expiry", FIRST),
    Column("first", "Jumlah", "quantity", FIRST),
    Column("value", "Nilai", "money", unit="Rp", blank="–"),
)

UNUSABLE = (
    Column("no", "No.", "int", align="center"),
    Column("item", "Jenis Alokon"),
    Column("unit", "Satuan"),
    Column("fund", "Sumber Dana"),
    Column("batch", "Nomor Batch"),
    Column("expiry", "Kedaluwarsa", "expiry"),
    Column("quarantine", "Karantina", "quantity"),
    Column("damaged", "Rusak", "quantity"),
    Column("expired", "Kedaluwarsa belum dimusnahkan", "quantity"),
)

ASIDE = (places.QUARANTINE, places.DAMAGED, places.EXPIRED)

HOW = (
    "Kolom (14) = (5) + (6) + (7) + (8) - (9) - (10) - (11) - (12) + (13); Dipesan termasuk di dalam Stok akhir. "
    "Kembali: retur, dan kiriman yang ditarik atau tidak diterima. Nilai menurut harga tiap batch."
)


def build(making: Making) -> Workbook:
    """The month of the warehouse, and what lies there unusable at its end."""
    code = making.asked.site or making.letterhead.warehouse
    if code not in making.sites:
        raise Refused(Problem("site_unknown", {"site": code}, "site"))
    site = making.sites[code]
    closed = closed_on(making.db, making.book, making.month).get(site.id)
    title = f"Laporan Gudang {month_year(making.month)}"
    sheet = gudang_sheet(making, site, status_line(closed))
    aside = unusable_sheet(making, making.month, site)
    return Workbook(title, (sheet, *aside), making.stamp(title))


def gudang_sheet(making: Making, site: Site, status: str) -> Dataset:
    """One row for each item and fund that had anything to report."""
    month = making.month
    rows = {Goods(k.item, k.fund): m for k, m in monthly.mutations(making.db, making.book, month, [site.code]).items()}
    moved = monthly.movements(making.db, making.book, month.first, month.last, [site.code])
    columns = warehouse.by_column(moved)
    held = _batches(making, month, site)
    goods = sorted({*rows, *columns}, key=GOODS_ORDER.__getitem__)
    lines = [_row(n, g, rows.get(g), columns.get(g, {}), held.get(g, ())) for n, g in enumerate(goods, 1)]
    values = [line[-1] for line in lines if isinstance(line[-1], int)]
    without = [item.name for code, item in ITEMS.items() if code not in {g.item for g in goods}]
    figures = [("Stok akhir", g.item, rows[g].closing) for g in goods if g in rows]
    return Dataset(
        name="gudang",
        title="LAPORAN GUDANG ALAT DAN OBAT KONTRASEPSI",
        columns=COLUMNS,
        rows=tuple(lines),
        totals=(Total("Nilai seluruhnya", {"value": sum(values)}),) if values else (),
        subtitle=(f"{site.name}, {making.letterhead.kabupaten}", f"Bulan {month_year(month)}", status),
        notes=(
            HOW,
            *([f"Tanpa stok dan mutasi: {', '.join(without)}."] if without else []),
            *(["Lusin yang tidak genap: " + " ".join(odd)] if (odd := uneven(figures)) else []),
        ),
        signatures=(
            making.letterhead.signer("store").sign("Dibuat oleh,"),
            making.letterhead.signer("head").sign(place_date=making.letterhead.place_date(month.last)),
        ),
        kop=making.letterhead.kop,
        landscape=True,
        sheet="Gudang",
        number_row=True,
        frozen_columns=4,
    )


def _batches(making: Making, month: Month, site: Site) -> Mapping[Goods, Sequence[Batch]]:
    found: dict[Goods, list[Batch]] = defaultdict(list)
    for batch in batches(making.db, making.book, month.last, sites=[site.code]):
        found[Goods(batch.item, batch.key.fund)].append(batch)
    return found


def _row(n: int, goods: Goods, row: monthly.Mutation | None, columns: Mapping[str, int], held: Sequence[Batch]) -> Row:
    item = ITEMS[goods.item]
    carded = [b for b in held if b.carded and b.facts.expiry]
    first = min(carded, key=lambda b: (str(b.facts.expiry), b.key.batch), default=None)
    values = [b.value_sen for b in held if b.value_sen is not None]
    reserved = sum(b.at.get(places.RESERVED, 0) for b in held)
    ends = (first.key.batch, expiry_of(first.facts), in_siga(item, first.carded)) if first else (None, None, None)
    return (
        n, item.name, item.report_unit.name, FUNDS[goods.fund].name, in_siga(item, row.opening if row else 0),
        *(in_siga(item, columns.get(name, 0)) for name in warehouse.COLUMNS),
        in_siga(item, row.closing if row else 0), in_siga(item, reserved), *ends, sum(values) if values else None,
    )  # fmt: skip


def unusable_sheet(making: Making, month: Month, site: Site) -> Iterator[Dataset]:
    """What lies in the warehouse and may not be issued, or nothing when there is none."""
    held = batches(making.db, making.book, month.last, sites=[site.code])
    aside = [b for b in held if any(b.at.get(kind) for kind in ASIDE)]
    if aside:
        yield Dataset(
            name="tidak-layak",
            title="BARANG TIDAK LAYAK PAKAI YANG MASIH DISIMPAN",
            columns=UNUSABLE,
            rows=tuple(_aside_row(n, batch) for n, batch in enumerate(aside, 1)),
            subtitle=(f"{site.name}, akhir {month_year(month)}",),
            landscape=True,
            sheet="Tidak layak pakai",
            continues=True,
        )


def _aside_row(n: int, batch: Batch) -> Row:
    item = ITEMS[batch.item]
    names = (item.name, item.report_unit.name, FUNDS[batch.key.fund].name, batch.key.batch, expiry_of(batch.facts))
    return (n, *names, *(in_siga(item, batch.at.get(kind, 0)) for kind in ASIDE))


GUDANG = Report(
    name="gudang",
    title="Laporan gudang kabupaten",
    about="Satu bulan gudang per jenis dan sumber dana: penerimaan, pengeluaran, stok akhir, ED terdekat, nilai.",
    build=build,
    needs=("month",),
    takes=("site",),
    site_kinds=(places.WAREHOUSE,),
    permission="read_all",
)
