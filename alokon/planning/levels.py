"""How much stock a place should have, in months of its use, and what its stock is called against that.

Who a place is for this purpose (its tier) is said by the registry's type, not by the ledger's kind of site: a jaringan
or jejaring is a site like any faskes, with a card and months of its own; that it hangs under a parent, which is why it
is supplied oftener and holds less, only its registration tells. A warehouse is a warehouse in both.
"""

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


WAREHOUSE, FACILITY, NETWORK = "warehouse", "facility", "network"

TIERS = {WAREHOUSE: "gudang kabupaten", FACILITY: "faskes", NETWORK: "jaringan/jejaring"}
"""Who has levels of its own, and what it is called."""

FOLLOWS = {NETWORK: FACILITY}
"""Tier → the tier whose levels it takes where it has none."""

EVERY = ""
"""Stands for every item that has no levels of its own."""


class Levels(NamedTuple):
    """Months of stock: brought up to `maximum` every `review` months; below `minimum` it is low, below `emergency` help
    cannot wait for the next round. `decree` is the number of the decree that says so, empty while none was shown.

    `tier` and `item` (`EVERY` for all) name the row of the office's tables they were read from.
    """

    review: Fraction
    minimum: Fraction
    maximum: Fraction
    emergency: Fraction
    decree: str = ""
    tier: str = FACILITY
    item: str = EVERY

    @property
    def in_order(self) -> bool:
        """Whether they can all be kept at once."""
        return 0 <= self.emergency <= self.minimum <= self.maximum and self.review > 0 < self.maximum


Table = Mapping[str, Sequence[str]]
"""The levels of a tier as they are kept: item code (or `EVERY`) → review, minimum, maximum, emergency, decree."""


def levels_of(tables: Mapping[str, Table], tier: str, item: str) -> Levels:
    """The levels of an item at a tier: its own row, else the tier's for every item, else those of the tier it follows.

    >>> tables = {"facility": {"": ["2", "1", "3", "0.5", ""], "IUD": ["2", "2", "4", "1", "SK 1"]}, "network": {}}
    >>> levels_of(tables, "facility", "PILK").maximum
    Fraction(3, 1)
    >>> levels_of(tables, "network", "IUD")[2:]
    (Fraction(4, 1), Fraction(1, 1), 'SK 1', 'facility', 'IUD')
    """
    table = tables[tier]
    row = next((code for code in (item, EVERY) if code in table), None)
    if row is None:
        return levels_of(tables, FOLLOWS[tier], item)
    review, minimum, maximum, emergency, decree = table[row]
    return Levels(Fraction(review), Fraction(minimum), Fraction(maximum), Fraction(emergency), decree, tier, row)


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
