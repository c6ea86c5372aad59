"""What every printed page carries: page x of y, the book's head code, and a square code of both for a phone."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby

import segno
from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports.around import qr_text, stamp_lines
from reports.dataset import Stamp
from reports.fonts import REGULAR
from reports.page import MARGIN

FOOT = 9 * mm
"""Height of the lower edge of the stamp."""

LETTERS, LINE = 7.5, 9.5
"""Size of the letters of the foot, and from one line to the next, in points."""

QR_SIDE = 15 * mm
GREY = HexColor(0x555555)


def foot_height(stamp: Stamp) -> float:
    """Points at the foot of a page that belong to the stamp."""
    return FOOT + (QR_SIDE + 4 * mm if stamp.head_code else 6 * mm)


def numbered_canvas(stamps: Sequence[Stamp]) -> Callable[..., Canvas]:
    """A canvas that holds its pages back until it knows how many each workbook of the document has."""

    class NumberedCanvas(Canvas):
        """Pages wait as saved states; `workbook` is the number of the one whose page is being drawn."""

        workbook = 0

        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)  # type: ignore[arg-type]
            self.pages: list[dict[str, object]] = []

        def showPage(self) -> None:
            """Keep the page instead of writing it."""
            self.pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            """Write every page with its foot."""
            counts, done = Counter(map(_workbook, self.pages)), Counter[int]()
            for page in self.pages:
                number = _workbook(page)
                done[number] += 1
                self.__dict__.update(page)
                _foot(self, stamps[number], done[number], counts[number], f"qr{number or ''}")
                Canvas.showPage(self)
            Canvas.save(self)

    return NumberedCanvas


def _workbook(page: dict[str, object]) -> int:
    number = page.get("workbook", 0)
    assert isinstance(number, int)
    return number


def _foot(canvas: Canvas, stamp: Stamp, page: int, pages: int, code: str) -> None:
    """The stamp at the left, its square code under the name `code`; the page number at the right of its upper line.

    A line too long for the page is written in smaller letters.
    """
    right = canvas._pagesize[0] - MARGIN  # type: ignore[attr-defined]
    canvas.setFillColor(GREY)
    left = MARGIN
    if stamp.head_code:
        _draw_qr(canvas, qr_text(stamp), code)
        left += QR_SIDE + 2 * mm
    where = f"Halaman {page} dari {pages}"
    lines = stamp_lines(stamp) or [""]
    canvas.setFont(REGULAR, LETTERS)
    canvas.drawRightString(right, FOOT + 2 + LINE * (len(lines) - 1), where)
    taken = canvas.stringWidth(where, REGULAR, LETTERS) + 2 * mm
    for line, text in enumerate(reversed(lines)):
        room = right - left - (taken if line == len(lines) - 1 else 0)
        canvas.setFont(REGULAR, min(LETTERS, LETTERS * room / (canvas.stringWidth(text, REGULAR, LETTERS) or 1)))
        canvas.drawString(left, FOOT + 2 + LINE * line, text)


def _draw_qr(canvas: Canvas, text: str, name: str) -> None:
    """The square code in the lower left corner; drawn once a stamp and referred to on each page."""
    if not canvas.hasForm(name):
        canvas.beginForm(name, 0, 0, QR_SIDE, QR_SIDE)
        _draw_modules(canvas, tuple(segno.make(text, error="m", micro=False).matrix))
        canvas.endForm()
    canvas.saveState()
    canvas.translate(MARGIN, FOOT)
    canvas.doForm(name)
    canvas.restoreState()


def _draw_modules(canvas: Canvas, matrix: Sequence[Sequence[int]]) -> None:
    """The dark modules of a square code, each run of a row as one rectangle."""
    side = QR_SIDE / len(matrix)
    path = canvas.beginPath()
    for row, modules in enumerate(matrix, 1):
        left = 0
        for dark, run in groupby(modules):
            count = len(list(run))
            if dark:
                path.rect(left * side, QR_SIDE - row * side, count * side, side)
            left += count
    canvas.setFillColor(black)
    canvas.drawPath(path, stroke=0, fill=1)
