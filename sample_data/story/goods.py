"""The goods of the story as their labels name them: batches with expiry, fund and price, and the packs they come in."""

from datetime import date
from math import ceil
from typing import NamedTuple

from inventory.core.goods import last_day

PREFIX = {
    "SUNTIK1": "CYC", "SUNTIK3K": "TRC", "SUNTIK3P": "DMP", "PILK": "LEV", "PILP": "LIN",
    "KONDOM": "KDM", "IMPLAN1": "ETO", "IMPLAN2": "LNG", "IUD": "CUT",
}  # fmt: skip
"""What the batch numbers of an item begin with."""

PRICE_SEN = {
    "SUNTIK1": 1_525_000, "SUNTIK3K": 1_780_000, "SUNTIK3P": 1_340_000, "PILK": 565_000, "PILP": 812_500,
    "KONDOM": 82_500, "IMPLAN1": 42_500_000, "IMPLAN2": 29_750_000, "IUD": 5_450_000,
}  # fmt: skip
"""Unit values in 1/100 rupiah, of our own making."""

CARTON = {
    "SUNTIK1": 100, "SUNTIK3K": 100, "SUNTIK3P": 100, "PILK": 100, "PILP": 100,
    "KONDOM": 144, "IMPLAN1": 10, "IMPLAN2": 10, "IUD": 10,
}  # fmt: skip
"""The base units in which the province delivers."""

HANDFUL = {
    "SUNTIK1": 5, "SUNTIK3K": 5, "SUNTIK3P": 5, "PILK": 10, "PILP": 5,
    "KONDOM": 12, "IMPLAN1": 1, "IMPLAN2": 1, "IUD": 1,
}  # fmt: skip
"""The base units in which the warehouse deals out to a faskes."""

LIFE_YEARS = {"SUNTIK1": 2, "PILP": 2, "KONDOM": 5, "IUD": 7, "IMPLAN1": 4, "IMPLAN2": 4}
"""How long a product keeps; three years where nothing is said."""


class Batch(NamedTuple):
    """A batch as its label states it; `price` in 1/100 rupiah."""

    item: str
    batch: str
    fund: str
    expiry: tuple[date, str]
    produced: date | None
    price: int

    def row(self, stated: int, accepted: int | None = None, damaged: int = 0, note: str = "") -> dict[str, object]:
        """The line that takes so many base units of it into stock."""
        return {
            "item": self.item,
            "batch": self.batch,
            "fund": self.fund,
            "expiry": self.expiry,
            "produced": self.produced,
            "unit_value_sen": self.price,
            "stated": stated,
            "accepted": stated if accepted is None else accepted,
            "damaged": damaged or None,
            "note": note or None,
        }


def fresh(item: str, arrived: date, fund: str = "APBN", mark: str = "A") -> Batch:
    """A batch that arrives on a day, made about half a year before; labels mostly state month and year."""
    back = arrived.month - 6 if mark == "A" else arrived.month - 4
    year, month = (arrived.year, back) if back > 0 else (arrived.year - 1, back + 12)
    until = year + LIFE_YEARS.get(item, 3)
    expiry = last_day(until) if (item, mark) == ("IUD", "B") else last_day(until, month, 15 if mark == "C" else None)
    number = f"{PREFIX[item]}{year % 100:02d}{month:02d}{mark}{'' if fund == 'APBN' else fund[-1]}"
    return Batch(item, number, fund, expiry, date(year, month, 15), PRICE_SEN[item])


def old(item: str, mark: str, year: int, month: int, fund: str = "APBN") -> Batch:
    """A batch that was there when the book began, by its last month; its label tells no production date."""
    number = f"{PREFIX[item]}{year % 100:02d}{month:02d}{mark}"
    return Batch(item, number, fund, last_day(year, month), None, PRICE_SEN[item])


def cartons(item: str, quantity: float) -> int:
    """The base units in the full cartons nearest to a quantity, at least one.

    >>> cartons("KONDOM", 300), cartons("IUD", 2)
    (288, 10)
    """
    return max(1, round(quantity / CARTON[item])) * CARTON[item]


def handfuls(item: str, quantity: float) -> int:
    """The base units nearest to a quantity that the warehouse deals out; may be none."""
    return round(quantity / HANDFUL[item]) * HANDFUL[item]


def handfuls_above(item: str, quantity: float) -> int:
    """The least that the warehouse deals out to cover a quantity; none when nothing is needed.

    >>> handfuls_above("PILK", 41), handfuls_above("PILK", -3)
    (50, 0)
    """
    return max(0, ceil(quantity / HANDFUL[item])) * HANDFUL[item]


def rounded_up(item: str, quantity: float) -> int:
    """Whole base units, condoms in lusin; at least one.

    >>> rounded_up("KONDOM", 31), rounded_up("IUD", 0.4)
    (36, 1)
    """
    unit = 12 if item == "KONDOM" else 1
    return max(1, ceil(quantity / unit)) * unit
