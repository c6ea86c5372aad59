"""The words of a printed page: letterhead, title, paragraphs, facts and places to sign, as reportlab flowables."""

from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import zip_longest
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, Image, Paragraph, Spacer, Table
from reportlab.platypus.flowables import Flowable

from reports.around import (
    head_height,
    labelled,
    marked,
    number_line,
    signature_foot,
    signature_head,
    signature_rows,
)
from reports.dataset import Align, Block, Dataset, Facts, Items, Kop, Signature
from reports.fonts import BOLD, REGULAR
from reports.measured import label_room, mark_room
from reports.page import KOP, KOP_ADDRESS, KOP_FIRST, NOTE, SIGN_ROOM, TITLE, Page, page_of

TIGHT = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
         ("TOPPADDING", (0, 0), (-1, -1), 0.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5),
         ("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONTNAME", (0, 0), (-1, -1), REGULAR)]  # fmt: skip


def _style(
    size: float, bold: bool = False, alignment: Literal[0, 1, 2, 4] = TA_CENTER, after: float = 0.0
) -> ParagraphStyle:
    font = BOLD if bold else REGULAR
    return ParagraphStyle(
        font, fontName=font, fontSize=size, leading=size * 1.28, alignment=alignment, spaceAfter=after
    )


class Looks(NamedTuple):
    """How words look in letters of one size: a paragraph, one with lines of its own, a fact, an item, a signature."""

    text: ParagraphStyle
    lines: ParagraphStyle
    fact: ParagraphStyle
    item: ParagraphStyle
    sign: ParagraphStyle
    sign_name: ParagraphStyle


@cache
def looks(size: float, after: float) -> Looks:
    """The looks in letters of a size, with so much room below a paragraph, in points."""
    return Looks(
        _style(size, alignment=TA_JUSTIFY, after=after),
        _style(size, alignment=TA_LEFT, after=after),
        _style(size, alignment=TA_LEFT),
        _style(size, alignment=TA_JUSTIFY),
        _style(size),
        _style(size, bold=True),
    )


NOTE_LINE = _style(NOTE, alignment=TA_LEFT)
SIDES: dict[Align, Literal[0, 1, 2]] = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}


def words(text: str, style: ParagraphStyle, underline: bool = False) -> Paragraph:
    """A paragraph of plain text; line breaks stay, markup does not exist."""
    markup = escape(text).replace("\n", "<br/>")
    return Paragraph(f"<u>{markup}</u>" if underline else markup, style)


def kop(letterhead: Kop, width: float) -> Iterator[Flowable]:
    """The letterhead over the whole width, ruled below."""
    first, *others = letterhead.agency
    lines = [words(first, _style(KOP_FIRST, bold=True))]
    lines += [words(line, _style(KOP, bold=True)) for line in others]
    lines += [words(line, _style(KOP_ADDRESS)) for line in letterhead.address]
    if letterhead.logo:
        logo = Image(BytesIO(letterhead.logo), height=20 * mm, width=20 * mm, kind="proportional")
        yield Table([[logo, lines, ""]], colWidths=[22 * mm, width - 44 * mm, 22 * mm], style=TIGHT)
    else:
        yield from lines
    yield HRFlowable(width="100%", thickness=1.8, color=black, spaceBefore=3, spaceAfter=0)
    yield HRFlowable(width="100%", thickness=0.5, color=black, spaceBefore=1.2, spaceAfter=8)


def title(data: Dataset) -> Iterator[Flowable]:
    """Title, number and subtitle; a dataset that continues a page has a plain heading instead, a letter none."""
    page = page_of(data)
    if data.continues and data.title:
        yield words(data.title, _style(page.text, bold=True, alignment=TA_LEFT, after=3))
    elif data.title:
        yield words(data.title, _style(TITLE, bold=True), underline=data.number is not None)
    lines = [*filter(None, (number_line(data), *data.subtitle))]
    for line in lines:
        yield words(line, looks(page.text, page.after).sign)
    if not data.continues and (data.title or lines):
        yield Spacer(1, 7)


def blocks(content: Sequence[Block], page: Page) -> Iterator[Flowable]:
    """Paragraphs and lists in their order, each list with its room below; all lists share the width of their labels."""
    look = looks(page.text, page.after)
    label = label_room(content, page.text)
    for block in content:
        if isinstance(block, str):
            yield words(block, look.lines if "\n" in block else look.text)
        elif isinstance(block, Facts):
            if block.pairs:
                yield _facts(block, page.room, label, look.fact)
                yield Spacer(1, page.after)
        elif isinstance(block, Items):
            yield _items(block, page.room, label, page.text, look)
            yield Spacer(1, page.after)
        else:
            yield words(block.text, _style(page.text, block.bold, SIDES[block.align], page.after))


def _facts(facts: Facts, width: float, label_width: float, look: ParagraphStyle) -> Table:
    """Label, colon, value; in several columns the pairs run down the first column, then the next."""
    part = width / facts.columns
    label_width = min(label_width, part * 0.45)
    cells: list[list[Flowable | str]] = [
        [words(label, look), words(":", look), words(value, look), ""] for label, value in labelled(facts)
    ]
    height = -(-len(cells) // facts.columns)
    columns = [cells[start : start + height] for start in range(0, len(cells), height)]
    blank: list[Flowable | str] = [""] * 4
    rows = [[x for cell in row for x in cell] for row in zip_longest(*columns, fillvalue=blank)]
    used = [label_width, 8, part - label_width - 16, 8] * len(columns)
    return Table(rows, colWidths=used, style=TIGHT, hAlign="LEFT")


def _items(items: Items, width: float, label_width: float, size: float, look: Looks) -> Table:
    """A mark and a paragraph a row; the label, if there is one, in the first row."""
    mark_width = mark_room(items, size)
    rows = [[words(mark, look.fact), words(text, look.item)] for mark, text in marked(items)]
    if not items.label:
        return Table(rows, colWidths=[mark_width, width - mark_width], style=TIGHT)
    label_width = min(label_width, width * 0.45)
    first = [words(items.label, look.fact), words(":", look.fact)]
    lines = [[*(["", ""] if n else first), *row] for n, row in enumerate(rows)]
    widths = [label_width, 8, mark_width, width - label_width - 8 - mark_width]
    return Table(lines, colWidths=widths, style=TIGHT)


def signatures(signed: Sequence[Signature], page: Page) -> Iterator[Flowable]:
    """Places to sign, side by side, with room for a signature and a stamp."""
    look = looks(page.text, page.after)
    for row in signature_rows(signed):
        lines = head_height(row)
        heads = [[words(text or "\u00a0", look.sign) for text in signature_head(s, lines)] for s in row]
        feet = [[_foot_line(s, i, text, look) for i, text in enumerate(signature_foot(s))] for s in row]
        yield Spacer(1, 8)
        yield Table([heads, [""] * len(row), feet], colWidths=[page.room / len(row)] * len(row),
                    rowHeights=[None, SIGN_ROOM, None], style=TIGHT)  # fmt: skip


def _foot_line(signature: Signature | None, line: int, text: str, look: Looks) -> Paragraph:
    named = signature is not None and line == 0 and bool(signature.name)
    return words(text, look.sign_name if named else look.sign, underline=named)
