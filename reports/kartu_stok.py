"""Kartu stok: one site and one item from day to day, every line with its document, and what each batch is left with."""

from collections.abc import Iterator

from alokon.catalog import FUNDS
from alokon.store.faskes import entry, kecamatan_list
from alokon.supplies import GOODS
from alokon.text import Expiry, in_words_of_packs, long_date, number
from alokon.views.cards import Card, card, told
from alokon.views.told import Told
from inventory.core import places
from inventory.store.queries import Names
from inventory.store.stock_cards import CardRow
from reports.dataset import Column, Dataset, Facts, Row, Total, Workbook
from reports.labels import expiry_of
from reports.report import Making, Report

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("day", "Tanggal", "date"),
    Column("document", "Nomor Dokumen"),
    Column("other", "Dari / Kepada"),
    Column("batch", "Nomor Batch"),
    Column("expiry", "Kedaluwarsa", "expiry"),
    Column("fund", "Sumber Dana"),
    Column("received", "Masuk", "quantity"),
    Column("issued", "Keluar", "quantity"),
    Column("balance", "Seluruhnya", "quantity", ("Sisa",)),
    Column("lot_balance", "Batch ini", "quantity", ("Sisa",)),
    Column("note", "Ket."),
)

BATCHES = (
    Column("no", "No.", "int", align="center"),
    Column("batch", "Nomor Batch"),
    Column("fund", "Sumber Dana"),
    Column("expiry", "Kedaluwarsa", "expiry"),
    Column("opening", "Sisa awal", "quantity"),
    Column("closing", "Sisa akhir", "quantity"),
    Column("price", "Harga Satuan", "money", unit="Rp", blank="–"),
    Column("value", "Nilai", "money", unit="Rp", blank="–"),
)


def build(making: Making) -> Workbook:
    """The card, and below it what each batch began and ended with."""
    found = _card(making)
    item = GOODS[found.item]
    title = f"Kartu Stok {item.name} {making.site.name}"
    sheet = Dataset(
        name="kartu-stok",
        title="KARTU STOK ALAT DAN OBAT KONTRASEPSI",
        columns=COLUMNS,
        rows=tuple(_rows(making, found)),
        totals=(Total("Jumlah", {"received": found.received, "issued": found.issued, "balance": found.closing}),),
        before=(_facts(making, found),),
        kop=making.letterhead.kop,
        landscape=True,
        sheet="Kartu stok",
        number_row=True,
        frozen_columns=2,
    )
    ends = Dataset(
        name="sisa-batch",
        title=f"SISA MENURUT BATCH PER {long_date(found.until).upper()}",
        columns=BATCHES,
        rows=tuple(_batch_rows(found)),
        totals=_batch_totals(found),
        landscape=True,
        sheet="Sisa batch",
        continues=True,
    )
    return Workbook(title, (sheet, ends), making.stamp(f"{title} {long_date(found.since)} – {long_date(found.until)}"))


def _card(making: Making) -> Card:
    asked = making.asked
    assert asked.item is not None
    assert asked.since is not None
    assert asked.until is not None
    whole = card(making.db, making.book, making.site.code, asked.item, asked.since, asked.until)
    if asked.lot is None and asked.fund is None:
        return whole
    return whole.of(lambda lot, names: asked.lot in (None, lot) and asked.fund in (None, names.key.fund))


def _facts(making: Making, found: Card) -> Facts:
    item, entered = GOODS[found.item], entry(making.db, making.book, found.site)
    areas = kecamatan_list(making.db, making.book)
    packs = [f"1 {pack.name} = {number(pack.size)} {item.unit}" for pack in item.packs]
    where = [("Kecamatan", areas[entered.faskes.kecamatan].name)] if entered else []
    fund = [("Sumber dana", FUNDS[making.asked.fund].name)] if making.asked.fund else []
    return Facts(
        (
            ("Nama barang", item.name),
            ("Satuan", ", ".join([item.unit, *packs])),
            ("Tempat", making.site.name),
            ("Kode", making.site.code),
            *where,
            ("Masa", f"{long_date(found.since)} sampai {long_date(found.until)}"),
            *fund,
        ),
        columns=2,
    )


def _rows(making: Making, found: Card) -> Iterator[Row]:
    balance = 0
    for lot, quantity in found.openings.items():
        balance += quantity
        yield (None, found.since, "", "Saldo awal", *_label(found.names[lot]), None, None, balance, quantity, "")
    if not found.openings:
        yield (None, found.since, "", "Saldo awal", "", None, "", None, None, 0, None, "")
    corrected = {line.reverses for line in found.lines}
    for n, (line, words) in enumerate(told(making.db, making.book, found.site, found.lines), 1):
        amounts = (line.received or None, line.issued or None, line.balance, line.lot_balance)
        note = _note(line, words, corrected)
        yield (n, line.moved_on, words.document, words.other, *_label(found.names[line.lot]), *amounts, note)


def _label(names: Names) -> tuple[str, Expiry | None, str]:
    return names.key.batch, expiry_of(names.facts), FUNDS[names.key.fund].name


def _note(line: CardRow, words: Told, corrected: set[int | None]) -> str:
    """How a line hangs together with a correction, or with a document that came after a count."""
    if words.reverses:
        return f"koreksi: membatalkan {words.reverses}"
    if line.event in corrected:
        return "dibatalkan oleh koreksi"
    if words.derived_anew:
        return "selisih dihitung ulang"
    return "koreksi: pengganti" if words.corrects else ""


def _batch_rows(found: Card) -> Iterator[Row]:
    closings = found.lot_closings
    for n, (lot, names) in enumerate(found.batches.items(), 1):
        closing, price = closings[lot], names.facts.unit_value_sen
        batch, expiry, fund = _label(names)
        yield (
            n,
            batch,
            fund,
            expiry,
            found.openings.get(lot, 0),
            closing,
            price,
            None if price is None else price * closing,
        )


def _batch_totals(found: Card) -> tuple[Total, ...]:
    item, closings = GOODS[found.item], found.lot_closings
    values = [
        names.facts.unit_value_sen * closings[lot]
        for lot, names in found.batches.items()
        if names.facts.unit_value_sen is not None
    ]
    packs = f" ({in_words_of_packs(found.closing, item.packs, item.unit)})" if item.packs else ""
    sums = {"opening": found.opening, "closing": found.closing, "value": sum(values) if values else None}
    return (Total(f"Jumlah{packs}", sums),)


KARTU_STOK = Report(
    name="kartu-stok",
    title="Kartu stok",
    about="Satu jenis di satu tempat dari tanggal ke tanggal, dengan dokumen, batch, dan sisa setelah tiap baris.",
    build=build,
    needs=("site", "item", "since", "until"),
    takes=("fund", "lot"),
    site_kinds=(places.WAREHOUSE, places.STOREROOM, places.FACILITY),
)
