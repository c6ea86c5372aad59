"""Which days an office works: weekdays without public holidays and cuti bersama, and what a decree changes.

The holidays are those of the `holidays` library for Indonesia; a book's own exceptions come before them.

Code: `exception_malformed`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

import holidays

from inventory.core.errors import Problem

SATURDAY = 5

SETTING = "clock.exceptions"

WORDS = {"libur": False, "kerja": True}
"""What an exception may say of a day: whether it is worked."""


class Days(Protocol):
    """A way of counting days."""

    def between(self, first: date, last: date) -> int:
        """How many days count after one day and up to another; none when it lies before."""
        ...

    def after(self, first: date, count: int) -> date:
        """The day on which so many counted days have passed since one."""
        ...


@dataclass(frozen=True)
class EveryDay:
    """Calendar days."""

    def between(self, first: date, last: date) -> int:
        """The days from one to another.

        >>> EVERY_DAY.between(date(2026, 1, 7), date(2026, 1, 11))
        4
        """
        return max((last - first).days, 0)

    def after(self, first: date, count: int) -> date:
        """So many days later."""
        return first + timedelta(days=count)


EVERY_DAY = EveryDay()


@dataclass(frozen=True)
class WorkingDays:
    """Working days; `exceptions` says of single days whether they are worked after all (True) or not."""

    exceptions: Mapping[date, bool] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Whether a day is worked.

        >>> WorkingDays().works(date(2026, 3, 20)), WorkingDays({date(2026, 3, 20): True}).works(date(2026, 3, 20))
        (False, True)
        """
        return self.exceptions.get(day, day.weekday() < SATURDAY and day not in _off(day.year))

    def between(self, first: date, last: date) -> int:
        """The working days after one day and up to another.

        >>> WorkingDays().between(date(2026, 1, 8), date(2026, 1, 13))
        3
        """
        return sum(self.works(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))

    def after(self, first: date, count: int) -> date:
        """The working day by which so many have passed.

        >>> WorkingDays().after(date(2026, 1, 8), 2)
        datetime.date(2026, 1, 12)
        """
        day = first
        while count > 0:
            day += timedelta(days=1)
            count -= self.works(day)
        return day


@lru_cache(maxsize=64)
def _off(year: int) -> frozenset[date]:
    """The public holidays and cuti bersama of a year."""
    return frozenset(holidays.country_holidays("ID", years=year, categories=("public", "government")))


def read(lines: Iterable[str]) -> tuple[dict[date, bool], list[Problem]]:
    """The exceptions a setting lists, one a line: the day, `libur` or `kerja`, then the reason; and every other line.

    >>> read(["2026-06-27 kerja Pemilihan kepala desa diundur"])
    ({datetime.date(2026, 6, 27): True}, [])
    """
    found: dict[date, bool] = {}
    problems: list[Problem] = []
    for line in lines:
        day, word, *_ = [*line.split(maxsplit=2), "", ""]
        try:
            found[date.fromisoformat(day)] = WORDS[word]
        except (ValueError, KeyError):
            problems.append(Problem("exception_malformed", {"line": line}, SETTING))
    return found, problems
