"""Decide, then do: what a command would make of a case, worked out without clock, database or side effect."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from alokon.sop.case import Case, Change
from alokon.sop.fields import read_fields
from alokon.sop.model import Flow, Step
from alokon.sop.work import NOT_COUNTING, Counting, Following, Row, Stock, Transfer, Work
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.core.goods import LotFacts, LotKey

LINES = "lines"


@dataclass(frozen=True)
class Answers:
    """What was answered to a step: the values of its fields, its rows, and the day it happened."""

    values: Mapping[str, object]
    rows: tuple[Row, ...]
    day: date


@dataclass(frozen=True)
class Plan:
    """What performing a step will do: goods carried, lots brought in, lines changed, the state the case comes to.

    `followings` are what it brings about in other cases. `cut`: the site is counted from now on; `seen` is what was
    seen of each lot at the case's cut.
    """

    day: date
    state: str
    transfers: tuple[Transfer, ...]
    lots: Mapping[LotKey, LotFacts]
    changes: tuple[Change, ...]
    followings: tuple[Following, ...] = ()
    cut: bool = False
    seen: Mapping[int, int] = field(default_factory=dict)


def read(step: Step, raw: Mapping[str, object]) -> Answers:
    """A step's answers from a form, a file or Python; raises `Refused` with every problem.

    `raw["lines"]` is a sequence of mappings; rows without any answer are left out.
    """
    values, problems = read_fields(step.fields, raw)
    rows = []
    given = raw.get(LINES) or ()
    assert isinstance(given, list | tuple)
    for n, row in enumerate(given):
        if any(answer not in (None, "") for answer in row.values()):
            answered, faults = read_fields(step.line_fields, row, f"{LINES}-{n}-")
            rows.append(answered)
            problems += faults
    refuse_if(problems)
    day = values["date"]
    assert isinstance(day, date)
    return Answers(values, tuple(rows), day)


def plan(
    step: Step,
    case: Case,
    answers: Answers,
    stock: Stock,
    known_items: Mapping[str, str],
    counting: Counting = NOT_COUNTING,
) -> Plan:
    """What a step makes of a case; raises `Refused` with every problem. `known_items`: item code → name.

    Code `wrong_state` when the step cannot be taken now; the other codes are those of the step's effects.
    """
    if step.before and case.state not in step.before:
        raise Refused(Problem("wrong_state", {"step": step.label, "state": case.state, "before": step.before}))
    work = Work(case, answers.values, answers.rows, stock, answers.day, known_items, counting)
    for effect in step.effects:
        effect.apply(work)
    refuse_if(work.problems)
    state = _state(step, case, work)
    made = tuple(work.transfers), work.lots, tuple(work.changes), tuple(work.followings)
    return Plan(answers.day, state, *made, work.cut, work.seen)


def _state(step: Step, case: Case, work: Work) -> str:
    if work.comes_to:
        return work.comes_to
    waiting = (state for spot, state in step.pending if work.stock.lots(spot))
    return next(waiting, step.after or case.state)


def step_of(flow: Flow, name: str) -> Step:
    """The step of a name; raises `Refused` with `step_unknown`."""
    try:
        return flow.step(name)
    except KeyError:
        raise Refused(Problem("step_unknown", {"flow": flow.title, "step": name})) from None
