"""Usulan kebutuhan: what the kabupaten asks the province for, item by item, with the whole way to each number.

No printed form of an office was found; the columns are those the request rests on, and the layout is ours. The sheets
below the letter are what the pages of the warehouse's need show. Quantities are base units.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from alokon.amounts import packs
from alokon.catalog import FUNDS, ITEMS
from alokon.planning.store_told import basis, derivation
from alokon.store.faskes import kecamatan_list
from alokon.text import long_date
from alokon.views.need_sources import sources
from alokon.views.sites import Titled, home_sites
from alokon.views.store_needs import StoreNeeded, store_needs
from inventory.core.months import Month
from inventory.core.places import SHELF, WAREHOUSE
from reports.dataset import Cell, Column, Dataset, Line, Row, Total, Workbook
from reports.derivation import NOTES, STOCK, USE, below, steps_below, stock_lines, teller, use_lines
from reports.report import Making, Report

STORE, LEVEL = ("Gudang",), ("Tingkat stok (bulan)",)

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("item", "Jenis Alokon"),
    Column("unit", "Satuan"),
    Column("monthly", "Pemakaian / 30 hari", "months", blank="–"),
    Column("maximum", "Maksimum (bulan)", "months"),
    Column("usable", "Layak pakai", "quantity", STORE),
    Column("reserved", "Disetujui, belum dikirim", "quantity", STORE),
    Column("unused", "Tidak akan terpakai", "quantity", STORE),
    Column("months", "Bulan stok", "months", STORE, blank="–"),
    Column("announced", "Akan datang", "quantity"),
    Column("faskes", "Layak pakai di faskes", "quantity"),
    Column("needed", "Kebutuhan", "quantity", blank="belum dapat dihitung"),
    Column("note", "Ket.", width=24),
)

FASKES = (
    Column("no", "No.", "int", align="center"),
    Column("site", "Faskes"),
    Column("area", "Kecamatan"),
    Column("monthly", "Rata-rata / 30 hari", "months"),
    Column("reports", "Bulan laporan", "int"),
    Column("usable", "Layak pakai", "quantity"),
)

PROMISED = (
    Column("document", "Nomor Dokumen"),
    Column("day", "Tanggal", "date", blank="–"),
    Column("quantity", "Jumlah", "quantity"),
)

COMING = (
    Column("sender", "Pengirim"),
    Column("document", "Nomor Dokumen"),
    Column("day", "Tanggal", "date"),
    Column("expected", "Perkiraan tiba", "date"),
    Column("fund", "Sumber Dana"),
    Column("quantity", "Jumlah", "quantity"),
)

FUND_NOTE = "Kebutuhan dihitung per jenis untuk semua sumber dana; batch dan kiriman per sumber dana ada di lampiran."

UNKNOWN = "belum"
UNKNOWN_NOTE = "“belum”: pemakaiannya belum diketahui, tidak dianggap nol; kosong: belum pernah menerima."


def build(making: Making) -> Workbook:
    """The request as a letter, and below it what each of its numbers rests on."""
    asked = making.asked
    assert asked.day is not None
    items = [asked.item] if asked.item else None
    found = store_needs(making.db, making.book, asked.day, items)
    known = [one for one in found if one.is_known]
    title = f"Usulan kebutuhan alokon {making.letterhead.kabupaten} per {long_date(asked.day)}"
    steps = steps_below([(one.item, derivation(one.need, teller(one.item))) for one in known])
    sheets = (
        _letter(making, found),
        _attached(making, steps),
        _by_faskes(known, home_sites(making.db, making.book), _areas(making)),
        *_issues(making, known),
        below("batch", "STOK LAYAK PAKAI DI RAK GUDANG", STOCK, [(one.item, _stock(one)) for one in known]),
        below("dipesan", "DISETUJUI UNTUK FASKES, BELUM DIKIRIM", PROMISED, [(x.item, _promised(x)) for x in known]),
        below("datang", "KIRIMAN YANG DIUMUMKAN", COMING, [(one.item, _coming(one)) for one in known]),
    )
    return Workbook(title, sheets, making.stamp(title))


def _letter(making: Making, found: Sequence[StoreNeeded]) -> Dataset:
    assert making.asked.day is not None
    office, day = making.letterhead, long_date(making.asked.day)
    without = [ITEMS[one.item].name for one in found if not one.is_known]
    shown = [one for one in found if one.is_known]
    decrees = dict.fromkeys(one.need.levels.decree or "belum diverifikasi" for one in shown)
    return Dataset(
        name="usulan-kebutuhan",
        title="USULAN KEBUTUHAN\nALAT DAN OBAT KONTRASEPSI",
        columns=COLUMNS,
        rows=tuple(_row(n, one) for n, one in enumerate(shown, 1)),
        number="",
        before=(
            f"Kepada Yth.\nKepala {office.settings['supplier']}\ndi Tempat",
            f"Dengan hormat, bersama ini kami sampaikan usulan kebutuhan alat dan obat kontrasepsi "
            f"{office.kabupaten}, dihitung dari buku stok per {day}: pemakaian sekabupaten sampai tingkat maksimum "
            "gudang, dikurangi yang ada dan yang akan datang.",
        ),
        after=("Demikian usulan ini kami sampaikan, atas perhatiannya kami ucapkan terima kasih.",),
        notes=(
            f"Tingkat stok gudang menurut: {', '.join(decrees) or 'belum diverifikasi'}.",
            FUND_NOTE,
            *([f"Tidak pernah ada di buku: {', '.join(without)}."] if without else ()),
            *NOTES,
        ),
        signatures=(
            office.signer("store").sign("Dibuat oleh,"),
            office.signer("head").sign(place_date=office.place_date(making.asked.day)),
        ),
        kop=office.kop,
        landscape=True,
        sheet="Usulan kebutuhan",
        number_row=True,
    )


def _row(n: int, one: StoreNeeded) -> Row:
    need, facts, item = one.need, one.need.facts, ITEMS[one.item]
    larger = packs(need.quantity, one.item) if need.quantity else ""
    note = "; ".join(filter(None, [larger, basis(facts.use)]))
    store = (facts.usable, facts.reserved, facts.unused, need.months)
    rest = (facts.announced, facts.at_faskes, need.quantity, note)
    return (n, item.name, item.unit, facts.use.monthly, need.levels.maximum, *store, *rest)


def _attached(making: Making, steps: Dataset) -> Dataset:
    """The steps as the first sheet of what is attached."""
    assert making.asked.day is not None
    about = (f"{making.letterhead.kabupaten}, per {long_date(making.asked.day)}",)
    return replace(steps, title="LAMPIRAN: JALAN HITUNGAN USULAN KEBUTUHAN", subtitle=about, continues=False)


def _areas(making: Making) -> Mapping[str, str]:
    return {code: one.name for code, one in kecamatan_list(making.db, making.book).items()}


def _by_faskes(known: Sequence[StoreNeeded], names: Mapping[str, Titled], areas: Mapping[str, str]) -> Dataset:
    """The average of every faskes: of one item with what it rests on, of several side by side."""
    if len(known) == 1:
        return below("faskes", "PEMAKAIAN FASKES", FASKES, [(known[0].item, _faskes(known[0], names, areas))])
    columns = (*FASKES[:3], *(Column(one.item, ITEMS[one.item].name, "months") for one in known))
    told = {one.item: {row.site: row.need.facts.use.monthly for row in one.rows} for one in known}
    rows: list[Line] = []
    for n, code in enumerate(sorted({row.site for one in known for row in one.rows}), 1):
        own: list[Cell] = [
            None if code not in by else UNKNOWN if by[code] is None else by[code] for by in told.values()
        ]
        rows.append((n, names[code].name, areas.get(names[code].kecamatan, "–"), *own))
    sums = {item: sum(monthly for monthly in by.values() if monthly is not None) for item, by in told.items()}
    lines = [*rows, Total("Jumlah", sums)] if rows else []
    sheet = below("faskes", "PEMAKAIAN FASKES, RATA-RATA PER 30 HARI", columns, [("", lines)])
    return replace(sheet, notes=(UNKNOWN_NOTE,))


def _faskes(one: StoreNeeded, names: Mapping[str, Titled], areas: Mapping[str, str]) -> list[Line]:
    lines: list[Line] = []
    for n, row in enumerate(one.rows, 1):
        facts, site = row.need.facts, names[row.site]
        monthly = UNKNOWN if facts.use.monthly is None else facts.use.monthly
        about = (site.name, areas.get(site.kecamatan, "–"))
        lines.append((n, *about, monthly, len(facts.use.used), facts.usable))
    averages = [row.need.facts.use.monthly for row in one.rows if row.need.facts.use.monthly is not None]
    usable = sum(row.need.facts.usable for row in one.rows)
    return [*lines, Total("Jumlah", {"monthly": sum(averages), "usable": usable})] if lines else []


def _issues(making: Making, known: Sequence[StoreNeeded]) -> Iterator[Dataset]:
    """What the warehouse issued, where that stands for the use of the faskes."""
    assert making.asked.day is not None
    by_issues = [one for one in known if one.need.facts.use.by_issues]
    if not by_issues:
        return
    this = Month.of(making.asked.day)
    since = this.plus(-max(one.need.facts.issues.window.back for one in by_issues))
    asked = (making.letterhead.warehouse, WAREHOUSE, since, this.previous)
    told = sources(making.db, making.book, *asked, {one.item for one in by_issues})
    lines = [(one.item, use_lines(one.item, one.need.facts.issues, told)) for one in by_issues]
    yield below("pengeluaran", "PENGELUARAN GUDANG PER BULAN", USE, lines)


def _stock(one: StoreNeeded) -> list[Line]:
    unused = {lot.lot: lot.unused for lot in one.need.facts.lapsing}
    return stock_lines([batch for batch in one.batches if batch.at.get(SHELF)], unused)


def _promised(one: StoreNeeded) -> list[Line]:
    facts = one.need.facts
    lines: list[Line] = [(part.paper, part.on, part.quantity) for part in facts.promised]
    return [*lines, Total("Jumlah", {"quantity": facts.reserved})] if len(lines) > 1 else lines


def _coming(one: StoreNeeded) -> list[Line]:
    return [(x.sender, x.document, x.on, x.expected, FUNDS[x.fund].name, x.quantity) for x in one.announced]


USULAN_KEBUTUHAN = Report(
    name="usulan-kebutuhan",
    title="Usulan kebutuhan ke provinsi",
    about="Yang diminta kabupaten dari provinsi per jenis, sampai maksimum gudang, dengan seluruh jalan hitungannya.",
    build=build,
    needs=("day",),
    takes=("item",),
    permission="read_all",
)
