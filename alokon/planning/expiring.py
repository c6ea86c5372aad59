"""How near to its end a batch is: the bands at which somebody is told, worked out from the day alone.

Nothing is sent and nothing can be missed: whoever looks on any day sees the band a batch is in on that day.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from inventory.core.months import months_later


class Band(NamedTuple):
    """A stretch before expiry: `months` is how many months at most are left in it, 0 once the last day has passed."""

    key: str
    label: str
    months: int


PAST = Band("lewat", "Lewat kedaluwarsa", 0)

BANDS = (
    PAST,
    Band("1-bulan", "1 bulan lagi atau kurang", 1),
    Band("3-bulan", "3 bulan lagi atau kurang", 3),
    Band("6-bulan", "6 bulan lagi atau kurang", 6),
    Band("12-bulan", "12 bulan lagi atau kurang", 12),
)
"""The nearest end first. The thresholds 12, 6, 3 and 1 are ours, not verified."""


def band_of(expiry: date | None, on: date) -> Band | None:
    """The band of a batch on a day, None while it is far from its end or has none.

    The expiry day is usable still. A month ends on the day before the same day of the next.

    >>> [band_of(date(2026, 6, 30), day).key for day in (date(2026, 5, 30), date(2026, 5, 29), date(2026, 7, 1))]
    ['1-bulan', '3-bulan', 'lewat']
    """
    if expiry is None:
        return None
    near = (band for band in BANDS if expiry < on or (band.months and expiry <= months_later(on, band.months)))
    return next(near, None)


def lying_since(came: Iterable[tuple[date, int]], quantity: int) -> date | None:
    """The day since which the oldest of so many base units lie where (day, base units) came, the newest first to stay.

    >>> lying_since([(date(2026, 1, 5), 10), (date(2026, 3, 1), 4)], 6)
    datetime.date(2026, 1, 5)
    """
    day = None
    for moved_on, units in sorted(came, reverse=True):
        if quantity <= 0:
            break
        day, quantity = moved_on, quantity - units
    return day
