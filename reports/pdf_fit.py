"""How wide columns become and where their words break, so that any table fills the page and none leaves it."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

from reports.fonts import BOLD, REGULAR

SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
"""Letter sizes tried in turn, in points."""

COMFORT = 7.0
"""Down to this size letters shrink so that fewer lines break; below it only so that the columns fit at all."""

PAD = 0.35
"""Room left and right of a cell's text, in points per point of letter size."""


class Need(NamedTuple):
    """What a column wants: the width of its longest word and of its longest line, both for letters of one point."""

    least: float
    whole: float
    stretches: bool = False


def text_width(text: str, bold: bool = False) -> float:
    """Width of a text in letters of one point; the widest line when it has several."""
    return max(float(stringWidth(line, BOLD if bold else REGULAR, 1)) for line in text.split("\n"))


def longest_word(text: str, bold: bool = False) -> float:
    """Width of the longest unbreakable piece in letters of one point."""
    return max((text_width(word, bold) for word in text.split()), default=0.0)


def fit(needs: Sequence[Need], width: float) -> tuple[float, list[float]]:
    """Letter size and column widths in points that sum to `width`.

    >>> size, widths = fit([Need(2, 2), Need(10, 40, True)], 200)
    >>> size, [round(w, 1) for w in widths]
    (7.5, [20.2, 179.8])
    """
    for size in SIZES:
        least = [(need.least + 2 * PAD) * size for need in needs]
        whole = [(need.whole + 2 * PAD) * size for need in needs]
        slack = sum(whole) - sum(least)
        wanted = sum(least) + (slack * 0.4 if size > COMFORT else 0)
        if wanted <= width or size == SIZES[-1]:
            return size, _share(least, whole, [need.stretches for need in needs], width)
    raise AssertionError("the last size always returns")


def _share(least: list[float], whole: list[float], stretches: list[bool], width: float) -> list[float]:
    """Widths that sum to `width`: what is left over goes to the columns that can use it."""
    if sum(least) > width:
        return [part * width / sum(least) for part in least]
    if sum(whole) > width:
        rest, slack = width - sum(least), sum(whole) - sum(least)
        return [low + (high - low) * rest / slack for low, high in zip(least, whole, strict=True)]
    wide = [high if grows else high * 0.4 for high, grows in zip(whole, stretches, strict=True)]
    spare = width - sum(whole)
    return [high + spare * share / sum(wide) for high, share in zip(whole, wide, strict=True)]


def break_lines(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than `width` points, broken at blanks, inside a word only when it must be."""
    room = width / size - 2 * PAD + 0.001
    if "\n" not in text and text_width(text, bold) <= room:
        return (text,)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            joined = f"{line} {word}" if line else word
            if text_width(joined, bold) <= room:
                line = joined
                continue
            lines += [line] if line else []
            *full, line = _chop(word, room, bold)
            lines += full
        lines.append(line)
    return tuple(lines)


def _chop(word: str, room: float, bold: bool) -> list[str]:
    """A word in pieces that fit."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
