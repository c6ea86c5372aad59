"""What waits for its destruction: goods declared unusable, since when they lie there, and what they are worth."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.planning.expiring import lying_since
from alokon.sop.destruction import WAITING
from alokon.views.batches import Batch, batches
from inventory.store.schema import move, place, site

KINDS = tuple(spot.kind for _, spot in WAITING)
"""The kinds of place where goods wait for their destruction."""


class Waiting(NamedTuple):
    """So many base units of a batch at one kind of place, the oldest of them there since a day."""

    batch: Batch
    kind: str
    quantity: int
    since: date | None

    @property
    def value_sen(self) -> int | None:
        """What they cost, None without a price."""
        price = self.batch.facts.unit_value_sen
        return None if price is None else price * self.quantity


def waiting(db: sa.Connection, book: str, on: date, *, sites: Collection[str] | None = None) -> list[Waiting]:
    """Everything that waits at the end of a day, the oldest first; a fixed number of questions."""
    held = [(b, kind, b.at[kind]) for b in batches(db, book, on, sites=sites) for kind in KINDS if b.at.get(kind)]
    came = _came(db, book, on, {b.lot for b, _, _ in held})
    rows = [Waiting(b, kind, units, lying_since(came[b.site, kind, b.lot], units)) for b, kind, units in held]
    return sorted(rows, key=lambda row: (row.since or on, row.batch.site))


def _came(
    db: sa.Connection, book: str, on: date, lots: Collection[int]
) -> dict[tuple[str, str, int], list[tuple[date, int]]]:
    """Site, kind of place and lot → (day, base units) of all that ever came there."""
    query = (
        sa.select(site.c.code, place.c.kind, move.c.lot, move.c.moved_on, move.c.quantity)
        .join_from(place, site, (site.c.book == place.c.book) & (site.c.id == place.c.site))
        .join(move, (move.c.book == place.c.book) & (move.c.destination == place.c.id))
        .where(place.c.book == book, place.c.kind.in_(KINDS), move.c.moved_on <= on, move.c.lot.in_(lots))
    )
    found: dict[tuple[str, str, int], list[tuple[date, int]]] = defaultdict(list)
    for code, kind, number, day, units in db.execute(query):
        found[code, kind, number].append((day, units))
    return found
