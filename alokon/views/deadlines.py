"""What is late and what falls due, over every procedure: the standard times that run, and the days people promised."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.sop.clocks import Taken, read_clocks, timing_of
from alokon.sop.model import Flow
from alokon.sop.registry import FLOWS
from alokon.store import cases
from alokon.store.cases import CaseRow, StepTaken
from alokon.store.settings import settings

PROMISED = "due"
"""The field by which people promise a day."""


class Deadline(NamedTuple):
    """A day by which a case should have come further: what it is for, the day, and how many days it is past it.

    `over` is 0 until it is late; `held`: the case is on hold, so that nothing runs.
    """

    row: CaseRow
    flow: Flow
    what: str
    due: date
    over: int
    held: bool


def deadlines(
    db: sa.Connection, book: str, today: date, sites: Collection[str] | None, flows: Collection[str] | None = None
) -> list[Deadline]:
    """Every deadline of the cases that are not over, the longest past first; three questions."""
    open_states = {state for flow in FLOWS.values() for state in flow.states if flow.open_to(state)}
    rows = [
        row
        for row in cases.listing(db, book, flows=flows, states=open_states, sites=sites)
        if FLOWS[row.flow].open_to(row.state)
    ]
    taken, timing = cases.steps_of(db, book, [row.id for row in rows]), timing_of(settings(db, book))
    found = []
    for row in rows:
        flow, stands = FLOWS[row.flow], cases.standing(taken.get(row.id, []))
        clocks = read_clocks(flow, [Taken(s.step, s.done_on, s.answers) for s in stands], today, timing=timing)
        held = bool(stands) and bool(flow.holds[0]) and stands[-1].step == flow.holds[0]
        days = [(one.clock.label, one.due) for one in clocks if one.running and one.due is not None]
        days += [("Tenggat yang dijanjikan", day) for day in _promised(stands)]
        found += [Deadline(row, flow, what, due, max((today - due).days, 0), held) for what, due in days]
    return sorted(found, key=lambda one: (one.due, one.row.id, one.what))


def _promised(stands: list[StepTaken]) -> list[date]:
    """The day last promised for a case."""
    said = [step.answers[PROMISED] for step in stands if step.answers.get(PROMISED)]
    return [date.fromisoformat(str(said[-1]))] if said else []
