"""The words of an editable page: letterhead, title, paragraphs, facts, lists and places to sign."""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from reports.around import (
    head_height,
    labelled,
    marked,
    number_line,
    signature_foot,
    signature_head,
    signature_rows,
)
from reports.dataset import Block, Dataset, Facts, Items, Kop, Signature
from reports.docx_text import cell, gap, hanging, paragraph, row, table
from reports.measured import label_room, mark_room
from reports.page import KOP, KOP_ADDRESS, KOP_FIRST, MM, SIGN_ROOM, TITLE, Page, page_of

LOGO = 22 * MM
"""Width of the column of a letterhead's logo."""


def kop(letterhead: Kop, room: float, picture: Callable[[bytes], str]) -> Iterator[str]:
    """The letterhead over the whole width, ruled below; `picture` puts an image into the file."""
    first, *others = letterhead.agency
    lines = [paragraph(first, KOP_FIRST, "center", bold=True)]
    lines += [paragraph(line, KOP, "center", bold=True) for line in others]
    lines += [paragraph(line, KOP_ADDRESS, "center") for line in letterhead.address]
    if letterhead.logo:
        cells = (picture(letterhead.logo), "".join(lines), paragraph("", KOP_ADDRESS))
        widths = (LOGO, room - 2 * LOGO, LOGO)
        parts = [cell(content, width) for content, width in zip(cells, widths, strict=True)]
        yield table([row(parts)], widths)
    else:
        yield from lines
    yield gap(3, 1.8)
    yield gap(1.5, 0.5)
    yield gap(8)


def title(data: Dataset) -> Iterator[str]:
    """Title, number and subtitle; a dataset that continues a page has a plain heading instead, a letter none."""
    size = page_of(data).text
    if data.continues and data.title:
        yield paragraph(data.title, size, after=3, keep=True, bold=True)
    elif data.title:
        yield paragraph(data.title, TITLE, "center", keep=True, bold=True, underline=data.number is not None)
    lines = [*filter(None, (number_line(data), *data.subtitle))]
    yield from (paragraph(line, size, "center", keep=True) for line in lines)
    if not data.continues and (data.title or lines):
        yield gap(7)


def blocks(content: Sequence[Block], page: Page, kept: int = 0) -> Iterator[str]:
    """Paragraphs and lists in their order; all lists share the width of their labels.

    The last `kept` of them stay on the page of what follows.
    """
    room = min(label_room(content, page.text), page.room * 0.45)
    for left, block in zip(range(len(content), 0, -1), content, strict=True):
        yield from _block(block, page, room, left <= kept)


def _block(block: Block, page: Page, room: float, keep: bool) -> Iterator[str]:
    """One paragraph, or one list whose labels take `room`."""
    size, after = page.text, page.after
    if isinstance(block, str):
        yield paragraph(block, size, "left" if "\n" in block else "both", after=after, keep=keep)
    elif isinstance(block, Facts):
        if block.pairs:
            yield _facts(block, page, room, keep)
            yield gap(after, keep=keep)
    elif not isinstance(block, Items):
        yield paragraph(block.text, size, block.align, after=after, keep=keep, bold=block.bold)
    elif block.label:
        yield _labelled_items(block, page, room, keep)
        yield gap(after, keep=keep)
    else:
        marks = mark_room(block, size)
        yield from (hanging(mark, text, size, marks, after=2, keep=keep) for mark, text in marked(block))
        yield gap(after, keep=keep)


def _facts(facts: Facts, page: Page, label: float, keep: bool) -> str:
    """Label, colon, value; in several columns the pairs run down the first column, then the next."""
    part = page.room / facts.columns
    widths = [min(label, part * 0.45), 8.0, part - min(label, part * 0.45) - 16, 8.0]
    cells = [(label, ":", value, "") for label, value in labelled(facts)]
    height = -(-len(cells) // facts.columns)
    columns = [cells[start : start + height] for start in range(0, len(cells), height)]
    rows = [[text for four in line for text in four] for line in zip_longest(*columns, fillvalue=("",) * 4)]
    used = widths * len(columns)
    return table([_side_by_side(texts, used, page.text, keep) for texts in rows], used)


def _side_by_side(texts: Sequence[str], widths: Sequence[float], size: float, keep: bool) -> str:
    """A row of texts."""
    return row(cell(paragraph(text, size, keep=keep), width) for text, width in zip(texts, widths, strict=True))


def _labelled_items(items: Items, page: Page, label: float, keep: bool) -> str:
    """A mark and a paragraph a row; the label in the first row."""
    marks = mark_room(items, page.text)
    widths = (label, 8.0, marks, page.room - label - 8.0 - marks)
    rows = []
    for n, (mark, text) in enumerate(marked(items)):
        heads = ("", "") if n else (items.label, ":")
        parts = [paragraph(x, page.text, keep=keep) for x in (*heads, mark)]
        parts.append(paragraph(text, page.text, "both", keep=keep))
        rows.append(row(cell(part, width) for part, width in zip(parts, widths, strict=True)))
    return table(rows, widths)


def signatures(signed: Sequence[Signature], page: Page) -> Iterator[str]:
    """Places to sign, side by side, with room for a signature and a stamp, never torn apart by a page break."""
    for line in signature_rows(signed):
        width, height = page.room / len(line), head_height(line)
        heads = ("".join(_centred(text, page.text) for text in signature_head(s, height)) for s in line)
        rooms = (paragraph("", page.text, "center", keep=True) for _ in line)
        feet = (_foot(s, page.text) for s in line)
        yield gap(8, keep=True)
        yield table(
            [
                row(cell(head, width) for head in heads),
                row((cell(room, width) for room in rooms), height=SIGN_ROOM, exact=True),
                row(cell(foot, width) for foot in feet),
            ],
            [width] * len(line),
        )
        yield gap(2)


def _centred(text: str, size: float) -> str:
    return paragraph(text, size, "center", keep=True)


def _foot(signature: Signature | None, size: float) -> str:
    """Name, rank and NIP; a known name is bold and underlined."""
    lines = signature_foot(signature) or [""]
    named = signature is not None and bool(signature.name)
    return "".join(
        paragraph(text, size, "center", bold=named and n == 0, underline=named and n == 0)
        for n, text in enumerate(lines)
    )
