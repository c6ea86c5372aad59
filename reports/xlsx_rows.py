"""The rows of a sheet, written out as SpreadsheetML.

openpyxl writes everything else of a workbook (styles, widths, merged cells, page set-up); its own cell writer takes
some thirty microseconds a cell, which a sheet of 7,000 rows feels.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from xml.sax.saxutils import escape

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

DAY_ZERO = date(1899, 12, 30)
"""The day Excel counts from, for every day after February 1900."""

SheetValue = str | int | float | date | None


class Rows:
    """Rows in the making; `count` of them so far."""

    def __init__(self) -> None:
        self.count = 0
        self._parts: list[str] = []
        self._letters: list[str] = []

    def add(self, styles: Iterable[int | None], values: Sequence[SheetValue], height: float | None = None) -> None:
        """One row from column A on: a style and a value each; without a style the cell is left out.

        `height` is in points; without it the spreadsheet fits the row to its content.
        """
        self.count += 1
        while len(self._letters) < len(values):
            self._letters.append(get_column_letter(len(self._letters) + 1))
        fixed = f' ht="{height:.1f}" customHeight="1"' if height else ""
        cells = (
            f'<c r="{letter}{self.count}" s="{style}"{_content(value)}'
            for letter, style, value in zip(self._letters, styles, values, strict=False)
            if style is not None
        )
        self._parts.append(f'<row r="{self.count}"{fixed}>{"".join(cells)}</row>')

    def xml(self) -> bytes:
        """All rows as the element that holds them."""
        return f"<sheetData>{''.join(self._parts)}</sheetData>".encode()


def _content(value: SheetValue) -> str:
    """The rest of a cell: text is always text, never a formula, and carries no control characters.

    >>> _content("=1+1"), _content(12), _content(date(2026, 1, 15)), _content(None)
    (' t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>', '><v>12</v></c>', '><v>46037</v></c>', '/>')
    """
    if value is None or value == "":
        return "/>"
    if isinstance(value, str):
        text = escape(ILLEGAL_CHARACTERS_RE.sub("", value))
        return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, date):
        value = (value - DAY_ZERO).days
    return f"><v>{value!r}</v></c>"
