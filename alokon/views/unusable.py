"""What waits for destruction: declared damaged or expired, still on the books of its site, and since when."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from inventory.core.places import DAMAGED, EXPIRED
from inventory.store import queries
from inventory.store.queries import Names
from inventory.store.schema import move, place, site

KINDS = (DAMAGED, EXPIRED)


class Waiting(NamedTuple):
    """Base units of a lot at a site, the kind of place they wait in, and the day the first of them came there."""

    site: str
    item: str
    lot: int
    names: Names
    kind: str
    quantity: int
    since: date

    @property
    def value_sen(self) -> int | None:
        """What they cost; None where no price is known."""
        price = self.names.facts.unit_value_sen
        return None if price is None else price * self.quantity


def waiting(db: sa.Connection, book: str, on: date, sites: Collection[str] | None = None) -> list[Waiting]:
    """What waits at the end of a day, what waits longest first. Three questions."""
    held = queries.holdings(db, book, on, sites=sites, kinds=list(KINDS))
    names = queries.lot_names(db, book, {h.lot for h in held})
    since = _since(db, book, {h.lot for h in held})
    found = [
        Waiting(h.site, h.item, h.lot, names[h.lot], h.kind, h.quantity, since.get((h.site, h.kind, h.lot), on))
        for h in held
    ]
    return sorted(found, key=lambda one: (one.since, one.site, one.item, one.lot))


def _since(db: sa.Connection, book: str, lots: Collection[int]) -> dict[tuple[str, str, int], date]:
    query = (
        sa.select(site.c.code, place.c.kind, move.c.lot, sa.func.min(move.c.moved_on))
        .join_from(move, place, (place.c.book == move.c.book) & (place.c.id == move.c.destination))
        .join(site, (site.c.book == place.c.book) & (site.c.id == place.c.site))
        .where(move.c.book == book, place.c.kind.in_(KINDS), move.c.lot.in_(lots))
        .group_by(site.c.code, place.c.kind, move.c.lot)
    )
    return {(code, kind, lot): day for code, kind, lot, day in db.execute(query)}
