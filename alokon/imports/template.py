"""An empty workbook for a format: its columns to fill in, and a page that explains each of them.

Cells are formatted as text, so that a spreadsheet program neither drops a code's zeros nor turns 12/2027 into a day.
"""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from alokon.imports.columns import Column
from alokon.imports.formats import FORMATS

FILL_IN = "Isi"
EXPLAINED = "Petunjuk"
REQUIRED = PatternFill("solid", fgColor="D9EAD3")
OPTIONAL = PatternFill("solid", fgColor="EEEEEE")
AS_TEXT = "@"


def template(name: str) -> bytes:
    """The empty xlsx of a format (a key of `FORMATS`); raises `KeyError` for any other name."""
    wanted = FORMATS[name]
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = wanted.title
    _fill_in(workbook.create_sheet(FILL_IN), wanted.columns)
    _explain(workbook.create_sheet(EXPLAINED), wanted.title, wanted.columns)
    for sheet in workbook.worksheets:
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _fill_in(sheet: Worksheet, columns: Sequence[Column]) -> None:
    sheet.append([column.title for column in columns])
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        head = sheet.cell(1, number)
        head.font, head.fill = Font(bold=True), REQUIRED if column.required else OPTIONAL
        head.alignment = Alignment(wrap_text=True, vertical="top")
        letter = sheet.column_dimensions[get_column_letter(number)]
        letter.width, letter.number_format = max(12, min(len(column.title), 24) + 2), AS_TEXT


def _explain(sheet: Worksheet, title: str, columns: Sequence[Column]) -> None:
    sheet.append([title])
    sheet.append(["Isi lembar Isi, satu baris untuk setiap data. Jangan memuat NIK atau nama orang."])
    sheet.append([])
    sheet.append(["Kolom", "Wajib", "Arti", "Contoh"])
    for column in columns:
        sheet.append([column.title, "ya" if column.required else "tidak", column.meaning, column.example])
    for cell in (sheet["A1"], *sheet[4]):
        cell.font = Font(bold=True)
    for letter, width in zip("ABCD", (28, 8, 90, 28), strict=True):
        sheet.column_dimensions[letter].width = width
    for (cell,) in sheet.iter_rows(min_row=5, min_col=3, max_col=3):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
