"""The past replayed under another policy: the same use and the same receipts, other rounds and other levels.

Nothing is simulated at random: the same world under the same rounds comes out the same, to the unit. What was there and
what came is afterwards used, expired or left.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from heapq import heapify, heappop, heappush
from itertools import count

from alokon.planning.lapsing import lapsing
from alokon.planning.levels import Levels
from alokon.planning.need import ORDERS, Facts, Part, Rule, forced
from alokon.planning.outcome import Outcome
from alokon.planning.rack import Rack
from alokon.planning.rensi import floor_of, shares
from alokon.planning.sharing import Claim
from alokon.planning.watch import Watch, falls_on
from alokon.planning.world import STORE, Arrival, Rounds, World
from inventory.core.months import Month

_DAY = timedelta(days=1)


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
        self.rounds: Rounds | None = None
        self.first, self.ends = world.months[0].first, [month.last for month in world.months]
        self.last = self.ends[-1]
        self.racks = {code: Rack(world.opening.get(code, ())) for code in world.wanted}
        self.store = Rack(world.opening.get(STORE, ()))
        self.reached = dict.fromkeys(self.racks, self.first - _DAY)
        self.out: dict[tuple[str, Month], int] = defaultdict(int)
        self.held = self.units = self.urgent_units = 0
        self.trips: set[tuple[str, date]] = set()
        self.urgent: set[tuple[str, date]] = set()
        self.watch = Watch()
        self.coming: dict[str, list[Arrival]] = defaultdict(list)
        self.order = count()
        self.due = [(one.day, next(self.order), one) for one in world.arrivals]
        heapify(self.due)

    def supply(self, rounds: Rounds) -> None:
        """Go through the days with rounds, and with emergency orders between them where there are any."""
        self.rounds = rounds
        self._look_after(self.racks)
        for n in range(0, len(self.world.months), rounds.cycle):
            month = self.world.months[n]
            day = date(month.year, month.month, rounds.day)
            self._until(day)
            for one in self._given(rounds, self.racks, day, ORDERS[rounds.order], rounds.floor):
                self._send(one._replace(day=day + timedelta(days=rounds.lead)))
            self._look_after(self.racks)
        self._until(self.last)

    def deliver(self, sent: Iterable[Arrival]) -> None:
        """Go through the days with deliveries that are known."""
        for one in sorted(sent, key=lambda one: (one.day, one.to, one.parcel.lot)):
            self._until(one.day)
            self._send(one)
        self._until(self.last)

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
            units=self.units,
            urgent=frozenset(self.urgent),
            urgent_units=self.urgent_units,
            held=self.held,
            wanted=sum(sum(wanted) for wanted in self.world.wanted.values()),
        )

    def _until(self, day: date) -> None:
        """Let everything come that comes up to the morning of a day, and look at the stock of the evenings before."""
        while True:
            arrives, evening = self.due[0][0] if self.due else date.max, self.watch.next
            if evening is not None and evening < min(day, arrives):
                self._help(evening)
            elif arrives <= day:
                self._arrive()
            else:
                return

    def _arrive(self) -> None:
        """Let the next parcel come."""
        _, n, one = heappop(self.due)
        if n >= len(self.world.arrivals):
            self.coming[one.to].remove(one)
        if one.to == STORE:
            self.store.put(one.parcel)
            self.watch.call(one.day)
            return
        self._reach(one.to, one.day - _DAY)
        self.racks[one.to].put(one.parcel)
        self._look_after([one.to])

    def _reach(self, code: str, day: date) -> None:
        """Let a faskes use its goods up to the evening of a day."""
        rack, at = self.racks[code], self.reached[code]
        while at < day:
            at += _DAY
            n = self.world.place_of(at)
            month, last = self.world.months[n], min(day, self.ends[n])
            out = rack.use(month, self.world.wanted[code][n], at.day, last.day)
            if out:
                self.out[code, month] += out
            if last == self.ends[n]:
                self.held += rack.quantity
            at = last
        self.reached[code] = max(at, self.reached[code])

    def _given(self, rounds: Rounds, codes: Iterable[str], day: date, rule: Rule, floor: Fraction) -> Iterable[Arrival]:
        """What is given to whom in the evening of a day; the warehouse keeps a floor of so many months."""
        self.store.lapse(day)
        claims = [self._claim(code, day, rounds.levels_at(code), rule) for code in codes]
        monthly = sum((claim.monthly or Fraction() for claim in claims), Fraction())
        kept = floor_of(monthly, floor, self.store.quantity)
        given = shares(claims, self.store.parcels, kept, self.world.pack.size, day, rounds.margin).given
        lots = {parcel.lot: parcel for parcel in self.store.parcels}
        return [Arrival(day, one.code, lots[one.lot]._replace(quantity=one.quantity)) for one in given]

    def _claim(self, code: str, day: date, levels: Levels, rule: Rule) -> Claim:
        self._reach(code, day)
        use = self.world.uses[code][self.world.place_of(day)]
        parcels = self.racks[code].parcels
        lots = [(one.lot, one.expiry, one.quantity) for one in parcels]
        coming = [Part(one.parcel.quantity, "") for one in self.coming[code]]
        lapse = lapsing(lots, use.monthly, levels.maximum, day)
        facts = Facts(use, self.racks[code].quantity, coming, (), lapse)
        wanted = rule(facts, levels, self.world.pack).quantity or 0
        return Claim(code, facts.position, wanted, use.monthly, levels.minimum, levels.maximum)

    def _send(self, one: Arrival) -> None:
        """Let a parcel leave the warehouse, as much of it as is there."""
        parcel = self.store.take(one.parcel.lot, one.parcel.quantity)
        if parcel is None:
            return
        sent = one._replace(parcel=parcel)
        (self.urgent if one.urgent else self.trips).add((one.to, one.day))
        self.units += 0 if one.urgent else parcel.quantity
        self.urgent_units += parcel.quantity if one.urgent else 0
        self.coming[one.to].append(sent)
        heappush(self.due, (one.day, next(self.order), sent))

    def _help(self, evening: date) -> None:
        """Let those below the emergency level on an evening order; they may have the warehouse's floor."""
        rounds = self.rounds
        assert rounds is not None
        assert rounds.urgent is not None
        looked = self.watch.take(evening)
        low = [code for code in looked if self._is_low(code, rounds.levels_at(code), evening)]
        for one in self._given(rounds, low, evening, forced, Fraction()) if low else ():
            self._send(one._replace(day=evening + timedelta(days=rounds.urgent), urgent=True))
        still = {code for code in low if self._is_low(code, rounds.levels_at(code), evening)}
        self._look_after(code for code in looked if code not in still)
        for code in still:
            self.watch.look(code, self._month_end(evening + _DAY), waits=True)

    def _is_low(self, code: str, levels: Levels, evening: date) -> bool:
        self._reach(code, evening)
        return self._position(code) < self._level(code, levels, evening)

    def _look_after(self, codes: Iterable[str]) -> None:
        """Say when faskes are looked at next: when they fall below the level, something expires, or the month ends."""
        rounds = self.rounds
        if rounds is None or rounds.urgent is None:
            return
        for code in codes:
            day = self.reached[code] + _DAY
            if day > self.last:
                continue
            n, ends = self.world.place_of(day), self._month_end(day)
            level = self._level(code, rounds.levels_at(code), day)
            wanted = self.world.wanted[code][n]
            falls = falls_on(self._position(code), level, wanted, self.world.months[n].days, day.day - 1)
            first = self.racks[code].parcels[:1]
            lapses = max(day, first[0].expiry + _DAY) if first and first[0].expiry else ends
            self.watch.look(code, min(lapses, ends, day.replace(day=falls) if falls else ends))

    def _position(self, code: str) -> int:
        return self.racks[code].quantity + sum(one.parcel.quantity for one in self.coming[code])

    def _level(self, code: str, levels: Levels, day: date) -> Fraction:
        return levels.emergency * (self.world.uses[code][self.world.place_of(day)].monthly or 0)

    def _month_end(self, day: date) -> date:
        return self.ends[min(self.world.place_of(day), len(self.ends) - 1)]
