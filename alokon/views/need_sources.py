"""What the figures of a site's needs rest on: which document told each month's use, when the month was closed, and
what the batches are called.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa

from alokon.planning.told import Told
from alokon.views.gone import USES
from alokon.views.told import documents
from inventory.core.months import Month
from inventory.core.places import CARDED
from inventory.store import masters, queries
from inventory.store.closing import CLOSE
from inventory.store.schema import closing, event, move, site


class Sources(NamedTuple):
    """Item and month → what the month's documents told of its use; month → the day it was closed last."""

    used: Mapping[tuple[str, Month], list[Told]]
    closed: Mapping[Month, date]


def sources(
    db: sa.Connection, book: str, code: str, kind: str, since: Month, until: Month, items: Collection[str]
) -> Sources:
    """What the use of a site of a kind rests on, from month to month; a fixed number of questions."""
    return Sources(_used(db, book, code, kind, since, until, items), _closed(db, book, code, since, until))


def _used(
    db: sa.Connection, book: str, code: str, kind: str, since: Month, until: Month, items: Collection[str]
) -> dict[tuple[str, Month], list[Told]]:
    own = queries.places_of(db, book, [code], CARDED)
    far = queries.places_of(db, book, None, USES[kind])
    known = {one.id: item for item, one in masters.items(db, book).items() if item in items}
    sums: dict[tuple[int, date, str], int] = defaultdict(int)
    for near, away, sign in ((move.c.source, move.c.destination, 1), (move.c.destination, move.c.source, -1)):
        query = (
            sa.select(move.c.event, move.c.moved_on, move.c.item, sa.func.sum(move.c.quantity))
            .where(move.c.book == book, near.in_(own), (away + 0).in_(far), move.c.item.in_(known))
            .where(move.c.moved_on.between(since.first, until.last))
            .group_by(move.c.event, move.c.moved_on, move.c.item)
        )
        for number, day, item, quantity in db.execute(query):
            sums[number, day, known[item]] += sign * int(quantity)
    names = documents(db, book, {number for number, _, _ in sums})
    found: dict[tuple[str, Month], list[Told]] = defaultdict(list)
    for (number, day, item), quantity in sorted(sums.items(), key=lambda one: (one[0][1], one[0][0])):
        found[item, Month.of(day)].append(Told(day, quantity, names[number].name))
    return dict(found)


def _closed(db: sa.Connection, book: str, code: str, since: Month, until: Month) -> dict[Month, date]:
    query = (
        sa.select(closing.c.month, event.c.recorded_at)
        .join_from(closing, event, (event.c.book == closing.c.book) & (event.c.seq == closing.c.event))
        .join(site, (site.c.book == closing.c.book) & (site.c.id == closing.c.site))
        .where(closing.c.book == book, site.c.code == code, closing.c.action == CLOSE)
        .where(closing.c.month.between(str(since), str(until)))
        .order_by(closing.c.event)
    )
    return {Month.parse(month): datetime.fromisoformat(at).date() for month, at in db.execute(query)}
