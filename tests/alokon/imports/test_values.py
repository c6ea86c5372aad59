"""Single values: what is read, and what is refused rather than guessed."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from alokon.imports.personal import Cell
from alokon.imports.values import Unreadable, day, label_expiry, money_sen, one_of, text, whole


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (whole, "1.200", 1200),
        (whole, "12.0", 12),
        (whole, "12.00", 12),
        (whole, 0, 0),
        (money_sen, "Rp 1.250,50", 125050),
        (money_sen, 1250.5, 125050),
        (money_sen, "0", 0),
        (day, "31-12-2027", date(2027, 12, 31)),
        (day, datetime(2027, 12, 31, 7, 30, tzinfo=UTC), date(2027, 12, 31)),
        (text, 760500100, "760500100"),
        (text, date(2027, 1, 2), "2027-01-02"),
    ],
)
def test_a_value_is_read_as_the_office_writes_it(read: Callable[[Cell], object], cell: Cell, value: object) -> None:
    assert read(cell) == value


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(2027, 12, 31), (date(2027, 12, 31), "day")),
        ("31/12/2027", (date(2027, 12, 31), "day")),
        ("02/2028", (date(2028, 2, 29), "month")),
        ("02-2028", (date(2028, 2, 29), "month")),
        ("Feb-2028", (date(2028, 2, 29), "month")),
        ("Februari 2028", (date(2028, 2, 29), "month")),
        (2028, (date(2028, 12, 31), "year")),
        ("2028", (date(2028, 12, 31), "year")),
    ],
)
def test_an_expiry_is_as_exact_as_its_label(cell: Cell, expected: tuple[date, str]) -> None:
    assert label_expiry(cell) == expected


@pytest.mark.parametrize(
    ("read", "cell", "code"),
    [
        (whole, None, "cell_blank"),
        (whole, "1,200", "cell_not_whole"),
        (whole, "1.20", "cell_not_whole"),
        (whole, "12 vial", "cell_not_whole"),
        (whole, 1.5, "cell_not_whole"),
        (whole, float("inf"), "cell_not_whole"),
        (whole, True, "cell_not_whole"),
        (whole, date(2026, 1, 1), "cell_not_whole"),
        (whole, -1, "cell_too_small"),
        (whole, 2_000_000_001, "cell_too_large"),
        (money_sen, "12.5000.000", "cell_not_money"),
        (money_sen, "1,005", "cell_not_money"),
        (money_sen, float("nan"), "cell_not_money"),
        (money_sen, -1, "cell_too_small"),
        (money_sen, None, "cell_blank"),
        (day, "31/02/2027", "cell_not_day"),
        (day, "12/31/2027", "cell_not_day"),
        (day, "1/1/0207", "cell_not_day"),
        (label_expiry, "12/27", "cell_not_expiry"),
        (label_expiry, "13/2027", "cell_not_expiry"),
        (label_expiry, 27, "cell_not_expiry"),
        (label_expiry, 46387, "cell_not_expiry"),
        (label_expiry, None, "cell_blank"),
    ],
)
def test_what_may_mean_two_things_or_nothing_is_refused(read: Callable[[Cell], object], cell: Cell, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(cell)
    assert caught.value.rule.code == code


def test_a_word_outside_the_list_is_refused_with_the_list() -> None:
    assert one_of(" aktif ", {"Aktif": "active"}) == "active"
    with pytest.raises(Unreadable) as caught:
        one_of("hidup", {"Aktif": "active", "Tidak aktif": "inactive"})
    assert (caught.value.rule.code, caught.value.expected) == ("cell_unknown", "Aktif, Tidak aktif")
