"""Usulan undangan orientasi: the faskes whose report of a month was late or whose figures of it do not agree."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.planning.inviting import Figures, Reason, lateness, mismatches
from alokon.sop.tasks.sik import SIK_FLOW
from alokon.store import cases
from alokon.views.closings import deadline, deadline_day
from alokon.views.coverage import reporters
from alokon.views.services import compared
from inventory.core.months import Month

ORIENT = SIK_FLOW.step("orient").name


class Invited(NamedTuple):
    """A faskes with its reasons, and the day of the last orientation it attended (None: never)."""

    site: str
    name: str
    kecamatan: str
    reasons: tuple[Reason, ...]
    attended: date | None


def invitations(
    db: sa.Connection, book: str, month: Month, today: date, sites: Collection[str] | None = None
) -> list[Invited]:
    """Who has a reason, of the faskes asked for or of all that must report, by code; a fixed number of questions."""
    told: dict[str, list[Figures]] = defaultdict(list)
    for one in compared(db, book, month, sites):
        told[one.site].append(one.figures)
    last, latest = attended(db, book), deadline(month, deadline_day(db, book))
    found = []
    for who in reporters(db, book, month, sites):
        reasons = (*lateness(who.closed_on, latest, today), *mismatches(told.get(who.code, ())))
        if reasons:
            found.append(Invited(who.code, who.name, who.kecamatan, reasons, last.get(who.code)))
    return found


def attended(db: sa.Connection, book: str) -> dict[str, date]:
    """Faskes → the day of the last orientation it attended, as its file says; two questions."""
    files = [row.id for row in cases.listing(db, book, flows=[SIK_FLOW.code])]
    found: dict[str, date] = {}
    for taken in cases.steps_of(db, book, files).values():
        for step in cases.standing(taken):
            if step.step == ORIENT:
                for site in _sites(step.answers.get("lines")):
                    found[site] = max(step.done_on, found.get(site, step.done_on))
    return found


def _sites(lines: object) -> list[str]:
    assert isinstance(lines, list)
    return [str(row["faskes"]) for row in lines]
