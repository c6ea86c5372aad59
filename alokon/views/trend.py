"""Stock month by month, as beranda draws it. All in base units."""

from collections.abc import Collection

import sqlalchemy as sa

from inventory.core.months import Month
from inventory.core.places import CARDED
from inventory.store import queries, snapshots
from inventory.store.prepared import Among
from inventory.store.schema import item, snapshot


def month_end_stock(
    db: sa.Connection, book: str, months: Collection[Month], item_code: str, sites: Collection[str] | None = None
) -> dict[Month, int]:
    """What stood on the cards of sites at each month's end (of the month that runs: now). Three questions.

    Months after the last stored one are as now: nothing can be dated after today.
    """
    done = snapshots.through(db, book)
    now = sum(h.quantity for h in queries.holdings(db, book, sites=sites, items=[item_code], kinds=CARDED))
    stored = {m for m in months if done is not None and m <= done}
    number = sa.select(item.c.id).where(item.c.book == book, item.c.code == item_code).scalar_subquery()
    query = sa.select(snapshot.c.month, sa.func.sum(snapshot.c.quantity)).where(
        snapshot.c.book == book,
        snapshot.c.month.in_([str(m) for m in stored]),
        Among(snapshot.c.place, queries.places_of(db, book, sites, CARDED)),
        snapshot.c.item == number,
    )
    ended = {Month.parse(month): int(quantity) for month, quantity in db.execute(query.group_by(snapshot.c.month))}
    return {m: ended.get(m, 0) if m in stored else (now if done is not None else 0) for m in months}
