"""The decrees that files of Penggerakan kader IMP have taken in, to be named by the cadres they appoint."""

from datetime import date

import sqlalchemy as sa

from alokon.decrees import Decree, Named
from alokon.sop.tasks.imp import IMP_FLOW
from alokon.store import cases
from alokon.store.cases import StepTaken

TAKE = IMP_FLOW.step("take_decree").name
CANCELLED = IMP_FLOW.step("drop").after


def decrees(db: sa.Connection, book: str, on: date) -> dict[int, Decree]:
    """The decrees in force on a day by the number of their file, the newest first; two questions."""
    rows = cases.listing(db, book, flows=[IMP_FLOW.code])
    taken = cases.steps_of(db, book, [row.id for row in rows if row.state != CANCELLED])
    found = [_decree(step) for steps in taken.values() for step in cases.standing(steps) if step.step == TAKE]
    valid = sorted((one for one in found if one.in_force(on)), key=lambda one: (one.signed_on, one.case), reverse=True)
    return {one.case: one for one in valid}


def _decree(step: StepTaken) -> Decree:
    answers, rows = step.answers, step.answers.get("lines")
    assert isinstance(rows, list)
    until = answers.get("decree_until")
    return Decree(
        step.case_id,
        str(answers["decree"]),
        date.fromisoformat(str(answers["decree_date"])),
        date.fromisoformat(str(until)) if until else None,
        tuple(Named(str(row["kecamatan"]), str(row["village"])) for row in rows),
    )
