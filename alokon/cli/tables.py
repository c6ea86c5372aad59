"""Rows of cells on a terminal: wrapped to their columns, a rule under the head."""

import shutil
from collections.abc import Sequence
from textwrap import wrap

GAP = 2
NARROWEST, WIDEST = 100, 170


def screen_width() -> int:
    """How many columns to write: the terminal's, within what a table needs and what an eye can follow."""
    return min(max(shutil.get_terminal_size((120, 24)).columns, NARROWEST), WIDEST)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """The lines of a table whose columns are so wide; a first column of numbers stands at its right edge."""
    rule = (" " * GAP).join("-" * width for width in widths)
    return [*_lines(head, widths), rule, *(line for row in rows for line in _lines(row, widths))]


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    return [_line(cells, n, widths) for n in range(max(map(len, cells)))]


def _line(cells: Sequence[Sequence[str]], n: int, widths: Sequence[int]) -> str:
    parts = [cell[n] if n < len(cell) else "" for cell in cells]
    parts[0] = parts[0].rjust(widths[0])
    return (" " * GAP).join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
