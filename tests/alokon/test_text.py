"""What is written in Indonesian reads back as the same number, day, month and amount."""

import doctest
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alokon import text
from alokon.text import Expiry
from inventory.core.months import Month

UNITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read_words(words: str) -> int:
    """The number that Indonesian words name, by the rules of the language and not by the library under test."""
    total = group = digit = 0
    for word in words.replace("sepuluh", "satu puluh").replace("sebelas", "satu belas").split():
        if word in UNITS:
            digit = UNITS.index(word)
        elif word in ("belas", "puluh", "ratus", "seratus"):
            digit = 1 if word == "seratus" else digit
            group += digit + 10 if word == "belas" else digit * (10 if word == "puluh" else 100)
            digit = 0
        else:
            word, group = ("ribu", 1) if word == "seribu" else (word, group + digit)
            total, group, digit = total + group * SCALES[word], 0, 0
    return total + group + digit


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(text).failed == 0


@given(st.integers(0, 10**15 - 1))
def test_terbilang_names_the_number_it_was_given(value: int) -> None:
    assert read_words(text.terbilang(value)) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1_100, "seribu seratus"),
        (101_011, "seratus satu ribu sebelas"),
        (1_000_000, "satu juta"),
        (-25, "minus dua puluh lima"),
    ],
)
def test_terbilang_uses_the_words_of_a_kwitansi(value: int, words: str) -> None:
    assert text.terbilang(value) == words


@given(st.integers(-(10**15), 10**15))
def test_a_written_whole_number_reads_back(value: int) -> None:
    assert text.parse_whole(text.number(value)) == value


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_written_decimal_reads_back(value: Decimal) -> None:
    assert text.parse_number(text.number(value)) == value
    assert text.parse_number(text.number(value, 2)) == value


@given(st.integers(-(10**14), 10**14))
def test_written_rupiah_read_back_to_the_sen(sen: int) -> None:
    assert text.parse_rupiah(text.rupiah(sen).removeprefix("-")) == abs(sen)


def test_rupiah_write_sen_only_when_there_are_any() -> None:
    assert text.rupiah(123456750) == "Rp1.234.567,50"
    assert text.rupiah(-500000) == "-Rp5.000"
    assert text.terbilang_rupiah(123456750).endswith("tujuh rupiah lima puluh sen")


@pytest.mark.parametrize("wrong", ["", "1.23", "1,234,567", "12.3456", "1234.5", "abc", "1 000", "--1", "1,"])
def test_a_number_that_could_mean_two_things_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        text.parse_number(wrong)


def test_a_fraction_is_no_whole_number_and_a_tenth_of_a_sen_is_no_amount() -> None:
    with pytest.raises(ValueError, match="whole"):
        text.parse_whole("1,5")
    with pytest.raises(ValueError, match="sen"):
        text.parse_rupiah("1,005")


def test_halves_round_away_from_zero_as_people_do() -> None:
    assert [text.number(v, 1) for v in (0.25, -0.25, Decimal("2.35"))] == ["0,3", "-0,3", "2,4"]
    assert text.number(Fraction(1, 3)) == "0,33"
    assert text.number(Decimal("-0.001")) == "0"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_way_of_writing_a_date_reads_back(day: date) -> None:
    written = [
        day.isoformat(),
        text.short_date(day),
        text.long_date(day),
        f"{day.day}-{day.month}-{day.year}",
        f" {day.day} {text.MONTHS[day.month - 1][:3].upper()} {day.year}",
    ]
    assert {text.parse_date(way) for way in written} == {day}


@pytest.mark.parametrize("wrong", ["31/02/2026", "2026-13-01", "15/01-2026", "15 Foo 2026", "15/01/26", "", "45678"])
def test_a_day_that_does_not_exist_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        text.parse_date(wrong)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_way_of_writing_a_month_reads_back(day: date) -> None:
    month = Month.of(day)
    written = (str(month), text.month_year(month), f"{month.month}/{month.year}")
    assert {text.parse_month(way) for way in written} == {month}


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["day", "month", "year"]))
def test_an_expiry_reads_back_with_its_precision(day: date, precision: str) -> None:
    last = {"day": day, "month": Month.of(day).last, "year": date(day.year, 12, 31)}[precision]
    value = Expiry(last, precision)
    assert text.parse_expiry(text.expiry(value)) == value


def test_a_moment_names_its_zone() -> None:
    when = datetime(2026, 1, 15, 7, 5, tzinfo=UTC).astimezone(ZoneInfo("Asia/Jakarta"))
    assert text.moment(when) == "15 Januari 2026 pukul 14.05 WIB"


def test_weekday_and_roman_month_of_a_letter() -> None:
    assert text.weekday(date(2026, 8, 17)) == "Senin"
    assert text.roman_month(Month(2026, 8)) == "VIII"


@given(st.integers(0, 10**6))
def test_packs_and_their_remainder_add_up(pieces: int) -> None:
    sizes = {"gros": 144, "lusin": 12, "buah": 1}
    words = text.in_words_of_packs(pieces, (("lusin", 12), ("gros", 144)), "buah").split()
    assert sum(text.parse_whole(n) * sizes[pack] for n, pack in zip(words[::2], words[1::2], strict=True)) == pieces
