"""Whether a Rensi is due, from the Rensi that stand and the settings."""

import json
from datetime import date

import sqlalchemy as sa

from alokon.planning.cycle import Due, due
from alokon.sop.rensi import APPROVED, COMPUTE, DRAFT, RENSI
from alokon.store.schema import case_step, casefile
from alokon.store.settings import settings
from inventory.core.months import Month


def rensi_due(db: sa.Connection, book: str, today: date) -> Due | None:
    """The Rensi that should stand on a day and does not, not even as a draft; None when all is well."""
    values = settings(db, book)
    return due(today, int(str(values["rensi.day"])), int(str(values["rensi.cycle"])), _covered(db, book))


def _covered(db: sa.Connection, book: str) -> Month | None:
    """The last month of the Rensi that reaches furthest by its first month."""
    query = (
        sa.select(casefile.c.month, case_step.c.answers)
        .join_from(casefile, case_step, (case_step.c.book == casefile.c.book) & (case_step.c.case_id == casefile.c.id))
        .where(casefile.c.book == book, casefile.c.flow == RENSI.code, casefile.c.state.in_((DRAFT, APPROVED)))
        .where(case_step.c.step == COMPUTE.name)
        .order_by(casefile.c.month.desc(), casefile.c.id.desc())
        .limit(1)
    )
    found = db.execute(query).first()
    if found is None:
        return None
    month, answers = found
    return Month.parse(month).plus(int(json.loads(answers)["cycle"]) - 1)
