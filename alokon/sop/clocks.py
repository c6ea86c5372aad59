"""How long a case has taken beside the time its procedure prints: one lateness clock for every procedure.

Whether a printed day is a working day or a calendar day is the office's setting; where the procedure itself prints
"hari kerja" it is a working day whatever the setting says. The time a case is on hold counts for no clock and is told
apart. A clock in minutes has no two dates to compare and is only quoted, as is one without a printed time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from alokon import calendar
from alokon.calendar import EVERY_DAY, Days, WorkingDays
from alokon.sop.model import Clock, Flow
from inventory.core.months import months_later

DAYS, WORKING_DAYS, WEEKS, MONTHS = "hari", "hari kerja", "minggu", "bulan"
CALENDAR, WORKING = "kalender", "kerja"
"""The values of the setting that says what a printed "hari" means."""

HOURS = "× 24 jam"
"""Whole days of the clock whatever day it is; dates alone tell them to the day."""

ONE = timedelta(days=1)

AGREED = "sesuai kesepakatan"
"""A time the parties agree on: the day stands in the case's answers under the field `Clock.agreed`."""


@dataclass(frozen=True)
class Timing:
    """How days are counted: those a printed "hari" means, and those a printed "hari kerja" means."""

    days: Days = EVERY_DAY
    working: Days = EVERY_DAY

    def of(self, unit: str) -> Days:
        """The days a unit counts in."""
        return {DAYS: self.days, WORKING_DAYS: self.working}.get(unit, EVERY_DAY)


CALENDAR_DAYS = Timing()


def timing_of(values: Mapping[str, object]) -> Timing:
    """How an office counts days, by its settings."""
    lines = values[calendar.SETTING]
    assert isinstance(lines, list)
    working = WorkingDays(calendar.read(lines)[0])
    return Timing(working if values["clock.days"] == WORKING else EVERY_DAY, working)


class Reading(NamedTuple):
    """A clock read on a day: when it started and stopped (None: not yet), the days it has run, and whether too long.

    `due` is the last day in time, None where nothing says so; `held` are the days on hold, not among `days`.
    """

    clock: Clock
    started: date | None
    stopped: date | None
    days: int | None
    late: bool
    due: date | None = None
    held: int = 0

    @property
    def running(self) -> bool:
        """Whether it has started and not yet stopped."""
        return self.started is not None and self.stopped is None


class Taken(NamedTuple):
    """A step taken, its day, and what was answered to it."""

    step: str
    day: date
    answers: Mapping[str, object] = {}


def read_clocks(
    flow: Flow, taken: Iterable[Taken], today: date, over: date | None = None, timing: Timing = CALENDAR_DAYS
) -> list[Reading]:
    """Every clock of a flow over the steps taken, oldest first; `over` is the day the case ended.

    A step that voids others makes the clocks run as if those had not been taken.

    >>> clock = Clock("penyaluran", "Penyaluran", 3, "hari", "issue", "receive")
    >>> flow = Flow("x", "X", "", {}, (), clocks=(clock,))
    >>> [(r.days, r.late) for r in read_clocks(flow, [Taken("issue", date(2026, 1, 7))], date(2026, 1, 11))]
    [(4, True)]
    """
    taken = list(taken)
    voids = {step.name: step.voids for step in flow.steps}
    first: dict[str, date] = {}
    for one in taken:
        for gone in voids.get(one.step, ()):
            first.pop(gone, None)
        first.setdefault(one.step, one.day)
    holds = _holds(flow, taken, over or today)
    return [_read(clock, first, taken, Span(today, over, holds), timing) for clock in flow.clocks]


class Span(NamedTuple):
    """When a case is looked at, when it ended, and the days (from, to) it was on hold."""

    today: date
    over: date | None
    holds: tuple[tuple[date, date], ...]

    def held(self, days: Days, first: date, last: date) -> int:
        """How many of the days counted after one and up to another it was on hold."""
        return sum(days.between(max(first, begun), min(last, ended)) for begun, ended in self.holds)


def _holds(flow: Flow, taken: Iterable[Taken], last: date) -> tuple[tuple[date, date], ...]:
    """From when to when a case was on hold; one still on hold is so up to the last day."""
    begins, ends = flow.holds
    spans: list[tuple[date, date]] = []
    begun: date | None = None
    for one in taken:
        if begins and one.step == begins:
            begun = one.day
        elif begun is not None and one.step == ends:
            spans.append((begun, one.day))
            begun = None
    return tuple(spans) if begun is None else (*spans, (begun, last))


def _read(clock: Clock, first: Mapping[str, date], taken: Iterable[Taken], span: Span, timing: Timing) -> Reading:
    started = _begun(clock, first, taken, timing)
    if started is None or clock.start == clock.end or clock.unit not in DUE:
        return Reading(clock, started, first.get(clock.end), None, False)
    stopped, days = first.get(clock.end) or (None if clock.by_law else span.over), timing.of(clock.unit)
    until = stopped or span.today
    held = 0 if clock.by_law else span.held(days, started, until)
    due = DUE[clock.unit](clock, started, days, held, taken)
    ran = max(days.between(started, until) - held, 0)
    return Reading(clock, started, stopped, ran, due is not None and until > due, due, held)


def _begun(clock: Clock, first: Mapping[str, date], taken: Iterable[Taken], timing: Timing) -> date | None:
    """The day a clock starts from: that of its step, or the next of service where it came after hours.

    >>> from alokon.sop.model import ServiceHours
    >>> hours = ServiceHours(("14.45", "14.45", "14.45", "14.45", "11.00"), "at")
    >>> clock, friday = Clock("x", "X", 2, WORKING_DAYS, "a", "b", hours=hours), date(2026, 1, 9)
    >>> late, timing = [Taken("a", friday, {"at": "11.05"})], Timing(working=WorkingDays())
    >>> _begun(clock, {"a": friday}, late, timing), _begun(clock, {"a": friday}, [Taken("a", friday)], timing)
    (datetime.date(2026, 1, 12), datetime.date(2026, 1, 9))
    """
    day = first.get(clock.start)
    if day is None or clock.hours is None:
        return day
    at = next((one.answers.get(clock.hours.field) for one in taken if (one.step, one.day) == (clock.start, day)), None)
    over = at is not None and day.weekday() < len(clock.hours.closing) and str(at) > clock.hours.closing[day.weekday()]
    return timing.working.after(day, 1) if over or timing.working.between(day - ONE, day) == 0 else day


def _after_days(clock: Clock, started: date, days: Days, held: int, _: Iterable[Taken]) -> date:
    return days.after(started, clock.limit + held)


def _after_weeks(clock: Clock, started: date, days: Days, held: int, _: Iterable[Taken]) -> date:
    return days.after(started, 7 * clock.limit + held)


def _after_months(clock: Clock, started: date, days: Days, held: int, _: Iterable[Taken]) -> date:
    return days.after(months_later(started, clock.limit), held)


def _as_agreed(clock: Clock, _started: date, _days: Days, _held: int, taken: Iterable[Taken]) -> date | None:
    said = [one.answers[clock.agreed] for one in taken if one.answers.get(clock.agreed)]
    return date.fromisoformat(str(said[-1])) if said else None


DUE = {
    DAYS: _after_days,
    WORKING_DAYS: _after_days,
    HOURS: _after_days,
    WEEKS: _after_weeks,
    MONTHS: _after_months,
    AGREED: _as_agreed,
}
"""Unit of a clock → the last day in time."""
