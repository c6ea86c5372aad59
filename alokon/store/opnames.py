"""The counts of a day as the office knows them: those that were dropped are none."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from alokon.sop.counting import DROPPED
from alokon.store.schema import case_step, casefile
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import cut

COUNTED = Prepared(
    sa.select(cut.c.site, cut.c.slot)
    .outerjoin_from(cut, case_step, (case_step.c.book == cut.c.book) & (case_step.c.event == cut.c.event))
    .outerjoin(casefile, (casefile.c.book == cut.c.book) & (casefile.c.id == case_step.c.case_id))
    .where(
        cut.c.book == sa.bindparam("book"),
        Among(cut.c.site, "sites"),
        cut.c.counted_on == sa.bindparam("day", type_=sa.Date),
        sa.or_(casefile.c.state.is_(None), casefile.c.state != DROPPED),
    )
    .order_by(cut.c.site, cut.c.slot)
)


def counted(db: sa.Connection, book: str, sites: Collection[int], day: date) -> dict[int, tuple[int, ...]]:
    """Site → the slots that its counts of a day closed, in order; sites without a count are left out."""
    found: dict[int, tuple[int, ...]] = {}
    for row in COUNTED.rows(db, book=book, sites=sites, day=day):
        found[row.site] = (*found.get(row.site, ()), row.slot)
    return found
