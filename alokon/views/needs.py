"""What every faskes needs of every item on a day, with everything the figure rests on.

The stock is the book's; what is on the road or ordered counts for the faskes it goes to, with the number of its paper.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import NamedTuple

import sqlalchemy as sa

from alokon.catalog import ITEMS
from alokon.planning.consumption import Consumption
from alokon.planning.lapsing import Lapse, lapsing
from alokon.planning.levels import Levels, status, stock_months
from alokon.planning.need import Facts, Need, Part, forced
from alokon.store import cases, faskes, papers
from alokon.store.papers import Paper
from alokon.store.settings import settings
from alokon.views.batches import Batch
from alokon.views.consumption import Consumptions, consumptions
from alokon.views.gone import Pair
from alokon.views.levels import level_tables
from alokon.views.stock import OnHand, on_hand
from inventory.core.goods import Pack
from inventory.core.places import FACILITY, RESERVED, SHELF, TRANSIT
from inventory.store import masters, queries

PAPERS = {TRANSIT: "sbbk", RESERVED: "spmb"}
"""Where goods wait on their way to a faskes → the paper that says so."""


class Needed(NamedTuple):
    """An item at a faskes: what it needs, and a key of `planning.levels.STATUSES` for what it has."""

    site: str
    item: str
    need: Need
    status: str

    @property
    def months(self) -> Fraction | None:
        """Months of stock now."""
        return stock_months(self.need.facts.usable, self.need.facts.use.monthly)


def needs(
    db: sa.Connection,
    book: str,
    on: date,
    *,
    sites: Collection[str] | None = None,
    items: Collection[str] | None = None,
    uses: Consumptions | None = None,
) -> list[Needed]:
    """Every item that ever came to a faskes, or is on its way there, by site and item; a fixed number of questions.

    `uses` are the averages of the day, where they are known already.
    """
    goods = list(ITEMS if items is None else items)
    codes = masters.sites(db, book, kind=FACILITY)
    held = {(row.site, row.item): row for row in on_hand(db, book, on, sites=sites, items=items)}
    uses = uses or consumptions(db, book, on, sites=sites, items=goods)
    tables, networks = level_tables(settings(db, book)), faskes.networks(db, book)
    levels = {(item, under): tables.at(item, network=under) for item, under in product(goods, (False, True))}
    waiting = _waiting(db, book, on, goods)
    found = []
    for (code, item), here in held.items():
        if code in codes:
            own = levels[item, code in networks]
            facts = _facts(uses.of(code, item), own, here, on, waiting.get((code, item), {}))
            need = forced(facts, own, pack_of(item))
            found.append(Needed(code, item, need, status(facts.usable, facts.use.monthly, own)))
    return found


def pack_of(item: str) -> Pack:
    """The pack a faskes is given an item in: the unit it reports in (kondom: lusin)."""
    return ITEMS[item].report_unit


def _facts(use: Consumption, levels: Levels, here: OnHand, on: date, waiting: Mapping[str, list[Part]]) -> Facts:
    coming, promised = waiting.get(TRANSIT, ()), waiting.get(RESERVED, ())
    return Facts(use, here.usable, coming, promised, ending(here.batches, use.monthly, levels, on))


def ending(held: Iterable[Batch], monthly: Fraction | None, levels: Levels, on: date) -> list[Lapse]:
    """The usable lots on a shelf that end before the stock would be used up at its maximum, with what will be left."""
    lots = [(b.lot, b.facts.expiry, b.at.get(SHELF, 0)) for b in held if b.usable(on)]
    return lapsing(lots, monthly, levels.maximum, on)


def part_of(quantity: int, case: int, kind: str, issued: Mapping[int, Sequence[Paper]]) -> Part:
    """What a case has waiting in a kind of place, with its paper that says so; `issued` are the papers by case."""
    own = next((p for p in reversed(issued.get(case, ())) if p.kind == PAPERS[kind]), None)
    return Part(quantity, own.number, own.issued_on) if own else Part(quantity, f"berkas {case}")


def _waiting(db: sa.Connection, book: str, on: date, items: Collection[str]) -> dict[Pair, dict[str, list[Part]]]:
    """Site and item → what is on its way there and what is ordered for it, paper by paper."""
    road = queries.holdings(db, book, on, items=items, kinds=list(PAPERS))
    waiting = {h.consignment for h in road}
    to, numbers = cases.sites_of(db, book, waiting), papers.of_cases(db, book, waiting)
    sums: dict[tuple[str, str, str, int], int] = defaultdict(int)
    for h in road:
        if h.consignment in to:
            sums[to[h.consignment], h.item, h.kind, h.consignment] += h.quantity
    found: dict[Pair, dict[str, list[Part]]] = defaultdict(lambda: defaultdict(list))
    for (code, item, kind, case), quantity in sorted(sums.items()):
        found[code, item][kind].append(part_of(quantity, case, kind, numbers))
    return found
