"""A Rensi is due on its day and stays due until one stands, however many days nobody looked."""

from datetime import date

import pytest

from alokon.planning.cycle import due
from inventory.core.months import Month

JANUARY = Month(2026, 1)


@pytest.mark.parametrize("day", [date(2026, 1, 17), date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 16)])
def test_from_its_day_on_the_next_cycle_is_due_and_a_missed_day_misses_nothing(day: date) -> None:
    found = due(day, 17, 2, JANUARY)
    assert found
    assert (found.month, found.last, found.since) == (Month(2026, 2), Month(2026, 3), date(2026, 1, 17))


@pytest.mark.parametrize("day", [date(2025, 12, 17), date(2026, 1, 16)])
def test_nothing_is_due_while_a_rensi_covers_the_month_ahead(day: date) -> None:
    assert due(day, 17, 2, JANUARY) is None
    assert due(day, 17, 2, Month(2026, 3)) is None


def test_a_whole_missed_cycle_makes_the_next_month_due_since_the_day_it_should_have_been() -> None:
    found = due(date(2026, 4, 20), 17, 2, JANUARY)
    assert found
    assert (found.month, found.since) == (Month(2026, 5), date(2026, 1, 17))


def test_without_any_rensi_the_day_that_passed_last_counts() -> None:
    before, after = due(date(2026, 3, 12), 17, 3, None), due(date(2026, 3, 17), 17, 3, None)
    assert before
    assert after
    assert (before.month, before.since) == (Month(2026, 3), date(2026, 2, 17))
    assert (after.month, after.last, after.since) == (Month(2026, 4), Month(2026, 6), date(2026, 3, 17))


def test_a_day_the_month_does_not_have_is_its_last() -> None:
    found = due(date(2026, 2, 28), 31, 1, Month(2026, 2))
    assert found
    assert found.since == date(2026, 2, 28)
