"""What SIGA told of services, as it was imported: a figure told later takes the place of the one before it."""

from collections.abc import Collection, Iterable, Mapping

import sqlalchemy as sa

from alokon.siga import ServiceKey
from alokon.store.kept_schema import siga_count
from inventory.core.months import Month
from inventory.store.schema import site


def counts(db: sa.Connection, book: str, months: Collection[Month]) -> dict[ServiceKey, int]:
    """The services of some months that stand, by faskes, month and method; one question."""
    query = (
        sa.select(site.c.code, siga_count.c.month, siga_count.c.method, siga_count.c.services)
        .join_from(siga_count, site, (site.c.book == siga_count.c.book) & (site.c.id == siga_count.c.site))
        .where(siga_count.c.book == book, siga_count.c.month.in_([str(month) for month in months]))
        .order_by(siga_count.c.event)
    )
    return {
        ServiceKey(code, Month.parse(month), method): services for code, month, method, services in db.execute(query)
    }


def add(
    db: sa.Connection, book: str, event: int, sites: Mapping[str, int], figures: Iterable[tuple[ServiceKey, int]]
) -> None:
    """Write figures of an event; `sites` are the ids of the faskes by code."""
    rows = [
        {
            "book": book,
            "event": event,
            "site": sites[about.faskes],
            "month": str(about.month),
            "method": about.method,
            "services": services,
        }
        for about, services in figures
    ]
    if rows:
        db.execute(siga_count.insert(), rows)
