"""A month of a warehouse's temperature and humidity, day by day: what was read, what is missing, and what it comes to.

A day without a reading is never a good day: it is told as missing, Saturdays and Sundays too, which are counted apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from alokon.calendar import SATURDAY
from alokon.climate import TIMES, Limits, Reading, come
from inventory.core.months import Month


class Day(NamedTuple):
    """A day of the month that has begun: its readings by time, and the times that have come and were not read."""

    day: date
    readings: Mapping[str, Reading]
    missing: tuple[str, ...]

    @property
    def weekend(self) -> bool:
        """Whether the office is usually closed."""
        return self.day.weekday() >= SATURDAY


class Spread(NamedTuple):
    """The least, the most and the mean of some readings, in their own unit."""

    least: int
    most: int
    mean: Fraction


class Summary(NamedTuple):
    """What a month comes to; the spreads, by time, are None where nothing was read.

    `incomplete` are days of which a reading is missing, `weekends` those of them on a Saturday or Sunday; `outside`
    are readings beyond the limits.
    """

    read: int
    outside: int
    incomplete: int
    weekends: int
    missing: int
    degrees: Mapping[str, Spread | None]
    humidity: Mapping[str, Spread | None]


def days_of(month: Month, readings: Iterable[Reading], now: datetime) -> list[Day]:
    """Every day of a month that has begun by now, in order."""
    found = {(one.day, one.time): one for one in readings}
    days = [month.first.replace(day=n) for n in range(1, month.days + 1)]
    return [_day(day, found, now) for day in days if day <= now.date()]


def _day(day: date, found: Mapping[tuple[date, str], Reading], now: datetime) -> Day:
    own = {time: found[day, time] for time in TIMES if (day, time) in found}
    return Day(day, own, tuple(time for time in come(day, now) if time not in own))


def summary(days: Sequence[Day], limits: Limits) -> Summary:
    """What the days come to, held against the limits."""
    readings = [one for day in days for one in day.readings.values()]
    gaps = [day for day in days if day.missing]
    return Summary(
        read=len(readings),
        outside=sum(bool(limits.outside(one)) for one in readings),
        incomplete=len(gaps),
        weekends=sum(day.weekend for day in gaps),
        missing=sum(len(day.missing) for day in gaps),
        degrees={time: _spread([one.tenths for one in readings if one.time == time]) for time in TIMES},
        humidity={time: _spread([one.humidity for one in readings if one.time == time]) for time in TIMES},
    )


def _spread(values: Sequence[int]) -> Spread | None:
    """The spread of some values.

    >>> _spread([280, 300, 305])
    Spread(least=280, most=305, mean=Fraction(295, 1))
    """
    return Spread(min(values), max(values), Fraction(sum(values), len(values))) if values else None
