"""Batches where they lie: every lot of every store and faskes on a day, by kind of place.

All quantities are whole base units. The card of a site is its shelf and what is reserved there; quarantine, damaged
and expired goods stand beside it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import sqlalchemy as sa

from alokon.supplies import GOODS
from inventory.core import places
from inventory.core.goods import LotFacts, LotKey
from inventory.core.months import Month
from inventory.store import queries
from inventory.store.queries import Holding, Names

NEAR_MONTHS = 6
"""A batch that expires within so many months after the month of the day is near its end; not verified."""


class Batch(NamedTuple):
    """One lot at one site: base units by kind of place."""

    site: str
    item: str
    lot: int
    key: LotKey
    facts: LotFacts
    at: Mapping[str, int]

    @property
    def carded(self) -> int:
        """What the site's card shows: shelf and reserved."""
        whole = 0
        for kind in places.CARDED:
            whole += self.at.get(kind, 0)
        return whole

    @property
    def value_sen(self) -> int | None:
        """The value of what the card shows, None when the lot has no price."""
        value = self.facts.unit_value_sen
        return None if value is None else value * self.carded

    def usable(self, on: date) -> int:
        """What may be handed out on a day."""
        return self.at.get(places.SHELF, 0) if self.facts.usable_on(on) else 0

    def lapsed(self, on: date) -> int:
        """What the card still shows, on the shelf or reserved, past its expiry: to be declared expired."""
        return 0 if self.facts.usable_on(on) else self.carded


def is_near(facts: LotFacts, on: date) -> bool:
    """Whether a lot is near its end on a day, or past it.

    >>> is_near(LotFacts(date(2026, 7, 31)), date(2026, 1, 2)), is_near(LotFacts(date(2026, 8, 1)), date(2026, 1, 2))
    (True, False)
    """
    return facts.expiry is not None and facts.expiry <= _near_until(on)


@lru_cache(maxsize=64)
def _near_until(on: date) -> date:
    """The last day that is near a day."""
    return Month.of(on).plus(NEAR_MONTHS).last


def batches(
    db: sa.Connection,
    book: str,
    on: date,
    *,
    sites: Collection[str] | None = None,
    items: Collection[str] | None = None,
) -> list[Batch]:
    """Every lot at every store and faskes at the end of a day: by site code, item of the catalogue, expiry."""
    return laid_out(db, book, queries.holdings(db, book, on, sites=sites, items=items))


def laid_out(db: sa.Connection, book: str, held: Iterable[Holding]) -> list[Batch]:
    """What is held at stores and faskes, batch by batch, in the same order."""
    sums: dict[tuple[str, str, int], dict[str, int]] = defaultdict(dict)
    for site, site_kind, kind, item, lot, _, quantity in held:
        if site_kind in places.CLOSING_SITES:
            at = sums[site, item, lot]
            at[kind] = at.get(kind, 0) + quantity
    lots = {lot for _, _, lot in sums}
    names = queries.lot_names(db, book, lots)
    order = {lot: n for n, lot in enumerate(sorted(lots, key=lambda lot: _order(lot, names[lot])))}
    ordered = sorted((site, order[lot], item, lot) for site, item, lot in sums)
    return [Batch(site, item, lot, *names[lot], sums[site, item, lot]) for site, _, item, lot in ordered]


def _order(lot: int, names: Names) -> tuple[object, ...]:
    """Where a lot stands at any site: by the item's place in the catalogue, then by expiry."""
    return (item_order(names.key.item), names.facts.expiry or date.max, names.key.batch, names.key.fund, lot)


_RANK = {code: n for n, code in enumerate(GOODS)}


def item_order(code: str) -> tuple[int, str]:
    """Where an item stands in the catalogue's order; what it does not know comes last."""
    return _RANK.get(code, len(_RANK)), code


def in_order(names: Mapping[int, queries.Names]) -> list[tuple[int, queries.Names]]:
    """Lots as they are counted: item by item, and by what their labels say."""

    def place(one: tuple[int, queries.Names]) -> tuple[object, ...]:
        number, (key, _) = one
        return item_order(key.item), key.batch, key.fund, number

    return sorted(names.items(), key=place)
