"""A dataset's table for a word processor: merged headings on every page, texts and widths as they are printed."""

from collections.abc import Iterator, Sequence

from reports.dataset import Dataset
from reports.docx_text import cell, paragraph, row, table
from reports.header import Heading, depth, headings
from reports.measured import Text, TextLine, measure
from reports.pdf_grid import BY_HAND

RULE = "555555"
HEAD_FILL, FILL, MARK_FILL = "E4EAF0", "F0F3F6", "FBE3D6"
PAD = 0.28
"""Room left and right of a text in points per point of letter size: a little less than in print, for the rules."""

SPACE = 2.0

KEPT = 2
"""Lines at the end of a table that stay with what follows it."""


def data_table(data: Dataset, room: float, kept: bool = False) -> str:
    """The table of a dataset in a width; `kept` holds its end on the page of what follows."""
    size, widths, lines = measure(data, room)
    height = BY_HAND if data.by_hand else 0.0
    rows = [*_head(data, widths, size)]
    for left, line in zip(range(len(lines), 0, -1), lines, strict=True):
        keep = line.kind == "section" or (kept and left <= KEPT)
        rows.append(_line(line, widths, size, height, keep))
    return table(rows, widths, rule=RULE, pad=PAD * size, space=SPACE)


def _head(data: Dataset, widths: Sequence[float], size: float) -> Iterator[str]:
    """The rows of the head; a heading over several rows is continued in each."""
    found = headings(data)
    for level in range(depth(data.columns) + data.number_row):
        covering = sorted((h for h in found if h.row <= level < h.row + h.rows), key=lambda h: h.column)
        yield row((_heading(h, level, widths, size) for h in covering), head=True)


def _heading(h: Heading, level: int, widths: Sequence[float], size: float) -> str:
    width = sum(widths[h.column : h.column + h.columns])
    merged = "" if h.rows == 1 else '<w:vMerge w:val="restart"/>' if h.row == level else "<w:vMerge/>"
    about = f'{merged}{_shade(HEAD_FILL)}<w:vAlign w:val="center"/>'
    text = h.text if h.row == level else ""
    return cell(paragraph(text, size, "center", keep=True, bold=True), width, span=h.columns, about=about)


def _line(line: TextLine, widths: Sequence[float], size: float, height: float, keep: bool) -> str:
    """One row, section or total."""
    about = _shade(FILL) if line.kind != "row" else ""
    return row((_text(text, widths, size, about, keep) for text in line.texts), height=height)


def _text(text: Text, widths: Sequence[float], size: float, about: str, keep: bool) -> str:
    about = _shade(MARK_FILL) if text.marked else about
    content = paragraph(text.text, size, text.align, keep=keep, bold=text.bold)
    return cell(content, sum(widths[text.first : text.end]), span=text.end - text.first, about=about)


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
