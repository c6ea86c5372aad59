"""Use and stock month by month: what a request rests on, and what beranda draws. All in base units.

Use is what went to clients (code 2 of R/II/KB), as in `alokon.views.usage`.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from inventory.core.months import Month
from inventory.core.places import CARDED, CLIENT
from inventory.store import queries, snapshots
from inventory.store.schema import item, move, place, site, snapshot


class Used(NamedTuple):
    """What a site used of an item in a month, reversals already taken off."""

    site: str
    item: str
    month: Month
    quantity: int


def used(
    db: sa.Connection,
    book: str,
    since: date,
    until: date,
    *,
    sites: Collection[str] | None = None,
    items: Collection[str] | None = None,
) -> list[Used]:
    """Use by site, item and month from day to day; months without use are not listed. Two questions."""
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for own, other, sign in (("source", "destination", 1), ("destination", "source", -1)):
        query = _used_query(book, own, other, since, until)
        for column, wanted in (("home.code", sites), ("item.code", items)):
            if wanted is not None:
                query = query.where(sa.literal_column(column).in_(wanted))
        for site_code, item_code, month, quantity in db.execute(query):
            sums[site_code, item_code, month] += sign * quantity
    return [Used(s, i, Month.parse(m), quantity) for (s, i, m), quantity in sorted(sums.items()) if quantity]


def _used_query(book: str, own: str, other: str, since: date, until: date) -> "sa.Select[*tuple[Any, ...]]":
    here, there, home = place.alias("here"), place.alias("there"), site.alias("home")
    month = sa.func.substr(sa.cast(move.c.moved_on, sa.String), 1, 7)
    query = (
        sa.select(home.c.code, item.c.code, month, sa.func.sum(move.c.quantity))
        .join_from(move, here, (here.c.book == book) & (here.c.id == move.c[own]))
        .join(there, (there.c.book == book) & (there.c.id == move.c[other]))
        .join(home, (home.c.book == book) & (home.c.id == here.c.site))
        .join(item, (item.c.book == book) & (item.c.id == move.c.item))
        .where(move.c.book == book, here.c.kind.in_(CARDED), there.c.kind == CLIENT)
        .where(move.c.moved_on >= since, move.c.moved_on <= until)
    )
    return query.group_by(home.c.code, item.c.code, month)


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
