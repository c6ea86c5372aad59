"""One dataset as one sheet: the words above, the merged head, the rows, the words below."""

from collections.abc import Sequence
from itertools import islice

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from alokon.text import Expiry
from inventory.core.goods import PRECISIONS
from reports.dataset import Cell, Column, Dataset, Row, Section, Total
from reports.header import depth, headings, label_span
from reports.kinds import align, column_places, is_whole, sheet_format, sheet_value, shown, total_columns
from reports.pdf_split import MOST
from reports.xlsx_bands import Band, above, below, lines_needed
from reports.xlsx_rows import Rows
from reports.xlsx_style import BOX, HEAD_FILL, MARK_FILL, TOTAL_FILL, Look, Styles

EMPTY_WIDTHS = (8, 30, 60)
"""Column widths of a sheet that has words only."""

UPRIGHT, ACROSS = 100, 150
"""Characters that fit on a page in letters of a readable size."""

NARROW = 18
"""Width below which a column of texts is not narrowed to fit the page."""

ROOM = 1.05
"""Letters of a usual text that fit into one character of column width, padding included."""

WHOLE = "whole"
"""The format of a whole count among figures with decimals."""

LINE, BY_HAND = 13.0, 24.0
"""Points of a line of text, and of a row that is written in by hand."""

LONG = 25
"""Rows from which a table scrolls under a fixed head and may run over several pages."""


