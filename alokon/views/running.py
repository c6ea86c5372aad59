"""The cases that are not over, with their standard times and the day last promised: where lists of work begin."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.sop.clocks import Reading, Taken, Timing, read_clocks, timing_of
from alokon.sop.model import Flow
from alokon.sop.registry import FLOWS
from alokon.store import cases
from alokon.store.cases import CaseRow, StepTaken
from alokon.store.settings import settings

FOLLOW_UP, ARRIVAL = "due", "expected"
"""The fields by which people promise a day: to have followed a finding up, to have a shipment come."""


class Promise(NamedTuple):
    """A day promised for the next step of a case, by the field of a name and label."""

    name: str
    label: str
    day: date


@dataclass(frozen=True)
class Running:
    """A case that a step can be taken in: what stands of it, and its clocks."""

    row: CaseRow
    flow: Flow
    stands: Sequence[StepTaken]
    readings: Sequence[Reading]

    @property
    def held(self) -> bool:
        """Whether it is on hold."""
        return bool(self.stands) and bool(self.flow.holds[0]) and self.stands[-1].step == self.flow.holds[0]

    @property
    def promise(self) -> Promise | None:
        """The day last promised."""
        for one in reversed(self.stands):
            for field in self.flow.step(one.step).fields:
                if field.name in (FOLLOW_UP, ARRIVAL) and one.answers.get(field.name):
                    return Promise(field.name, field.label, date.fromisoformat(str(one.answers[field.name])))
        return None


def running(
    db: sa.Connection, book: str, today: date, sites: Collection[str] | None, flows: Collection[str] | None = None
) -> list[Running]:
    """Every case of some flows that is not over, newest change first, its clocks read on a day; three questions.

    None: those of all sites; those of all flows without keepers of their own.
    """
    open_states = {state for flow in FLOWS.values() for state in flow.states if flow.open_to(state)}
    listed = cases.listing(db, book, flows=flows, states=open_states, sites=sites)
    rows = [row for row in listed if FLOWS[row.flow].open_to(row.state)]
    taken, timing = cases.steps_of(db, book, [row.id for row in rows]), timing_of(settings(db, book))
    found = []
    for row in rows:
        flow, stands = FLOWS[row.flow], cases.standing(taken.get(row.id, ()))
        found.append(Running(row, flow, stands, clocks(flow, stands, today, timing)))
    return found


def clocks(
    flow: Flow, stands: Sequence[StepTaken], today: date, timing: Timing, over: date | None = None
) -> list[Reading]:
    """The clocks of a flow over the steps that stand; `over` is the day the case ended."""
    return read_clocks(flow, [Taken(one.step, one.done_on, one.answers) for one in stands], today, over, timing)
