"""How far each school has come on its way to a Sekolah Siaga Kependudukan, as its file said on a day."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.recipients import SCHOOL, Recipient
from alokon.sop.tasks.ssk import SSK_FLOW
from alokon.store import cases, recipients
from alokon.store.cases import StepTaken


class School(NamedTuple):
    """A school; its newest file, the state that was in (a key of the flow's states) and since when; None without."""

    recipient: Recipient
    case: int | None = None
    state: str | None = None
    since: date | None = None


def schools(db: sa.Connection, book: str, on: date) -> list[School]:
    """Every active school, by kecamatan and name, as of the end of a day; three questions."""
    known = [entry.recipient for entry in recipients.entries(db, book).values()]
    found = {one.code: School(one) for one in known if one.kind == SCHOOL and one.active}
    files = cases.listing(db, book, flows=[SSK_FLOW.code], sites=found)
    taken = cases.steps_of(db, book, [row.id for row in files])
    for row in sorted(files, key=lambda row: row.id):
        stands = _last(cases.standing(taken.get(row.id, ())), on)
        if stands:
            school = found[row.site]
            found[row.site] = school._replace(case=row.id, state=stands.state, since=stands.done_on)
    return sorted(found.values(), key=lambda one: (one.recipient.kecamatan or "", one.recipient.name))


def _last(taken: Iterable[StepTaken], on: date) -> StepTaken | None:
    """The last step that was taken by a day."""
    return next((step for step in reversed(list(taken)) if step.done_on <= on), None)
