"""A lot whole: what its label said over time, where it is, and every move it made. Quantities are whole base units."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa

from inventory.core.goods import LotFacts
from inventory.core.places import TRACKED
from inventory.store import queries
from inventory.store.lots import FACTS
from inventory.store.queries import Names
from inventory.store.schema import balance, event, lot_revision, move, place, site

SIDES = (move.c.source, move.c.destination)


class Revision(NamedTuple):
    """What a lot was held to be from an event on; the first is its birth, with no reason."""

    event: int
    recorded_at: datetime
    actor: str
    facts: LotFacts
    reason: str


class Held(NamedTuple):
    """So many base units of a lot at one kind of place of a site; `case` where the place keeps consignments apart."""

    site: str
    kind: str
    quantity: int
    case: int


class Went(NamedTuple):
    """One move of a lot between two places; `reverses` is the event it takes back."""

    event: int
    moved_on: date
    kind: str
    quantity: int
    source: str
    source_kind: str
    destination: str
    destination_kind: str
    case: int
    reverses: int | None


class Total(NamedTuple):
    """A lot in a list: what of it lies in stores, and in how many."""

    lot: int
    names: Names
    quantity: int
    sites: int


def revisions(db: sa.Connection, book: str, lot: int) -> list[Revision]:
    """What was known of a lot, newest first."""
    columns = (lot_revision.c.event, event.c.recorded_at, event.c.actor, lot_revision.c.reason)
    query = (
        sa.select(*columns, *(lot_revision.c[name] for name in FACTS))
        .join_from(lot_revision, event, (event.c.book == lot_revision.c.book) & (event.c.seq == lot_revision.c.event))
        .where(lot_revision.c.book == book, lot_revision.c.lot == lot)
        .order_by(lot_revision.c.event.desc())
    )
    return [
        Revision(number, datetime.fromisoformat(at), actor, LotFacts(*facts), reason)
        for number, at, actor, reason, *facts in db.execute(query)
    ]


def held(db: sa.Connection, book: str, lot: int, item: str) -> list[Held]:
    """Where a lot is now."""
    return held_of(db, book, {lot}, item)


def held_of(db: sa.Connection, book: str, lots: Collection[int | None], item: str) -> list[Held]:
    """Where some lots of an item are now."""
    found = queries.holdings(db, book, items=[item])
    return [Held(h.site, h.kind, h.quantity, h.consignment) for h in found if h.lot in lots]


def went(db: sa.Connection, book: str, lot: int, item_id: int) -> list[Went]:
    """Every move of a lot, newest first; found through the places that may have held it, which the index leads to.

    Those that keep consignments apart forget a lot when nothing of it is left there.
    """
    kept = sa.select(balance.c.place).where(balance.c.book == book, balance.c.item == item_id, balance.c.lot == lot)
    held_at = kept.union(sa.select(place.c.id).where(place.c.book == book, place.c.kind.in_(TRACKED)))
    same = (move.c.book == book, move.c.item == item_id, move.c.lot == lot)
    sides = [sa.select(move.c.event, move.c.line).where(*same, side.in_(held_at)) for side in SIDES]
    lines = sa.union(*sides).subquery("lines")
    here, there, home, away = (table.alias() for table in (place, place, site, site))
    query = (
        sa.select(
            move.c.event, move.c.moved_on, event.c.kind, move.c.quantity, home.c.code, here.c.kind, away.c.code,
            there.c.kind, move.c.consignment, move.c.reverses_event,
        )
        .join_from(lines, move, (move.c.event == lines.c.event) & (move.c.line == lines.c.line))
        .join(event, (event.c.book == book) & (event.c.seq == move.c.event))
        .join(here, (here.c.book == book) & (here.c.id == move.c.source))
        .join(home, (home.c.book == book) & (home.c.id == here.c.site))
        .join(there, (there.c.book == book) & (there.c.id == move.c.destination))
        .join(away, (away.c.book == book) & (away.c.id == there.c.site))
        .where(move.c.book == book)
        .order_by(move.c.moved_on.desc(), move.c.slot.desc(), move.c.event.desc(), move.c.line.desc())
    )  # fmt: skip
    return [Went._make(row) for row in db.execute(query)]


def totals(db: sa.Connection, book: str, sites: Collection[str] | None = None) -> list[Total]:
    """Every lot of the book with what lies of it in stores; of some sites alone: the lots that lie there."""
    names = queries.lot_names(db, book)
    sums: dict[int, int] = defaultdict(int)
    where: dict[int, set[str]] = defaultdict(set)
    for h in queries.holdings(db, book, sites=sites):
        sums[h.lot] += h.quantity
        where[h.lot].add(h.site)
    wanted = names if sites is None else {lot: names[lot] for lot in sums}
    return [Total(lot, found, sums[lot], len(where[lot])) for lot, found in _by_expiry(wanted)]


def _by_expiry(names: Mapping[int, Names]) -> list[tuple[int, Names]]:
    return sorted(names.items(), key=lambda pair: (pair[1].facts.expiry or date.max, pair[1].key, pair[0]))
