"""The cells of a file as they stand, whatever its kind: one grid for each sheet, rows with their own numbers.

Text stays text (a code keeps its zeros), numbers without a fraction become ints, dates stay dates, blanks are None.
A formula is its last computed value; an error value (#DIV/0!) reads as blank.

Codes raised: those of `containers`, `delimited` and `personal`, and `file_empty`.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from alokon.imports.containers import CSV, LIMITS, Limits, kind_of
from alokon.imports.delimited import read_rows
from alokon.imports.personal import Cell, personal_data
from inventory.core.errors import Problem, Refused, refuse_if

Found = str | int | float | bool | date | datetime | time | timedelta
"""What the spreadsheet reader may find in a cell."""

INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f"), None) | {0xA0: " "}


class Row(NamedTuple):
    """One row that is not blank, under the number a spreadsheet program shows for it."""

    number: int
    cells: tuple[Cell, ...]


class Grid(NamedTuple):
    """All rows of one sheet that are not blank."""

    name: str
    rows: tuple[Row, ...]


def read_grids(data: bytes, limits: Limits = LIMITS) -> tuple[Grid, ...]:
    """Every sheet that holds anything; refused when broken, locked, too large, empty or with identity numbers."""
    kind = kind_of(data, limits)
    sheets = _delimited(data, limits) if kind == CSV else _workbook(data, kind, limits)
    grids = tuple(grid for name, rows in sheets if (grid := Grid(name, tuple(_rows(rows)))).rows)
    if not grids:
        raise Refused(Problem("file_empty"))
    refuse_if(problem for grid in grids for problem in personal_data(grid.name, grid.rows))
    return grids


def clean(cell: Found) -> Cell:
    """One cell in our few kinds of value.

    >>> clean(" 007 "), clean(12.0), clean(1.5), clean(""), clean(datetime(2026, 1, 2))
    ('007', 12, 1.5, None, datetime.date(2026, 1, 2))
    """
    if isinstance(cell, str):
        return (cell if cell.isascii() else cell.translate(INVISIBLE)).strip() or None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time() else cell
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell


def _rows(rows: Iterable[Sequence[Found]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, start=1):
        row = tuple(map(clean, cells))
        if any(cell is not None for cell in row):
            yield Row(number, row)


def _delimited(data: bytes, limits: Limits) -> Iterator[tuple[str, Sequence[Sequence[Found]]]]:
    yield CSV, read_rows(data, limits)


def _workbook(data: bytes, kind: str, limits: Limits) -> list[tuple[str, Sequence[Sequence[Found]]]]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return [(name, _sheet(workbook, name, limits)) for name in workbook.sheet_names]
    except PasswordError:
        raise Refused(Problem("file_encrypted")) from None
    except (CalamineError, OSError, ValueError):
        raise Refused(Problem("file_unreadable", {"kind": kind})) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own word for a fault it did not foresee
            raise
        raise Refused(Problem("file_unreadable", {"kind": kind})) from None


def _sheet(workbook: CalamineWorkbook, name: str, limits: Limits) -> Sequence[Sequence[Found]]:
    sheet = workbook.get_sheet_by_name(name)
    rows = sheet.end[0] + 1 if sheet.end else 0
    if rows > limits.rows or rows * sheet.width > limits.cells:
        facts = {"part": name, "rows": rows, "cells": rows * sheet.width}
        raise Refused(Problem("sheet_too_large", {**facts, "row_limit": limits.rows, "limit": limits.cells}))
    return sheet.to_python(skip_empty_area=False)
