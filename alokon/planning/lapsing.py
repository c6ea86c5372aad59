"""What will expire before anyone uses it: lots walked first expired first out against a steady use."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import NamedTuple

from alokon.planning.consumption import DAYS


class Lapse(NamedTuple):
    """Base units of a lot, and how many of them will be left when it expires."""

    lot: int
    expiry: date | None
    quantity: int
    unused: int


def lapses(lots: Iterable[tuple[int, date | None, int]], daily: Fraction, since: date) -> list[Lapse]:
    """Each (lot, expiry, base units), first expired first out, with what a daily use from the day after `since` leaves.

    Whole units only: a unit half used by its last day has expired.

    >>> lots = [(1, date(2026, 1, 10), 8), (2, date(2026, 1, 20), 30)]
    >>> [one.unused for one in lapses(lots, Fraction(1), date(2026, 1, 5))]
    [3, 20]
    """
    used, found = 0, []
    for lot, expiry, quantity in sorted(lots, key=lambda one: (one[1] or date.max, one[0])):
        left = 0
        if expiry is not None:
            may = floor(daily * max(0, (expiry - since).days)) - used
            left = max(0, quantity - max(0, may))
        used += quantity - left
        found.append(Lapse(lot, expiry, quantity, left))
    return found


def lapsing(
    lots: Sequence[tuple[int, date | None, int]], monthly: Fraction | None, months: Fraction, since: date
) -> list[Lapse]:
    """The lots that end within so many months of a day, with what a monthly use leaves of them; none where it is not
    known.

    >>> lots = [(1, date(2026, 1, 10), 8), (2, date(2027, 1, 20), 900)]
    >>> [one.lot for one in lapsing(lots, Fraction(30), Fraction(3), date(2026, 1, 5))]
    [1]
    """
    if monthly is None:
        return []
    horizon = since + timedelta(days=DAYS * months.numerator // months.denominator)
    if not any(expiry and expiry <= horizon for _, expiry, _ in lots):
        return []
    found = lapses(lots, monthly / DAYS, since)
    return [one for one in found if one.expiry is not None and one.expiry <= horizon and one.unused]
