"""The calendar of the story: fixed dates, the days an office works, and no clock."""

from collections.abc import Iterator
from datetime import date, timedelta

from inventory.core.months import Month

START = date(2025, 11, 1)
"""The day the office begins its book with the opening balances."""

MONTHS = 12
"""How many months the whole story tells: November 2025 to October 2026."""

HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        "2025-12-25", "2025-12-26", "2026-01-01", "2026-01-16", "2026-02-16", "2026-02-17", "2026-03-18", "2026-03-19",
        "2026-03-20", "2026-03-23", "2026-03-24", "2026-04-03", "2026-05-01", "2026-05-14", "2026-05-15", "2026-05-27",
        "2026-05-28", "2026-06-01", "2026-06-16", "2026-08-17", "2026-08-25", "2026-12-24", "2026-12-25",
    )
)  # fmt: skip
"""Public holidays and cuti bersama of the story's year on weekdays; fixed here so that two runs agree."""


def works(day: date) -> bool:
    """Whether the office is open."""
    return day.weekday() < 5 and day not in HOLIDAYS


def working_days(since: date, count: int) -> list[date]:
    """The first working days on or after a day.

    >>> [day.day for day in working_days(date(2025, 11, 15), 2)]
    [17, 18]
    """
    found: list[date] = []
    while len(found) < count:
        if works(since):
            found.append(since)
        since += timedelta(days=1)
    return found


def later(day: date, working: int) -> date:
    """The working day so many working days after a day; 0 is the first on or after it."""
    first = working_days(day, 1)[0]
    return working_days(day, working + (first == day) or 1)[-1]


def the_day(month: Month, number: int) -> date:
    """The first working day on or after a day of a month."""
    return working_days(date(month.year, month.month, number), 1)[0]


def last_working_day(month: Month) -> date:
    """The last day of a month on which the office is open."""
    return next(day for day in (month.last - timedelta(days=n) for n in range(month.days)) if works(day))


def months_of(count: int) -> list[Month]:
    """The first months of the story."""
    return [Month.of(START).plus(n) for n in range(count)]


def last_day(count: int) -> date:
    """The day a story of so many months ends: the fifth working day after them, when most have reported the last."""
    return working_days(months_of(count)[-1].next.first, 5)[-1]


def span(until: date) -> Iterator[date]:
    """Every day of the story."""
    day = START
    while day <= until:
        yield day
        day += timedelta(days=1)
