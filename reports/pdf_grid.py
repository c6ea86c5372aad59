"""A dataset's table laid out for one page width: every row with its broken lines and its height, measured once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from reports.dataset import Align, Column, Dataset, Line, Section, Total
from reports.header import Heading, headings, label_span
from reports.kinds import align, column_places, shown, total_columns
from reports.pdf_fit import Need, break_lines, fit, longest_word, text_width

SPACE = 2.2
"""Room above and below the lines of a cell, in points."""

BY_HAND = 22.0
"""Points a row needs to be written in."""


class Text(NamedTuple):
    """The text of one cell that reaches from column `first` to before `end`."""

    first: int
    end: int
    text: str
    align: Align = "left"
    bold: bool = False
    marked: bool = False


class Box(NamedTuple):
    """A laid out cell: where it stands in points, from the left and from the top of its row or head, and its lines."""

    left: float
    right: float
    top: float
    height: float
    lines: tuple[str, ...]
    align: Align
    bold: bool
    marked: bool = False


class GridRow(NamedTuple):
    """One row of the table; `kind` is "row", "section" or "total"."""

    kind: str
    height: float
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Grid:
    """A table ready to be drawn: letter size, head and rows, all in points."""

    size: float
    width: float
    head: tuple[Box, ...]
    head_height: float
    rows: tuple[GridRow, ...]


def lay_out(data: Dataset, width: float) -> Grid:
    """Fit a dataset's table into a width in points."""
    lines = [(kind, list(texts)) for kind, texts in _lines(data)]
    size, widths = fit(_needs(data, lines), width)
    edges = [0.0, *accumulate(widths)]
    head, head_height = _head(data, edges, size)
    least = BY_HAND if data.by_hand else 0.0
    rows = tuple(_row(kind, texts, edges, size, least) for kind, texts in lines)
    return Grid(size, width, head, head_height, rows)


def _lines(data: Dataset) -> Iterator[tuple[str, list[Text]]]:
    """Kind and texts of every line, not yet broken."""
    places, totals = column_places(data), total_columns(data.columns)
    sides = [align(column) for column in data.columns]
    for line, marks in zip(data.lines, data.marks(), strict=True):
        yield _kind(line), _texts(data, line, places, totals, sides, marks)


def _kind(line: Line) -> str:
    return "section" if isinstance(line, Section) else "total" if isinstance(line, Total) else "row"


def _texts(
    data: Dataset,
    line: Line,
    places: Sequence[int],
    totals: Sequence[Column],
    sides: Sequence[Align],
    marks: Sequence[bool],
) -> list[Text]:
    """The texts of one line as people read them."""
    if isinstance(line, Section):
        return [Text(0, len(data.columns), line.label, "left", True)]
    if isinstance(line, Total):
        span = label_span(data, line)
        start = 0 if line.values.get(data.columns[0].key) is not None else span
        label = [] if start == 0 else [Text(0, span, line.label, "left", True)]
        cells = enumerate(zip(totals, places, sides, strict=True))
        values = [
            Text(i, i + 1, shown(c, line.values.get(c.key), p), side, True) for i, (c, p, side) in cells if i >= start
        ]
        return label + values
    row = enumerate(zip(data.columns, line, places, sides, marks, strict=True))
    return [Text(i, i + 1, shown(c, v, p), side, marked, marked) for i, (c, v, p, side, marked) in row]


def _needs(data: Dataset, lines: Sequence[tuple[str, list[Text]]]) -> list[Need]:
    """What each column wants for its values and its headings."""
    least = _heading_words(data)
    whole = list(least)
    cells = (cell for _, texts in lines for cell in texts if cell.end - cell.first == 1)
    for column, _, text, _, bold, _ in cells:
        width = text_width(text, bold)
        whole[column] = max(whole[column], width)
        if width > least[column]:
            breaks = data.columns[column].kind == "text"
            least[column] = max(least[column], longest_word(text, bold) if breaks else width)
    for i, asked in enumerate(column.width for column in data.columns):
        whole[i] = max(least[i], asked * 0.5) if asked else whole[i]
    stretches = [column.kind == "text" for column in data.columns]
    return [Need(*need) for need in zip(least, whole, stretches, strict=True)]


def _heading_words(data: Dataset) -> list[float]:
    """The least width of each column for its headings: a merged heading's longest word needs them all together."""
    least = [0.0] * len(data.columns)
    for heading in sorted(headings(data), key=lambda h: h.columns):
        under = range(heading.column, heading.column + heading.columns)
        missing = longest_word(heading.text, True) - sum(least[i] for i in under)
        for i in under:
            least[i] += max(missing, 0.0) / heading.columns
    return least


def _row(kind: str, texts: Sequence[Text], edges: Sequence[float], size: float, least: float) -> GridRow:
    broken = [break_lines(t.text, edges[t.end] - edges[t.first], size, t.bold) for t in texts]
    height = max(max(map(len, broken), default=1) * size * 1.2 + 2 * SPACE, least)
    boxes = (
        Box(edges[t.first], edges[t.end], 0, height, lines, t.align, t.bold, t.marked)
        for t, lines in zip(texts, broken, strict=True)
    )
    return GridRow(kind, height, tuple(boxes))


def _head(data: Dataset, edges: Sequence[float], size: float) -> tuple[tuple[Box, ...], float]:
    """The boxes of the head, and its height; a heading over several rows asks its last row for what it still needs."""
    cells = headings(data)
    broken = [break_lines(h.text, edges[h.column + h.columns] - edges[h.column], size, True) for h in cells]
    heights = [0.0] * max((h.row + h.rows for h in cells), default=0)
    for h, lines in sorted(zip(cells, broken, strict=True), key=lambda pair: pair[0].rows):
        last = h.row + h.rows - 1
        above = sum(heights[h.row : last])
        heights[last] = max(heights[last], len(lines) * size * 1.2 + 2 * SPACE - above)
    tops = [0.0, *accumulate(heights)]
    boxes = tuple(_heading(h, lines, edges, tops) for h, lines in zip(cells, broken, strict=True))
    return boxes, tops[-1]


def _heading(h: Heading, lines: tuple[str, ...], edges: Sequence[float], tops: Sequence[float]) -> Box:
    left, right = edges[h.column], edges[h.column + h.columns]
    return Box(left, right, tops[h.row], tops[h.row + h.rows] - tops[h.row], lines, "center", True)
