"""Jalan hitungan kebutuhan: what a faskes needs of one item or of all, and everything each number rests on.

The page of a need shows these same sheets, so screen and paper cannot differ. Quantities are base units.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from alokon.catalog import ITEMS
from alokon.k0kb import TYPES
from alokon.planning.levels import STATUSES
from alokon.planning.told import derivation
from alokon.store.faskes import entry, kecamatan_list
from alokon.text import long_date
from alokon.views.batches import Batch, batches
from alokon.views.expected import assumption, expected
from alokon.views.need_sources import Sources, sources
from alokon.views.needs import Needed, needs
from inventory.core.months import Month
from inventory.core.places import FACILITY
from reports import perkiraan
from reports.dataset import Column, Dataset, Facts, Line, Row, Workbook
from reports.derivation import NOTES, STOCK, USE, below, steps_below, stock_lines, teller, use_lines
from reports.report import Making, Report

LEVEL, WAY = ("Tingkat stok (bulan)",), ("Menuju ke sana",)

SUMMARY = (
    Column("item", "Jenis Alokon"),
    Column("unit", "Satuan"),
    Column("monthly", "Rata-rata / 30 hari", "months", blank="–"),
    Column("reports", "Bulan laporan", "int"),
    Column("minimum", "Minimum", "months", LEVEL),
    Column("maximum", "Maksimum", "months", LEVEL),
    Column("usable", "Layak pakai", "quantity"),
    Column("coming", "Di jalan", "quantity", WAY),
    Column("promised", "Disetujui, belum dikirim", "quantity", WAY),
    Column("unused", "Tidak akan terpakai", "quantity"),
    Column("needed", "Kebutuhan", "quantity", blank="belum dapat dihitung"),
    Column("status", "Keadaan"),
)

ROAD = (
    Column("where", "Keadaan"),
    Column("document", "Nomor Dokumen"),
    Column("day", "Tanggal", "date", blank="–"),
    Column("quantity", "Jumlah", "quantity"),
)


class Found(NamedTuple):
    """The needs that were asked for, and what they rest on."""

    rows: Sequence[Needed]
    sources: Sources
    batches: Mapping[str, Sequence[Batch]]


def build(making: Making) -> Workbook:
    """The needs at a glance, the way to each number, and what it rests on: months, batches, what is on its way."""
    asked = making.asked
    assert asked.day is not None
    items = [asked.item] if asked.item else None
    rows = needs(making.db, making.book, asked.day, sites=[making.site.code], items=items)
    found = _found(making, rows)
    what = ITEMS[asked.item].name if asked.item else "semua jenis"
    title = f"Jalan hitungan kebutuhan {what} {making.site.name} per {long_date(asked.day)}"
    sheets = [
        _summary(making, rows),
        steps_below([(row.item, derivation(row.need, teller(row.item))) for row in rows]),
        below("pemakaian", "PEMAKAIAN PER BULAN", USE, [(row.item, _use(row, found)) for row in rows]),
        below("batch", "STOK LAYAK PAKAI", STOCK, [(row.item, _stock(row, found)) for row in rows]),
        below("menuju", "YANG MENUJU KE SANA", ROAD, [(row.item, _road(row)) for row in rows]),
        *_expected(making),
    ]
    return Workbook(title, tuple(sheets), making.stamp(title))


def _expected(making: Making) -> Iterator[Dataset]:
    """What the field of the site's kecamatan lets expect, where it counted anything."""
    assert making.asked.day is not None
    known = entry(making.db, making.book, making.site.code)
    code = known.faskes.kecamatan if known else ""
    found = expected(making.db, making.book, {code}).get(code)
    if found:
        area = kecamatan_list(making.db, making.book)[code].name
        yield perkiraan.sheet(area, making.asked.day, found, assumption(making.db, making.book), {})


def _found(making: Making, rows: Sequence[Needed]) -> Found:
    assert making.asked.day is not None
    items, code = {row.item for row in rows}, making.site.code
    this = Month.of(making.asked.day)
    since = this.plus(-max((row.need.facts.use.window.back for row in rows), default=1))
    told = sources(making.db, making.book, code, making.site.kind, since, this.previous, items)
    held: dict[str, list[Batch]] = {item: [] for item in items}
    for batch in batches(making.db, making.book, making.asked.day, sites=[code], items=items):
        if batch.usable(making.asked.day):
            held[batch.item].append(batch)
    return Found(rows, told, held)


def _summary(making: Making, rows: Sequence[Needed]) -> Dataset:
    assert making.asked.day is not None
    return Dataset(
        name="kebutuhan",
        title="JALAN HITUNGAN KEBUTUHAN ALOKON",
        columns=SUMMARY,
        rows=tuple(_summary_row(row) for row in rows),
        before=(_facts(making),),
        notes=NOTES if rows else ("Belum pernah ada di sini dan tidak sedang menuju ke sini.", *NOTES),
        kop=making.letterhead.kop,
        landscape=True,
        sheet="Kebutuhan",
        number_row=True,
    )


def _facts(making: Making) -> Facts:
    assert making.asked.day is not None
    known = entry(making.db, making.book, making.site.code)
    areas = kecamatan_list(making.db, making.book)
    pairs = [("Tempat", making.site.name), ("Kode", making.site.code)]
    if known:
        pairs += [("Jenis", TYPES[known.faskes.type].name), ("Kecamatan", areas[known.faskes.kecamatan].name)]
    return Facts((*pairs, ("Per tanggal", long_date(making.asked.day))), columns=2)


def _summary_row(row: Needed) -> Row:
    facts, levels, item = row.need.facts, row.need.levels, ITEMS[row.item]
    on_way = (sum(part.quantity for part in facts.coming), sum(part.quantity for part in facts.promised))
    use = (facts.use.monthly, len(facts.use.used), levels.minimum, levels.maximum)
    end = (facts.unused, row.need.quantity, STATUSES[row.status])
    return (item.name, item.unit, *use, facts.usable, *on_way, *end)


def _use(row: Needed, found: Found) -> list[Line]:
    return use_lines(row.item, row.need.facts.use, found.sources)


def _stock(row: Needed, found: Found) -> list[Line]:
    unused = {lot.lot: lot.unused for lot in row.need.facts.lapsing}
    return stock_lines(found.batches.get(row.item, ()), unused)


def _road(row: Needed) -> list[Line]:
    facts = row.need.facts
    ways = (("Di jalan", facts.coming), ("Disetujui, belum dikirim", facts.promised))
    return [(where, part.paper, part.on, part.quantity) for where, parts in ways for part in parts]


KEBUTUHAN = Report(
    name="kebutuhan",
    title="Jalan hitungan kebutuhan",
    about="Kebutuhan satu faskes, satu jenis atau semuanya, dengan setiap angka, dokumen dan rumus yang mendasarinya.",
    build=build,
    needs=("site", "day"),
    takes=("item",),
    site_kinds=(FACILITY,),
)
