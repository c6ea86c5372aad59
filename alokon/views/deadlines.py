"""What is late and what falls due, over every procedure: the standard times that run, and the days people promised."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.sop.model import Flow
from alokon.store.cases import CaseRow
from alokon.views.running import Running, running


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
    found = [one for case in running(db, book, today, sites, flows) for one in _of(case, today)]
    return sorted(found, key=lambda one: (one.due, one.row.id, one.what))


def _of(case: Running, today: date) -> Iterator[Deadline]:
    """The days of a case; a time set by law runs on while it is on hold."""
    for one in case.readings:
        if one.running and one.due is not None:
            yield _deadline(case, one.clock.label, one.due, today, case.held and not one.clock.by_law)
    if case.promise:
        yield _deadline(case, case.promise.label, case.promise.day, today, case.held)


def _deadline(case: Running, what: str, due: date, today: date, held: bool) -> Deadline:
    return Deadline(case.row, case.flow, what, due, max((today - due).days, 0), held)
