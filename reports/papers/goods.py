"""The table of goods that an order to issue and an issue voucher share, ten columns as the office prints them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alokon.text import Expiry, number, terbilang
from reports.dataset import Column, Row, Total
from reports.paper import amount_in_words


@dataclass(frozen=True)
class GoodsLine:
    """So many `unit`s of one item, on an issue voucher of one lot; `price_sen` is for one unit in 1/100 rupiah.

    `packs` tells the quantity in packs ("6 gros 4 buah"), `cartons` in how many pieces it travels.
    """

    name: str
    quantity: int
    unit: str
    price_sen: int | None = None
    batch: str = ""
    produced: Expiry | date | None = None
    expiry: Expiry | date | None = None
    note: str = ""
    packs: str = ""
    cartons: int | None = None


COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("quantity", "Angka", "quantity", group=("Jumlah Satuan",)),
    Column("unit", "Satuan", group=("Jumlah Satuan",)),
    Column("name", "Nama Barang"),
    Column("price", "Satuan", "money", group=("Jumlah Harga (Rp)",)),
    Column("value", "Total", "money", group=("Jumlah Harga (Rp)",)),
    Column("batch", "Nomor Batch"),
    Column("produced", "Produk", "expiry", group=("Tahun",)),
    Column("expiry", "Expired", "expiry", group=("Tahun",)),
    Column("note", "Ket."),
)
"""As on the SPMB and SBBK of a Dinas PPKB."""


def goods_rows(lines: Sequence[GoodsLine]) -> tuple[Row, ...]:
    """One row a line; value is price times quantity, empty without a price."""
    return tuple(
        (i, x.quantity, x.unit, x.name, x.price_sen, value(x), x.batch, x.produced, x.expiry, x.note)
        for i, x in enumerate(lines, 1)
    )


def value(line: GoodsLine) -> int | None:
    """The line's value in sen, or None without a price."""
    return None if line.price_sen is None else line.price_sen * line.quantity


def grand_total(lines: Sequence[GoodsLine]) -> int | None:
    """The sum of all values in sen, or None when no line has a price."""
    values = [found for found in map(value, lines) if found is not None]
    return sum(values) if values else None


def goods_total(lines: Sequence[GoodsLine]) -> tuple[Total, ...]:
    """The row "Jumlah" with the total value; units of different goods are never added up."""
    return (Total("Jumlah", {"value": grand_total(lines)}),)


def in_words(lines: Sequence[GoodsLine]) -> tuple[str, ...]:
    """What stands below the table: the total in words, and how many lines have no price."""
    total, unpriced = grand_total(lines), sum(line.price_sen is None for line in lines)
    if total is None:
        count = len(lines)
        return (f"Jumlah baris: {number(count)} ({terbilang(count)}). Harga satuan belum diketahui.",)
    words = (f"Terbilang: {amount_in_words(total)}.",)
    if unpriced:
        return (*words, f"{unpriced} baris belum berharga dan tidak ikut dijumlahkan.")
    return words
