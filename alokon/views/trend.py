"""Use and stock month by month: what a request rests on, and what beranda draws. All in base units.

Use is what went to clients, and to a network that does not report (codes 2 and 3 of R/II/KB): `alokon.views.usage`.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from alokon.views.usage import left
from inventory.core.months import Month
from inventory.core.places import CARDED, FACILITY
from inventory.store import queries, snapshots
from inventory.store.schema import item, place, site, snapshot


def used_monthly(
    db: sa.Connection, book: str, since: date, until: date, item_code: str, sites: Collection[str] | None = None
) -> dict[Month, int]:
    """Month → use of an item, all the faskes together."""
    sums: dict[str, int] = defaultdict(int)
    for one in left(db, book, since, until, sites=sites, items=[item_code], kinds=[FACILITY]):
        sums[one.month] += one.quantity
    return {Month.parse(month): quantity for month, quantity in sums.items() if quantity}


def month_end_stock(
    db: sa.Connection, book: str, months: Collection[Month], item_code: str, sites: Collection[str] | None = None
) -> dict[Month, int]:
    """What stood on the cards of sites at each month's end (of the month that runs: now). Three questions.

    Months after the last stored one are as now: nothing can be dated after today.
    """
    done = snapshots.through(db, book)
    now = sum(h.quantity for h in queries.holdings(db, book, sites=sites, items=[item_code], kinds=CARDED))
    stored = {m for m in months if done is not None and m <= done}
    query = (
        sa.select(snapshot.c.month, sa.func.sum(snapshot.c.quantity))
        .join_from(snapshot, place, (place.c.book == book) & (place.c.id == snapshot.c.place))
        .join(site, (site.c.book == book) & (site.c.id == place.c.site))
        .join(item, (item.c.book == book) & (item.c.id == snapshot.c.item))
        .where(snapshot.c.book == book, snapshot.c.month.in_([str(m) for m in stored]))
        .where(place.c.kind.in_(CARDED), item.c.code == item_code)
    )
    if sites is not None:
        query = query.where(site.c.code.in_(sites))
    ended = {Month.parse(month): int(quantity) for month, quantity in db.execute(query.group_by(snapshot.c.month))}
    return {m: ended.get(m, 0) if m in stored else (now if done is not None else 0) for m in months}
