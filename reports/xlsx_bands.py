"""The words above and below a sheet's table, as rows of texts that reach across columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from textwrap import wrap

from reports.around import (
    head_height,
    labelled,
    marked,
    number_line,
    signature_foot,
    signature_head,
    signature_rows,
)
from reports.dataset import Block, Dataset, Facts, Items, Signature
from reports.xlsx_style import RULE, Look

LINE = 1.35
"""Row height in points per point of letter size."""


@dataclass
class Band:
    """One row of words: (first column, last column, text, look), columns counted from 0; a height in points."""

    texts: list[tuple[int, int, str, Look]] = field(default_factory=list)
    height: float | None = None


def above(data: Dataset, widths: Sequence[float]) -> Iterator[Band]:
    """Letterhead, title, number, subtitle and what is said before the table; `widths` in characters."""
    if data.kop:
        yield from _kop((*data.kop.agency, *data.kop.address), len(data.kop.agency), widths)
    underline = data.number is not None
    whole = Look("left" if data.continues else "center", True, 12, underline=underline, wrap=True)
    if data.title:
        yield _wide(data.title, whole, widths)
    for line in filter(None, (number_line(data), *data.subtitle)):
        yield _wide(line, Look("center", wrap=True), widths)
    yield Band()
    yield from _blocks(data.before, widths)


def below(data: Dataset, widths: Sequence[float]) -> Iterator[Band]:
    """What is said after the table, the notes, and the places to sign."""
    if data.after or data.notes:
        yield Band()
    if data.after:
        yield from _blocks(data.after, widths)
    for note in data.notes:
        yield _wide(note, Look(size=9, italic=True, wrap=True), widths)
    for signatures in signature_rows(data.signatures):
        yield Band()
        yield from _signatures(signatures, widths)
    if data.below:
        yield Band()
        yield from _blocks(data.below, widths)


def _kop(lines: Sequence[str], agency: int, widths: Sequence[float]) -> Iterator[Band]:
    """The letterhead, ruled below its last line."""
    for count, line in enumerate(lines, 1):
        bold = count <= agency
        rule = RULE if count == len(lines) else None
        yield _wide(line, Look("center", bold, 12 if bold else 9, border=rule), widths)
    yield Band()


def _blocks(blocks: Sequence[Block], widths: Sequence[float]) -> Iterator[Band]:
    for block in blocks:
        if isinstance(block, str):
            yield _wide(block, Look(wrap=True), widths)
        elif isinstance(block, Facts):
            yield from _pairs(labelled(block), widths)
        elif not isinstance(block, Items):
            yield _wide(block.text, Look(block.align, block.bold, wrap=True), widths)
        elif block.label:
            texts = [f"{mark} {text}" for mark, text in marked(block)]
            yield from _pairs([*zip([block.label, *[""] * (len(texts) - 1)], texts, strict=True)], widths)
        else:
            yield from (_wide(f"{mark} {text}", Look(wrap=True), widths) for mark, text in marked(block))
    if blocks:
        yield Band()


def _pairs(pairs: Sequence[tuple[str, str]], widths: Sequence[float]) -> Iterator[Band]:
    """A label and a value a row: the label from the first column, the value from the first right of all labels."""
    need, split = max((len(label) for label, _ in pairs), default=0) + 1, 1
    while split < len(widths) - 1 and sum(widths[:split]) < need:
        split += 1
    last = len(widths) - 1
    for label, value in pairs:
        told = f": {value}" if label else value
        lines = lines_needed(told, sum(widths[split:] or widths))
        texts = [(0, split - 1, label, Look()), (split, max(split, last), told, Look(wrap=True))]
        yield Band(texts, 10 * LINE * lines if lines > 1 else None)


def _signatures(signatures: Sequence[Signature | None], widths: Sequence[float]) -> Iterator[Band]:
    """Heads, three rows to sign in, and feet, side by side."""
    parts = _parts(len(signatures), widths)
    lines = head_height(signatures)
    heads = [signature_head(s, lines) for s in signatures]
    feet = [signature_foot(s) for s in signatures]
    for line in range(lines):
        yield _side_by_side(parts, [head[line] for head in heads], Look("center"))
    yield from (Band(), Band(), Band())
    for line in range(max(map(len, feet))):
        look = Look("center", bold=line == 0, underline=line == 0)
        yield _side_by_side(parts, [foot[line] if line < len(foot) else "" for foot in feet], look)


def _parts(count: int, widths: Sequence[float]) -> list[tuple[int, int]]:
    """Column ranges (first, last) that share the sheet's width evenly among signatures."""
    total, edges = sum(widths), [0]
    for part in range(1, count):
        near = min(range(1, len(widths) + 1), key=lambda i: abs(sum(widths[:i]) - total * part / count))
        edges.append(max(near, edges[-1] + 1))
    edges.append(max(len(widths), edges[-1] + 1))
    return [(first, after - 1) for first, after in pairwise(edges)]


def _side_by_side(parts: Sequence[tuple[int, int]], texts: Sequence[str], look: Look) -> Band:
    return Band([(first, last, text, look) for (first, last), text in zip(parts, texts, strict=True)])


def _wide(text: str, look: Look, widths: Sequence[float]) -> Band:
    """A text across all columns, as high as its estimated lines need."""
    lines = lines_needed(text, sum(widths) * 10 / look.size)
    return Band([(0, len(widths) - 1, text, look)], lines * look.size * LINE if lines > 1 else None)


def lines_needed(text: str, room: float) -> int:
    """Lines a text takes in a cell so many characters wide.

    >>> lines_needed("Suntikan 3 Bulanan Progestin", 18), lines_needed("a\\nb", 18)
    (2, 2)
    """
    width = max(int(room), 1)
    return sum(1 if len(part) <= width else len(wrap(part, width)) for part in text.split("\n"))
