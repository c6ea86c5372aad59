"""A Rensi worked out: what every faskes needs, what the warehouse can give, and how that is shared.

It is worked out on a day from the book alone, so that two computations of one day agree; nothing is written.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import sqlalchemy as sa

from alokon.catalog import ITEMS
from alokon.planning.consumption import Together, together
from alokon.planning.levels import WAREHOUSE, Levels
from alokon.planning.rensi import Shares, Shelf, floor_of, shares
from alokon.planning.sharing import MONTHS, Claim
from alokon.store import faskes
from alokon.store.settings import settings
from alokon.views.consumption import consumptions
from alokon.views.levels import level_tables
from alokon.views.needs import Needed, needs, pack_of
from alokon.views.withheld import withheld
from inventory.core.places import FACILITY, SHELF
from inventory.store import availability, masters


class Goods(NamedTuple):
    """One item of a Rensi: who asks for it and how, what lies in the warehouse, and how it is shared."""

    item: str
    claims: tuple[Claim, ...]
    shelf: tuple[Shelf, ...]
    use: Together
    shares: Shares

    @property
    def needed(self) -> int:
        """Base units everyone lacks together."""
        return sum(claim.wanted for claim in self.claims)


@dataclass(frozen=True)
class Draft:
    """A computation: `rows` by site and item of every faskes that may be served, `goods` by item."""

    on: date
    rule: str
    warehouse: str
    rows: tuple[Needed, ...]
    goods: Mapping[str, Goods]

    def lines(self) -> list[dict[str, object]]:
        """The rows of the step that writes it: the warehouse's own first, then a row per faskes, item and fund."""
        own = [row for goods in self.goods.values() for row in _own(self.warehouse, goods)]
        funds: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for item, goods in self.goods.items():
            for (code, fund), quantity in goods.shares.by_fund().items():
                funds[code, item].append((fund, quantity))
        return own + [line for row in self.rows for line in self._lines(row, funds[row.site, row.item])]

    def _lines(self, row: Needed, funds: Sequence[tuple[str, int]]) -> list[dict[str, object]]:
        facts, capped = row.need.facts, row.site in self.goods[row.item].shares.capped
        waiting = sum(part.quantity for part in (*facts.coming, *facts.promised))
        head: dict[str, object] = {
            "site": row.site,
            "item": row.item,
            "needed": row.need.quantity,
            "usable": facts.usable,
            "coming": waiting,
            "monthly": None if facts.use.monthly is None else str(facts.use.monthly),
            "reports": len(facts.use.used),
            "capped": "ya" if capped else None,
        }
        if not funds:
            return [head]
        told = [{"fund": fund, "proposed": quantity} for fund, quantity in funds]
        return [{**head, **told[0]}, *({"site": row.site, "item": row.item, **one} for one in told[1:])]


def _own(warehouse: str, goods: Goods) -> list[dict[str, object]]:
    """What the warehouse had of an item, fund by fund, and what of it is kept back."""
    sums: dict[str, int] = defaultdict(int)
    for lot in goods.shelf:
        sums[lot.fund] += lot.quantity
    monthly = None if goods.use.monthly is None else str(Fraction(round(100 * goods.use.monthly), 100))
    head = {"site": warehouse, "item": goods.item, "floor": goods.shares.floor, "monthly": monthly}
    return [{**head, "fund": fund, "usable": quantity} for fund, quantity in sums.items()] or [head]


def drafted(db: sa.Connection, book: str, on: date, rule: str = MONTHS) -> Draft:
    """Work a Rensi out on a day for every faskes the registry lets be served; a fixed number of questions."""
    values = settings(db, book)
    warehouse = str(values["warehouse"])
    may_get, uses = served(db, book, on), consumptions(db, book, on)
    rows = tuple(row for row in needs(db, book, on, uses=uses) if row.site in may_get)
    levels = level_tables(values)
    shelf = shelf_of(db, book, warehouse, on)
    margin = int(str(values["rensi.margin"]))
    goods = {}
    for item in ITEMS:
        own = [row for row in rows if row.item == item]
        use = together([row.need.facts.use.monthly for row in own], uses.of(warehouse, item).monthly)
        goods[item] = _goods(item, own, shelf.get(item, ()), use, levels.of(WAREHOUSE, item), on, margin, rule)
    return Draft(on, rule, warehouse, rows, goods)


def again(goods: Goods, on: date, margin: int, rule: str) -> Shares:
    """The same goods shared by another rule."""
    return shares(goods.claims, goods.shelf, goods.shares.floor, pack_of(goods.item).size, on, margin, rule)


def shelf_of(db: sa.Connection, book: str, warehouse: str, on: date) -> dict[str, tuple[Shelf, ...]]:
    """What may leave the warehouse from a day on, lot by lot of every item; nothing of a batch that is withheld."""
    held = withheld(db, book)
    place = masters.place_ids(db, book, warehouse)[warehouse, SHELF]
    found: dict[str, list[Shelf]] = defaultdict(list)
    for lot in availability.available(db, book, place, on):
        if lot.available > 0 and lot.facts.usable_on(on) and not held.holder(lot.lot):
            found[lot.key.item].append(Shelf(lot.lot, lot.key.fund, lot.facts.expiry, lot.available))
    return {item: tuple(lots) for item, lots in found.items()}


def claim_of(row: Needed) -> Claim:
    """What a faskes asks of an item."""
    facts, levels = row.need.facts, row.need.levels
    asked = facts.position, row.need.quantity or 0, facts.use.monthly
    return Claim(row.site, *asked, levels.minimum, levels.maximum)


def served(db: sa.Connection, book: str, on: date) -> set[str]:
    """The faskes that may be served on a day."""
    known = {code: entry.faskes for code, entry in faskes.entries(db, book).items()}
    facilities = masters.sites(db, book, kind=FACILITY)
    return {code for code, gate in faskes.gates(db, book, known, on).items() if gate.open and code in facilities}


def _goods(
    item: str,
    rows: Sequence[Needed],
    shelf: Sequence[Shelf],
    use: Together,
    levels: Levels,
    on: date,
    margin: int,
    rule: str,
) -> Goods:
    claims = tuple(claim_of(row) for row in rows)
    floor = floor_of(use.monthly, levels.emergency, sum(lot.quantity for lot in shelf))
    given = shares(claims, shelf, floor, pack_of(item).size, on, margin, rule)
    return Goods(item, claims, tuple(shelf), use, given)
