"""Opening balances: what stands on the shelves of the warehouse and the faskes on the day the book begins.

One row for each site, item, batch and fund. Quantities may be written in any pack of the item; values are per smallest
unit. Two rows of one batch must agree on its expiry. What a stock list often lacks (batch, expiry) a person may accept.
"""

from collections.abc import Collection, Mapping
from datetime import date

from alokon.imports.checks import ERROR, INFO, WARNING, Checked, Finding, Rule
from alokon.imports.columns import take, wanted_names
from alokon.imports.containers import LIMITS, Limits
from alokon.imports.opening_rows import COLUMNS, OpeningRow, parse
from alokon.imports.sheets import Sheet, read_sheet

FORMAT = "saldo-awal"

NO_BATCH = Rule(
    "opening_no_batch", ERROR, "Nomor batch kosong.", "Isi dari label; terima bila memang tidak ada.", acceptable=True
)
NO_EXPIRY = Rule(
    "opening_no_expiry", ERROR, "Kedaluwarsa kosong.", "Isi dari label; terima bila memang tidak ada.", acceptable=True
)
EXPIRED = Rule(
    "opening_expired",
    WARNING,
    "Sudah kedaluwarsa pada {expected}.",
    "Dicatat sebagai barang kedaluwarsa, bukan stok rak; periksa labelnya bila keliru.",
)
FIRST_OF_MONTH = Rule(
    "opening_first_of_month",
    WARNING,
    "Tanggal satu: bila label hanya menyebut bulan, barang masih berlaku sampai akhir bulan itu.",
    "Bila label hanya menyebut bulan, tulis 12/2027 sebagai teks.",
)
ZERO = Rule("opening_zero", INFO, "Jumlah nol.", "Baris ini dilewati; tidak ada yang dicatat.")
EXPIRY_DIFFERS = Rule(
    "opening_expiry_differs",
    ERROR,
    "Batch ini di {expected}.",
    "Samakan kedaluwarsanya dengan label; bila memang batch lain, bedakan nomor batchnya.",
)
OPENED_BEFORE = Rule(
    "opening_opened_before",
    ERROR,
    "Saldo awal batch ini di tempat ini sudah dicatat: {expected}.",
    "Hapus baris ini; terima bila jumlahnya memang ditambahkan.",
    acceptable=True,
)
ROW_TWICE = Rule(
    "opening_row_twice",
    ERROR,
    "Tempat, barang, batch dan sumber dana ini sudah ada di {expected}.",
    "Hapus salah satu baris; terima bila jumlahnya memang ditambahkan.",
    acceptable=True,
)


Shelf = tuple[str, str, str, str]
"""Site, item, batch and fund."""


def read(data: bytes, *, sites: Collection[str], on: date, limits: Limits = LIMITS) -> Checked[OpeningRow]:
    """`check` for a file that is not opened yet."""
    return check(read_sheet(data, wanted_names(COLUMNS), limits), sites=sites, on=on)


def check(sheet: Sheet, *, sites: Collection[str], on: date, opened: Mapping[Shelf, int] = {}) -> Checked[OpeningRow]:
    """The balances of a sheet as they stand on a day; `sites` are the codes of the book's warehouse and faskes.

    `opened` is what the book has as openings already. Rows of zero are left out. `Refused` when the sheet is no such
    table at all.
    """
    table = take(sheet, COLUMNS)
    findings = list(table.findings)
    rows = parse(table, frozenset(sites), findings)
    seen = _Seen(table.titles, on, opened)
    for row in rows:
        findings += seen.against(row)
    kept = tuple(row for row in rows if row.quantity)
    return Checked(kept, tuple(sorted(findings, key=lambda f: (f.row, f.rule.code))))


class _Seen:
    """The rows before this one: who has the batch already, and which expiry it was given."""

    def __init__(self, titles: Mapping[str, str], on: date, opened: Mapping[Shelf, int]) -> None:
        self.titles, self.on, self.opened = titles, on, opened
        self.batches: dict[tuple[str, str, str], OpeningRow] = {}
        self.shelves: dict[Shelf, OpeningRow] = {}

    def against(self, row: OpeningRow) -> list[Finding]:
        """What one row says about itself and against those before it."""
        if not row.quantity:
            return [self._finding(ZERO, row, "quantity", 0)]
        return [*self._label(row), *self._repeats(row)]

    def _label(self, row: OpeningRow) -> list[Finding]:
        found = [] if row.batch else [self._finding(NO_BATCH, row, "batch", None)]
        if row.expiry is None:
            return [*found, self._finding(NO_EXPIRY, row, "expiry", None)]
        if row.expiry.day < self.on:
            found.append(self._finding(EXPIRED, row, "expiry", row.expiry.day, self.on))
        if row.expiry.precision == "day" and row.expiry.day.day == 1:
            found.append(self._finding(FIRST_OF_MONTH, row, "expiry", row.expiry.day))
        return found

    def _repeats(self, row: OpeningRow) -> list[Finding]:
        batch = row.item, row.batch, row.fund
        first = self.batches.setdefault(batch, row)
        shelf = self.shelves.setdefault((row.site, *batch), row)
        found: list[Finding] = []
        if first.expiry != row.expiry:
            expected = f"baris {first.row} kedaluwarsa {first.expiry_text}"
            found.append(self._finding(EXPIRY_DIFFERS, row, "expiry", row.expiry_text, expected))
        before = self.opened.get((row.site, *batch))
        if before:
            found.append(self._finding(OPENED_BEFORE, row, "quantity", row.quantity, before))
        if shelf is not row:
            found.append(self._finding(ROW_TWICE, row, "batch", row.batch, f"baris {shelf.row}"))
        return found

    def _finding(self, rule: Rule, row: OpeningRow, key: str, value: object, expected: object = None) -> Finding:
        return Finding(rule, row.row, self.titles[key], value, expected, (row.site, row.item))
