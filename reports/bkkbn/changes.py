"""What changed from one published version to the next, cell by cell: sheet, row, column, before, after.

A cell that was empty and is zero, because its faskes has reported since, is told by the line of its closing alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from alokon.text import month_year
from inventory.core.months import Month
from reports.dataset import Cell, Column, Dataset, Total, Workbook
from reports.header import flat_title
from reports.kinds import shown

KEYS: dict[str, tuple[str, ...]] = {"rekap": ("item", "fund"), "gudang": ("item", "fund")}
"""First word of a dataset's name → the columns that say which row it is; the others go by the code of the faskes."""

APART = frozenset({"sampul", "bukti"})
"""Sheets that only tell about the others."""

COUNTED = frozenset({"no"})
"""Columns that count rows; their change says nothing."""

MOST_PLACES = 2
"""Decimals of a figure that is not whole."""

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("sheet", "Lembar"),
    Column("row", "Baris"),
    Column("column", "Kolom"),
    Column("before", "Semula", align="right"),
    Column("after", "Menjadi", align="right"),
)


class Change(NamedTuple):
    """One cell that differs, as people read it; a row that came or went whole says so in one line."""

    sheet: str
    row: str
    column: str
    before: str
    after: str


def changes(before: Workbook, after: Workbook) -> list[Change]:
    """Every cell that differs between two versions, in the order of the newer one's sheets."""
    old = {data.name: data for data in before.datasets}
    found: list[Change] = []
    for data in after.datasets:
        if data.name not in APART and data.name in old:
            found += _in_sheet(old[data.name], data)
    return found


def _in_sheet(before: Dataset, after: Dataset) -> Iterator[Change]:
    old, new = _rows(before), _rows(after)
    order = list(dict.fromkeys([*new, *old]))
    for name in order:
        if name in old and name in new:
            yield from _in_row(after, name, old[name], new[name])
        else:
            yield from _whole_row(after, name, old.get(name), new.get(name))


def _rows(data: Dataset) -> dict[str, Sequence[Cell]]:
    """Every row and total of a sheet by what it is called."""
    keys = [c.key for c in data.columns]
    names = [keys.index(key) for key in KEYS.get(data.name.partition("-")[0], ("code", "name")) if key in keys]
    found: dict[str, Sequence[Cell]] = {}
    for line in data.lines:
        if isinstance(line, tuple):
            found[" ".join(str(line[i]) for i in names)] = line
        elif isinstance(line, Total):
            found[line.label] = [line.values.get(key) for key in keys]
    return found


def _in_row(data: Dataset, name: str, old: Sequence[Cell], new: Sequence[Cell]) -> Iterator[Change]:
    for column, before, after in zip(data.columns, old, new, strict=True):
        if before != after and column.key not in COUNTED and {before, after} != {None, 0}:
            places = 0 if all(isinstance(value, int | None) for value in (before, after)) else MOST_PLACES
            yield Change(data.sheet, name, flat_title(column), *(shown(column, v, places) for v in (before, after)))


def _whole_row(data: Dataset, name: str, old: Sequence[Cell] | None, new: Sequence[Cell] | None) -> Iterator[Change]:
    """A row of figures that came or went tells its figures; a row of words is told as one."""
    figures = any(column.kind == "quantity" for column in data.columns)
    if not figures:
        yield Change(data.sheet, name, "seluruh baris", "tercantum" if old else "–", "tercantum" if new else "–")
        return
    nothing: Sequence[Cell] = [None] * len(data.columns)
    words = {flat_title(column) for column in data.columns if column.kind == "text"}
    yield from (c for c in _in_row(data, name, old or nothing, new or nothing) if c.column not in words)


def changes_sheet(found: Sequence[Change], month: Month, versions: Mapping[str, int]) -> Dataset:
    """The changes as a sheet; `versions` names those compared as "before" and "after"."""
    told = f"Versi {versions['before']} menjadi versi {versions['after']}: {len(found)} sel berubah"
    return Dataset(
        name="perubahan",
        title="PERUBAHAN SEJAK VERSI SEBELUMNYA",
        columns=COLUMNS,
        rows=tuple((n, *change) for n, change in enumerate(found, 1)),
        subtitle=(month_year(month), told),
        notes=("Sel kosong yang menjadi nol karena faskesnya sudah lapor tidak didaftar satu per satu.",),
        sheet="Perubahan",
    )
