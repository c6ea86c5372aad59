"""What arrived at the warehouses as the book has it now: a corrected receipt as corrected, a withdrawn one left out."""

from collections.abc import Iterator, Mapping
from datetime import date

import sqlalchemy as sa

from alokon.planning.shelf_life import Arrival
from alokon.sop.case import Line
from alokon.sop.receiving import RECEIVED_BY, RECEIVING
from alokon.sop.stockkeeping import RECORDED
from alokon.store import cases
from alokon.store.cases import StepTaken
from inventory.store import queries
from inventory.store.queries import Names


def arrivals(db: sa.Connection, book: str, since: date, until: date, item: str | None = None) -> list[Arrival]:
    """Every batch received from one day to another, oldest receipt first, in four questions; expiry as known today."""
    found = [row.id for row in cases.listing(db, book, flows=[RECEIVING.code], states=[RECORDED])]
    came = {
        case: step
        for case, taken in cases.steps_of(db, book, found).items()
        for step in cases.standing(taken)
        if step.step in RECEIVED_BY and since <= step.done_on <= until
    }
    lines = cases.lines_of(db, book, list(came)) if came else {}
    named = queries.lot_names(db, book, {x.lot for group in lines.values() for x in group if x.lot})
    return [
        _arrival(came[case], line, named)
        for case in sorted(came, key=lambda number: (came[number].done_on, number))
        for line in _brought(lines.get(case, []))
        if item in (None, line.item)
    ]


def _brought(lines: list[Line]) -> Iterator[Line]:
    """The lines that name a batch and still say anything: a correction leaves empty ones behind."""
    return (x for x in lines if x.lot is not None and (x["stated"] or x["accepted"] or x["damaged"]))


def _arrival(step: StepTaken, line: Line, named: Mapping[int, Names]) -> Arrival:
    sender, received = str(step.answers["sender"]), line["accepted"] + line["damaged"]
    expiry = named[line.lot or 0].facts.expiry
    return Arrival(step.case_id, sender, line.item, step.done_on, line["stated"], received, expiry)
