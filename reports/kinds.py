"""What each kind of column looks like: the one table that turns a plain value into text, JSON and a sheet's cell."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from alokon.text import Expiry, Number, expiry, number, rounded, short_date
from reports.dataset import Align, Cell, Column, Dataset, Kind, Total

ALIGN: dict[Kind, Align] = {
    "text": "left",
    "int": "right",
    "quantity": "right",
    "date": "center",
    "expiry": "center",
    "money": "right",
    "months": "right",
    "percent": "right",
    "degrees": "right",
    "flag": "center",
}
NUMERIC: frozenset[Kind] = frozenset({"int", "quantity", "money", "months", "percent", "degrees"})
MOST_PLACES: dict[Kind, int] = {"quantity": 2, "money": 2, "months": 1, "percent": 1, "degrees": 1}
FIXED: frozenset[Kind] = frozenset({"months", "percent", "degrees"})
"""Kinds that show all their decimals always."""

SHEET_DATES = {"day": "dd/mm/yyyy", "month": "mm/yyyy", "year": "yyyy"}


def align(column: Column) -> Align:
    """How the column stands in its cells."""
    return column.align or ALIGN[column.kind]


def total_columns(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns as totals use them: what a total does not sum stays empty."""
    return tuple(replace(column, blank="") for column in columns)


def is_whole(column: Column, value: Cell) -> bool:
    """Whether a value is a plain count, written without decimals even where its neighbours need them."""
    return column.kind == "quantity" and isinstance(value, int)


def amount(column: Column, value: Number) -> Number:
    """A numeric value in the unit people read: rupiah for sen, percent for a ratio, degrees for their tenths."""
    if column.kind == "degrees":
        return Decimal(int(value)) / 10
    if column.kind == "money":
        return int(value) // 100 if value % 100 == 0 else Decimal(int(value)) / 100
    return value * 100 if column.kind == "percent" else value


def column_places(dataset: Dataset) -> tuple[int, ...]:
    """Decimals of each column, the same for all its cells: as many as its most exact value needs, within its kind."""
    places = []
    for index, column in enumerate(dataset.columns):
        most = MOST_PLACES.get(column.kind, 0)
        fixed = column.kind in FIXED
        needed = most if fixed else max((_needed(column, v, most) for v in _values(dataset, index)), default=0)
        places.append(2 if needed and column.kind == "money" else needed)
    return tuple(places)


def _values(dataset: Dataset, index: int) -> Iterable[Cell]:
    """All values of one column, totals included."""
    key = dataset.columns[index].key
    for line in dataset.lines:
        if isinstance(line, Total):
            yield line.values.get(key)
        elif isinstance(line, tuple):
            yield line[index]


def _needed(column: Column, value: Cell, most: int) -> int:
    """Decimals one value needs, at most `most`."""
    if most == 0 or not isinstance(value, int | float | Decimal | Fraction):
        return 0
    value = amount(column, value)
    if isinstance(value, int):
        return 0
    text = number(rounded(value, most))
    return len(text.partition(",")[2])


def shown(column: Column, value: Cell, places: int) -> str:
    """The value as a person reads it, in every format made for people.

    >>> shown(Column("a", "A", "money"), 123450, 0), shown(Column("a", "A", "percent"), Fraction(1, 3), 1)
    ('1.234,5', '33,3%')
    """
    if value is None:
        return column.blank
    if column.kind == "flag":
        return column.words[0] if value else column.words[1]
    if isinstance(value, Expiry):
        return expiry(value)
    if isinstance(value, date):
        return short_date(value)
    if column.kind in NUMERIC and isinstance(value, int | float | Decimal | Fraction):
        text = number(amount(column, value), places if places and not is_whole(column, value) else None)
        return f"{text}%" if column.kind == "percent" else text
    return str(value)


def plain(column: Column, value: Cell) -> str | int | float | bool | None:
    """The value as data: ISO dates, rupiah for money, a ratio for percent, degrees, an expiry at its own precision."""
    if value is None or column.kind == "flag":
        return None if value is None else bool(value)
    if isinstance(value, Expiry):
        return value.day.isoformat()[: {"day": 10, "month": 7, "year": 4}[value.precision]]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal | Fraction):
        exact = amount(column, value) if column.kind in ("money", "degrees") else value
        return exact if isinstance(exact, int) else float(exact)
    return str(value)


def sheet_value(column: Column, value: Cell) -> str | int | float | date | None:
    """The value as a spreadsheet's cell holds it: real numbers and real dates, words for flags and blanks."""
    if value is None or column.kind == "flag":
        return shown(column, value, 0) or None
    if isinstance(value, Expiry):
        return value.day
    if isinstance(value, date):
        return value
    found = plain(column, value)
    return found if column.kind in NUMERIC else str(found)


def sheet_format(column: Column, places: int, precision: str = "") -> str:
    """The spreadsheet's number format for a column; of an expiry, for one precision."""
    if column.kind in ("date", "expiry"):
        return SHEET_DATES[precision or "day"]
    decimals = "." + "0" * places if places else ""
    if column.kind == "percent":
        return f"0{decimals}%"
    return f"#,##0{decimals}" if column.kind in NUMERIC else "General"
