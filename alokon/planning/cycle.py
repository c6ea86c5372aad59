"""When a Rensi is due: every month on a day of the settings one may be, and it is when no Rensi covers the next month.

It follows from what stands alone, so a day that was missed misses nothing. Source of the rhythm: the service standard
of Kota Salatiga (two-monthly, from the 17th).
"""

from datetime import date
from typing import NamedTuple

from inventory.core.months import Month


class Due(NamedTuple):
    """A Rensi that should stand and does not: from which `month` on, for how many months, and `since` which day."""

    month: Month
    cycle: int
    since: date

    @property
    def last(self) -> Month:
        """The last month it is to be for."""
        return self.month.plus(self.cycle - 1)


def due(today: date, day: int, cycle: int, covered: Month | None) -> Due | None:
    """The Rensi that is due on a day; `covered` is the last month any Rensi that stands is for, None for none.

    A Rensi is worked out on `day` of a month for the `cycle` months behind it.

    >>> due(date(2026, 1, 16), 17, 2, Month(2026, 1)) is None
    True
    >>> due(date(2026, 1, 20), 17, 2, Month(2026, 1))
    Due(month=Month(year=2026, month=2), cycle=2, since=datetime.date(2026, 1, 17))
    >>> due(date(2026, 2, 3), 17, 2, Month(2026, 1)).since
    datetime.date(2026, 1, 17)
    """
    newest = Month.of(today) if today >= _on(Month.of(today), day) else Month.of(today).previous
    if covered is not None and covered > newest:
        return None
    first = newest if covered is None else covered
    return Due(newest.next, cycle, _on(first, day))


def _on(month: Month, day: int) -> date:
    """A day of a month, its last where the month is shorter."""
    return date(month.year, month.month, min(day, month.days))
