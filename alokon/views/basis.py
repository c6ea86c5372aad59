"""What an answer to a request rests on: the warehouse per fund, the faskes' own stock and use, and what is coming.

A month the faskes has not reported (closed) says nothing of its use: it is never taken for zero.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.catalog import FUNDS
from alokon.planning.consumption import Consumption
from alokon.sop.case import Case
from alokon.store import cases
from alokon.views.consumption import consumptions
from alokon.views.stock import Stock, stock
from alokon.views.withheld import withheld
from inventory.core.goods import LotStock, fefo_order
from inventory.core.places import RESERVED, SHELF, TRANSIT
from inventory.store import availability, masters, queries


class FundStock(NamedTuple):
    """The warehouse's stock of one fund on a day: on the shelf, what may leave (the lowest from then on), expired.

    `lots` are those usable on the day, first expired first. Withheld batches are left out of all three.
    """

    fund: str
    on_shelf: int
    available: int
    expired: int
    lots: tuple[LotStock, ...]


class Basis(NamedTuple):
    """What a line about one item rests on, in base units; `own` is the stock and use of the faskes, if it ever had any.

    `use` is its average consumption; `promised` is approved for other cases and not yet sent.
    """

    item: str
    funds: tuple[FundStock, ...]
    own: Stock | None
    use: Consumption
    coming: int
    promised: int


def basis(db: sa.Connection, book: str, case: Case, items: Collection[str], day: date) -> dict[str, Basis]:
    """What each item of a case rests on, on a day; a fixed number of questions."""
    funds = _warehouse(db, book, case.warehouse or "", items, day)
    own = {s.item: s for s in stock(db, book, day, sites=[case.site], items=items)}
    uses, road = consumptions(db, book, day, sites=[case.site], items=items), _on_road(db, book, case, items)
    return {
        i: Basis(i, tuple(funds[i]), own.get(i), uses.of(case.site, i), road[TRANSIT, i], road[RESERVED, i])
        for i in items
    }


def _warehouse(
    db: sa.Connection, book: str, warehouse: str, items: Collection[str], day: date
) -> dict[str, list[FundStock]]:
    known = masters.items(db, book)
    shelf = masters.place_ids(db, book, warehouse)[warehouse, SHELF]
    held = withheld(db, book)
    lying = availability.available(db, book, shelf, day, {known[i].id for i in items if i in known})
    free = [lot for lot in lying if not held.holder(lot.lot)]
    now: dict[int, int] = defaultdict(int)
    for h in queries.holdings(db, book, sites=[warehouse], items=items, kinds=[SHELF]):
        now[h.lot] += h.quantity
    return {i: [_fund(fund, [s for s in free if s.key[::2] == (i, fund)], now, day) for fund in FUNDS] for i in items}


def _fund(fund: str, lots: Sequence[LotStock], now: dict[int, int], day: date) -> FundStock:
    usable = sorted((s for s in lots if s.facts.usable_on(day)), key=fefo_order)
    expired = sum(now[s.lot] for s in lots if not s.facts.usable_on(day))
    on_shelf = sum(now[s.lot] for s in usable)
    return FundStock(fund, on_shelf, sum(s.available for s in usable), expired, tuple(usable))


def _on_road(db: sa.Connection, book: str, case: Case, items: Collection[str]) -> dict[tuple[str, str], int]:
    """What other cases of the faskes have on the way, and approved but not yet sent, by (place kind, item)."""
    own = {row.id for row in cases.listing(db, book, flows=[case.flow], sites=[case.site]) if row.id != case.id}
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for h in queries.holdings(db, book, items=items, kinds=[TRANSIT, RESERVED]):
        if h.consignment in own:
            sums[h.kind, h.item] += h.quantity
    return sums
