"""How much stock a place should have, in months of its use, and what its stock is called against that."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

EMPTY, EMERGENCY, LOW, ENOUGH, EXCESS, STILL, UNKNOWN = (
    "kosong",
    "darurat",
    "di-bawah-minimum",
    "cukup",
    "berlebih",
    "tidak-bergerak",
    "data-kurang",
)

STATUSES = {
    EMPTY: "Kosong",
    EMERGENCY: "Darurat",
    LOW: "Di bawah minimum",
    ENOUGH: "Cukup",
    EXCESS: "Berlebih",
    STILL: "Tidak bergerak",
    UNKNOWN: "Data kurang",
}
"""What stock is called against its levels, the most urgent first."""


class Levels(NamedTuple):
    """Months of stock: brought up to `maximum` every `review` months; below `minimum` it is low, below `emergency` help
    cannot wait for the next round. `decree` is the number of the decree that says so, empty while none was shown."""

    review: Fraction
    minimum: Fraction
    maximum: Fraction
    emergency: Fraction
    decree: str = ""

    @property
    def in_order(self) -> bool:
        """Whether they can all be kept at once."""
        return 0 <= self.emergency <= self.minimum <= self.maximum and self.review > 0 < self.maximum


EVERY = ""
"""Stands for every item that has no levels of its own."""


def levels_of(stored: Mapping[str, Sequence[str]], item: str) -> Levels:
    """The levels of an item as they are kept: item code (or `EVERY`) → review, minimum, maximum, emergency, decree.

    >>> levels_of({"": ["2", "1", "3", "0.5", ""], "IUD": ["2", "2", "4", "1", "SK 1"]}, "PILK").maximum
    Fraction(3, 1)
    """
    review, minimum, maximum, emergency, decree = stored.get(item) or stored[EVERY]
    return Levels(Fraction(review), Fraction(minimum), Fraction(maximum), Fraction(emergency), decree)


def stock_months(usable: int, monthly: Fraction | None) -> Fraction | None:
    """Months of stock: usable ÷ AMC; None where nothing is used or nobody knows.

    >>> stock_months(50, Fraction(20))
    Fraction(5, 2)
    """
    return Fraction(usable) / monthly if monthly else None


def status(usable: int, monthly: Fraction | None, levels: Levels) -> str:
    """A key of `STATUSES`.

    >>> status(10, Fraction(20), Levels(Fraction(2), Fraction(1), Fraction(3), Fraction(1, 2)))
    'di-bawah-minimum'
    """
    if usable <= 0:
        return EMPTY
    if monthly is None:
        return UNKNOWN
    months = stock_months(usable, monthly)
    if months is None:
        return STILL
    if months < levels.emergency:
        return EMERGENCY
    if months < levels.minimum:
        return LOW
    return ENOUGH if months <= levels.maximum else EXCESS
