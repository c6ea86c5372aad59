"""Shipments that a sender has announced and that have not come: line by line, with paper and expected day."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.sop.receiving import ANNOUNCE, ANNOUNCED, RECEIVING
from alokon.store import cases
from alokon.store.cases import CaseRow, StepTaken


class Announced(NamedTuple):
    """Base units of an item of a fund, by the sender's paper of a day, and when they are expected."""

    case: int
    sender: str
    document: str
    on: date
    expected: date
    item: str
    fund: str
    quantity: int


def announced(db: sa.Connection, book: str, warehouse: str, on: date) -> list[Announced]:
    """What was announced to a warehouse by a day and had not come by its end, the first expected first."""
    rows = cases.listing(db, book, flows=[RECEIVING.code], sites=[warehouse])
    open_then = [row.id for row in rows if _may_wait(row, on)]
    steps = cases.steps_of(db, book, open_then) if open_then else {}
    found = [line for taken in steps.values() for line in _lines(cases.standing(taken), on)]
    return sorted(found, key=lambda one: (one.expected, one.case))


def _may_wait(row: CaseRow, on: date) -> bool:
    return row.opened_on <= on and (row.state == ANNOUNCED or row.changed_on > on)


def _lines(standing: Sequence[StepTaken], on: date) -> list[Announced]:
    """The lines of an announcement that nothing has answered by a day."""
    by_then = [step for step in standing if step.done_on <= on]
    if [step.step for step in by_then] != [ANNOUNCE.name]:
        return []
    told = by_then[0].answers
    rows = told["lines"]
    assert isinstance(rows, list)
    day = date.fromisoformat(str(told.get("document_date") or by_then[0].done_on))
    head = (
        by_then[0].case_id,
        str(told["sender"]),
        str(told["document"]),
        day,
        date.fromisoformat(str(told["expected"])),
    )
    return [Announced(*head, str(row["item"]), str(row["fund"]), int(row["stated"])) for row in rows]
