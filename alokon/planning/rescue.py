"""Goods that will expire where they lie, offered to whoever can use them in time. Pure; whole base units of one item.

A taker is given no more than it uses up, with all it has already, some days before the batch ends: so the batch is used
in time in whatever order its stock goes, and nothing of its own expires for it.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import NamedTuple


class Risk(NamedTuple):
    """So many `unused` base units of a lot will be left at a site when it expires."""

    site: str
    lot: int
    expiry: date
    unused: int


class Taker(NamedTuple):
    """A site, all it has or has coming (`position`), and what it uses on a day."""

    site: str
    position: int
    daily: Fraction

    def uses(self, expiry: date, since: date, margin: int) -> int:
        """What it uses up until `margin` days before a batch expires; the day `since` is over."""
        days = (expiry - timedelta(days=margin) - since).days
        return floor(self.daily * max(0, days))

    def room(self, expiry: date, since: date, margin: int) -> int:
        """How much more than it has it uses up until then."""
        return max(0, self.uses(expiry, since, margin) - self.position)


class Rescue(NamedTuple):
    """Carry so many base units of a lot from one site to another."""

    lot: int
    source: str
    destination: str
    quantity: int


def rescues(risks: Iterable[Risk], takers: Iterable[Taker], since: date, margin: int) -> list[Rescue]:
    """What to carry where: the batch that ends first goes first, to whoever uses up what it has soonest, ties by code.

    >>> risk = Risk("A", 7, date(2026, 4, 10), 50)
    >>> rescues([risk], [Taker("A", 80, Fraction(1)), Taker("B", 20, Fraction(2))], date(2026, 3, 1), 10)
    [Rescue(lot=7, source='A', destination='B', quantity=40)]
    """
    known = {taker.site: taker for taker in takers if taker.daily}
    found = []
    for risk in sorted(risks, key=lambda one: (one.expiry, one.site, one.lot)):
        left = risk.unused
        for taker in sorted(known.values(), key=lambda one: (one.position / one.daily, one.site)):
            part = min(left, taker.room(risk.expiry, since, margin)) if taker.site != risk.site else 0
            if part:
                known[taker.site] = taker._replace(position=taker.position + part)
                found.append(Rescue(risk.lot, risk.site, taker.site, part))
                left -= part
    return found
