"""Indonesian words and figures: how the office writes numbers, money and dates, and how it reads them back.

One home for every format, so that a page, a sheet and a signed paper cannot write the same amount two ways.
Readers raise `ValueError`; whoever asked the person knows which field it was.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from num2words import num2words

from inventory.core.goods import last_day
from inventory.core.months import Month

Number = int | float | Decimal | Fraction

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ZONES: dict[float | None, str] = {7: "WIB", 8: "WITA", 9: "WIT"}
"""Hours east of Greenwich → what Indonesians call the zone."""
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {name[:3]: number for name, number in list(_MONTH_NUMBERS.items())}
_MONTH_NUMBERS |= {"agt": 8, "ags": 8, "nop": 11, "nopember": 11, "pebruari": 2}
_NUMBER = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")


class Expiry(NamedTuple):
    """The last usable day of a lot, and how exactly its label states it: "day", "month" or "year"."""

    day: date
    precision: str = "day"


def rounded(value: Number, places: int) -> Decimal:
    """The value at so many decimals, halves away from zero as people round.

    >>> rounded(0.125, 2), rounded(Fraction(1, 3), 1)
    (Decimal('0.13'), Decimal('0.3'))
    """
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
    else:
        exact = Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def number(value: Number, places: int | None = None) -> str:
    """A number as Indonesians write it; without `places`, at most two decimals and only those it needs.

    >>> number(1234567), number(Decimal("1234.50")), number(Fraction(10, 3), 1), number(-1200, 2)
    ('1.234.567', '1.234,5', '3,3', '-1.200,00')
    """
    if isinstance(value, int) and not places:
        return f"{value:,}".replace(",", ".")
    text = f"{rounded(value, 2 if places is None else places):,f}"
    if places is None:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.translate({ord(","): ".", ord("."): ","})


def parse_number(text: str) -> Decimal:
    """Read `1.234`, `1234` or `1.234,5`; a dot that does not group thousands is refused, not guessed.

    >>> parse_number(" 1.234,5 "), parse_number("1234")
    (Decimal('1234.5'), Decimal('1234'))
    """
    clean = text.strip().replace("\u2212", "-").replace("\u00a0", "")
    if not _NUMBER.fullmatch(clean):
        raise ValueError(f"not a number as written in Indonesia: {text!r}")
    return Decimal(clean.replace(".", "").replace(",", "."))


def parse_whole(text: str) -> int:
    """Read a whole number such as `1.234`; raises `ValueError` when it has a fraction.

    >>> parse_whole("1.234")
    1234
    """
    value = parse_number(text)
    if value != value.to_integral_value():
        raise ValueError(f"not a whole number: {text!r}")
    return int(value)


def rupiah(sen: int) -> str:
    """An amount of 1/100 rupiah with its currency; the sen are written only when there are any.

    >>> rupiah(123456750), rupiah(500000)
    ('Rp1.234.567,50', 'Rp5.000')
    """
    whole, rest = divmod(abs(sen), 100)
    return f"{'-' if sen < 0 else ''}Rp{number(whole)}{f',{rest:02d}' if rest else ''}"


def parse_rupiah(text: str) -> int:
    """Read `Rp1.234.567,50`, `12.500` or `12500,5` as sen; raises `ValueError` below one sen.

    >>> parse_rupiah("Rp 1.234.567,50"), parse_rupiah("12.500")
    (123456750, 1250000)
    """
    sen = parse_number(re.sub(r"(?i)^\s*rp\.?\s*", "", text)) * 100
    if sen != sen.to_integral_value():
        raise ValueError(f"more exact than one sen: {text!r}")
    return int(sen)


def file_size(count: int) -> str:
    """How large a file is, as file managers say it.

    >>> file_size(500), file_size(34_000), file_size(2_500_000)
    ('500 byte', '33 KB', '2,4 MB')
    """
    if count < 1024:
        return f"{number(count)} byte"
    return f"{number(round(count / 1024))} KB" if count < 1000 * 1024 else f"{number(count / 1024**2, 1)} MB"


def terbilang(value: int) -> str:
    """A whole number in words.

    >>> terbilang(1234), terbilang(-11)
    ('seribu dua ratus tiga puluh empat', 'minus sebelas')
    """
    words = str(num2words(abs(value), lang="id"))
    return f"minus {words}" if value < 0 else words


def terbilang_rupiah(sen: int) -> str:
    """An amount of 1/100 rupiah in words.

    >>> terbilang_rupiah(150050)
    'seribu lima ratus rupiah lima puluh sen'
    """
    whole, rest = divmod(abs(sen), 100)
    words = f"{terbilang(whole)} rupiah" + (f" {terbilang(rest)} sen" if rest else "")
    return f"minus {words}" if sen < 0 else words


def long_date(day: date) -> str:
    """`15 Januari 2025`, as on a signed paper."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """`15/01/2025`, as in a table."""
    return f"{day:%d/%m/%Y}"


def weekday(day: date) -> str:
    """The name of the day of the week.

    >>> weekday(date(2026, 1, 15))
    'Kamis'
    """
    return WEEKDAYS[day.weekday()]


def month_year(month: Month | date) -> str:
    """`Januari 2026`.

    >>> month_year(Month(2026, 1))
    'Januari 2026'
    """
    return f"{MONTHS[month.month - 1]} {month.year}"


def roman_month(month: Month | date) -> str:
    """The month of a letter number.

    >>> roman_month(date(2026, 8, 17))
    'VIII'
    """
    return ROMAN[month.month - 1]


def moment(when: datetime) -> str:
    """Day, time and zone, by its Indonesian name where it has one.

    >>> moment(datetime.fromisoformat("2026-01-15T14:05:00+07:00"))
    '15 Januari 2026 pukul 14.05 WIB'
    """
    offset = when.utcoffset()
    zone = ZONES.get(offset.total_seconds() / 3600 if offset is not None else None) or when.tzname() or ""
    return f"{long_date(when)} pukul {when:%H.%M} {zone}".rstrip()


def parse_date(text: str) -> date:
    """Read `2026-01-15`, `15/01/2026`, `15-1-2026`, `15.1.2026` or `15 Januari 2026`: day before month.

    >>> parse_date("15-1-2026") == parse_date("15 Jan 2026") == date(2026, 1, 15)
    True
    """
    clean = text.strip().lower()
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", clean):
        year, month, day = (int(part) for part in iso.groups())
    elif local := re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", clean):
        day, month, year = int(local[1]), int(local[3]), int(local[4])
    elif (named := re.fullmatch(r"(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})", clean)) and named[2] in _MONTH_NUMBERS:
        day, month, year = int(named[1]), _MONTH_NUMBERS[named[2]], int(named[3])
    else:
        raise ValueError(f"not a date: {text!r}")
    return date(year, month, day)


def parse_month(text: str) -> Month:
    """Read `2026-01`, `01/2026` or `Januari 2026`.

    >>> parse_month("Januari 2026") == parse_month("1/2026") == parse_month("2026-01") == Month(2026, 1)
    True
    """
    clean = text.strip()
    if re.match(r"\d{4}-", clean):
        return Month.of(parse_date(f"{clean}-01"))
    return Month.of(parse_date(f"1/{clean}" if "/" in clean else f"1 {clean}"))


def expiry(value: Expiry) -> str:
    """An expiry as exactly as its label states it.

    >>> expiry(Expiry(date(2028, 8, 15))), expiry(Expiry(date(2028, 8, 31), "month"))
    ('15/08/2028', '08/2028')
    """
    styles = {"day": "%d/%m/%Y", "month": "%m/%Y", "year": "%Y"}
    return value.day.strftime(styles[value.precision])


def parse_expiry(text: str) -> Expiry:
    """Read a label: `15/08/2028`, `08/2028`, `Agustus 2028` or `2028`; a month or year means its last day.

    >>> parse_expiry("08/2028")
    Expiry(day=datetime.date(2028, 8, 31), precision='month')
    """
    if re.fullmatch(r"\s*\d{4}\s*", text):
        return Expiry(*last_day(int(text)))
    try:
        return Expiry(parse_date(text))
    except ValueError:
        return Expiry(*last_day(*parse_month(text)))


def in_words_of_packs(quantity: int, packs: Sequence[tuple[str, int]], unit: str) -> str:
    """Base units told in packs (name, size), largest first, with the remainder named.

    >>> in_words_of_packs(1000, (("lusin", 12), ("gros", 144)), "buah")
    '6 gros 11 lusin 4 buah'
    >>> in_words_of_packs(0, (("lusin", 12),), "buah")
    '0 buah'
    """
    parts, rest = [], abs(quantity)
    for name, size in sorted(packs, key=lambda pack: -pack[1]):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{number(count)} {name}")
    if rest or not parts:
        parts.append(f"{number(rest)} {unit}")
    return ("-" if quantity < 0 else "") + " ".join(parts)
