"""Whether a Rensi is due, from the Rensi that stand and the settings."""

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
    """The last month of the Rensi that reaches furthest by its first month; the words of its lines stay unread."""
    cycle = sa.func.substr(case_step.c.answers, 1, len(_CYCLE) + 1)
    query = (
        sa.select(casefile.c.month, cycle)
        .join_from(casefile, case_step, (case_step.c.book == casefile.c.book) & (case_step.c.case_id == casefile.c.id))
        .where(casefile.c.book == book, casefile.c.flow == RENSI.code, casefile.c.state.in_((DRAFT, APPROVED)))
        .where(case_step.c.step == COMPUTE.name)
        .order_by(casefile.c.month.desc(), casefile.c.id.desc())
        .limit(1)
    )
    found = db.execute(query).first()
    if found is None:
        return None
    month, told = found
    assert told.startswith(_CYCLE), "a Rensi says its cycle first"
    return Month.parse(month).plus(int(told[-1]) - 1)


_CYCLE = '{"cycle":"'
"""How the answers of a computation begin: canonical JSON puts names in their order, and a cycle is one figure."""
