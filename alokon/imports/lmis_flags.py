"""What is wrong in a stock history, series by series: the rules R01 to R08 and R10 to R13 of a national LMIS.

A series is one site × product in month order. Errors here may be accepted by a person who knows the data; nothing is
lost then, for the postings carry each difference as a variance of its own. R09, a reported average that cannot be
reproduced, is not checked: it needs the rules of need planning.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median

from alokon.imports.checks import ERROR, INFO, WARNING, Finding, Rule
from alokon.imports.lmis_rows import LmisRow
from alokon.imports.mapping import Product

ASK = "Periksa laporan aslinya; bila memang begitu, terima baris ini dan selisihnya dicatat."

CLOSING = Rule(
    "R01_CLOSING_NE_ARITHMETIC",
    ERROR,
    "Stok akhir tidak sama dengan awal + terima − keluar + penyesuaian = {expected}.",
    ASK,
    acceptable=True,
)
OPENING = Rule(
    "R02_OPENING_NE_PREV_CLOSING",
    ERROR,
    "Stok awal tidak sama dengan stok akhir bulan sebelumnya, {expected}.",
    ASK,
    acceptable=True,
)
MISSING = Rule("R03_MISSING_MONTHS", WARNING, "Bulan tanpa laporan sebelum baris ini: {value}.", "Cari laporannya.")
AFTER_GAP = Rule(
    "R04_OPENING_NE_CLOSING_BEFORE_GAP",
    WARNING,
    "Stok awal tidak sama dengan stok akhir laporan terakhir, {expected}.",
    "Cari laporan bulan yang hilang; selisihnya dicatat.",
)
TOO_MANY_DAYS = Rule(
    "R05_STOCKOUT_DAYS_GT_MONTH",
    ERROR,
    "Hari kosong lebih banyak dari hari dalam bulan itu, {expected}.",
    "Periksa laporan aslinya; bila diterima, hari kosong dihitung dari buku.",
    acceptable=True,
)
EMPTY_YET_ISSUED = Rule(
    "R06_ISSUED_THOUGH_OUT_OF_STOCK",
    ERROR,
    "Dilaporkan kosong sepanjang bulan, tetapi ada pengeluaran.",
    "Periksa hari kosong atau pengeluaran di laporan aslinya.",
    acceptable=True,
)
ISSUED_TOO_MUCH = Rule(
    "R07_ISSUED_GT_OPENING_PLUS_RECEIVED",
    WARNING,
    "Pengeluaran melebihi stok awal + penerimaan = {expected}.",
    "Penyesuaian dicatat lebih dulu; cari penerimaan yang belum dilaporkan.",
)
NO_ORDER = Rule("R08_ORDER_QTY_MISSING", INFO, "Jumlah permintaan tidak diisi.", "Tidak perlu tindakan.")
OUTLIER = Rule(
    "R10_ISSUE_OUTLIER_GT_10X_MEDIAN",
    WARNING,
    "Pengeluaran lebih dari 10 kali lipat median deret ini, {expected}.",
    "Periksa satuan dan angka di laporan aslinya.",
)
UNDONE = Rule(
    "R11_ADJUSTMENT_REVERSED_NEXT_MONTH",
    INFO,
    "Penyesuaian ini dibatalkan persis pada bulan berikutnya.",
    "Periksa apakah itu koreksi salah ketik.",
)
EMPTIED = Rule(
    "R12_NEG_ADJUSTMENT_EMPTIES_STOCK",
    INFO,
    "Penyesuaian negatif mengosongkan stok.",
    "Periksa apakah itu barang rusak, kedaluwarsa atau dikembalikan.",
)
BROKEN_PACK = Rule(
    "R13_CONDOM_RECEIPT_NOT_MULTIPLE_OF_BOX_144",
    INFO,
    "Penerimaan bukan kelipatan satu kemasan ({expected}).",
    "Periksa satuannya: kemasan atau satuan terkecil.",
)

OUT_ALL_MONTH = 28
OUTLIER_TIMES, OUTLIER_LEAST = 10, 50


def flags(rows: Iterable[LmisRow], products: Mapping[str, Product], titles: Mapping[str, str]) -> tuple[Finding, ...]:
    """Every flag of every series; `titles` are the file's own names of the columns, by our keys."""
    series: dict[tuple[str, str], list[LmisRow]] = defaultdict(list)
    for row in rows:
        series[row.site, row.product].append(row)
    found: list[Finding] = []
    for (_, product), months in series.items():
        months.sort(key=attrgetter("month"))
        for row, rule, key, value, expected, note in _series_flags(months, products[product]):
            found.append(Finding(rule, row.row, titles[key], value, expected, row.subject, note))
    return tuple(found)


Flag = tuple[LmisRow, Rule, str, int | None, int | float | str | None, str]
"""Of which row, which rule, which column, the value seen, the value expected, a note."""


def _series_flags(months: Sequence[LmisRow], product: Product) -> Iterator[Flag]:
    for row in months:
        yield from _stock_flags(row)
        yield from _report_flags(row, product)
    for before, row in pairwise(months):
        yield from _pair_flags(before, row)
    yield from _outliers(months)


def _stock_flags(row: LmisRow) -> Iterator[Flag]:
    if row.closing != row.computed:
        yield row, CLOSING, "closing", row.closing, row.computed, ""
    on_hand = row.opening + row.received
    if row.distributed > on_hand:
        balanced = f"diimbangi penyesuaian +{row.adjustment}" if row.adjustment > 0 else ""
        yield row, ISSUED_TOO_MUCH, "distributed", row.distributed, on_hand, balanced
    if row.adjustment < 0 and row.closing == 0:
        yield row, EMPTIED, "adjustment", row.adjustment, None, ""


def _report_flags(row: LmisRow, product: Product) -> Iterator[Flag]:
    days = row.stockout_days
    if days is not None and days > row.month.days:
        yield row, TOO_MANY_DAYS, "stockout_days", days, row.month.days, ""
    elif days is not None and days >= OUT_ALL_MONTH and row.distributed > 0:
        yield row, EMPTY_YET_ISSUED, "distributed", row.distributed, 0, f"{days} hari kosong"
    if row.ordered is None:
        yield row, NO_ORDER, "ordered", None, None, ""
    pack = product.whole_packs
    if pack is not None and row.received % pack.size:
        yield row, BROKEN_PACK, "received", row.received, f"n*{pack.size}", ""


def _pair_flags(before: LmisRow, row: LmisRow) -> Iterator[Flag]:
    missing = _months_between(before, row)
    if missing:
        yield row, MISSING, "month", missing, 0, f"laporan terakhir {before.month}"
    if row.opening != before.closing:
        yield row, AFTER_GAP if missing else OPENING, "opening", row.opening, before.closing, ""
    if not missing and before.adjustment and before.adjustment == -row.adjustment:
        yield before, UNDONE, "adjustment", before.adjustment, None, ""


def _months_between(before: LmisRow, row: LmisRow) -> int:
    return (row.month.year - before.month.year) * 12 + row.month.month - before.month.month - 1


def _outliers(months: Sequence[LmisRow]) -> Iterator[Flag]:
    """Issues far above the series' median, which is taken over the months that issued anything."""
    usual = median([row.distributed for row in months if row.distributed] or [0])
    for row in months:
        if row.distributed >= OUTLIER_LEAST and row.distributed > OUTLIER_TIMES * usual:
            yield row, OUTLIER, "distributed", row.distributed, usual, ""
