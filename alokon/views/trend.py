"""Use and stock month by month: what a request rests on, and what beranda draws. All in base units.

Use is what went to clients (code 2 of R/II/KB), as in `alokon.views.usage`.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from inventory.core.months import Month
from inventory.core.places import CARDED, CLIENT
from inventory.store import masters, queries, snapshots
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
    """Use by site, item and month from day to day; months without use are not listed."""
    sums = _sums(db, book, (HOME.c.code, item.c.code, MONTH), since, until, sites, items)
    return [Used(s, i, Month.parse(m), quantity) for (s, i, m), quantity in sums.items()]


def used_monthly(
    db: sa.Connection, book: str, since: date, until: date, item_code: str, sites: Collection[str] | None = None
) -> dict[Month, int]:
    """Month → use of an item, all the sites together."""
    sums = _sums(db, book, (MONTH,), since, until, sites, [item_code])
    return {Month.parse(month): quantity for (month,), quantity in sums.items()}


def used_pairs(
    db: sa.Connection, book: str, since: date, until: date, sites: Collection[str] | None = None
) -> dict[tuple[str, str], int]:
    """(site, item) → use in all the days together."""
    sums = _sums(db, book, (HOME.c.code, item.c.code), since, until, sites, None)
    return {(site_code, code): quantity for (site_code, code), quantity in sums.items()}


HOME = site.alias("home")
MONTH = sa.func.substr(sa.cast(move.c.moved_on, sa.String), 1, 7)
"""The month of a move as text, alike on both databases."""


def _sums(
    db: sa.Connection,
    book: str,
    keys: Sequence["sa.ColumnElement[str]"],
    since: date,
    until: date,
    sites: Collection[str] | None,
    items: Collection[str] | None,
) -> dict[tuple[str, ...], int]:
    """Use by some keys, in the order of the keys; sums of nothing are left out. Three questions."""
    clients = [n for (_, kind), n in masters.place_ids(db, book, masters.OUTSIDE_CODE).items() if kind == CLIENT]
    sums: dict[tuple[str, ...], int] = defaultdict(int)
    for own, other, sign in (("source", "destination", 1), ("destination", "source", -1)):
        here = place.alias("here")
        query = (
            sa.select(*keys, sa.func.sum(move.c.quantity))
            .join_from(move, here, (here.c.book == book) & (here.c.id == move.c[own]))
            .join(HOME, (HOME.c.book == book) & (HOME.c.id == here.c.site))
            .join(item, (item.c.book == book) & (item.c.id == move.c.item))
            .where(move.c.book == book, move.c[other].in_(clients), here.c.kind.in_(CARDED))
            .where(move.c.moved_on >= since, move.c.moved_on <= until)
        )
        for column, wanted in ((HOME.c.code, sites), (item.c.code, items)):
            if wanted is not None:
                query = query.where(column.in_(wanted))
        for *key, quantity in db.execute(query.group_by(*keys)):
            sums[tuple(key)] += sign * int(quantity)
    return {key: sums[key] for key in sorted(sums) if sums[key]}


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
