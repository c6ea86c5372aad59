"""What the kabupaten's warehouse needs: the rule of a faskes' need, on the use of the whole kabupaten.

Its stock counts free of what is approved for faskes and not sent yet. What the faskes hold is theirs: it stands beside
the figures and is not taken off, because the levels of a warehouse are months of stock in the warehouse alone.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from alokon.planning.consumption import Consumption, Together
from alokon.planning.lapsing import Lapse
from alokon.planning.levels import Levels, status, stock_months
from alokon.planning.need import Part, lacking
from inventory.core.goods import Pack


class StoreFacts(NamedTuple):
    """What is known of an item in the warehouse, in base units.

    `use` is the kabupaten's, `issues` what the warehouse itself issued. Of the `usable` on the card `promised` is
    approved for faskes and not sent. `coming` was announced by the sender. `lapsing` are lots on the shelf with what
    will expire unused before the maximum would be used up. `at_faskes` is usable there, and only told.
    """

    use: Together
    issues: Consumption
    usable: int
    promised: Sequence[Part] = ()
    coming: Sequence[Part] = ()
    lapsing: Sequence[Lapse] = ()
    at_faskes: int = 0

    @property
    def reserved(self) -> int:
        """Base units approved for faskes and not sent."""
        return sum(part.quantity for part in self.promised)

    @property
    def announced(self) -> int:
        """Base units on their way here."""
        return sum(part.quantity for part in self.coming)

    @property
    def unused(self) -> int:
        """Base units that will expire unused."""
        return sum(lot.unused for lot in self.lapsing)

    @property
    def free(self) -> int:
        """What may still be promised to somebody."""
        return self.usable - self.reserved

    @property
    def position(self) -> int:
        """What can be counted on."""
        return self.free + self.announced - self.unused


class StoreNeed(NamedTuple):
    """`exact` base units to the maximum and `quantity` in whole packs above it; None where the use is not known."""

    facts: StoreFacts
    levels: Levels
    pack: Pack
    exact: Fraction | None
    quantity: int | None

    @property
    def months(self) -> Fraction | None:
        """Months of stock of what is free."""
        return stock_months(self.facts.free, self.facts.use.monthly)

    @property
    def status(self) -> str:
        """A key of `planning.levels.STATUSES` for what is free."""
        return status(self.facts.free, self.facts.use.monthly, self.levels)


def store_need(facts: StoreFacts, levels: Levels, pack: Pack) -> StoreNeed:
    """The warehouse brought up to its maximum, as `planning.need.forced` does for a faskes.

    need = max(0, use of the kabupaten × maximum − (usable − promised) − announced + what will expire unused)

    >>> from alokon.planning.consumption import Window
    >>> unknown = Consumption(None, (), (), (), Window(3, 6, 3))
    >>> use = Together(Fraction(100), 4, 5, by_issues=False)
    >>> facts = StoreFacts(use, unknown, 250, [Part(50, "SPMB 1")], [Part(120, "SBBK 9")], [Lapse(1, None, 30, 20)])
    >>> store_need(facts, Levels(Fraction(3), Fraction(3), Fraction(6), Fraction(1)), Pack("lusin", 12))[3:]
    (Fraction(300, 1), 300)
    """
    monthly = facts.use.monthly
    if monthly is None:
        return StoreNeed(facts, levels, pack, None, None)
    return StoreNeed(facts, levels, pack, *lacking(monthly, facts.position, levels, pack))
