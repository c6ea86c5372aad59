"""Persediaan per tanggal: what lay where at the end of any past day, batch by batch, and what was on the road."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from alokon.catalog import FUNDS
from alokon.supplies import GOODS
from alokon.text import long_date, number
from alokon.views.batches import Batch, batches
from inventory.core import places
from reports.areas import lines_by_area, wanted
from reports.dataset import Cell, Column, Dataset, Line, Row, Section, Total, Workbook
from reports.labels import expiry_of
from reports.persediaan_road import road
from reports.report import Making, Release, Report

STOCK = ("Jumlah",)

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("item", "Jenis Alokon"),
    Column("unit", "Satuan"),
    Column("fund", "Sumber Dana"),
    Column("batch", "Nomor Batch"),
    Column("expiry", "Kedaluwarsa", "expiry"),
    Column("shelf", "Di rak", "quantity", STOCK),
    Column("reserved", "Dipesan", "quantity", STOCK),
    Column("quarantine", "Karantina", "quantity", STOCK),
    Column("damaged", "Rusak", "quantity", STOCK),
    Column("expired", "Kedaluwarsa", "quantity", STOCK),
    Column("price", "Harga Satuan", "money", unit="Rp", blank="–"),
    Column("value", "Nilai", "money", unit="Rp", blank="–"),
    Column("note", "Ket."),
)

KINDS = (places.SHELF, places.RESERVED, places.QUARANTINE, places.DAMAGED, places.EXPIRED)
"""The kinds of places in the order of the columns."""

LAPSED = "lewat ED, belum dinyatakan"


def build(making: Making) -> Workbook:
    """Every batch of every site asked for, and for the whole book what was on the road."""
    asked = making.asked
    assert asked.day is not None
    codes = None if making.seen is None and asked.site is None else [c for c in making.sites if wanted(making, c)]
    items = [asked.item] if asked.item else None
    found: dict[str, list[Batch]] = defaultdict(list)
    for batch in batches(making.db, making.book, asked.day, sites=codes, items=items):
        found[batch.site].append(batch)
    title = f"Persediaan per {long_date(asked.day)}"
    lines = tuple(_lines(making, found))
    data = Dataset(
        name="persediaan",
        title="DAFTAR PERSEDIAAN ALAT DAN OBAT KONTRASEPSI",
        columns=COLUMNS,
        rows=lines,
        totals=tuple(_totals(lines)),
        subtitle=(making.letterhead.kabupaten, f"Per tanggal {long_date(asked.day)}"),
        notes=("Nilai dihitung atas barang di rak dan dipesan. Jumlah tidak dijumlahkan antarjenis barang.",),
        kop=making.letterhead.kop,
        landscape=True,
        sheet="Persediaan",
        number_row=True,
        frozen_columns=2,
    )
    whole = codes is None and asked.kecamatan is None
    others = road(making, asked.day, items) if whole else ()
    return Workbook(title, (data, *others), making.stamp(title))


def _lines(making: Making, found: dict[str, list[Batch]]) -> Iterator[Line]:
    for site in making.sites.values():
        if site.kind != places.FACILITY and making.asked.kecamatan is None:
            yield from _site(making, site.name, found.get(site.code, ()))
    yield from lines_by_area(making, found, lambda one, held: _site(making, f"{one.name} ({one.code})", held))


def _site(making: Making, name: str, held: Sequence[Batch]) -> Iterator[Line]:
    """A site's batches with a subtotal for every item that has more than one."""
    if held:
        yield Section(name)
    numbered = list(enumerate(held, 1))
    for code in dict.fromkeys(batch.item for batch in held):
        same = [(n, batch) for n, batch in numbered if batch.item == code]
        for n, batch in same:
            yield _row(making, n, batch)
        if len(same) > 1:
            yield _subtotal(code, [batch for _, batch in same])


def _row(making: Making, n: int, batch: Batch) -> Row:
    assert making.asked.day is not None
    facts, item = batch.facts, GOODS[batch.item]
    note = LAPSED if batch.lapsed(making.asked.day) else ""
    names = (item.name, item.unit, FUNDS[batch.key.fund].name, batch.key.batch, expiry_of(facts))
    return (n, *names, *(batch.at.get(k, 0) for k in KINDS), facts.unit_value_sen, batch.value_sen, note)


def _subtotal(code: str, held: Sequence[Batch]) -> Total:
    sums: dict[str, Cell] = {kind: sum(b.at.get(kind, 0) for b in held) for kind in KINDS}
    priced = [b.value_sen for b in held if b.value_sen is not None]
    return Total(f"Jumlah {GOODS[code].name}", {**sums, "value": sum(priced) if priced else None})


def _totals(lines: Sequence[Line]) -> Iterator[Total]:
    """The value of everything, the only figure that may be added up over different goods."""
    rows = [line for line in lines if isinstance(line, tuple)]
    values = [row[12] for row in rows if isinstance(row[12], int)]
    if values:
        unpriced = sum(1 for row in rows if row[12] is None)
        rest = f" ({number(unpriced)} batch tanpa harga)" if unpriced else ""
        yield Total(f"Nilai seluruhnya{rest}", {"value": sum(values)})


PERSEDIAAN = Report(
    name="persediaan",
    title="Persediaan per tanggal",
    about="Stok tiap batch di gudang dan faskes pada akhir hari mana pun, dengan nilainya.",
    build=build,
    needs=("day",),
    takes=("site", "kecamatan", "item"),
    site_kinds=(places.WAREHOUSE, places.STOREROOM, places.FACILITY),
    release=Release("persediaan"),
)