class Sheet:
    """Writes one dataset to one sheet; the sheet itself gets widths, panes and merged cells, `rows` the cells."""

    def __init__(self, sheet: Worksheet, data: Dataset) -> None:
        self.sheet = sheet
        self.data = data
        self.styles = Styles(sheet)
        self.places = column_places(data)
        self.widths = self._page_widths() or list(EMPTY_WIDTHS)
        self.rows = Rows()

    def write(self) -> bytes:
        """Everything of the dataset, as the sheet's rows in SpreadsheetML."""
        for index, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(index)].width = width
        for band in above(self.data, self.widths[:MOST]):
            self._band(band)
        if self.data.columns:
            self._head()
            self._body()
        for band in below(self.data, self.widths[:MOST]):
            self._band(band)
        return self.rows.xml()

    def _page_widths(self) -> list[float]:
        """Column widths; texts give way, and break, when that brings the sheet to the width of its page."""
        widths = [self._width(i, c) for i, c in enumerate(self.data.columns)]
        over = sum(widths) - (ACROSS if self.data.landscape else UPRIGHT)
        texts = [i for i, c in enumerate(self.data.columns) if c.kind == "text" and widths[i] > NARROW]
        spare = sum(widths[i] - NARROW for i in texts)
        for i in texts if 0 < over <= spare else ():
            widths[i] -= (widths[i] - NARROW) * over / spare
        return widths

    def _width(self, index: int, column: Column) -> float:
        """Characters a column takes: the widest of a sample of its values, its heading broken at blanks."""
        if column.width:
            return column.width + 2
        rows = [line for line in self.data.rows if isinstance(line, tuple)]
        sample = [row[index] for row in rows[:: max(1, len(rows) // 300)]]
        sample += [total.values.get(column.key) for total in self.data.totals]
        words = f"{column.title} {column.unit}".split()
        widest = max((len(shown(column, v, self.places[index])) for v in sample), default=0)
        return min(max(widest, max((len(w) for w in words), default=0), 4), 44) + 2.5

    def _merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Merge cells given by 1-based rows and 0-based columns; a single cell stays as it is."""
        if (row, column) != (last_row, last_column):
            first, last = get_column_letter(column + 1), get_column_letter(last_column + 1)
            self.sheet.merged_cells.add(f"{first}{row}:{last}{last_row}")

    def _band(self, band: Band) -> None:
        count = max([len(self.widths), *(last + 1 for _, last, _, _ in band.texts)])
        styles: list[int | None] = [None] * count
        values: list[str | None] = [None] * count
        for first, last, text, look in band.texts:
            values[first] = text or None
            styles[first : last + 1] = [self.styles[look]] * (last + 1 - first)
            self._merge(self.rows.count + 1, first, self.rows.count + 1, last)
        self.rows.add(styles, values, band.height)

    def _head(self) -> None:
        """The merged headings; they stay in sight on screen and are repeated on every page."""
        top, count = self.rows.count + 1, depth(self.data.columns) + self.data.number_row
        texts: list[list[str | None]] = [[None] * len(self.widths) for _ in range(count)]
        heights = [0.0] * count
        for heading in headings(self.data):
            texts[heading.row][heading.column] = heading.text
            last, end = heading.row + heading.rows - 1, heading.column + heading.columns
            self._merge(top + heading.row, heading.column, top + last, end - 1)
            lines = lines_needed(heading.text, sum(self.widths[heading.column : end]) - 1)
            heights[last] = max(heights[last], (lines - heading.rows + 1) * LINE)
        style = self.styles[Look("center", True, 9, wrap=True, middle=True, border=BOX, fill=HEAD_FILL)]
        for row, height in zip(texts, heights, strict=True):
            self.rows.add([style] * len(row), row, height)
        self.sheet.print_title_rows = f"{top}:{self.rows.count}"
        if len(self.data.rows) > LONG:
            self.sheet.freeze_panes = f"{get_column_letter(self.data.frozen_columns + 1)}{self.rows.count + 1}"

    def _body(self) -> None:
        """Every row, section and total."""
        totals = total_columns(self.data.columns)
        plain, bold, marked = (self._row_styles(*look) for look in ((False, ""), (True, TOTAL_FILL), (True, MARK_FILL)))
        label = self.styles[Look(bold=True, border=BOX, fill=TOTAL_FILL)]
        for line, marks in zip(self.data.lines, self.data.marks(), strict=True):
            if isinstance(line, Section):
                self._merge(self.rows.count + 1, 0, self.rows.count + 1, len(self.widths) - 1)
                self.rows.add([label] * len(self.widths), [line.label] + [None] * (len(self.widths) - 1))
            elif isinstance(line, Total):
                first, *others = (line.values.get(c.key) for c in self.data.columns)
                if first is None:
                    self._merge(self.rows.count + 1, 0, self.rows.count + 1, label_span(self.data, line) - 1)
                    self._row(totals, (line.label, *others), [{"": label}, *bold[1:]], merged=1)
                else:
                    self._row(totals, (first, *others), bold)
            else:
                mixed = [m if so else p for p, m, so in zip(plain, marked, marks, strict=True)] if any(marks) else plain
                self._row(self.data.columns, line, mixed)

    def _row_styles(self, bold: bool, fill: str) -> list[dict[str, int]]:
        """For each column the style by precision of an expiry, for a whole count, and by "" for anything else."""
        found = []
        for column, places in zip(self.data.columns, self.places, strict=True):
            look = Look(align(column), bold, wrap=column.kind == "text", border=BOX, fill=fill, indent=1)
            formats = {p: sheet_format(column, places, p) for p in ("", *PRECISIONS)}
            formats[WHOLE] = sheet_format(column, 0)
            found.append({p: self.styles[look._replace(number_format=f)] for p, f in formats.items()})
        return found

    def _row(self, columns: Sequence[Column], row: Row, styles: list[dict[str, int]], merged: int = 0) -> None:
        """One row; the height follows the texts that break, but for those of the first `merged` cells."""
        values = [sheet_value(c, v) for c, v in zip(columns, row, strict=True)]
        kinds = (_format_kind(c, v) for c, v in zip(columns, row, strict=True))
        texts = (
            (str(value), width * ROOM)
            for column, value, width in islice(zip(columns, values, self.widths, strict=True), merged, None)
            if column.kind == "text" and value and (len(str(value)) > width * ROOM or "\n" in str(value))
        )
        lines = max((lines_needed(text, room) for text, room in texts), default=1)
        numbers = [style[kind] for style, kind in zip(styles, kinds, strict=True)]
        height = max(LINE * lines, BY_HAND if self.data.by_hand else 0.0)
        self.rows.add(numbers, values, height if height > LINE else None)


def _format_kind(column: Column, value: Cell) -> str:
    """Which of a column's formats a value takes: that of its precision, of a whole count, or the column's own."""
    if isinstance(value, Expiry):
        return value.precision
    return WHOLE if is_whole(column, value) else ""
