"""What places would have used month by month had they never run out: what a replay of the past has to serve."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from alokon.planning.consumption import MonthUse
from alokon.text import rounded


class Demand(NamedTuple):
    """Base units wanted in each month; `assumed` counts the months that rest on the place's own average."""

    wanted: tuple[int, ...]
    assumed: int

    @property
    def total(self) -> int:
        """Base units wanted in all the months."""
        return sum(self.wanted)


def demand(months: Sequence[MonthUse]) -> Demand | None:
    """Demand month by month: issued × days ÷ days in stock, whole units, in months at least half of them in stock.

    A month without a report, or with less stock than that, is taken at the average of the others, never below what
    was issued. None where no month can tell. (The half month as in `consumption`; ours, not verified.)

    >>> from inventory.core.months import Month
    >>> april, may = MonthUse(Month(2026, 4), 20, days_out=10), MonthUse(Month(2026, 5), None, days_out=31)
    >>> demand([april, may])
    Demand(wanted=(30, 31), assumed=1)
    """
    told = [use for use in months if use.issued is not None and 2 * use.days_in_stock >= use.month.days]
    if not told:
        return None
    daily = Fraction(sum(use.issued or 0 for use in told), sum(use.days_in_stock for use in told))
    wanted = [_whole(Fraction(use.issued or 0, use.days_in_stock) if use in told else daily, use) for use in months]
    return Demand(tuple(wanted), len(months) - len(told))


def _whole(daily: Fraction, use: MonthUse) -> int:
    return max(use.issued or 0, int(rounded(daily * use.month.days, 0)))
