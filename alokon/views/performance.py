"""How the procedures were kept in a span of days: every case that was opened in it, and its standard times.

Days are counted as the office's settings say; the time on hold is not among them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import NamedTuple

import sqlalchemy as sa

from alokon.sop.clocks import Reading, timing_of
from alokon.sop.model import Clock, Flow
from alokon.sop.registry import FLOWS
from alokon.store import cases
from alokon.store.cases import CaseRow
from alokon.store.settings import settings
from alokon.views.running import clocks


@dataclass(frozen=True)
class Kept:
    """A case with its clocks as they stand; `over` is the day it ended, None while a step can be taken."""

    row: CaseRow
    flow: Flow
    readings: tuple[Reading, ...]
    over: date | None

    @property
    def late(self) -> tuple[Reading, ...]:
        """The clocks that ran over, or run over now."""
        return tuple(reading for reading in self.readings if reading.late)


class Figure(NamedTuple):
    """A standard time over all cases it ran in: how many came to its end, how many ran over (ended or not), and the
    median and the most days of those that ended; None where none did.
    """

    flow: Flow
    clock: Clock
    begun: int
    ended: int
    late: int
    median_days: float | None
    most_days: int | None
    ended_late: int = 0

    @property
    def slow(self) -> bool:
        """Whether the median lies beyond the standard time: more than half of those that ended ran over."""
        return 2 * self.ended_late > self.ended


def kept(
    db: sa.Connection, book: str, since: date, until: date, today: date, flows: Collection[str] | None = None
) -> list[Kept]:
    """Every case opened from one day to another, oldest first, with its clocks read today; three questions.

    None: those of all flows without keepers of their own.
    """
    rows = cases.listing(db, book, flows=flows, opened=(since, until))
    taken, timing = cases.steps_of(db, book, [row.id for row in rows]), timing_of(settings(db, book))
    found = []
    for row in sorted(rows, key=lambda row: (row.opened_on, row.id)):
        flow, stands = FLOWS[row.flow], cases.standing(taken.get(row.id, []))
        over = None if flow.open_to(row.state) or not stands else stands[-1].done_on
        found.append(Kept(row, flow, tuple(clocks(flow, stands, today, timing, over)), over))
    return found


def figures(found: Iterable[Kept]) -> list[Figure]:
    """Every standard time that ran in some case, in the order of the procedures."""
    by_clock: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for case in found:
        for reading in case.readings:
            if reading.days is not None:
                by_clock[case.flow.code, reading.clock.name].append(reading)
    return [
        _figure(flow, clock, by_clock[flow.code, clock.name])
        for flow in FLOWS.values()
        for clock in flow.clocks
        if (flow.code, clock.name) in by_clock
    ]


def _figure(flow: Flow, clock: Clock, readings: Sequence[Reading]) -> Figure:
    ended = [reading.days for reading in readings if not reading.running and reading.days is not None]
    late = sum(reading.late for reading in readings)
    return Figure(
        flow,
        clock,
        begun=len(readings),
        ended=len(ended),
        late=late,
        median_days=median(ended) if ended else None,
        most_days=max(ended, default=None),
        ended_late=sum(reading.late and not reading.running for reading in readings),
    )
