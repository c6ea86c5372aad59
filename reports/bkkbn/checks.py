"""The proof of a month: checks, each of two figures that were come by in different ways.

A check compares cells (one site's one item, one batch, one column); its lines add up the cells of an item and fund.
A line fails when any of its cells does, even if the sums agree.
"""

from collections.abc import Iterable
from typing import NamedTuple

from alokon.catalog import GOODS_ORDER
from alokon.text import number
from alokon.views.warehouse import Goods


class Cell(NamedTuple):
    """Two figures that must be equal, in base units; `where` names the site, batch or column.

    A cell that is not `added` is compared, but not added to the sums of its line (columns of different meaning).
    `told` says how the left figure was come by.
    """

    goods: Goods
    where: str
    left: int
    right: int
    added: bool = True
    told: str = ""


class Comparison(NamedTuple):
    """A line of the proof: the sums of both sides, how many cells were compared and how many differ.

    `told` names the first cell that differs, and how figures were come by.
    """

    goods: Goods
    left: int
    right: int
    compared: int
    failing: int
    told: str

    @property
    def passed(self) -> bool:
        """Whether every cell agrees."""
        return not self.failing


class Check(NamedTuple):
    """A rule with all its lines, and what stands on its left and on its right."""

    number: int
    title: str
    left: str
    right: str
    lines: tuple[Comparison, ...]

    @property
    def passed(self) -> bool:
        """Whether every line holds."""
        return all(line.passed for line in self.lines)

    @property
    def compared(self) -> int:
        """How many cells were compared."""
        return sum(line.compared for line in self.lines)

    @property
    def failing(self) -> int:
        """How many cells differ."""
        return sum(line.failing for line in self.lines)


def lines_of(cells: Iterable[Cell]) -> tuple[Comparison, ...]:
    """Cells as lines, one for each item and fund."""
    found: dict[Goods, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.goods, []).append(cell)
    return tuple(_line(goods, found[goods]) for goods in sorted(found, key=GOODS_ORDER.__getitem__))


def _line(goods: Goods, cells: list[Cell]) -> Comparison:
    wrong = [cell for cell in cells if cell.left != cell.right]
    left, right = sum(c.left for c in cells if c.added), sum(c.right for c in cells if c.added)
    first = f"{wrong[0].where}: {number(wrong[0].left)} ≠ {number(wrong[0].right)}" if wrong else ""
    told = "; ".join(filter(None, [first, *(cell.told for cell in cells)]))
    return Comparison(goods, left, right, len(cells), len(wrong), told)
