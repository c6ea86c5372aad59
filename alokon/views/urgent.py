"""What faskes received of emergency requests: outside the rounds, and counted apart from them."""

from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.sop.distribution import DISTRIBUTION, RECEIVE
from alokon.store.schema import case_line, case_step, casefile
from inventory.store.schema import site as site_table

URGENT = "darurat"
"""How a request says that it cannot wait for the round."""


class Receipt(NamedTuple):
    """An item that came to a site on a day."""

    site: str
    item: str
    day: date


def urgent_receipts(db: sa.Connection, book: str, since: date, until: date) -> frozenset[Receipt]:
    """Every receipt of an emergency request in some days; one question."""
    query = (
        sa.select(site_table.c.code, case_line.c.item, case_step.c.done_on)
        .distinct()
        .join_from(casefile, case_line, (case_line.c.book == casefile.c.book) & (case_line.c.case_id == casefile.c.id))
        .join(case_step, (case_step.c.book == casefile.c.book) & (case_step.c.case_id == casefile.c.id))
        .join(site_table, (site_table.c.book == casefile.c.book) & (site_table.c.id == casefile.c.site))
        .where(casefile.c.book == book, casefile.c.flow == DISTRIBUTION.code, casefile.c.urgency == URGENT)
        .where(case_step.c.step == RECEIVE.name, case_step.c.done_on.between(since, until))
    )
    return frozenset(Receipt(*row) for row in db.execute(query))
