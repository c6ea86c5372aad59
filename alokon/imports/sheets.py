"""One shape for every file: which row is the header, which columns it names, and the rows beneath.

Office workbooks open with lines of kop and a title, merge header cells over two rows, number their columns in a row of
their own and repeat the header on every printed page. All of that is found and set aside here; nothing else is.
A cell merged over several rows belongs to its first row only: copying a number downwards would multiply stock.

Codes raised: those of `grids`; `header_missing` {wanted, sheets}; `personal_data` for a column named NIK or KK.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from operator import itemgetter
from typing import NamedTuple

from alokon.imports.containers import LIMITS, Limits
from alokon.imports.grids import Grid, Row, read_grids
from alokon.imports.personal import Cell, found, names_identity
from inventory.core.errors import Problem, Refused, refuse_if

SEARCHED_ROWS = 40
HEADER_HEIGHT = 3


class Sheet(NamedTuple):
    """A table: `header` is the row number of its header, `columns` its normalised and `titles` its printed names."""

    name: str
    header: int
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[Row, ...]


def normalise(name: str) -> str:
    """A column or code name as it is compared: compatible letters, upper case, single spaces, no trailing mark.

    >>> normalise("  Kode_Faskes\\n * "), normalise("Nama  barang:")
    ('KODE FASKES', 'NAMA BARANG')
    """
    plain = unicodedata.normalize("NFKC", name).replace("_", " ")
    return " ".join(plain.split()).rstrip("*: ").upper()


def read_sheet(data: bytes, wanted: Collection[str], limits: Limits = LIMITS) -> Sheet:
    """`sheet_of` for a file that is not opened yet."""
    return sheet_of(read_grids(data, limits), wanted)


def named(grids: Sequence[Grid]) -> list[frozenset[str]]:
    """The normalised column names of every row that could be a header."""
    return [frozenset(map(normalise, _titles(grid.rows, index))) for grid, index in _tops(grids)]


def sheet_of(grids: Sequence[Grid], wanted: Collection[str]) -> Sheet:
    """The sheet and header row that name most of the wanted (normalised) columns; the first of equals."""
    tops = _tops(grids)
    best, grid, index = max(((_score(grid, index, wanted), grid, index) for grid, index in tops), key=itemgetter(0))
    if best < min(2, len(wanted)):
        facts = {"wanted": ", ".join(sorted(wanted)), "sheets": ", ".join(grid.name for grid in grids)}
        raise Refused(Problem("header_missing", facts, "file"))
    sheet = _sheet(grid, index)
    refuse_if(_named_identities(sheet))
    return sheet


def _tops(grids: Sequence[Grid]) -> list[tuple[Grid, int]]:
    """Where a header may stand: the first rows of every sheet."""
    return [(grid, index) for grid in grids for index in range(min(SEARCHED_ROWS, len(grid.rows)))]


def _score(grid: Grid, index: int, wanted: Collection[str]) -> int:
    return len(set(map(normalise, _titles(grid.rows, index))) & set(wanted))


def _sheet(grid: Grid, index: int) -> Sheet:
    header = grid.rows[index]
    titles = _titles(grid.rows, index)
    rows = tuple(
        Row(row.number, _fit(row.cells, len(titles)))
        for position, row in enumerate(grid.rows[index + 1 :])
        if row.cells != header.cells and not (position == 0 and _numbers_columns(row))
    )
    return Sheet(grid.name, header.number, tuple(map(normalise, titles)), titles, rows)


def _titles(rows: Sequence[Row], index: int) -> tuple[str, ...]:
    """The names of the columns if this row is the header, up to the last one that has a name."""
    titles = [_title(rows, index, column) for column in range(len(rows[index].cells))]
    while titles and not titles[-1]:
        titles.pop()
    return tuple(titles)


def _title(rows: Sequence[Row], index: int, column: int) -> str:
    """The name of a column: its header cell, or the one above it that is merged down over it."""
    for height in range(min(HEADER_HEIGHT, index + 1)):
        row = rows[index - height]
        cell = row.cells[column] if column < len(row.cells) else None
        touches = row.number == rows[index].number - height
        if cell is not None and (height == 0 or (touches and _names_several(row))):
            return " ".join(str(cell).split())
    return ""


def _names_several(row: Row) -> bool:
    return sum(isinstance(cell, str) for cell in row.cells) > 1


def _numbers_columns(row: Row) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 … or (1), (2), (3) …"""
    numbers = [re.sub(r"[()\s]", "", str(cell)) for cell in row.cells if cell is not None]
    return len(numbers) > 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _fit(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    """Cells cut or filled to the header's width, cells beyond it kept when they hold something."""
    kept = cells[width:]
    extra = kept if any(cell is not None for cell in kept) else ()
    return cells[:width] + (None,) * (width - len(cells)) + extra


def _named_identities(sheet: Sheet) -> list[Problem]:
    problems: list[Problem] = []
    for index, column in enumerate(sheet.columns):
        if names_identity(column):
            filled = [row.number for row in sheet.rows if row.cells[index] is not None]
            if filled:
                problems.append(found(sheet.name, sheet.titles[index], filled[0], len(filled)))
    return problems
