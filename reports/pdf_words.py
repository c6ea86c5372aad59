"""The words of a printed page: letterhead, title, paragraphs, facts and places to sign, as reportlab flowables."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Literal
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, Image, Paragraph, Spacer, Table
from reportlab.platypus.flowables import Flowable

from reports.around import head_height, number_line, signature_foot, signature_head, signature_rows
from reports.dataset import Block, Dataset, Facts, Kop, Signature
from reports.fonts import BOLD, REGULAR
from reports.pdf_fit import text_width

SIGN_ROOM = 17 * mm
TIGHT = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
         ("TOPPADDING", (0, 0), (-1, -1), 0.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5),
         ("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONTNAME", (0, 0), (-1, -1), REGULAR)]  # fmt: skip


def _style(
    size: float, bold: bool = False, alignment: Literal[0, 1, 4] = TA_CENTER, after: float = 0.0
) -> ParagraphStyle:
    font = BOLD if bold else REGULAR
    return ParagraphStyle(
        font, fontName=font, fontSize=size, leading=size * 1.28, alignment=alignment, spaceAfter=after
    )


TEXT = _style(9.5, alignment=TA_JUSTIFY, after=4)
LINES = _style(9.5, alignment=TA_LEFT, after=4)
FACT = _style(9.5, alignment=TA_LEFT)
NOTE = _style(7.5, alignment=TA_LEFT)
SIGN = _style(9.5)
SIGN_NAME = _style(9.5, bold=True)


def words(text: str, style: ParagraphStyle, underline: bool = False) -> Paragraph:
    """A paragraph of plain text; line breaks stay, markup does not exist."""
    markup = escape(text).replace("\n", "<br/>")
    return Paragraph(f"<u>{markup}</u>" if underline else markup, style)


def kop(letterhead: Kop, width: float) -> Iterator[Flowable]:
    """The letterhead over the whole width, ruled below."""
    first, *others = letterhead.agency
    lines = [words(first, _style(12, bold=True))]
    lines += [words(line, _style(13, bold=True)) for line in others]
    lines += [words(line, _style(8.5)) for line in letterhead.address]
    if letterhead.logo:
        logo = Image(BytesIO(letterhead.logo), height=20 * mm, width=20 * mm, kind="proportional")
        yield Table([[logo, lines, ""]], colWidths=[22 * mm, width - 44 * mm, 22 * mm], style=TIGHT)
    else:
        yield from lines
    yield HRFlowable(width="100%", thickness=1.8, color=black, spaceBefore=3, spaceAfter=0)
    yield HRFlowable(width="100%", thickness=0.5, color=black, spaceBefore=1.2, spaceAfter=8)


def title(data: Dataset) -> Iterator[Flowable]:
    """Title, number and subtitle; a dataset that continues a page has a plain heading instead."""
    if data.continues:
        yield words(data.title, _style(9.5, bold=True, alignment=TA_LEFT, after=3))
    else:
        yield words(data.title, _style(12, bold=True), underline=data.number is not None)
    for line in filter(None, (number_line(data), *data.subtitle)):
        yield words(line, _style(9.5))
    if not data.continues:
        yield Spacer(1, 7)


def blocks(content: Sequence[Block], width: float) -> Iterator[Flowable]:
    """Paragraphs and lists of facts in their order; all lists share the width of their labels."""
    labels = [label for block in content if isinstance(block, Facts) for label in _labels(block)]
    label_width = max(map(text_width, labels), default=0) * FACT.fontSize + 12
    for block in content:
        if isinstance(block, str):
            yield words(block, LINES if "\n" in block else TEXT)
        elif block.pairs:
            yield _facts(block, width, label_width)
            yield Spacer(1, 4)


def _labels(facts: Facts) -> list[str]:
    """Labels as printed, numbered when asked."""
    return [f"{n}. {label}" if facts.numbered else label for n, (label, _) in enumerate(facts.pairs, 1)]


def _facts(facts: Facts, width: float, label_width: float) -> Table:
    """Label, colon, value; in several columns the pairs run down the first column, then the next."""
    part = width / facts.columns
    label_width = min(label_width, part * 0.45)
    cells = [
        [words(label, FACT), words(":", FACT), words(value, FACT), words("", FACT)]
        for label, (_, value) in zip(_labels(facts), facts.pairs, strict=True)
    ]
    height = -(-len(cells) // facts.columns)
    cells += [[words("", FACT)] * 4] * (height * facts.columns - len(cells))
    rows = [[cell for i in range(facts.columns) for cell in cells[row + i * height]] for row in range(height)]
    return Table(rows, colWidths=[label_width, 8, part - label_width - 16, 8] * facts.columns, style=TIGHT)


def signatures(signed: Sequence[Signature], width: float) -> Iterator[Flowable]:
    """Places to sign, side by side, with room for a signature and a stamp."""
    for row in signature_rows(signed):
        lines = head_height(row)
        heads = [[words(text or "\u00a0", SIGN) for text in signature_head(s, lines)] for s in row]
        feet = [[_foot_line(s, i, text) for i, text in enumerate(signature_foot(s))] for s in row]
        yield Spacer(1, 8)
        yield Table([heads, [""] * len(row), feet], colWidths=[width / len(row)] * len(row),
                    rowHeights=[None, SIGN_ROOM, None], style=TIGHT)  # fmt: skip


def _foot_line(signature: Signature, line: int, text: str) -> Paragraph:
    named = line == 0 and bool(signature.name)
    return words(text, SIGN_NAME if named else SIGN, underline=named)
