"""Counts and durations of the sealed files, for reports: never a case, a text or a person."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.sop.tasks.p2tp2a import CASES, COMPLAINTS, SERVICES
from alokon.store import cases
from alokon.store.cases import CaseRow, StepTaken
from inventory.core.months import Month

OPENING, ACCEPTED, CLOSING = "intake", "accept_file", "close_case"

Half = int
"""1 or 2: the half of a year."""


class Year(NamedTuple):
    """One year: files by month; by (half, channel) and (half, service); days from file to end of those that ended, by
    half; complaints by half.
    """

    months: Mapping[Month, int]
    channels: Mapping[tuple[Half, str], int]
    services: Mapping[tuple[Half, str], int]
    days: Mapping[Half, list[int]]
    complaints: Mapping[Half, int]


def half(day: date) -> Half:
    """The half of its year a day lies in."""
    return 1 if day.month <= 6 else 2


def year_of(db: sa.Connection, book: str, year: int) -> Year:
    """What a year saw, in two questions; cancelled files count as they came, and a service once for each file."""
    rows = cases.listing(db, book, flows=[CASES.code, COMPLAINTS.code])
    files = [row for row in rows if row.flow == CASES.code]
    taken = {case: cases.standing(steps) for case, steps in cases.steps_of(db, book, [f.id for f in files]).items()}
    opened = [row for row in files if row.opened_on.year == year]
    first = {row.id: _first(taken[row.id]) for row in files}
    given = [(day, step) for steps in first.values() for step, (day, _) in steps.items() if day.year == year]
    return Year(
        months=Counter(Month.of(row.opened_on) for row in opened),
        channels=Counter((half(row.opened_on), _channel(first[row.id])) for row in opened),
        services=Counter((half(day), step) for day, step in given if step in SERVICES),
        days=_days(first, year),
        complaints=Counter(half(row.opened_on) for row in rows if _is_complaint(row, year)),
    )


Firsts = Mapping[str, tuple[date, StepTaken]]
"""Step → the first day it was taken, and what was answered then."""


def _first(steps: list[StepTaken]) -> Firsts:
    found: dict[str, tuple[date, StepTaken]] = {}
    for one in steps:
        found.setdefault(one.step, (one.done_on, one))
    return found


def _channel(steps: Firsts) -> str:
    return str(steps[OPENING][1].answers["channel"])


def _days(first: Mapping[int, Firsts], year: int) -> dict[Half, list[int]]:
    found: dict[Half, list[int]] = {1: [], 2: []}
    for steps in first.values():
        if CLOSING in steps and steps[CLOSING][0].year == year:
            ended = steps[CLOSING][0]
            found[half(ended)].append((ended - steps[ACCEPTED][0]).days)
    return found


def _is_complaint(row: CaseRow, year: int) -> bool:
    return row.flow == COMPLAINTS.code and row.opened_on.year == year
