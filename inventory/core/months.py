"""Calendar months: the unit in which a book is closed and reported."""

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple


class Month(NamedTuple):
    """One calendar month; compares and sorts in time.

    >>> str(Month(2026, 1)), str(Month(2026, 12).next), Month(2026, 2).last.isoformat()
    ('2026-01', '2027-01', '2026-02-28')
    """

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `2026-01`; raises `ValueError` for anything else."""
        shaped = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
        if shaped is None or shaped[1] == "0000":
            raise ValueError(f"not a month (YYYY-MM): {text!r}")
        return cls(int(shaped[1]), int(shaped[2]))

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return _last(self)

    @property
    def days(self) -> int:
        """How many days the month has."""
        return self.last.day

    @property
    def next(self) -> "Month":
        """The month after."""
        return self.plus(1)

    @property
    def previous(self) -> "Month":
        """The month before."""
        return self.plus(-1)

    def plus(self, months: int) -> "Month":
        """The month so many months later, or earlier when negative."""
        years, month = divmod(self.month - 1 + months, 12)
        return Month(self.year + years, month + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@lru_cache(maxsize=1024)
def _last(month: Month) -> date:
    """The last day of a month; averages over a kabupaten ask for those of a few months ten thousands of times."""
    return date(month.year, month.month, calendar.monthrange(month.year, month.month)[1])


def months_later(day: date, months: int) -> date:
    """The same day so many months later, the month's last where it has no such day.

    >>> months_later(date(2026, 1, 30), 1).isoformat()
    '2026-02-28'
    """
    month = Month.of(day).plus(months)
    return month.first.replace(day=min(day.day, month.days))
