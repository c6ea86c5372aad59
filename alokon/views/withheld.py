"""The batches that are withheld now, as the cases say whose flow withholds what their lines name."""

import sqlalchemy as sa

from alokon.sop.registry import FLOWS
from alokon.sop.withheld import NOTHING, Holder, Withheld
from alokon.store.schema import case_line, case_step, casefile
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import item, lot

_BOOK = sa.bindparam("book", type_=sa.String)

HOLDERS = Prepared(
    sa.select(casefile.c.id, casefile.c.flow).where(
        casefile.c.book == _BOOK,
        sa.or_(
            *(
                sa.and_(casefile.c.flow == flow.code, Among(casefile.c.state, flow.withholds.states))
                for flow in FLOWS.values()
                if flow.withholds
            )
        ),
    )
)
"""The cases that withhold anything; every step asks, and mostly there is none."""


def _lots() -> "sa.Select[tuple[int, str, str, int, int]]":
    """The lots of withheld batches with the case that withholds each and the event that opened it, the newest last."""
    line, same = case_line.c, lot.alias("same")
    opened = (
        sa.select(sa.func.min(case_step.c.event))
        .where(case_step.c.book == line.book, case_step.c.case_id == line.case_id)
        .scalar_subquery()
    )
    batch = (same.c.item == lot.c.item) & (same.c.batch == lot.c.batch) & (same.c.batch != "")
    return (
        sa.select(same.c.id, item.c.code, same.c.batch, line.case_id, opened)
        .join_from(case_line, lot, (lot.c.book == line.book) & (lot.c.id == line.lot))
        .join(same, (same.c.book == lot.c.book) & ((same.c.id == lot.c.id) | batch))
        .join(item, (item.c.book == same.c.book) & (item.c.id == same.c.item))
        .where(line.book == _BOOK, Among(line.case_id, "cases"))
        .order_by(line.case_id)
    )


LOTS = Prepared(_lots())


def withheld(db: sa.Connection, book: str) -> Withheld:
    """Every withheld batch of the book: one question while nothing is, else two."""
    flows = dict(HOLDERS.tuples(db, book=book))
    if not flows:
        return NOTHING
    rows = LOTS.tuples(db, book=book, cases=list(flows))
    held = [(number, (code, batch), Holder(case, flows[case], event)) for number, code, batch, case, event in rows]
    return Withheld(
        {number: holder for number, _, holder in held}, {label: holder for _, label, holder in held if label[1]}
    )
