"""The rows of a monthly stock history: one for each site, product and month, every cell read or named as unreadable."""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from alokon.imports.checks import ERROR, Finding, Rule
from alokon.imports.columns import Column, Record, Table, take
from alokon.imports.mapping import FileMapping
from alokon.imports.personal import Cell
from alokon.imports.reading import Reader
from alokon.imports.sheets import Sheet
from alokon.imports.values import Unreadable, brief, text, whole
from inventory.core.goods import MOST
from inventory.core.months import Month

FORMAT = "lmis"
SITE_CODE = 32
"""The most characters of a site's code in the ledger."""

COLUMNS = (
    Column("year", "year", "Tahun laporan, empat angka.", "2016"),
    Column("month", "month", "Bulan laporan, 1 sampai 12.", "1"),
    Column("site", "site_code", "Kode tempat pelayanan.", "C1030"),
    Column("product", "product_code", "Kode barang; harus ada dalam berkas pemetaan.", "AS27000"),
    Column("opening", "stock_initial", "Stok awal bulan, satuan terkecil.", "120"),
    Column("received", "stock_received", "Diterima dalam bulan.", "60"),
    Column("distributed", "stock_distributed", "Dikeluarkan dalam bulan.", "45"),
    Column("adjustment", "stock_adjustment", "Penyesuaian dalam bulan, boleh negatif.", "-5"),
    Column("closing", "stock_end", "Stok akhir bulan.", "130"),
    Column("amc", "average_monthly_consumption", "Rata-rata pemakaian yang dilaporkan.", "40", required=False),
    Column("stockout_days", "stock_stockout_days", "Hari kosong yang dilaporkan.", "0", required=False),
    Column("ordered", "stock_ordered", "Jumlah yang diminta.", "0", required=False),
    Column("region", "region", "Wilayah tempat pelayanan.", "ABIDJAN 2", required=False),
    Column("district", "district", "Daerah tempat pelayanan.", "ABOBO-EST", required=False),
)

PRODUCT_UNKNOWN = Rule(
    "lmis_product_unknown",
    ERROR,
    "Kode barang ini tidak ada dalam berkas pemetaan.",
    "Tambahkan [products.KODE] di berkas pemetaan, atau perbaiki kodenya.",
)
ROW_TWICE = Rule(
    "lmis_row_twice",
    ERROR,
    "Tempat, barang dan bulan ini sudah ada di baris {expected}.",
    "Hapus salah satu baris.",
)
NOT_A_MONTH = Rule(
    "lmis_not_a_month", ERROR, "Bukan tahun dan bulan yang ada.", "Tulis tahun empat angka dan bulan 1 sampai 12."
)


class LmisRow(NamedTuple):
    """One line of the history in base units; `ordered`, `amc` and `stockout_days` are None when not reported."""

    row: int
    site: str
    product: str
    month: Month
    opening: int
    received: int
    distributed: int
    adjustment: int
    closing: int
    amc: int | None = None
    stockout_days: int | None = None
    ordered: int | None = None
    region: str = ""
    district: str = ""

    @property
    def subject(self) -> tuple[str, str, str]:
        """Site, product and month, as findings name them."""
        return self.site, self.product, str(self.month)

    @property
    def computed(self) -> int:
        """The closing that opening, movements and adjustment make."""
        return self.opening + self.received - self.distributed + self.adjustment


def parse(sheet: Sheet, mapping: FileMapping) -> tuple[Table, tuple[LmisRow, ...], tuple[Finding, ...]]:
    """The table as it stands, the rows that can be read, and what is wrong with single cells and repeated rows."""
    table = take(sheet, mapping.renamed(COLUMNS))
    findings = list(table.findings)
    rows: dict[tuple[str, str, Month], LmisRow] = {}
    for record in table.records:
        row = _row(record, table.titles, mapping, findings)
        if row is None:
            continue
        first = rows.setdefault((row.site, row.product, row.month), row)
        if first is not row:
            title = table.titles["month"]
            findings.append(Finding(ROW_TWICE, row.row, title, row.month.month, first.row, row.subject))
    return table, tuple(rows.values()), tuple(findings)


def _row(record: Record, titles: Mapping[str, str], mapping: FileMapping, findings: list[Finding]) -> LmisRow | None:
    """One line, or None when a cell of it cannot be read (each such cell is a finding)."""
    cell = Reader(record, titles, findings)
    year, month = cell.need("year", _year, 2000), cell.need("month", _month, 1)
    product = cell.need("product", text, "")
    if product and product not in mapping.products:
        cell.flag(PRODUCT_UNKNOWN, "product")
        cell.complete = False
    row = LmisRow(
        row=record.row,
        site=cell.need("site", partial(brief, most=SITE_CODE), ""),
        product=product,
        month=Month(year, month),
        opening=cell.need("opening", whole, 0),
        received=cell.need("received", whole, 0),
        distributed=cell.need("distributed", whole, 0),
        adjustment=cell.need("adjustment", partial(whole, least=-MOST), 0),
        closing=cell.need("closing", whole, 0),
        amc=cell.may("amc", whole, None),
        stockout_days=cell.may("stockout_days", whole, None),
        ordered=cell.may("ordered", whole, None),
        region=cell.may("region", text, ""),
        district=cell.may("district", text, ""),
    )
    return row if cell.complete else None


def _year(cell: Cell) -> int:
    return _within(cell, 1990, 2200)


def _month(cell: Cell) -> int:
    return _within(cell, 1, 12)


def _within(cell: Cell, least: int, most: int) -> int:
    number = whole(cell)
    if not least <= number <= most:
        raise Unreadable(NOT_A_MONTH)
    return number
