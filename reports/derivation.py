"""The sheets every derivation of needs has: months with their documents, batches, and the steps in words."""

from collections.abc import Callable, Mapping, Sequence

from alokon.amounts import amount
from alokon.catalog import FUNDS, ITEMS
from alokon.planning.consumption import Consumption, MonthUse
from alokon.planning.told import Told
from alokon.text import month_year, number, short_date
from alokon.views.batches import Batch
from alokon.views.need_sources import Sources
from inventory.core.places import SHELF
from reports.dataset import Column, Dataset, Line, Row, Section, Total
from reports.labels import expiry_of

USE = (
    Column("month", "Bulan"),
    Column("issued", "Keluar", "quantity", blank="–"),
    Column("special", "Untuk kegiatan", "quantity", blank="–"),
    Column("counted", "Dihitung", "quantity", blank="–"),
    Column("in_stock", "Ada stok", "int", ("Hari",), blank="–"),
    Column("days", "Sebulan", "int", ("Hari",)),
    Column("document", "Dokumen", width=44),
    Column("closed", "Ditutup", "date", blank="belum"),
    Column("note", "Ket."),
)

STOCK = (
    Column("batch", "Nomor Batch"),
    Column("fund", "Sumber Dana"),
    Column("expiry", "Kedaluwarsa", "expiry", blank="–"),
    Column("usable", "Layak pakai", "quantity"),
    Column("unused", "Tidak akan terpakai", "quantity"),
)

STEPS = (Column("no", "No.", "int", align="center", width=5), Column("step", "Langkah", width=110))

NOTES = (
    "Dihitung dari buku seperti diketahui saat dicetak: dokumen yang datang menyusul mengubah hasilnya.",
    "Dihitung dengan pecahan utuh; angka yang tercetak dibulatkan. Jumlah dalam satuan dasar setiap jenis.",
)

MOST_DOCUMENTS = 3
"""How many documents of a month are named one by one."""

Goods = Sequence[tuple[str, Sequence[Line]]]
"""Items with their lines."""


def below(name: str, title: str, columns: tuple[Column, ...], goods: Goods) -> Dataset:
    """Lines item by item below what stands before, under the item's name where there are several."""
    rows: list[Line] = []
    for item, lines in goods:
        head = [Section(f"{ITEMS[item].name} ({ITEMS[item].unit})")] if len(goods) > 1 and lines else []
        rows += [*head, *lines]
    return Dataset(
        name=name,
        title=title,
        columns=columns if rows else (),
        rows=tuple(rows),
        before=() if rows else ("Tidak ada.",),
        landscape=True,
        sheet=title.capitalize(),
        continues=True,
    )


def steps_below(goods: Sequence[tuple[str, Sequence[str]]]) -> Dataset:
    """The sentences of each item, numbered."""
    return below("hitungan", "HITUNGAN", STEPS, [(item, list(enumerate(steps, 1))) for item, steps in goods])


def in_short(documents: Sequence[Told]) -> str:
    """The documents of a month: each by its day and quantity, or how many there are from when to when.

    >>> from datetime import date
    >>> in_short([Told(date(2026, 1, 31), 24, "Pemakaian (no. 8)")])
    '31/01/2026: 24, Pemakaian (no. 8)'
    """
    if len(documents) > MOST_DOCUMENTS:
        first, last = (f"{one.document} ({short_date(one.on)})" for one in (documents[0], documents[-1]))
        return f"{len(documents)} dokumen, dari {first} sampai {last}"
    return "; ".join(f"{short_date(one.on)}: {number(one.quantity)}, {one.document}" for one in documents)


def use_lines(item: str, use: Consumption, told: Sources) -> list[Line]:
    """The months an average looked at, oldest first, with their documents and what it made of each, and their sum."""
    lines: list[Line] = [_month(item, one, note, told) for one, note in _months(use)]
    if use.used:
        sums = {
            "counted": sum(one.ordinary for one in use.used),
            "in_stock": sum(one.days_in_stock for one in use.used),
        }
        lines.append(Total("Jumlah yang dipakai", sums))
    return lines


def _months(use: Consumption) -> list[tuple[MonthUse, str]]:
    """The months an average looked at, oldest first, and what it made of each."""
    told = [(one, "dipakai") for one in use.used]
    told += [(one, "tidak dipakai: ada stok kurang dari separuh bulan") for one in use.scant]
    told += [(MonthUse(month, None), "belum dilaporkan, tidak dianggap nol") for month in use.unreported]
    return sorted(told)


def _month(item: str, one: MonthUse, note: str, told: Sources) -> Row:
    month = one.month
    if one.issued is None:
        return (month_year(month), None, None, None, None, month.days, "", None, note)
    figures = (one.issued, one.special, one.ordinary, one.days_in_stock, month.days)
    return (month_year(month), *figures, in_short(told.used.get((item, month), ())), told.closed.get(month), note)


def stock_lines(held: Sequence[Batch], unused: Mapping[int, int]) -> list[Line]:
    """Batches on the shelf with what of each will not be used in time, and their sum."""
    on_shelf = [(one, one.at.get(SHELF, 0)) for one in held]
    lines: list[Line] = [
        (one.key.batch or "–", FUNDS[one.key.fund].name, expiry_of(one.facts), quantity, unused.get(one.lot, 0))
        for one, quantity in on_shelf
    ]
    if len(lines) > 1:
        whole = sum(quantity for _, quantity in on_shelf)
        lines.append(Total("Jumlah", {"usable": whole, "unused": sum(unused.values())}))
    return lines


def teller(item: str) -> Callable[[int], str]:
    """How quantities of an item are told."""
    return lambda quantity: amount(quantity, item)
