"""Days without stock, from the ledger itself and never typed: days at whose end nothing usable lay on a shelf.

So the day on which the last unit goes counts, and the day on which goods come does not. Expired goods are no stock.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from alokon.views.gone import Pair
from inventory.core.months import Month
from inventory.core.places import SHELF
from inventory.store import lots, masters, queries
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import move

Span = tuple[date, date]
"""Days from the first to the last."""

_DAY = timedelta(days=1)


def days_out(
    db: sa.Connection,
    book: str,
    since: Month,
    until: Month,
    *,
    sites: Collection[str] | None = None,
    items: Collection[str] | None = None,
) -> Mapping[Pair, Mapping[Month, int]]:
    """Site × item → the days without stock of each month, of every pair that ever had stock on its shelf by the end.

    What is not there never had any: all its days are without.
    """
    first, last = since.first, until.last
    lying: dict[tuple[str, str, int], int] = {
        (h.site, h.item, h.lot): h.quantity
        for h in queries.holdings(db, book, first - _DAY, sites=sites, items=items, kinds=[SHELF])
    }
    changes = _changes(db, book, first, last, sites, items)
    expiries = {n: one.facts.expiry for n, one in lots.lots_by_id(db, book, {k[2] for k in (*lying, *changes)}).items()}
    spans: dict[Pair, list[Span]] = defaultdict(list)
    for key in {*lying, *changes}:
        site, item, lot = key
        ends = min(last, expiries[lot] or last)
        spans[site, item] += in_stock(lying.get(key, 0), sorted(changes.get(key, {}).items()), first, ends)
    months = [since.plus(n) for n in range(1 + 12 * (until.year - since.year) + until.month - since.month)]
    return {pair: days_outside(months, sorted(found)) for pair, found in spans.items()}


def _changes(
    db: sa.Connection, book: str, since: date, until: date, sites: Collection[str] | None, items: Collection[str] | None
) -> dict[tuple[str, str, int], dict[date, int]]:
    """Site, item and lot → what each day changed on the shelf."""
    codes = {one.id: code for code, one in masters.items(db, book).items() if items is None or code in items}
    own = queries.places_of(db, book, sites, [SHELF])
    few = queries.few(own)
    rows = _daily(few is not None).tuples(db, book=book, since=since, until=until, items=codes.keys(), own=few)
    found: dict[tuple[str, str, int], dict[date, int]] = defaultdict(dict)
    for place, item, lot, day, change in rows:
        if place in own:
            key, at = (own[place].site_code, codes[item], lot), date.fromisoformat(day)
            found[key][at] = found[key].get(at, 0) + change
    return found


@cache
def _daily(narrow: bool) -> Prepared:
    """What each day changed, by place, item and lot, from either side of the moves."""
    parts: list[sa.Select[*tuple[Any, ...]]] = []
    for side, sign in ((move.c.destination, 1), (move.c.source, -1)):
        query = sa.select(
            side, move.c.item, move.c.lot, sa.cast(move.c.moved_on, sa.Text),
            sa.cast(sign * sa.func.sum(move.c.quantity), sa.BigInteger),
        ).where(
            move.c.book == sa.bindparam("book", type_=sa.String),
            Among(move.c.item, "items"),
            move.c.moved_on.between(sa.bindparam("since", type_=sa.Date), sa.bindparam("until", type_=sa.Date)),
        )  # fmt: skip
        if narrow:
            query = query.where(Among(side, "own"))
        parts.append(query.group_by(side, move.c.item, move.c.lot, move.c.moved_on))
    return Prepared(sa.union_all(*parts))


def in_stock(balance: int, changes: Sequence[tuple[date, int]], first: date, last: date) -> Iterator[Span]:
    """The spans of days at whose end a lot lay there, none after its last usable day."""
    begun = first if balance > 0 else None
    for day, change in changes:
        balance += change
        if balance > 0 and begun is None:
            begun = day
        elif balance <= 0 and begun is not None:
            if begun <= (ended := min(day - _DAY, last)):
                yield begun, ended
            begun = None
    if begun is not None and begun <= last:
        yield begun, last


def days_outside(months: Sequence[Month], spans: Sequence[Span]) -> dict[Month, int]:
    """Month → its days that no span covers; spans sorted by their first day."""
    gaps, reached = list[Span](), months[0].first
    for begun, ended in [*spans, (months[-1].last + _DAY, date.max)]:
        if reached < begun:
            gaps.append((reached, begun - _DAY))
        if ended >= reached:
            reached = min(ended, months[-1].last) + _DAY
    out = dict.fromkeys(months, 0)
    for begun, ended in gaps:
        while begun <= ended:
            month = Month.of(begun)
            last = min(ended, month.last)
            out[month] += (last - begun).days + 1
            begun = last + _DAY
    return out
