"""Average monthly consumption (AMC): what a place would use in thirty days if it never ran out.

Only reported months count: a missing report says nothing, and is never taken for zero.
"""

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import NamedTuple

from alokon.text import rounded
from inventory.core.months import Month

DAYS = 30
"""The days of the month an average is told for."""


class MonthUse(NamedTuple):
    """What a place issued of an item in a month, in base units, None when the month is not reported.

    `days_out` are the days at whose end nothing usable was there. `special` is what of it went to a dated event (a mass
    service), which says nothing of other months.
    """

    month: Month
    issued: int | None
    days_out: int = 0
    special: int = 0

    @property
    def days_in_stock(self) -> int:
        """The days at whose end something usable was there."""
        return self.month.days - self.days_out

    @property
    def ordinary(self) -> int:
        """What was issued without the dated events, never below zero."""
        return max(0, (self.issued or 0) - self.special)


class Window(NamedTuple):
    """Which months an average rests on: the newest `most` reported ones of the last `back`; with fewer than `least` it
    is told as resting on little."""

    most: int
    back: int
    least: int


class Consumption(NamedTuple):
    """An average, None where no month can tell, with the months it rests on and those it does not, newest last.

    `scant` are reported months with less than half their days in stock.
    """

    monthly: Fraction | None
    used: tuple[MonthUse, ...]
    scant: tuple[MonthUse, ...]
    unreported: tuple[Month, ...]
    window: Window

    @property
    def months(self) -> list[tuple[Month, int | None]]:
        """What was issued in each month it looked at, oldest first; None where there is no report."""
        told: list[tuple[Month, int | None]] = [(use.month, use.issued) for use in (*self.used, *self.scant)]
        return sorted([*told, *((month, None) for month in self.unreported)])

    @property
    def is_thin(self) -> bool:
        """Whether it rests on fewer months than it should."""
        return len(self.used) < self.window.least

    @property
    def daily(self) -> Fraction | None:
        """What is used on a day."""
        return None if self.monthly is None else self.monthly / DAYS


def consumption(months: Collection[MonthUse], window: Window) -> Consumption:
    """AMC = 30 × Σ issued ÷ Σ days in stock, over the newest reported months at least half of it in stock.

    `months` are all of the last `window.back`, in any order. (Rule: USAID | DELIVER, The Logistics Handbook, on
    adjusting for stock-outs; the half month is ours.)

    >>> march = MonthUse(Month(2026, 3), 31)
    >>> april = MonthUse(Month(2026, 4), 10, days_out=20)
    >>> consumption([march, april], Window(3, 6, 3)).monthly
    Fraction(30, 1)
    """
    reported = [use for use in sorted(months) if use.issued is not None]
    told = [use for use in reported if 2 * use.days_in_stock >= use.month.days][-window.most :]
    since = told[0].month if len(told) == window.most else min((use.month for use in months), default=None)
    scant = tuple(use for use in reported if use not in told and since is not None and use.month >= since)
    lacking = tuple(sorted(use.month for use in months if use.issued is None and since and use.month >= since))
    days = sum(use.days_in_stock for use in told)
    monthly = Fraction(DAYS * sum(use.ordinary for use in told), days) if told else None
    return Consumption(monthly, tuple(told), scant, lacking, window)


class Together(NamedTuple):
    """What several places use of an item together: `monthly`, and of how many of the `expected` it is known.

    `by_issues`: too few told, so it is what the warehouse issues instead.
    """

    monthly: Fraction | None
    told: int
    expected: int
    by_issues: bool


ENOUGH_TELL = Fraction(4, 5)
"""The part of the places that must have reported before their sum speaks for all; ours, not verified."""


def together(averages: Sequence[Fraction | None], issues: Fraction | None) -> Together:
    """The sum of the averages where enough are known, else what the warehouse issues.

    >>> together([Fraction(10), None], Fraction(30))
    Together(monthly=Fraction(30, 1), told=1, expected=2, by_issues=True)
    """
    known = [one for one in averages if one is not None]
    if averages and len(known) >= ENOUGH_TELL * len(averages):
        return Together(sum(known, Fraction()), len(known), len(averages), by_issues=False)
    return Together(issues, len(known), len(averages), by_issues=True)


def national(issued: Sequence[int], days_out: Sequence[int]) -> int:
    """The AMC of the national LMIS of Côte d'Ivoire, in whole units: the rule other figures can be held against.

    The mean over the months given of issued × 30 ÷ (30 − days out of stock), rounded half up; a month out for thirty
    days or more counts as issued. (Worked out from its published data.)

    >>> national([70, 0, 0], [0, 30, 0]), national([3, 2, 0], [21, 0, 30])
    (23, 4)
    """
    months = [
        Fraction(quantity * DAYS, DAYS - days) if days < DAYS else Fraction(quantity)
        for quantity, days in zip(issued, days_out, strict=True)
    ]
    return int(rounded(sum(months, Fraction()) / len(months), 0))
