"""A month of a warehouse's temperature and humidity as the page and the register tell it, in two questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import sqlalchemy as sa

from alokon import text
from alokon.climate import TIMES, WORDS, Limits, limits_of
from alokon.planning.climate_month import Day, Summary, days_of, summary
from alokon.store import climate, settings
from alokon.store.climate import Logged
from inventory.core.months import Month


@dataclass(frozen=True)
class ClimateMonth:
    """The days of a month that have begun, the limits they are held against, and how each reading was written down."""

    month: Month
    limits: Limits
    days: Sequence[Day]
    logged: Mapping[tuple[date, str], Logged]

    @cached_property
    def summary(self) -> Summary:
        """What the month comes to."""
        return summary(self.days, self.limits)

    def outside(self, day: Day, time: str) -> tuple[str, ...]:
        """What is wrong with the reading of a time of day, as keys of `alokon.climate.WORDS`."""
        return self.limits.outside(day.readings[time]) if time in day.readings else ()

    def faults(self, day: Day) -> list[str]:
        """What is missing of a day and what lies outside the limits, in words; nothing on a day in order."""
        return [*([f"{' dan '.join(day.missing)}: tidak dicatat"] if day.missing else []), *self.wrong(day)]

    def wrong(self, day: Day) -> list[str]:
        """What lies outside the limits, in words."""
        return [f"{time}: {WORDS[name]}" for time in TIMES for name in self.outside(day, time)]

    def remarks(self, day: Day) -> list[str]:
        """How the readings of a day came to be written, where that was not on the day itself or not at once."""
        found = [self.logged[day.day, time] for time in day.readings]
        late = [f"{one.time}: dicatat {text.short_date(one.recorded_at.date())}" for one in found if one.late]
        return [*late, *(f"{one.time}: dikoreksi" for one in found if one.corrects is not None)]

    def actions(self, day: Day) -> list[str]:
        """What was done about the readings of a day."""
        return [f"{time}: {one.action}" for time, one in day.readings.items() if one.action]


def climate_month(db: sa.Connection, book: str, site_code: str, month: Month, now: datetime) -> ClimateMonth:
    """The month of a warehouse as it stands; nothing is expected of what has not come by `now`."""
    limits = limits_of(settings.settings(db, book))
    found = climate.standing(db, book, month.first, month.last, site_code)
    days = days_of(month, [one.reading for one in found if one.reading], now)
    return ClimateMonth(month, limits, days, {(one.day, one.time): one for one in found})
