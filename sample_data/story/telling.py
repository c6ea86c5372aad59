"""Telling the story: what happens when, who does it, and the one door it goes through.

Acts stand on an agenda; a day's acts are one transaction. What is still on the agenda when the story ends has not
happened yet, and that is the live work a visitor finds.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from itertools import count
from random import Random

import sqlalchemy as sa

from alokon.faskes import Faskes, Kecamatan, gate
from alokon.people import Actor
from alokon.service.correct import correct_in
from alokon.service.desk import Consent, Desk, Done, Office
from alokon.service.perform import Command, take_in
from inventory.core.months import Month
from inventory.store.engine import writing

WIB = timezone(timedelta(hours=7), "WIB")
PACE_SECONDS = 35
"""How far the clock goes forward with every act, so that no two are recorded at one moment."""

Act = Callable[[], None]


@dataclass
class Story:
    """The year as it is being told: the book, the dice, the agenda, and the moment it has come to.

    `demand` is what a faskes needs of an item in a month, `used` what it has reported month by month, `sbbk` the
    last SBBK it was sent, `closed` its last closed month, `incidents` how often each kind of mishap has been told.
    """

    office: Office
    rng: Random
    registry: dict[str, Faskes]
    areas: Mapping[str, Kecamatan]
    until: date
    demand: Mapping[tuple[str, str], float] = field(default_factory=dict)
    used: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    sbbk: dict[str, str] = field(default_factory=dict)
    closed: dict[str, Month] = field(default_factory=dict)
    incidents: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._agenda: list[tuple[date, int, int, Act]] = []
        self._numbers, self._keys = count(), count(1)
        self._db: sa.Connection | None = None
        self.now = datetime.combine(date.min, time(), WIB)

    @property
    def db(self) -> sa.Connection:
        """The transaction of the day that is being told."""
        assert self._db is not None, "acts happen on a day"
        return self._db

    @property
    def today(self) -> date:
        """The day that is being told."""
        return self.now.date()

    def on(self, day: date, hour: int, act: Act) -> None:
        """Put an act on the agenda; acts of one hour happen in the order they were put there."""
        heapq.heappush(self._agenda, (day, hour, next(self._numbers), act))

    def live(self, day: date) -> None:
        """Tell one day: everything on the agenda for it, also what is put there meanwhile."""
        self.now = datetime.combine(day, time(), WIB)
        if not self._due(day):
            return
        with writing(self.office.engine, self.office.book) as db:
            self._db = db
            while self._due(day):
                _, hour, _, act = heapq.heappop(self._agenda)
                self.now = max(self.now, datetime.combine(day, time(hour), WIB))
                act()
        self._db = None

    def _due(self, day: date) -> bool:
        return bool(self._agenda) and self._agenda[0][0] <= day

    def desk(self, actor: Actor) -> Desk:
        """The actor at work, a little later than whoever was before."""
        self.now += timedelta(seconds=PACE_SECONDS)
        return Desk(self.office, actor, self.now)

    def key(self) -> str:
        """The key of the next submission."""
        return f"cerita-{next(self._keys):05d}"

    def take(
        self,
        actor: Actor,
        flow: str,
        step: str,
        answers: Mapping[str, object],
        *,
        case: int | None = None,
        site: str | None = None,
        slot: int | None = None,
    ) -> Done:
        """Take a step today, as a person would on a page; `slot` says on which side of the counts of its day."""
        dated, consent = {"date": self.today, **answers}, Consent(slot=slot)
        return take_in(self.db, self.desk(actor), Command(flow, step, dated, self.key(), case, site, consent))

    def correct(self, actor: Actor, event: int, answers: Mapping[str, object] | None, reason: str) -> Done:
        """Do the step of an event again with other answers; without answers, take it back."""
        return correct_in(self.db, self.desk(actor), event, answers, reason, self.key())

    def tell(self, incident: str) -> None:
        """Count a mishap."""
        self.incidents[incident] += 1

    def servable(self, code: str) -> bool:
        """Whether the registry lets a faskes be served today."""
        found = self.registry[code]
        parent = self.registry.get(found.parent) if found.parent else None
        return gate(found, self.today, agreement_is_gate=False, parent=parent).open
