"""Datasets as a workbook for Excel: one sheet each, ready to print on A4 or F4."""

import re
from io import BytesIO
from math import ceil
from typing import cast

from openpyxl import Workbook as Book
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from reports.archive import TimelessZip, written_at
from reports.around import stamp_lines
from reports.dataset import Dataset, Stamp, Workbook
from reports.pdf_split import MOST
from reports.xlsx_sheet import LONG, Sheet

EMPTY_ROWS = b"<sheetData></sheetData>"
PAPER_SIZES = {"A4": 9, "F4": 14}
"""Excel's numbers of sheets of paper; 14 is folio, a few millimetres wider than F4."""


def render_xlsx(workbook: Workbook) -> bytes:
    """The workbook as an xlsx file; the same workbook gives the same bytes."""
    book = Book(write_only=True)
    rows: dict[str, bytes] = {}
    for name, data in zip(sheet_names(workbook.datasets), workbook.datasets, strict=True):
        sheet = cast(Worksheet, book.create_sheet(name))  # write-only sheets take the same settings
        _print_setup(sheet, data, workbook.stamp)
        rows[f"xl/worksheets/sheet{len(rows) + 1}.xml"] = Sheet(sheet, data).write()
    book.properties.title = workbook.name
    book.properties.creator = "alokon"
    book.properties.created = book.properties.modified = written_at(workbook.stamp)
    out = BytesIO()
    ExcelWriter(book, _Parts(out, rows)).save()
    return out.getvalue()


class _Parts(TimelessZip):
    """The file's parts as openpyxl writes them, each sheet with its rows put in."""

    def __init__(self, out: BytesIO, rows: dict[str, bytes]) -> None:
        super().__init__(out, "w")
        self._rows = rows

    def add(self, name: str, data: bytes) -> None:
        """Add a part; a sheet comes without rows and gets them here."""
        if name in self._rows:
            head, empty, tail = data.partition(EMPTY_ROWS)
            if not empty:
                raise ValueError(f"{name}: no place for its rows")
            data = head + self._rows[name] + tail
        super().add(name, data)


def sheet_names(datasets: tuple[Dataset, ...]) -> list[str]:
    """A legal name for each sheet: no forbidden sign, at most 31 characters, no two alike whatever their case.

    >>> sheet_names((Dataset("a", "R/II/KB"), Dataset("b", "r-ii-kb")))
    ['R-II-KB', 'r-ii-kb (2)']
    """
    names: list[str] = []
    for data in datasets:
        base = re.sub(r"[][:*?/\\\x00-\x1f]", "-", data.sheet or data.title).strip("' ")[:31] or "Lembar"
        name, count = base, 1
        while name.lower() in {*(n.lower() for n in names), "history"}:
            count += 1
            name = f"{base[: 31 - len(f' ({count})')]} ({count})"
        names.append(name)
    return names


def _print_setup(sheet: Worksheet, data: Dataset, stamp: Stamp) -> None:
    """As wide as the page, with page numbers and the book's code in the footer."""
    sheet.page_setup.paperSize = PAPER_SIZES[data.size]
    sheet.page_setup.orientation = "landscape" if data.landscape else "portrait"
    sheet.page_setup.fitToWidth = pages = ceil(len(data.columns) / MOST) or 1
    if pages > 1 and data.frozen_columns:
        sheet.print_title_cols = f"A:{get_column_letter(data.frozen_columns)}"
    sheet.page_setup.fitToHeight = 0 if len(data.rows) > LONG else 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.5, bottom=0.7, header=0.3, footer=0.3)
    sheet.print_options.horizontalCentered = True
    if sheet.oddFooter is not None:
        sheet.oddFooter.left.text = " · ".join(stamp_lines(stamp)).replace("&", "&&")
        sheet.oddFooter.right.text = "Halaman &P dari &N"
        sheet.oddFooter.left.size = sheet.oddFooter.right.size = 8
