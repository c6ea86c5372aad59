"""The rows of an opening balance: columns, and reading each into base units of a known item at a known site."""

import re
from collections.abc import Collection, Mapping
from functools import partial
from typing import NamedTuple

from alokon.catalog import FUNDS, ITEMS, Alokon, item_named
from alokon.imports.checks import Finding
from alokon.imports.columns import Column, Record, Table
from alokon.imports.personal import Cell
from alokon.imports.reading import Reader
from alokon.imports.values import (
    BLANK,
    TOO_LARGE,
    UNKNOWN,
    Unreadable,
    brief,
    label_expiry,
    money_sen,
    one_of,
    text,
    whole,
)
from alokon.text import Expiry, expiry
from inventory.core.goods import MOST, Pack, to_base

BATCH = 64
"""The most characters of a batch number in the ledger."""

SAME_UNITS = {
    "buah": ("pcs", "pc", "biji", "each", "bh"),
    "cycle": ("siklus", "strip", "blister"),
    "vial": ("fls", "flakon"),
    "lusin": ("lsn", "dozen"),
    "gros": ("gross",),
}
"""Other words for a unit or pack, as stock lists write them."""

COLUMNS = (
    Column("site", "Kode tempat", "Kode gudang atau kode faskes (sembilan angka) seperti dalam buku.", "320700100",
           names=("kode faskes", "kode gudang", "kode")),
    Column("item", "Barang", " / ".join(f"{i.code} ({i.name})" for i in ITEMS.values()) + ".", "Kondom",
           names=("nama barang", "kode barang", "jenis alokon", "alokon")),
    Column("batch", "Batch", "Nomor batch seperti pada label.", "KD2401", required=False,
           names=("nomor batch", "no batch", "no. batch")),
    Column("fund", "Sumber dana", " / ".join(fund.name for fund in FUNDS.values()) + ".", "APBN",
           names=("dana", "sumber", "sumber alokon")),
    Column("expiry", "Kedaluwarsa", "31/12/2027, atau 12/2027 atau 2027 bila label hanya menyebut bulan atau tahun.",
           "12/2027", required=False, names=("ed", "tanggal kedaluwarsa", "kadaluarsa", "exp", "expired")),
    Column("quantity", "Jumlah", "Bilangan bulat dalam satuan di kolom Satuan.", "5", names=("qty", "stok", "saldo")),
    Column("unit", "Satuan", "Satuan atau kemasan; boleh kosong bila barang hanya punya satu satuan. Kondom: buah,"
           " lusin (12) atau gros (144).", "gros", required=False),
    Column("unit_value", "Nilai satuan", "Rupiah per satuan terkecil (kondom: per buah).", "1.250,50", required=False,
           names=("harga satuan", "harga")),
)  # fmt: skip

FUND_WORDS = {word: fund.code for fund in FUNDS.values() for word in (fund.code, fund.name)}


class OpeningRow(NamedTuple):
    """So many base units of a lot at a site; `batch` may be empty, `unit_value_sen` is 1/100 rupiah a base unit."""

    row: int
    site: str
    item: str
    batch: str
    fund: str
    expiry: Expiry | None
    quantity: int
    unit_value_sen: int | None

    @property
    def expiry_text(self) -> str:
        """The expiry as exactly as the label states it."""
        return "kosong" if self.expiry is None else expiry(self.expiry)


def parse(table: Table, sites: Collection[str], findings: list[Finding]) -> list[OpeningRow]:
    """The rows that can be read; each cell that cannot goes to `findings`."""
    rows = (_row(record, table.titles, sites, findings) for record in table.records)
    return [row for row in rows if row is not None]


def _row(
    record: Record, titles: Mapping[str, str], sites: Collection[str], findings: list[Finding]
) -> OpeningRow | None:
    cell = Reader(record, titles, findings)
    site = cell.need("site", lambda c: _site(c, sites), "")
    item = cell.need("item", item_of, None)
    row = OpeningRow(
        record.row,
        site,
        item.code if item else "",
        cell.may("batch", partial(brief, most=BATCH), ""),
        cell.need("fund", lambda c: one_of(c, FUND_WORDS), ""),
        cell.may("expiry", label_expiry, None),
        _quantity(cell, item),
        cell.may("unit_value", money_sen, None),
    )
    return row if cell.complete else None


def item_of(cell: Cell) -> Alokon:
    """The alokon a cell means: its code or name whatever the marks, its name also without what is in brackets.

    >>> item_of("SUNTIKAN 3-BULANAN PROGESTIN").code, item_of("IUD CuT-380A").code
    ('SUNTIK3P', 'IUD')
    """
    typed = text(cell)
    if item := item_named(typed):
        return item
    for item in ITEMS.values():
        if _letters(typed) in (_letters(item.name), _letters(item.name.split("(")[0])):
            return item
    raise Unreadable(UNKNOWN, ", ".join(item.name for item in ITEMS.values()))


def _letters(name: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", name.upper())


def _site(cell: Cell, sites: Collection[str]) -> str:
    code = text(cell)
    if code not in sites:
        raise Unreadable(UNKNOWN, "kode gudang atau faskes yang sudah terdaftar")
    return code


def _quantity(cell: Reader, item: Alokon | None) -> int:
    """Base units: the quantity in the row's unit; a blank unit is the only unit of an item without packs."""
    number = cell.need("quantity", whole, 0)
    if item is None:
        return 0
    if cell.record.cells["unit"] is None and not item.packs:
        return number
    pack = cell.need("unit", lambda c: _pack(c, item), Pack(item.unit, 1))
    quantity = to_base(number, pack)
    if quantity > MOST:
        cell.flag(TOO_LARGE, "quantity", MOST // pack.size)
        cell.complete = False
    return quantity


def _pack(cell: Cell, item: Alokon) -> Pack:
    if cell is None:
        raise Unreadable(BLANK)
    words = {word: pack.name for pack in item.units for word in (pack.name, *SAME_UNITS.get(pack.name, ()))}
    name = one_of(cell, words)
    return next(pack for pack in item.units if pack.name == name)
