"""What a place needs of an item: up to its maximum, less what it has and what is on its way to it.

A result carries everything it rests on, so that a page and a paper can print the whole way to the number.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from alokon.planning.consumption import Consumption
from alokon.planning.lapsing import Lapse
from alokon.planning.levels import Levels, stock_months
from inventory.core.goods import Pack


class Part(NamedTuple):
    """Base units, the paper that says so, and its day."""

    quantity: int
    paper: str
    on: date | None = None


class Facts(NamedTuple):
    """What is known of an item at a place: `usable` now, `coming` on the road, `promised` by an order and not sent yet.

    `lapsing` are its lots with what will expire unused before the stock would reach its horizon.
    """

    use: Consumption
    usable: int
    coming: Sequence[Part] = ()
    promised: Sequence[Part] = ()
    lapsing: Sequence[Lapse] = ()

    @property
    def unused(self) -> int:
        """Base units that will expire unused."""
        return sum(lot.unused for lot in self.lapsing)

    @property
    def position(self) -> int:
        """What can be counted on: usable, on the road and promised, without what will expire unused."""
        return self.usable - self.unused + sum(part.quantity for part in (*self.coming, *self.promised))


class Need(NamedTuple):
    """`exact` base units to the maximum and `quantity` in whole packs above it; None where the use is not known.

    `held` says that the place is above its minimum and asks for nothing yet (standard max-min).
    """

    facts: Facts
    levels: Levels
    pack: Pack
    exact: Fraction | None
    quantity: int | None
    held: bool = False

    @property
    def months_after(self) -> Fraction | None:
        """Months of stock once everything is there."""
        given = self.facts.position + (self.quantity or 0)
        return stock_months(given, self.facts.use.monthly)


def forced(facts: Facts, levels: Levels, pack: Pack) -> Need:
    """Forced-ordering max-min: every round brings everyone up to the maximum. (Logistics Handbook, USAID | DELIVER.)

    need = max(0, AMC × maximum − usable − on the road − approved and not sent + what will expire unused)

    >>> from alokon.planning.consumption import MonthUse, Window, consumption
    >>> from inventory.core.months import Month
    >>> use = consumption([MonthUse(Month(2026, 4), 20)], Window(3, 6, 3))
    >>> levels = Levels(Fraction(2), Fraction(1), Fraction(3), Fraction(1, 2))
    >>> forced(Facts(use, usable=25), levels, Pack("lusin", 12)).quantity
    36
    """
    monthly = facts.use.monthly
    if monthly is None:
        return Need(facts, levels, pack, None, None)
    return Need(facts, levels, pack, *lacking(monthly, facts.position, levels, pack))


def lacking(monthly: Fraction, position: int, levels: Levels, pack: Pack) -> tuple[Fraction, int]:
    """What is lacking to the maximum, never below zero: exactly, and in base units of whole packs above it.

    >>> lacking(Fraction(20), 25, Levels(Fraction(2), Fraction(1), Fraction(3), Fraction(1, 2)), Pack("lusin", 12))
    (Fraction(35, 1), 36)
    """
    exact = max(Fraction(0), monthly * levels.maximum - position)
    return exact, pack.size * ceil(exact / pack.size)


def standard(facts: Facts, levels: Levels, pack: Pack) -> Need:
    """Standard max-min: only who is at or below the minimum orders, and then up to the maximum.

    (Logistics Handbook, USAID | DELIVER.)
    """
    wanted, monthly = forced(facts, levels, pack), facts.use.monthly
    if monthly is None or facts.position <= monthly * levels.minimum:
        return wanted
    return wanted._replace(exact=Fraction(0), quantity=0, held=True)


FORCED, STANDARD = "semua", "minimum"

Rule = Callable[[Facts, Levels, Pack], Need]
ORDERS: Mapping[str, Rule] = {FORCED: forced, STANDARD: standard}
"""What a place may order when it is looked at in a round."""
