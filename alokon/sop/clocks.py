"""How long a case has taken beside the time its procedure prints: one lateness clock for every procedure.

Days are calendar days between the dates of two steps; a clock in minutes has no two dates to compare and is only
quoted.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from alokon.sop.model import Clock, Flow

DAYS = "hari"


class Reading(NamedTuple):
    """A clock read on a day: when it started and stopped (None: not yet), the days it has run, and whether too long."""

    clock: Clock
    started: date | None
    stopped: date | None
    days: int | None
    late: bool

    @property
    def running(self) -> bool:
        """Whether it has started and not yet stopped."""
        return self.started is not None and self.stopped is None


def read_clocks(flow: Flow, taken: Iterable[tuple[str, date]], today: date, over: date | None = None) -> list[Reading]:
    """Every clock of a flow over the steps taken (name, date), oldest first; `over` is the day the case ended.

    A step that voids others makes the clocks run as if those had not been taken.

    >>> clock = Clock("penyaluran", "Penyaluran", 3, "hari", "issue", "receive")
    >>> flow = Flow("x", "X", "", {}, (), clocks=(clock,))
    >>> [(r.days, r.late) for r in read_clocks(flow, [("issue", date(2026, 1, 7))], date(2026, 1, 11))]
    [(4, True)]
    """
    voids = {step.name: step.voids for step in flow.steps}
    first: dict[str, date] = {}
    for step, day in taken:
        for gone in voids.get(step, ()):
            first.pop(gone, None)
        first.setdefault(step, day)
    return [_read(clock, first, today, over) for clock in flow.clocks]


def _read(clock: Clock, first: dict[str, date], today: date, over: date | None) -> Reading:
    started = first.get(clock.start)
    if started is None or clock.unit != DAYS or clock.start == clock.end:
        return Reading(clock, started, first.get(clock.end), None, False)
    stopped = first.get(clock.end) or over
    days = ((stopped or today) - started).days
    return Reading(clock, started, stopped, days, days > clock.limit)
