"""What a procedure is made of: a SOP has flows, a flow has steps, a step says who, when and what it does.

The engine reads these declarations and knows no procedure by name. If a step needs something the engine cannot do,
an `Effect` or a field of `Step` is missing here, never a condition on a code there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from alokon.sop.fields import Field
from alokon.sop.printed import PrintedSop, ServiceStandard

if TYPE_CHECKING:
    from alokon.sop.work import Work

SITE = "site"
WAREHOUSE = "warehouse"
ROAD = "road"
OUTSIDE = "outside"
PARTNER = "partner"
STORE = "store"

COMMON = "read_own"
"""The permission by which the cases of most flows are read."""

KEPT = (SITE, WAREHOUSE, PARTNER, STORE)
"""The roles of sites that keep a stock card."""


class Spot(NamedTuple):
    """A kind of place at one of the sites a case is about: its `site`, its `partner` (the
    other faskes), its `warehouse`, the `store` of goods beside alokon, the `road`, the `outside`."""

    role: str
    kind: str


class Effect(Protocol):
    """One thing a step does to a case and its goods; collects moves, line changes and problems in `work`."""

    @property
    def sources(self) -> tuple[Spot, ...]:
        """The places whose stock the effect must see."""
        ...

    def apply(self, work: "Work") -> None:
        """Do it, or say in `work.problems` why it cannot be done."""
        ...


class ServiceHours(NamedTuple):
    """When an office that prints its hours closes, from Monday on; days without a time are none of service.

    `field` is the answer that says at what time something came in: what comes later than that is of the next day.
    """

    closing: tuple[str, ...]
    field: str


@dataclass(frozen=True)
class Clock:
    """A standard time: from the first event of one step to the first of another, in the unit the procedure prints.

    `agreed` is the field that names the day the parties agreed on, where the procedure prints no other time.
    `by_law`: no hold and no end of the case stops it, only its own step. `hours`: what starts it outside the hours of
    service starts it on the next day of service.
    """

    name: str
    label: str
    limit: int
    unit: str
    start: str
    end: str
    agreed: str = ""
    by_law: bool = False
    hours: ServiceHours | None = None

    @property
    def told(self) -> str:
        """The time as the procedure prints it.

        >>> Clock("x", "X", 0, "hari", "a", "b").told, Clock("x", "X", 3, "hari", "a", "b").told
        ('real time', '3 hari')
        """
        if self.limit:
            return f"{self.limit} {self.unit}"
        return self.unit if self.agreed else "real time"


@dataclass(frozen=True)
class Step:
    """One act of a flow. `before` are the states it may start from, empty for the step that opens a case.

    `after` is the state it leads to, empty when the state stays; `pending` are the states it comes to instead while
    goods of the case lie at a spot, the first that holds any, and `instead` those its effects may bring it to.
    `seed` names the printed rows it carries out. `gated` asks the registry whether the site may be served. `paper` is
    the kind of paper it numbers. `correctable`: it can be reversed and done again. `by_expiry`: goods may be taken as
    of their last usable day when it lies in the month of the step's day. `counts` steps see the site's card as it
    stood at the cut of the case. `automatic` steps nobody takes: they follow from what was done to another case. `by`
    is the role of the site whose people take it. `voids` names steps that count for no clock any more once it is
    taken.
    """

    name: str
    label: str
    done: str
    permission: str
    before: tuple[str, ...] = ()
    after: str = ""
    pending: tuple[tuple[Spot, str], ...] = ()
    by: str = SITE
    instead: tuple[str, ...] = ()
    seed: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    line_fields: tuple[Field, ...] = ()
    effects: tuple[Effect, ...] = ()
    paper: str = ""
    gated: bool = False
    correctable: bool = False
    by_expiry: bool = False
    counts: bool = False
    alarming: bool = False
    automatic: bool = False
    voids: tuple[str, ...] = ()

    @property
    def leads_to(self) -> tuple[str, ...]:
        """The states it may come to."""
        return (self.after, *(state for _, state in self.pending), *self.instead)


class Withholding(NamedTuple):
    """Batches that cases keep from use: while one is in some states, the batches its lines name are picked for nobody.

    What of them arrives anywhere is set apart, and a case of another `flow` is opened there by its automatic `step`
    unless one stands open already.
    """

    states: tuple[str, ...]
    flow: str
    step: str


@dataclass(frozen=True)
class Flow:
    """The life of one kind of case: its states in order, and the steps between them.

    `readers` is the permission of those who may know of its cases at all; where it is not the common one, no list,
    count or report finds them unless asked for by who holds it (`alokon.sop.registry.read_by`).
    `holds` are the steps that put a case on hold and take it up again; the time between them counts for no clock.
    `subject` is the kind of site a case is about (a ledger site kind); `warehouse` says whether a warehouse serves it.
    `about` are the kinds of recipients it is about, where its subject is one; empty for all of them.
    `partner` is the kind of the other site it is about, which its opening step names in the field `partner`; `under`
    says that the partner must be a jaringan or jejaring of the site. `gives_up` is the automatic step of a case whose
    reservations a count gave up. `withholds` says what its cases keep from use. `releases` is the state in which data
    of the book may be taken out under its cases, empty where they are about something else.
    """

    code: str
    title: str
    subject: str
    states: Mapping[str, str]
    steps: tuple[Step, ...]
    warehouse: bool = False
    partner: str = ""
    about: tuple[str, ...] = ()
    under: bool = False
    gives_up: str = ""
    holds: tuple[str, str] = ("", "")
    withholds: Withholding | None = None
    releases: str = ""
    clocks: tuple[Clock, ...] = ()
    readers: str = COMMON

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles of the sites its steps look at."""
        return frozenset(spot.role for step in self.steps for effect in step.effects for spot in effect.sources)

    def step(self, name: str) -> Step:
        """The step of a name; `KeyError` when the flow has none."""
        return {step.name: step for step in self.steps}[name]

    def open_to(self, state: str | None) -> list[Step]:
        """The steps that may be taken now: those that open a case for None, else those whose `before` holds it."""
        by_hand = [step for step in self.steps if not step.automatic]
        return [step for step in by_hand if (state in step.before if state else not step.before)]


@dataclass(frozen=True)
class Sop:
    """A procedure: what the office printed, and the flows that carry it out; `standard` where one was printed too."""

    code: str
    name: str
    printed: PrintedSop
    flows: tuple[Flow, ...]
    standard: ServiceStandard | None = None
