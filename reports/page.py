"""The sheet of paper a dataset stands on: its size, its margins and its letters, the same in every printed format."""

from typing import NamedTuple

from reports.dataset import Dataset, Size

MM = 72 / 25.4
"""Points in a millimetre."""

SIZES: dict[Size, tuple[float, float]] = {"A4": (210 * MM, 297 * MM), "F4": (210 * MM, 330 * MM)}
"""Width and height upright, in points."""

MARGIN = 15 * MM
PROSE_MARGIN = 25 * MM
TEXT = 9.5
PROSE_TEXT = 11.0
AFTER, PROSE_AFTER = 4.0, 7.0
"""Points below a paragraph and below a list."""

KOP_FIRST, KOP, KOP_ADDRESS = 12.0, 13.0, 8.5
TITLE, NOTE, FOOT = 12.0, 7.5, 7.5
"""Sizes of letters in points: of text, of the lines of a letterhead, of a title, of notes and the foot of a page."""

SIGN_ROOM = 17 * MM
"""Height to sign and stamp in."""


class Page(NamedTuple):
    """A sheet in points: its sides, the margins left and right, the letters around a table and the room below them."""

    width: float
    height: float
    margin: float = MARGIN
    text: float = TEXT
    after: float = AFTER

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin


def page_of(data: Dataset) -> Page:
    """The page of a dataset."""
    width, height = SIZES[data.size]
    width, height = (height, width) if data.landscape else (width, height)
    return Page(width, height, PROSE_MARGIN, PROSE_TEXT, PROSE_AFTER) if data.prose else Page(width, height)
