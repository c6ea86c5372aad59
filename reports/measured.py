"""A table as people read it: the texts of every line, and how wide each column becomes on a page.

What is printed and what is handed on to be edited take their words and their columns from here.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reports.around import labelled, marked
from reports.dataset import Align, Block, Column, Dataset, Facts, Items, Line, Section, Total
from reports.header import headings, label_span
from reports.kinds import align, column_places, shown, total_columns
from reports.pdf_fit import Need, fit, longest_word, text_width


class Text(NamedTuple):
    """The text of one cell that reaches from column `first` to before `end`."""

    first: int
    end: int
    text: str
    align: Align = "left"
    bold: bool = False
    marked: bool = False


class TextLine(NamedTuple):
    """One line of a table; `kind` is "row", "section" or "total"."""

    kind: str
    texts: tuple[Text, ...]


class Measured(NamedTuple):
    """A table's lines with the size of its letters and the widths of its columns, in points."""

    size: float
    widths: tuple[float, ...]
    lines: tuple[TextLine, ...]


def label_room(content: Sequence[Block], size: float) -> float:
    """Points the labels of all lists among blocks take in letters of a size, so that their colons stand in line."""
    labels = [label for block in content for label in _labels(block)]
    return max(map(text_width, labels), default=0.0) * size + 12


def mark_room(items: Items, size: float) -> float:
    """Points the marks of a list take in letters of a size."""
    return max((text_width(mark) for mark, _ in marked(items)), default=0.0) * size + 7


def _labels(block: Block) -> list[str]:
    """The labels of a list as printed."""
    if isinstance(block, Facts):
        return [label for label, _ in labelled(block)]
    return [block.label] if isinstance(block, Items) else []


def measure(data: Dataset, width: float) -> Measured:
    """The table of a dataset for a width in points; the fonts must be registered (`reports.fonts.register`)."""
    lines = tuple(_lines(data))
    size, widths = fit(_needs(data, lines), width)
    return Measured(size, tuple(widths), lines)


def _lines(data: Dataset) -> Iterator[TextLine]:
    places, totals = column_places(data), total_columns(data.columns)
    sides = [align(column) for column in data.columns]
    for line, marks in zip(data.lines, data.marks(), strict=True):
        yield TextLine(_kind(line), tuple(_texts(data, line, places, totals, sides, marks)))


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


def _needs(data: Dataset, lines: Sequence[TextLine]) -> list[Need]:
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
