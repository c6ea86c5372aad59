"""The opening balances a book holds already, so that a list saved again is not counted twice."""

import sqlalchemy as sa

from alokon.imports.opening import Shelf
from alokon.sop.stockkeeping import OPENING
from alokon.store.schema import case_line, casefile
from inventory.store.schema import lot, site


def opened(db: sa.Connection, book: str) -> dict[Shelf, int]:
    """Base units recorded as opening of each site, item, batch and fund; what was taken back does not count."""
    quantity = sa.func.sum(case_line.c.stated)
    keys = (site.c.code, case_line.c.item, lot.c.batch, lot.c.fund)
    query = (
        sa.select(*keys, quantity)
        .join_from(casefile, case_line, (case_line.c.book == book) & (case_line.c.case_id == casefile.c.id))
        .join(lot, (lot.c.book == book) & (lot.c.id == case_line.c.lot))
        .join(site, (site.c.book == book) & (site.c.id == casefile.c.site))
        .where(casefile.c.book == book, casefile.c.flow == OPENING.code)
        .group_by(*keys)
        .having(quantity > 0)
    )
    return {(where, item, batch, fund): int(total) for where, item, batch, fund, total in db.execute(query)}
