"""The rule beside the practice: which steps of ours carry out what a procedure prints, and who may take them."""

from typing import NamedTuple

from alokon.people import ROLES
from alokon.settings import PAPER_CODES
from alokon.sop.adopted import BY_PERMISSION, Duties
from alokon.sop.model import Clock, Flow, Sop, Step
from alokon.sop.printed import PrintedStep


class Carrier(NamedTuple):
    """A step that carries out a printed activity, its flow, and the labels of the roles that may take it."""

    flow: Flow
    step: Step
    roles: tuple[str, ...]

    @property
    def paper(self) -> str:
        """The code of the paper the step numbers, empty when it makes none."""
        return PAPER_CODES.get(self.step.paper, "")


class Activity(NamedTuple):
    """A printed activity and the steps that carry it out, in the order of the flows."""

    printed: PrintedStep
    carriers: tuple[Carrier, ...]


def activities(sop: Sop, asked: Duties = BY_PERMISSION) -> tuple[Activity, ...]:
    """Every printed activity of a procedure, in its order."""
    steps = [Carrier(flow, step, labels(asked, flow, step)) for flow in sop.flows for step in flow.steps]
    return tuple(Activity(p, tuple(c for c in steps if p.number in c.step.seed)) for p in sop.printed.steps)


def additions(sop: Sop, asked: Duties = BY_PERMISSION) -> tuple[Carrier, ...]:
    """The steps that carry out no printed activity: ways back, and what the office does around the procedure."""
    return tuple(Carrier(flow, s, labels(asked, flow, s)) for flow in sop.flows for s in flow.steps if not s.seed)


def unknown_rows(sop: Sop) -> tuple[tuple[str, str], ...]:
    """(step, number) of every step that names an activity the procedure does not print; empty when all is well."""
    printed = {step.number for step in sop.printed.steps}
    return tuple((s.name, n) for flow in sop.flows for s in flow.steps for n in s.seed if n not in printed)


def labels(asked: Duties, flow: Flow, step: Step) -> tuple[str, ...]:
    """The labels of the roles that may take a step."""
    return tuple(ROLES[code].label for code in asked.roles(flow, step))


def clocks(sop: Sop) -> tuple[tuple[Flow, Clock], ...]:
    """The standard times of a procedure with the flow each is measured in."""
    return tuple((flow, clock) for flow in sop.flows for clock in flow.clocks)
