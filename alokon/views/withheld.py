"""The batches that are withheld now, as the cases say whose flow withholds what their lines name."""

from functools import cache

import sqlalchemy as sa

from alokon.sop.registry import FLOWS
from alokon.sop.withheld import NOTHING, Holder, Withheld
from alokon.store.schema import case_line, case_step, casefile
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import item, lot

_BOOK = sa.bindparam("book", type_=sa.String)


@cache
def _lots() -> Prepared:
    """The lots of withheld batches with the case that withholds each, the newest last; one question for all flows."""
    own, line, same = casefile.c, case_line.c, lot.alias("same")
    holding = sa.or_(
        *(
            sa.and_(own.flow == flow.code, Among(own.state, flow.withholds.states))
            for flow in FLOWS.values()
            if flow.withholds
        )
    )
    opened = (
        sa.select(sa.func.min(case_step.c.event))
        .where(case_step.c.book == own.book, case_step.c.case_id == own.id)
        .scalar_subquery()
    )
    batch = (same.c.item == lot.c.item) & (same.c.batch == lot.c.batch) & (same.c.batch != "")
    return Prepared(
        sa.select(same.c.id, item.c.code, same.c.batch, own.id.label("case_id"), own.flow, opened.label("event"))
        .join_from(casefile, case_line, (line.book == own.book) & (line.case_id == own.id))
        .join(lot, (lot.c.book == line.book) & (lot.c.id == line.lot))
        .join(same, (same.c.book == lot.c.book) & ((same.c.id == lot.c.id) | batch))
        .join(item, (item.c.book == same.c.book) & (item.c.id == same.c.item))
        .where(own.book == _BOOK, holding)
        .order_by(own.id)
    )


def withheld(db: sa.Connection, book: str) -> Withheld:
    """Every withheld batch of the book; one question."""
    rows = _lots().tuples(db, book=book)
    if not rows:
        return NOTHING
    held = [(number, (code, batch), Holder(case, flow, event)) for number, code, batch, case, flow, event in rows]
    return Withheld(
        {number: holder for number, _, holder in held}, {label: holder for _, label, holder in held if label[1]}
    )
