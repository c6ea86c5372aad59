"""Single values out of cells: whole numbers, money, dates of a label, words of a list.

A cell that cannot be read raises `Unreadable` with the rule it breaks; nothing is guessed. Text is read as
`alokon.text` reads it everywhere (1.200 is one thousand two hundred), real spreadsheet numbers and dates as they are.
"""

import re
from collections.abc import Mapping
from datetime import date

from alokon.imports.checks import ERROR, Rule
from alokon.imports.personal import Cell
from alokon.imports.sheets import normalise
from alokon.text import Expiry, parse_date, parse_expiry, parse_rupiah, parse_whole
from inventory.core.goods import MOST

BLANK = Rule("cell_blank", ERROR, "Kolom ini wajib diisi.", "Isi kolom ini di berkas, atau hapus barisnya.")
TOO_LONG = Rule("cell_too_long", ERROR, "Isi terlalu panjang.", "Ringkas sampai {expected} huruf.")
NOT_WHOLE = Rule(
    "cell_not_whole", ERROR, "Bukan bilangan bulat.", "Tulis angka bulat tanpa satuan, misalnya 1200 atau 1.200."
)
TOO_SMALL = Rule("cell_too_small", ERROR, "Angka terlalu kecil.", "Periksa angka; paling sedikit {expected}.")
TOO_LARGE = Rule("cell_too_large", ERROR, "Angka terlalu besar.", "Periksa angka; paling banyak {expected}.")
NOT_MONEY = Rule("cell_not_money", ERROR, "Bukan nilai rupiah.", "Tulis misalnya 12500 atau 12.500,50.")
NOT_DAY = Rule("cell_not_day", ERROR, "Bukan tanggal yang dapat dibaca.", "Tulis misalnya 31/12/2027.")
NOT_EXPIRY = Rule(
    "cell_not_expiry",
    ERROR,
    "Bukan tanggal kedaluwarsa yang dapat dibaca.",
    "Tulis 31/12/2027, atau 12/2027 bila label hanya menyebut bulan, atau 2027 bila hanya tahun.",
)
UNKNOWN = Rule("cell_unknown", ERROR, "Isi ini tidak dikenal.", "Pakai salah satu dari: {expected}.")

YEARS = range(1990, 2201)


class Unreadable(Exception):
    """A cell breaks a rule; `expected` is what the rule asks for, when that can be said."""

    def __init__(self, rule: Rule, expected: object = None) -> None:
        super().__init__(rule.code)
        self.rule, self.expected = rule, expected


def text(cell: Cell) -> str:
    """A cell as text, as a person would type it; raises when blank.

    >>> text(71), text("0071")
    ('71', '0071')
    """
    if cell is None:
        raise Unreadable(BLANK)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def brief(cell: Cell, most: int) -> str:
    """Text of at most so many characters."""
    found = text(cell)
    if len(found) > most:
        raise Unreadable(TOO_LONG, most)
    return found


def whole(cell: Cell, least: int = 0) -> int:
    """A whole number from `least` to what a balance can hold; `12.0` as programs write it is 12.

    >>> whole("1.200"), whole(7), whole("12.0"), whole("-3", least=-10)
    (1200, 7, 12, -3)
    """
    number = cell if type(cell) is int else _whole(cell)
    if number < least:
        raise Unreadable(TOO_SMALL, least)
    if abs(number) > MOST:
        raise Unreadable(TOO_LARGE, MOST)
    return number


def _whole(cell: Cell) -> int:
    if not isinstance(cell, str):
        raise Unreadable(BLANK if cell is None else NOT_WHOLE)
    if len(cell) < 16 and cell.isascii() and cell.isdecimal():  # nearly every cell of a long history
        return int(cell)
    try:
        return parse_whole(re.sub(r"(?<=\d)\.0{1,2}$", "", cell))
    except ValueError:
        raise Unreadable(NOT_WHOLE) from None


def money_sen(cell: Cell) -> int:
    """Rupiah, not below zero, in hundredths.

    >>> money_sen("Rp 12.500,50"), money_sen(12500), money_sen(12500.5)
    (1250050, 1250000, 1250050)
    """
    if cell is None:
        raise Unreadable(BLANK)
    if isinstance(cell, bool | date):
        raise Unreadable(NOT_MONEY)
    try:
        sen = parse_rupiah(cell if isinstance(cell, str) else str(cell).replace(".", ","))
    except ValueError:
        raise Unreadable(NOT_MONEY) from None
    if sen < 0:
        raise Unreadable(TOO_SMALL, 0)
    return sen


def day(cell: Cell) -> date:
    """A calendar day, day before month when typed.

    >>> day("31/12/2027"), day(date(2026, 1, 2))
    (datetime.date(2027, 12, 31), datetime.date(2026, 1, 2))
    """
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    try:
        read = parse_date(text(cell))
    except ValueError:
        raise Unreadable(NOT_DAY) from None
    if read.year not in YEARS:
        raise Unreadable(NOT_DAY)
    return read


def label_expiry(cell: Cell) -> Expiry:
    """An expiry as its label states it: a month or a year means its last day.

    >>> label_expiry("12-2027"), label_expiry(2028).precision
    (Expiry(day=datetime.date(2027, 12, 31), precision='month'), 'year')
    """
    if isinstance(cell, date):
        return Expiry(date(cell.year, cell.month, cell.day))
    typed = re.sub(r"^(\w+)[-. ]+(\d{4})$", lambda m: f"{m[1]}{'/' if m[1].isdigit() else ' '}{m[2]}", text(cell))
    try:
        read = parse_expiry(typed)
    except ValueError:
        raise Unreadable(NOT_EXPIRY) from None
    if read.day.year not in YEARS:
        raise Unreadable(NOT_EXPIRY)
    return read


def one_of(cell: Cell, words: Mapping[str, str]) -> str:
    """The value a word stands for, whatever its case and spacing; `words` maps words to values.

    >>> one_of(" ya ", {"Ya": "1"})
    '1'
    """
    wanted = normalise(text(cell))
    for word, value in words.items():
        if normalise(word) == wanted:
            return value
    firsts: dict[str, str] = {}
    for word, value in words.items():
        firsts.setdefault(value, word)
    raise Unreadable(UNKNOWN, ", ".join(firsts.values()))
