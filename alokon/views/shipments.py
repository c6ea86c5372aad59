"""Shipments between the warehouse and the faskes: what is packed and waits, what is on its way and for how long."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.sop.distribution import DISTRIBUTION, ISSUE, PACKED, PARTLY, SENT, SHIP
from alokon.sop.shortfall import DISPUTED
from alokon.store import cases, papers
from alokon.store.cases import CaseRow, StepTaken
from inventory.core.places import MISSING, TRANSIT
from inventory.store import queries

AGES = (3, 7, 14)
"""Days after which a shipment that nobody confirmed is older: the SOP's three, a week, two weeks."""


class Parcel(NamedTuple):
    """What is packed for a faskes: its case, its SBBK, in how many packages, and base units by item."""

    row: CaseRow
    sbbk: str
    packages: int | None
    goods: Mapping[str, int]


class Shipment(NamedTuple):
    """A delivery that is not settled: base units by item `coming` and `missing`, and the day it was sent."""

    row: CaseRow
    sbbk: str
    sent_on: date
    coming: Mapping[str, int]
    missing: Mapping[str, int]

    def age(self, today: date) -> int:
        """Days since it was sent."""
        return (today - self.sent_on).days


def parcels(db: sa.Connection, book: str, numbers: Collection[int] | None = None) -> list[Parcel]:
    """What is packed and not sent, or what some cases were packed with; by site. Four questions."""
    states = [PACKED] if numbers is None else None
    rows = cases.listing(db, book, flows=[DISTRIBUTION.code], states=states, numbers=numbers)
    ids = [row.id for row in rows]
    lines, steps, issued = cases.lines_of(db, book, ids), cases.steps_of(db, book, ids), papers.of_cases(db, book, ids)
    found = []
    for row in sorted(rows, key=lambda row: (row.site, row.id)):
        goods: dict[str, int] = defaultdict(int)
        for line in lines.get(row.id, ()):
            if line.lot is not None and line["issued"]:
                goods[line.item] += line["issued"]
        packed = _last(steps[row.id], ISSUE.name)
        count = packed.answers.get("packages") if packed else None
        sbbk = _number(issued.get(row.id, ()))
        found.append(Parcel(row, sbbk, count if isinstance(count, int) else None, dict(goods)))
    return found


def shipments(db: sa.Connection, book: str, sites: Collection[str] | None = None) -> list[Shipment]:
    """What is on its way or came short and is not settled, the oldest first. Four questions."""
    rows = cases.listing(db, book, flows=[DISTRIBUTION.code], states=[SENT, PARTLY, DISPUTED], sites=sites)
    ids = [row.id for row in rows]
    steps, issued = cases.steps_of(db, book, ids), papers.of_cases(db, book, ids)
    held: dict[tuple[int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for h in queries.holdings(db, book, kinds=[TRANSIT, MISSING]):
        held[h.consignment, h.kind][h.item] += h.quantity
    found = []
    for row in rows:
        sent = _last(steps[row.id], SHIP.name)
        day = sent.done_on if sent else row.changed_on
        coming, missing = (dict(held.get((row.id, kind), {})) for kind in (TRANSIT, MISSING))
        found.append(Shipment(row, _number(issued.get(row.id, ())), day, coming, missing))
    return sorted(found, key=lambda one: (one.sent_on, one.row.site, one.row.id))


def _last(taken: Collection[StepTaken], name: str) -> StepTaken | None:
    return next((one for one in reversed(cases.standing(taken)) if one.step == name), None)


def _number(issued: Collection[papers.Paper]) -> str:
    return next((paper.number for paper in reversed(list(issued)) if paper.kind == "sbbk"), "")
