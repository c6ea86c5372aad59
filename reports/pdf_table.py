"""A table on as many pages as it takes, its head on each; drawn straight on the page.

reportlab's own Table copies and measures all remaining rows for every page; here rows are measured once, and a piece
of the table is a range of them.
"""

from reportlab.lib.colors import HexColor, black
from reportlab.platypus import CondPageBreak
from reportlab.platypus.flowables import Flowable

from reports.fonts import BOLD, REGULAR
from reports.pdf_fit import PAD
from reports.pdf_grid import SPACE, Box, Grid, GridRow

RULE = HexColor(0x555555)
HEAD_FILL = HexColor(0xE4EAF0)
FILLS = {"total": HexColor(0xF0F3F6), "section": HexColor(0xF0F3F6)}
MARK_FILL = HexColor(0xFBE3D6)


class TableFlow(Flowable):
    """Rows `start` to before `end` of a grid; `tail` points below the last row hold what must not stand alone."""

    def __init__(self, grid: Grid, start: int = 0, end: int | None = None, tail: float = 0.0) -> None:
        super().__init__()
        self.grid = grid
        self.start = start
        self.end = len(grid.rows) if end is None else end
        self.tail = tail

    @property
    def rows_height(self) -> float:
        """Points of the rows, the head not counted."""
        return sum(row.height for row in self.grid.rows[self.start : self.end])

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The size of the piece; too high on purpose when what follows would stand alone on the next page."""
        height = self.grid.head_height + self.rows_height
        alone = height <= available_height < height + self.tail and self.end - self.start > 3
        return self.grid.width, available_height + 1 if alone else height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The rows that fit, and the rest; nothing when not even one row fits."""
        room, at = available_height - self.grid.head_height, self.start
        while at < self.end and (room := room - self.grid.rows[at].height) >= 0:
            at += 1
        at = self._break_before(min(at, self.end - 2) if self.tail else min(at, self.end - 1))
        if at <= self.start:
            return []
        rest = TableFlow(self.grid, at, self.end, self.tail)
        whole = self.grid.head_height + rest.rows_height + self.tail
        return [TableFlow(self.grid, self.start, at), CondPageBreak(min(whole, available_height)), rest]

    def _break_before(self, at: int) -> int:
        """The nearest row at or before `at` that may begin a page: no total, and no section left behind alone."""
        rows, best = self.grid.rows, at
        while best > self.start and (rows[best].kind == "total" or rows[best - 1].kind == "section"):
            best -= 1
        return best if best > self.start else at

    def draw(self) -> None:
        """Fills, texts and rules of the piece, the head first."""
        top = self.grid.head_height + self.rows_height
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.5)
        for box in self.grid.head:
            self.canv.setFillColor(HEAD_FILL)
            self.canv.rect(box.left, top - box.top - box.height, box.right - box.left, box.height, fill=1)
            self._write(box, top - box.top, middle=True)
        top -= self.grid.head_height
        rules: list[tuple[float, float, float, float]] = []
        standing: dict[float, float] = {}  # vertical rules not yet ended: where they stand, where they began
        for row in self.grid.rows[self.start : self.end]:
            edges = {box.left for box in row.boxes} | {self.grid.width}
            rules += [(x, standing.pop(x), x, top) for x in list(standing) if x not in edges]
            standing |= {x: top for x in edges if x not in standing}
            self._fill(row, top)
            for box in row.boxes:
                self._write(box, top, middle=False)
            top -= row.height
            rules.append((0, top, self.grid.width, top))
        self.canv.lines([*rules, *((x, began, x, top) for x, began in standing.items())])

    def _fill(self, row: GridRow, top: float) -> None:
        if fill := FILLS.get(row.kind):
            self.canv.setFillColor(fill)
            self.canv.rect(0, top - row.height, self.grid.width, row.height, stroke=0, fill=1)
        for box in row.boxes:
            if box.marked:
                self.canv.setFillColor(MARK_FILL)
                self.canv.rect(box.left, top - row.height, box.right - box.left, row.height, stroke=0, fill=1)

    def _write(self, box: Box, top: float, middle: bool) -> None:
        size, leading = self.grid.size, self.grid.size * 1.2
        self.canv.setFillColor(black)
        self.canv.setFont(BOLD if box.bold else REGULAR, size)
        slack = (box.height - len(box.lines) * leading) / 2 if middle else SPACE
        baseline = top - slack - size * 0.95
        for line in box.lines:
            if box.align == "right":
                self.canv.drawRightString(box.right - PAD * size, baseline, line)
            elif box.align == "center":
                self.canv.drawCentredString((box.left + box.right) / 2, baseline, line)
            else:
                self.canv.drawString(box.left + PAD * size, baseline, line)
            baseline -= leading
