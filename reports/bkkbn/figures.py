"""Everything a month's workbook is made of, read once: who has closed, their rows, the warehouse, the road, the ledger.

A faskes that has not closed the month is known by name only; its figures are in no sum. While a warehouse has not
closed, neither its figures nor those of the road are.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import sqlalchemy as sa

from alokon.catalog import GOODS_ORDER, ITEMS
from alokon.faskes import Faskes
from alokon.store.faskes import entries, kecamatan_list
from alokon.views import monthly, warehouse
from alokon.views.coverage import closed_on, must_report
from alokon.views.monthly import Key, Mutation
from alokon.views.refold import Card, refold
from alokon.views.rollup import Crossing, crossings
from alokon.views.warehouse import Goods
from inventory.core import places
from inventory.core.months import Month
from inventory.store import masters, queries
from inventory.store.closing import closed_through
from inventory.store.masters import ROAD_CODE, Site
from inventory.store.schema import move


class Member(NamedTuple):
    """A faskes of the month: the day it closed (None: not yet), its last closed month, whether a report is due.

    `late` counts the months up to this one that it has not closed.
    """

    faskes: Faskes
    site: int
    closed_on: date | None
    last: Month | None
    due: bool
    late: int


@dataclass(frozen=True)
class Figures:
    """A month of the kabupaten. `rows` are those of the faskes that have closed, `folded` balances computed anew at
    the end of the month before, at the month's end, and now. All in base units.
    """

    month: Month
    areas: Mapping[str, str]
    members: tuple[Member, ...]
    stores: tuple[Site, ...]
    stores_closed: date | None
    rows: Mapping[Key, Mutation]
    store_rows: Mapping[Key, Mutation]
    store_columns: Mapping[Goods, Mapping[str, int]]
    road: Mapping[Goods, tuple[int, int]]
    crossings: tuple[Crossing, ...]
    folded: Mapping[Card, tuple[int, ...]]
    sites: Mapping[int, str]

    @property
    def closed(self) -> tuple[Member, ...]:
        """The faskes whose figures are in the sums."""
        return tuple(m for m in self.members if m.closed_on is not None)

    @property
    def waiting(self) -> tuple[Member, ...]:
        """The faskes that have not closed the month."""
        return tuple(m for m in self.members if m.closed_on is None)

    @property
    def goods(self) -> tuple[Goods, ...]:
        """Every item and fund with anything to tell, in the order of the forms."""
        found = {Goods(key.item, key.fund) for key in (*self.rows, *self.store_rows)}
        found |= {*self.store_columns, *self.road, *(c.goods for c in self.crossings)}
        return tuple(sorted(found, key=GOODS_ORDER.__getitem__))

    @cached_property
    def names(self) -> dict[str, str]:
        """What the sites are called, by code."""
        own = {site.code: site.name for site in self.stores} | {ROAD_CODE: "Perjalanan"}
        return own | {member.faskes.code: member.faskes.name for member in self.members}


def gather(db: sa.Connection, book: str, month: Month) -> Figures:
    """Read the month of a book; nothing is refused here."""
    members = _members(db, book, month)
    codes = [m.faskes.code for m in members if m.closed_on]
    stores = tuple(masters.sites(db, book, kind=places.WAREHOUSE).values())
    days = closed_on(db, book, month)
    all_closed = max((days[s.id] for s in stores), default=None) if all(s.id in days for s in stores) else None
    store_codes = [s.code for s in stores] if all_closed else []
    moved = monthly.movements(db, book, month.first, month.last, store_codes)
    refolded = refold(db, book, [month.previous.last, month.last])
    return Figures(
        month=month,
        areas={area.code: area.name for area in kecamatan_list(db, book).values()},
        members=members,
        stores=stores,
        stores_closed=all_closed,
        rows=monthly.mutations(db, book, month, codes),
        store_rows=monthly.mutations(db, book, month, store_codes),
        store_columns=warehouse.by_column(moved),
        road=_road(db, book, month) if all_closed else {},
        crossings=tuple(crossings(db, book, month, [m.site for m in members if m.closed_on])),
        folded={card: ends for card, ends in refolded.items() if card.item in ITEMS},
        sites={one.id: one.site_code for one in masters.places(db, book, kinds=places.BOUNDED)},
    )


def _members(db: sa.Connection, book: str, month: Month) -> tuple[Member, ...]:
    """The faskes that must report the month, and those that have closed it all the same or hold goods, by code."""
    through = closed_through(db, book)
    closed = closed_on(db, book, month, through)
    holding = {h.site for h in queries.holdings(db, book, month.last, kinds=places.CARDED)}
    begun = db.scalar(sa.select(sa.func.min(move.c.moved_on)).where(move.c.book == book)) or month.first
    found = []
    for entry in entries(db, book).values():
        one = entry.faskes
        due = must_report(one.status, one.registered_on, month)
        if due or entry.site in closed or one.code in holding:
            last = through.get(entry.site)
            since = last.next if last else Month.of(max(begun, one.registered_on or begun))
            found.append(Member(one, entry.site, closed.get(entry.site), last, due, _months(since, month)))
    return tuple(found)


def _months(first: Month, last: Month) -> int:
    """How many months there are from one to another, both included.

    >>> _months(Month(2025, 12), Month(2026, 1)), _months(Month(2026, 2), Month(2026, 1))
    (2, 0)
    """
    return max((last.year - first.year) * 12 + last.month - first.month + 1, 0)


def _road(db: sa.Connection, book: str, month: Month) -> dict[Goods, tuple[int, int]]:
    """Item × fund → what was on the road when the month began and when it ended."""
    sums: dict[Goods, list[int]] = defaultdict(lambda: [0, 0])
    names = queries.lot_names(db, book)
    for n, day in enumerate((month.previous.last, month.last)):
        for h in queries.holdings(db, book, day, kinds=[places.TRANSIT]):
            sums[Goods(h.item, names[h.lot].key.fund)][n] += h.quantity
    return {goods: (before, after) for goods, (before, after) in sums.items()}


def sums_by_goods(rows: Mapping[Key, Mutation], sites: Collection[str] | None = None) -> dict[Goods, Mutation]:
    """Rows added up over sites, never over goods."""
    found: dict[Goods, Mutation] = {}
    for key, row in rows.items():
        if sites is None or key.site in sites:
            goods = Goods(key.item, key.fund)
            old = found.get(goods)
            found[goods] = row if old is None else _added(old, row)
    return found


def _added(a: Mutation, b: Mutation) -> Mutation:
    return Mutation(a.opening + b.opening, {c: a.counts[c] + b.counts[c] for c in a.counts}, a.closing + b.closing)
