"""Alokasi: what a faskes was proposed or asked for, was approved, sent, and has received, item by item.

Every stage carries its quantity in base units, its day and the number of its paper; a stage not reached yet is None.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon.sop.case import Case, Line
from alokon.sop.distribution import ASKED, CANCELLED, DISTRIBUTION, PARTLY, SENT
from alokon.sop.rollup import coming, rolled, telling
from alokon.sop.shortfall import DISPUTED, RECEIVED
from alokon.store import cases, papers
from alokon.store.cases import CaseRow, StepTaken
from alokon.store.papers import Paper
from alokon.store.schema import case_line, casefile
from inventory.store.schema import site

ON_THE_WAY = (SENT, PARTLY)
GONE = (SENT, PARTLY, DISPUTED, RECEIVED)
LOST = ("damaged", "short", "returned", "surplus")


class Stage(NamedTuple):
    """How much, when, and under which number (empty where the step prints no paper)."""

    quantity: int
    day: date
    number: str


class Delivery(NamedTuple):
    """One item of one case. `asked` is by a request, or proposed by the Rensi (`planned`); `lost` is what arrived
    otherwise than well, by kind; `coming` is still on its way; `note` says why a quantity was changed.
    """

    row: CaseRow
    item: str
    planned: bool
    asked: Stage
    approved: Stage | None
    sent: Stage | None
    received: Stage | None
    lost: dict[str, int]
    coming: int
    note: str


def count_deliveries(
    db: sa.Connection, book: str, sites: Collection[str] | None = None, item: str | None = None
) -> int:
    """How many items of deliveries there are to list."""
    return db.scalar(_narrow(sa.select(sa.func.count()).select_from(case_line), book, sites, item)) or 0


def deliveries(
    db: sa.Connection,
    book: str,
    *,
    sites: Collection[str] | None = None,
    item: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[Delivery]:
    """The items of deliveries, newest first: of some sites, of one item. Four questions."""
    columns = (casefile.c.id, casefile.c.flow, casefile.c.state, site.c.code, site.c.name)
    rest = (casefile.c.opened_on, casefile.c.changed_on, casefile.c.month, casefile.c.urgency)
    query = _narrow(sa.select(*columns, *rest, case_line.c.line).select_from(case_line), book, sites, item)
    order = (casefile.c.opened_on.desc(), casefile.c.id.desc(), case_line.c.line)
    found = [(CaseRow(*row[:-1]), row.line) for row in db.execute(query.order_by(*order).limit(limit).offset(offset))]
    rows = {row.id: row for row, _ in found}
    lines, taken = cases.lines_of(db, book, rows), cases.steps_of(db, book, rows)
    issued = papers.of_cases(db, book, rows)
    whole = {n: Case(n, row.flow, row.state, row.site, None, row.opened_on, tuple(lines[n])) for n, row in rows.items()}
    asked = [(row, whole[row.id].line(number)) for row, number in found]
    return [_delivery(row, whole[row.id], line, taken[row.id], issued.get(row.id, ())) for row, line in asked if line]


def _narrow(
    query: "sa.Select[*tuple[Any, ...]]", book: str, sites: Collection[str] | None, item: str | None
) -> "sa.Select[*tuple[Any, ...]]":
    """The topmost lines of deliveries that ask for something."""
    query = query.join(casefile, (casefile.c.book == case_line.c.book) & (casefile.c.id == case_line.c.case_id))
    query = query.join(site, (site.c.book == casefile.c.book) & (site.c.id == casefile.c.site))
    query = query.where(case_line.c.book == book, casefile.c.flow == DISTRIBUTION.code)
    query = query.where(case_line.c.parent.is_(None), case_line.c.requested + case_line.c.proposed > 0)
    for column, wanted in ((site.c.code, sites), (case_line.c.item, None if item is None else [item])):
        if wanted is not None:
            query = query.where(column.in_(wanted))
    return query


def _delivery(row: CaseRow, case: Case, line: Line, taken: Sequence[StepTaken], issued: Sequence[Paper]) -> Delivery:
    stands = cases.standing(taken)
    valid = _valid(stands, taken)

    def stage(quantity: int, paper: str, *steps: str) -> Stage | None:
        days = [one.done_on for one in stands if one.step in steps]
        numbers = ", ".join(p.number for p in issued if p.kind == paper and p.event in valid)
        return Stage(quantity, days[-1], numbers) if days else None

    wanted = line["requested"] or line["proposed"]
    answered = any(x["approved"] for x in case.lines) or row.state not in (ASKED, CANCELLED)
    arrived = any(x[name] for x in case.leaves for name in ("accepted", *LOST))
    return Delivery(
        row=row,
        item=line.item,
        planned=bool(line["proposed"]),
        asked=stage(wanted, "permohonan", "request", "propose") or Stage(wanted, row.opened_on, ""),
        approved=stage(rolled(case, line, "approved"), "spmb", "order") if answered else None,
        sent=stage(rolled(case, line, "issued"), "sbbk", "ship") if row.state in GONE else None,
        received=stage(rolled(case, line, "accepted"), "bast", "receive") if arrived else None,
        lost={name: quantity for name in LOST if (quantity := rolled(case, line, name))},
        coming=coming(case, line) if row.state in ON_THE_WAY else 0,
        note=next((x.note for x in telling(case) if x.note and x.parent == line.number), ""),
    )


def _valid(stands: Sequence[StepTaken], taken: Sequence[StepTaken]) -> set[int]:
    """The events whose papers count: those that stand, and those they correct, whose numbers they keep."""
    corrects = {one.event: one.corrects for one in taken}
    valid: set[int] = set()
    for one in stands:
        event: int | None = one.event
        while event is not None:
            valid.add(event)
            event = corrects.get(event)
    return valid
