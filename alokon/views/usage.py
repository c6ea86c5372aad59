"""Which months sites have reported: the months on which averages rest.

A month a site has not closed says nothing, and is never taken for zero.
"""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from inventory.core.months import Month
from inventory.store.closing import CLOSE, closed_through
from inventory.store.schema import closing, site

Pair = tuple[str, str]
"""A site and an item, by their codes."""


def reported(
    db: sa.Connection, book: str, months: Collection[Month], sites: Collection[str] | None = None
) -> Mapping[str, set[str]]:
    """Site → those of the months (`2026-01`) that it has closed; none of before it ever closed one."""
    first = sa.select(closing.c.site, sa.func.min(closing.c.month).label("month")).where(
        closing.c.book == book, closing.c.action == CLOSE
    )
    if sites is not None:
        first = first.where(closing.c.site.in_(sa.select(site.c.id).where(site.c.book == book, site.c.code.in_(sites))))
    begun = first.group_by(closing.c.site).subquery("begun")
    query = sa.select(site.c.id, site.c.code, begun.c.month).join_from(site, begun, begun.c.site == site.c.id)
    rows = db.execute(query.where(site.c.book == book)).all()
    through = closed_through(db, book, None if sites is None else [row.id for row in rows])
    return {
        code: {str(m) for m in months if Month.parse(since) <= m <= through[number]} for number, code, since in rows
    }
