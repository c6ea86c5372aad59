"""The columns a format declares, and finding them in a sheet.

One declaration serves the reader, the empty template and its page of explanations.

Codes raised: `column_missing` {column, names, sheet}, `column_twice` {column, sheet}, `rows_missing` {sheet}.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from alokon.imports.checks import INFO, Finding, Rule
from alokon.imports.personal import Cell, letter_of
from alokon.imports.sheets import Sheet, normalise
from inventory.core.errors import Problem, refuse_if

NOT_READ = Rule(
    "column_not_read",
    INFO,
    "Kolom ini tidak dikenal dan tidak dibaca.",
    "Biarkan bila memang tidak perlu; ganti nama kolomnya bila seharusnya dibaca.",
)


class Column(NamedTuple):
    """One column of a format: `key` in the program, `title` in the template, other names it may carry in a file."""

    key: str
    title: str
    meaning: str
    example: str = ""
    required: bool = True
    names: tuple[str, ...] = ()

    @property
    def known_as(self) -> frozenset[str]:
        """All names of the column, normalised."""
        return frozenset(map(normalise, (self.title, *self.names)))


class Record(NamedTuple):
    """One row by our keys; a column the file does not have reads as None."""

    row: int
    cells: Mapping[str, Cell]


class Table(NamedTuple):
    """The rows of a sheet by our keys, the file's own title of each key, and what the sheet holds beyond them."""

    records: tuple[Record, ...]
    titles: Mapping[str, str]
    findings: tuple[Finding, ...]


def wanted_names(columns: Iterable[Column]) -> frozenset[str]:
    """Every normalised name any of the columns may carry."""
    return frozenset(name for column in columns for name in column.known_as)


def take(sheet: Sheet, columns: Sequence[Column]) -> Table:
    """The records of a sheet; refused when a required column is missing, one stands twice, or no row follows."""
    where = {column.key: _positions(sheet, column) for column in columns}
    refuse_if(_problems(sheet, columns, where))
    position = {key: found[0] for key, found in where.items() if found}
    titles = {c.key: sheet.titles[position[c.key]] if c.key in position else c.title for c in columns}
    records = tuple(
        Record(row.number, {key: row.cells[position[key]] if key in position else None for key in where})
        for row in sheet.rows
    )
    return Table(records, titles, tuple(_not_read(sheet, set(position.values()))))


def _positions(sheet: Sheet, column: Column) -> list[int]:
    return [index for index, name in enumerate(sheet.columns) if name in column.known_as]


def _problems(sheet: Sheet, columns: Sequence[Column], where: Mapping[str, list[int]]) -> list[Problem]:
    problems: list[Problem] = []
    for column in columns:
        facts: dict[str, object] = {"column": column.title, "sheet": sheet.name, "row": sheet.header}
        if not where[column.key] and column.required:
            facts["names"] = ", ".join(sorted(column.known_as))
            problems.append(Problem("column_missing", facts, column.key))
        elif len(where[column.key]) > 1:
            problems.append(Problem("column_twice", facts, column.key))
    if not sheet.rows:
        problems.append(Problem("rows_missing", {"sheet": sheet.name, "row": sheet.header}, "file"))
    return problems


def _not_read(sheet: Sheet, read: set[int]) -> Iterable[Finding]:
    """One finding for each column nobody reads though it holds something."""
    first: dict[int, tuple[int, Cell]] = {}
    for row in sheet.rows:
        for index, cell in enumerate(row.cells):
            if index not in read and cell is not None:
                first.setdefault(index, (row.number, cell))
    for index, (number, cell) in sorted(first.items()):
        title = sheet.titles[index] if index < len(sheet.titles) and sheet.titles[index] else letter_of(index)
        yield Finding(NOT_READ, number, title, cell)
