"""Batches near and past their end on a day, what of each nobody will use in time, and who has seen that.

It is worked out from what lies where on the day, so that a day without anyone looking cannot lose a batch. All
quantities are whole base units.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import sqlalchemy as sa

from alokon.planning.consumption import DAYS, together
from alokon.planning.expiring import BANDS, PAST, Band, band_of
from alokon.planning.lapsing import lapses
from alokon.sop.distribution import CANCELLED
from alokon.sop.notice import NOTICE
from alokon.store.schema import case_line, casefile
from alokon.views.batches import Batch, batches
from alokon.views.consumption import Consumptions, consumptions
from alokon.views.gone import Pair
from alokon.views.stock import known_pairs
from inventory.core.places import FACILITY, SHELF, WAREHOUSE
from inventory.store import masters
from inventory.store.schema import site as site_table


class Seen(NamedTuple):
    """That a batch was seen in a band, by which case and when."""

    case: int
    on: date


class Asking(NamedTuple):
    """A batch on a shelf in a band, and whether somebody has seen it there."""

    batch: Batch
    band: Band
    seen: Seen | None

    @property
    def quantity(self) -> int:
        """What of it lies on the shelf."""
        return self.batch.at.get(SHELF, 0)


@dataclass(frozen=True)
class Expiring:
    """The same with `unused`: how much will be left when it expires; None where nobody knows the use."""

    asking: Asking
    unused: int | None

    @property
    def value_sen(self) -> int | None:
        """The value of what is at risk; None without a price or a known use."""
        price = self.asking.batch.facts.unit_value_sen
        return None if price is None or self.unused is None else price * self.unused


def asking(db: sa.Connection, book: str, held: Iterable[Batch], on: date) -> list[Asking]:
    """Of the batches of a day those on a shelf in a band, the nearest end first; one question."""
    found = [(b, band) for b in held if b.at.get(SHELF) and (band := band_of(b.facts.expiry, on))]
    seen = _seen(db, book, {b.site for b, _ in found})
    rows = [Asking(b, band, seen.get((b.site, b.lot, band.key))) for b, band in found]
    return sorted(rows, key=lambda one: (BANDS.index(one.band), one.batch.facts.expiry or date.max))


def unseen(db: sa.Connection, book: str, on: date, *, sites: Collection[str] | None = None) -> list[Asking]:
    """The batches in a band that nobody has seen in it yet."""
    return [one for one in asking(db, book, batches(db, book, on, sites=sites), on) if one.seen is None]


def expiring(db: sa.Connection, book: str, on: date, *, sites: Collection[str] | None = None) -> list[Expiring]:
    """Every batch in a band with what of it will be left, the nearest end first; a fixed number of questions."""
    held = batches(db, book, on, sites=sites)
    left = _unused(db, book, held, on)
    return [Expiring(one, _left(one, left)) for one in asking(db, book, held, on)]


def _left(one: Asking, left: Mapping[tuple[str, int], int]) -> int | None:
    """All of it once its last day has passed."""
    return one.quantity if one.band == PAST else left.get((one.batch.site, one.batch.lot))


def _seen(db: sa.Connection, book: str, sites: Collection[str]) -> dict[tuple[str, int, str], Seen]:
    """Site, lot and band → the newest case that says somebody saw it."""
    query = (
        sa.select(site_table.c.code, case_line.c.lot, case_line.c.note, casefile.c.id, casefile.c.opened_on)
        .join_from(casefile, case_line, (case_line.c.book == casefile.c.book) & (case_line.c.case_id == casefile.c.id))
        .join(site_table, (site_table.c.book == casefile.c.book) & (site_table.c.id == casefile.c.site))
        .where(casefile.c.book == book, casefile.c.flow == NOTICE.code, casefile.c.state != CANCELLED)
        .where(site_table.c.code.in_(sites))
        .order_by(casefile.c.id)
    )
    return {(row.code, row.lot, row.note): Seen(row.id, row.opened_on) for row in db.execute(query)}


def _unused(db: sa.Connection, book: str, held: Iterable[Batch], on: date) -> dict[tuple[str, int], int]:
    """Site and lot → what a steady use leaves of it, where the use of the item there is known."""
    usable: dict[Pair, list[Batch]] = defaultdict(list)
    for batch in held:
        if batch.usable(on):
            usable[batch.site, batch.item].append(batch)
    monthly = monthly_use(db, book, on, usable)
    return {
        (pair[0], lapse.lot): lapse.unused
        for pair, own in usable.items()
        if (use := monthly[pair]) is not None
        for lapse in lapses([(b.lot, b.facts.expiry, b.usable(on)) for b in own], use / DAYS, on)
    }


def monthly_use(db: sa.Connection, book: str, on: date, pairs: Collection[Pair]) -> dict[Pair, Fraction | None]:
    """The use of each site and item in thirty days: a warehouse's is that of every faskes it serves together."""
    if not pairs:
        return {}
    warehouses = masters.sites(db, book, kind=WAREHOUSE)
    wide = any(code in warehouses for code, _ in pairs)
    uses = consumptions(db, book, on, sites=None if wide else {code for code, _ in pairs})
    served = _served(db, book, on) if wide else {}
    return {
        (code, item): _together(uses, code, item, served) if code in warehouses else uses.of(code, item).monthly
        for code, item in pairs
    }


def _served(db: sa.Connection, book: str, on: date) -> dict[str, list[str]]:
    """Item → the faskes it has ever come to."""
    facilities, found = masters.sites(db, book, kind=FACILITY), defaultdict(list)
    for code, item in sorted(known_pairs(db, book, on)):
        if code in facilities:
            found[item].append(code)
    return found


def _together(uses: Consumptions, warehouse: str, item: str, served: Mapping[str, list[str]]) -> Fraction | None:
    averages = [uses.of(code, item).monthly for code in served.get(item, ())]
    return together(averages, uses.of(warehouse, item).monthly).monthly
