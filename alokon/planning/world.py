"""What a replay of the past is of: what happened to an item whatever the policy, and the policy itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from alokon.planning.consumption import Consumption
from alokon.planning.levels import Levels
from alokon.planning.need import FORCED
from alokon.planning.rensi import Shelf
from inventory.core.goods import Pack
from inventory.core.months import Month

STORE = ""
"""Stands for the warehouse where the others are codes of faskes."""


class Arrival(NamedTuple):
    """A parcel that comes to a place in the morning of a day, by its code or `STORE`; `urgent` outside the rounds."""

    day: date
    to: str
    parcel: Shelf
    urgent: bool = False


@dataclass(frozen=True)
class World:
    """What happened to one item and stays as it was, by faskes: what each month wanted, and the average known when
    the month began. `opening` lay there the evening before; `arrivals` came from outside; `sent` came from the
    warehouse. All in base units.
    """

    item: str
    pack: Pack
    months: tuple[Month, ...]
    wanted: Mapping[str, tuple[int, ...]]
    uses: Mapping[str, tuple[Consumption, ...]]
    opening: Mapping[str, tuple[Shelf, ...]]
    arrivals: tuple[Arrival, ...]
    sent: tuple[Arrival, ...]

    def place_of(self, day: date) -> int:
        """Which of the months a day is in, from zero."""
        first = self.months[0]
        return 12 * (day.year - first.year) + day.month - first.month


class Rounds(NamedTuple):
    """A policy: every `cycle` months on a `day` of the month all order by a rule of `ORDERS`, and get it `lead` days
    later. `margin` days must be left of what is given; `floor` months of all use stay for emergency orders.
    `own` are the levels of those faskes, by their codes, that have others.

    Emergency orders come `urgent` days later; None where there are none. Whoever has less than the emergency level in
    the evening, with what is coming, orders up to the maximum (Logistics Handbook, USAID | DELIVER). Who still has less
    then asks again when the warehouse has got something, in the next round, and at the end of the month (ours).
    """

    cycle: int
    levels: Levels
    lead: int
    day: int
    margin: int
    floor: Fraction
    order: str = FORCED
    urgent: int | None = None
    own: Mapping[str, Levels] = MappingProxyType({})

    def levels_at(self, code: str) -> Levels:
        """The levels of a faskes."""
        return self.own.get(code, self.levels)


def averages(history: Sequence[Consumption], own: Fraction) -> tuple[Consumption, ...]:
    """Averages in which what nobody could tell is the place's own over the whole replay.

    >>> from alokon.planning.consumption import Window
    >>> unknown = Consumption(None, (), (), (), Window(3, 6, 3))
    >>> [one.monthly for one in averages([unknown], Fraction(7))]
    [Fraction(7, 1)]
    """
    return tuple(one if one.monthly is not None else one._replace(monthly=own) for one in history)
