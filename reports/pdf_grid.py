"""A dataset's table laid out for one page width: every row with its broken lines and its height, measured once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from reports.dataset import Align, Dataset
from reports.header import Heading, headings
from reports.measured import TextLine, measure
from reports.pdf_fit import break_lines

SPACE = 2.2
"""Room above and below the lines of a cell, in points."""

BY_HAND = 22.0
"""Points a row needs to be written in."""


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
    size, widths, lines = measure(data, width)
    edges = [0.0, *accumulate(widths)]
    head, head_height = _head(data, edges, size)
    least = BY_HAND if data.by_hand else 0.0
    rows = tuple(_row(line, edges, size, least) for line in lines)
    return Grid(size, width, head, head_height, rows)


def _row(line: TextLine, edges: Sequence[float], size: float, least: float) -> GridRow:
    broken = [break_lines(t.text, edges[t.end] - edges[t.first], size, t.bold) for t in line.texts]
    height = max(max(map(len, broken), default=1) * size * 1.2 + 2 * SPACE, least)
    boxes = (
        Box(edges[t.first], edges[t.end], 0, height, lines, t.align, t.bold, t.marked)
        for t, lines in zip(line.texts, broken, strict=True)
    )
    return GridRow(line.kind, height, tuple(boxes))


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
