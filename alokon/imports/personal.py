"""No client data enters the book: a file with 16-digit numbers (NIK, KK) is refused before anything else is read.

What was found is named by sheet, column and row, and counted; the number itself goes into no message and no log.

Code raised: `personal_data` {sheet, column, row, count}.
"""

import re
from collections.abc import Iterable
from datetime import date

from inventory.core.errors import Problem

DIGITS = 16
RUN_OF_16 = re.compile(r"(?<!\d)\d{16}(?!\d)")
GROUPED = re.compile(r"\d+(?:([ .\-])\d+(?:\1\d+)*)?")
NAMED = re.compile(r"\b(NIK|NO\.? ?KTP|NOMOR KTP|NOMOR INDUK KEPENDUDUKAN|NO\.? ?KK|NOMOR KK)\b")
"""Column names of identity numbers; SIGA prints a NIK one digit to a cell, where no cell holds 16 digits."""

Cell = str | int | float | bool | date | None
"""What one cell holds; numbers without a fraction are ints, blank cells None. (A datetime is a date, too.)"""


def is_identity_number(cell: Cell) -> bool:
    """Whether a cell holds a number of exactly 16 digits, plain, as a number, in a sentence, or grouped by one mark.

    >>> [is_identity_number(c) for c in ("1" * 16, int("1" * 16), "1111.1111.1111.1111", "1" * 15, "1" * 17)]
    [True, True, True, False, False]
    """
    if isinstance(cell, str):
        if len(cell) < DIGITS:
            return False
        if RUN_OF_16.search(cell):
            return True
        bare = cell.strip("' ")
        return bool(GROUPED.fullmatch(bare)) and sum(c.isdigit() for c in bare) == DIGITS
    return isinstance(cell, int | float) and 10 ** (DIGITS - 1) <= abs(cell) < 10**DIGITS


def names_identity(column: str) -> bool:
    """Whether a normalised column name says that it holds identity numbers."""
    return NAMED.search(column) is not None


def personal_data(sheet: str, rows: Iterable[tuple[int, tuple[Cell, ...]]]) -> list[Problem]:
    """One problem for each column (by its letter) that holds identity numbers: its first row and how many."""
    first: dict[int, int] = {}
    count: dict[int, int] = {}
    for number, cells in rows:
        for index, cell in enumerate(cells):
            if is_identity_number(cell):
                first.setdefault(index, number)
                count[index] = count.get(index, 0) + 1
    return [found(sheet, letter_of(index), first[index], count[index]) for index in sorted(first)]


def found(sheet: str, column: str, row: int, count: int) -> Problem:
    """The problem that a column holds identity numbers."""
    return Problem("personal_data", {"sheet": sheet, "column": column, "row": row, "count": count}, "file")


def letter_of(index: int) -> str:
    """The letter a spreadsheet program gives the column with this index, counted from 0.

    >>> letter_of(0), letter_of(25), letter_of(26), letter_of(701), letter_of(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
