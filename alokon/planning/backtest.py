"""The past replayed under another policy: the same use and the same receipts, other rounds and other levels.

Nothing is simulated at random: the same world under the same rounds comes out the same, to the unit. What was there and
what came is afterwards used, expired or left.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from heapq import heapify, heappop, heappush
from itertools import count
from typing import NamedTuple

from alokon.planning.consumption import Consumption
from alokon.planning.lapsing import lapsing
from alokon.planning.levels import Levels
from alokon.planning.need import Facts, Part, forced
from alokon.planning.outcome import Outcome
from alokon.planning.rack import Rack
from alokon.planning.rensi import Shelf, floor_of, shares
from alokon.planning.sharing import Claim
from inventory.core.goods import Pack
from inventory.core.months import Month

STORE = ""
"""Stands for the warehouse where the others are codes of faskes."""

_DAY = timedelta(days=1)


class Arrival(NamedTuple):
    """A parcel that comes to a place in the morning of a day, by its code or `STORE`."""

    day: date
    to: str
    parcel: Shelf


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


class Rounds(NamedTuple):
    """A policy: every `cycle` months on a `day` of the month all are brought up to the maximum, `lead` days later.

    `margin` are days that must be left of what is given; `floor` months of all use stay in the warehouse.
    """

    cycle: int
    levels: Levels
    lead: int
    day: int
    margin: int
    floor: Fraction


def replay(world: World, rounds: Rounds | None) -> Outcome:
    """What would have come of a world under a policy; under None with the deliveries there really were.

    With real deliveries no more leaves the warehouse than this replay has there.
    """
    run = _Run(world)
    if rounds is None:
        run.deliver(world.sent)
    else:
        run.supply(rounds)
    return run.outcome()


class _Run:
    """A replay under way: the racks, how far each has come, and what is still to happen, in its order."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.first, self.ends = world.months[0].first, [month.last for month in world.months]
        self.last = self.ends[-1]
        self.racks = {code: Rack(world.opening.get(code, ())) for code in world.wanted}
        self.store = Rack(world.opening.get(STORE, ()))
        self.reached = dict.fromkeys(self.racks, self.first - _DAY)
        self.out: dict[tuple[str, Month], int] = defaultdict(int)
        self.held = self.lines = self.units = 0
        self.trips: set[tuple[str, date]] = set()
        self.coming: dict[str, list[Arrival]] = defaultdict(list)
        self.order = count()
        self.due = [(one.day, next(self.order), one) for one in world.arrivals]
        heapify(self.due)

    def supply(self, rounds: Rounds) -> None:
        """Go through the days with rounds."""
        for n in range(0, len(self.world.months), rounds.cycle):
            month = self.world.months[n]
            day = date(month.year, month.month, rounds.day)
            self._arrive(day)
            for given in self._round(n, day, rounds):
                self._send(given)
        self._arrive(self.last)

    def deliver(self, sent: Iterable[Arrival]) -> None:
        """Go through the days with deliveries that are known."""
        for one in sorted(sent, key=lambda one: (one.day, one.to, one.parcel.lot)):
            self._arrive(one.day)
            self._send(one)
        self._arrive(self.last)

    def outcome(self) -> Outcome:
        """What came of it, once everybody has reached the last day."""
        for code in self.racks:
            self._reach(code, self.last)
        self.store.lapse(self.last)
        racks = self.racks.values()
        expired: dict[int, int] = defaultdict(int)
        for rack in racks:
            for lot, quantity in rack.expired.items():
                expired[lot] += quantity
        road = sum(one.parcel.quantity for parcels in self.coming.values() for one in parcels)
        return Outcome(
            item=self.world.item,
            places=len(self.racks),
            days_out=sum(self.out.values()),
            months_out=sum(days > 0 for days in self.out.values()),
            used=sum(rack.used for rack in racks),
            unmet=sum(rack.unmet for rack in racks),
            expired=dict(expired),
            stale=dict(self.store.expired),
            left=road + self.store.quantity + sum(rack.quantity for rack in racks),
            trips=frozenset(self.trips),
            lines=self.lines,
            units=self.units,
            held=self.held,
            wanted=sum(sum(wanted) for wanted in self.world.wanted.values()),
        )

    def _arrive(self, day: date) -> None:
        """Let everything come that comes up to a day."""
        while self.due and self.due[0][0] <= day:
            _, n, one = heappop(self.due)
            if n >= len(self.world.arrivals):
                self.coming[one.to].remove(one)
            if one.to != STORE:
                self._reach(one.to, one.day - _DAY)
            (self.store if one.to == STORE else self.racks[one.to]).put(one.parcel)

    def _reach(self, code: str, day: date) -> None:
        """Let a faskes use its goods up to the evening of a day."""
        rack, at = self.racks[code], self.reached[code]
        while at < day:
            at += _DAY
            n = 12 * (at.year - self.first.year) + at.month - self.first.month
            month, last = self.world.months[n], min(day, self.ends[n])
            out = rack.use(month, self.world.wanted[code][n], at.day, last.day)
            if out:
                self.out[code, month] += out
            if last == self.ends[n]:
                self.held += rack.quantity
            at = last
        self.reached[code] = max(at, self.reached[code])

    def _round(self, n: int, day: date, rounds: Rounds) -> list[Arrival]:
        """What a round gives to whom in the evening of a day of the nth month."""
        self.store.lapse(day)
        claims = [self._claim(code, self.world.uses[code][n], day, rounds.levels) for code in self.racks]
        monthly = sum((claim.monthly or Fraction() for claim in claims), Fraction())
        floor = floor_of(monthly, rounds.floor, self.store.quantity)
        given = shares(claims, self.store.parcels, floor, self.world.pack.size, day, rounds.margin).given
        lots = {parcel.lot: parcel for parcel in self.store.parcels}
        comes = day + timedelta(days=rounds.lead)
        return [Arrival(comes, one.code, lots[one.lot]._replace(quantity=one.quantity)) for one in given]

    def _claim(self, code: str, use: Consumption, day: date, levels: Levels) -> Claim:
        self._reach(code, day)
        parcels = self.racks[code].parcels
        lots = [(one.lot, one.expiry, one.quantity) for one in parcels]
        coming = [Part(one.parcel.quantity, "") for one in self.coming[code]]
        lapse = lapsing(lots, use.monthly, levels.maximum, day)
        facts = Facts(use, self.racks[code].quantity, coming, (), lapse)
        wanted = forced(facts, levels, self.world.pack).quantity or 0
        return Claim(code, facts.position, wanted, use.monthly, levels.minimum, levels.maximum)

    def _send(self, one: Arrival) -> None:
        """Let a parcel leave the warehouse, as much of it as is there."""
        parcel = self.store.take(one.parcel.lot, one.parcel.quantity)
        if parcel is None:
            return
        sent = one._replace(parcel=parcel)
        self.lines += (one.to, one.day) not in self.trips
        self.trips.add((one.to, one.day))
        self.units += parcel.quantity
        self.coming[one.to].append(sent)
        heappush(self.due, (one.day, next(self.order), sent))


def averages(history: Sequence[Consumption], own: Fraction) -> tuple[Consumption, ...]:
    """Averages in which what nobody could tell is the place's own over the whole replay.

    >>> from alokon.planning.consumption import Window
    >>> unknown = Consumption(None, (), (), (), Window(3, 6, 3))
    >>> [one.monthly for one in averages([unknown], Fraction(7))]
    [Fraction(7, 1)]
    """
    return tuple(one if one.monthly is not None else one._replace(monthly=own) for one in history)
