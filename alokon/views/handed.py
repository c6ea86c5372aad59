"""What went out beside alokon: to whom, which goods, and which cadres have their kit."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon.recipients import CADRES, Recipient
from alokon.store import recipients
from alokon.supplies import SUPPLIES
from inventory.core.months import Month
from inventory.core.places import GIVEN
from inventory.store import queries
from inventory.store.schema import item, move, place, site


class Handed(NamedTuple):
    """Base units of an item given to a recipient in a span of days, corrections taken off."""

    recipient: Recipient
    item: str
    quantity: int


def handed(db: sa.Connection, book: str, since: date, until: date) -> list[Handed]:
    """Everything given from one day to another, by kind and name of the recipient, then item."""
    known = {code: entry.recipient for code, entry in recipients.entries(db, book).items()}
    given = _given(db, book, since, until, known)
    found = [Handed(known[code], item, n) for code, goods in given.items() for item, n in goods.items()]
    return sorted(found, key=lambda one: (one.recipient.kind, one.recipient.name, one.item))


class HandedIn(NamedTuple):
    """Base units of an item given to a recipient in a month, corrections taken off."""

    recipient: Recipient
    item: str
    month: Month
    quantity: int


def by_month(db: sa.Connection, book: str, since: date, until: date, items: Collection[str]) -> list[HandedIn]:
    """What was given of some items in each month of a span, by recipient, item and month; two questions."""
    known = {code: entry.recipient for code, entry in recipients.entries(db, book).items()}
    sums: dict[tuple[str, str, Month], int] = defaultdict(int)
    for code, name, day, quantity in db.execute(_given_daily(book, since, until, items)):
        sums[code, name, Month.of(day)] += quantity
    return [HandedIn(known[code], name, month, n) for (code, name, month), n in sorted(sums.items()) if n]


def _given_daily(book: str, since: date, until: date, items: Collection[str]) -> "sa.CompoundSelect[tuple[Any, ...]]":
    """What each day brought to the recipients and took back from them, by recipient and item."""
    parts = []
    for own, sign in ((move.c.destination, 1), (move.c.source, -1)):
        query = (
            sa.select(site.c.code, item.c.code, move.c.moved_on, sign * sa.func.sum(move.c.quantity))
            .join_from(move, place, (place.c.book == move.c.book) & (place.c.id == own))
            .join(site, (site.c.book == place.c.book) & (site.c.id == place.c.site))
            .join(item, (item.c.book == move.c.book) & (item.c.id == move.c.item))
            .where(move.c.book == book, place.c.kind == GIVEN, item.c.code.in_(items))
            .where(move.c.moved_on.between(since, until))
        )
        parts.append(query.group_by(site.c.code, item.c.code, move.c.moved_on))
    return sa.union_all(*parts)


def cadres(db: sa.Connection, book: str, until: date) -> list[tuple[Recipient, Mapping[str, int]]]:
    """Every group of cadres that is active, by kecamatan and name, with what it was ever given by a day, by item."""
    known = [entry.recipient for entry in recipients.entries(db, book).values()]
    groups = {one.code: one for one in known if one.kind == CADRES and one.active}
    given = _given(db, book, date.min, until, groups)
    return [(one, given.get(one.code, {})) for one in sorted(groups.values(), key=_place)]


def _place(one: Recipient) -> tuple[str, str]:
    return one.kecamatan or "", one.name


def _given(db: sa.Connection, book: str, since: date, until: date, codes: Collection[str]) -> dict[str, dict[str, int]]:
    """Recipient → base units of every item it was given, what it gave back taken off."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for flow in queries.flows(db, book, since, until, [GIVEN], sites=codes, items=SUPPLIES):
        sums[flow.site][flow.item] += flow.quantity if flow.direction == "in" else -flow.quantity
    return {code: {item: n for item, n in goods.items() if n} for code, goods in sums.items()}
