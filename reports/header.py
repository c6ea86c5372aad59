"""The head of a table in the style of SIGA: merged headings, units, and a row of column numbers."""

from collections.abc import Sequence
from typing import NamedTuple

from reports.dataset import Column, Dataset, Total


class Heading(NamedTuple):
    """One cell of the head: where it starts and how far it reaches, counted from 0."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def depth(columns: Sequence[Column]) -> int:
    """Rows of headings, the column numbers not counted."""
    return 1 + max((len(column.group) for column in columns), default=0)


def headings(dataset: Dataset) -> list[Heading]:
    """Every cell of the head, row by row, with the column numbers last when the dataset wants them."""
    columns = dataset.columns
    rows = depth(columns)
    cells = [cell for level in range(rows - 1) for cell in _groups(columns, level)]
    for index, column in enumerate(columns):
        above = len(column.group)
        cells.append(Heading(above, index, rows - above, 1, title(column)))
    if dataset.number_row:
        cells += [Heading(rows, i, 1, 1, column_number(c, i)) for i, c in enumerate(columns)]
    return sorted(cells)


def _groups(columns: Sequence[Column], level: int) -> list[Heading]:
    """The merged headings of one level: neighbours under the same headings down to here."""
    found: list[Heading] = []
    start = 0
    for end in range(1, len(columns) + 1):
        path = columns[start].group[: level + 1]
        if end < len(columns) and columns[end].group[: level + 1] == path and len(path) > level:
            continue
        if len(path) > level:
            found.append(Heading(level, start, 1, end - start, path[level]))
        start = end
    return found


def title(column: Column) -> str:
    """The column's own heading with its unit below."""
    return f"{column.title}\n({column.unit})" if column.unit else column.title


def flat_title(column: Column) -> str:
    """The whole heading in one line, for formats that have only one.

    >>> flat_title(Column("a", "Rusak", group=("Pengeluaran",), unit="vial"))
    'Pengeluaran - Rusak (vial)'
    """
    name = " - ".join((*column.group, column.title))
    return f"{name} ({column.unit})" if column.unit else name


def column_number(column: Column, index: int) -> str:
    """What the row of column numbers says.

    >>> column_number(Column("a", "A"), 3), column_number(Column("a", "A", number="4=1+2"), 3)
    ('(4)', '(4=1+2)')
    """
    return f"({column.number or index + 1})"


def label_span(dataset: Dataset, total: Total) -> int:
    """How many columns the label of a total may take: those before its first value, at least one."""
    for index, column in enumerate(dataset.columns):
        if total.values.get(column.key) is not None:
            return max(index, 1)
    return max(len(dataset.columns), 1)
