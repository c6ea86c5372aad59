"""What lies where on a day, batch by batch and summed up per site and item, with what is on its way and what is used.

All quantities are whole base units. The card of a site is its shelf and what is reserved there; quarantine, damaged
and expired goods stand beside it. Usable is what lies on the shelf, is not reserved and has not expired.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, cached_property

import sqlalchemy as sa

from alokon.planning.consumption import Consumption
from alokon.planning.levels import stock_months
from alokon.store import cases
from alokon.views.batches import Batch, is_near, item_order, laid_out
from alokon.views.consumption import consumptions
from alokon.views.gone import Pair
from inventory.core import places
from inventory.store import queries
from inventory.store.masters import ROAD_CODE
from inventory.store.prepared import Among, Prepared
from inventory.store.queries import Holding
from inventory.store.schema import item, move, place, site

EMPTY, LAPSED, NEAR, PRESENT = "kosong", "kedaluwarsa", "ed-dekat", "ada"

STATUSES = {
    EMPTY: "Kosong",
    LAPSED: "Ada yang kedaluwarsa",
    NEAR: "ED dekat",
    PRESENT: "Ada",
}
"""How stock stands, in words, the most urgent first."""


@dataclass(frozen=True)
class OnHand:
    """One item at one site on a day; `incoming` is on its way there."""

    site: str
    item: str
    on: date
    batches: tuple[Batch, ...]
    incoming: int

    def at(self, kind: str) -> int:
        """What lies in one kind of place."""
        return sum(batch.at.get(kind, 0) for batch in self.batches)

    @cached_property
    def carded(self) -> int:
        """The balance of the site's card."""
        return sum(batch.carded for batch in self.batches)

    @cached_property
    def usable(self) -> int:
        """What may be handed out on the day."""
        return sum(batch.usable(self.on) for batch in self.batches)

    @cached_property
    def lapsed(self) -> int:
        """What the card still shows, on the shelf or reserved, past its expiry."""
        return sum(batch.lapsed(self.on) for batch in self.batches)

    @cached_property
    def first_out(self) -> Batch | None:
        """The usable batch that expires first, None without one that expires."""
        ending = [b for b in self.batches if b.usable(self.on) and b.facts.expiry]
        return min(ending, key=lambda b: (b.facts.expiry or date.max, b.key.batch), default=None)

    @property
    def value_sen(self) -> int:
        """The value of what the card shows; batches without a price count nothing."""
        return sum(batch.value_sen or 0 for batch in self.batches)

    @property
    def unpriced(self) -> int:
        """Base units on the card that have no price."""
        return sum(batch.carded for batch in self.batches if batch.value_sen is None)

    @property
    def status(self) -> str:
        """A key of `STATUSES`."""
        usable, on = [], self.on
        for batch in self.batches:
            if batch.usable(on):
                usable.append(batch.facts)
            elif batch.lapsed(on):
                return LAPSED
        if not usable:
            return EMPTY
        return NEAR if any(is_near(facts, on) for facts in usable) else PRESENT


@dataclass(frozen=True)
class Stock(OnHand):
    """The same with its average monthly consumption."""

    use: Consumption

    @property
    def months(self) -> Fraction | None:
        """Months of stock: usable ÷ AMC; None without use, or where nobody knows it."""
        return stock_months(self.usable, self.use.monthly)


def stock(
    db: sa.Connection,
    book: str,
    on: date,
    *,
    sites: Collection[str] | None = None,
    items: Collection[str] | None = None,
) -> list[Stock]:
    """Every item at every site that holds it, has held it, or has it coming, at the end of a day, and its use."""
    return with_use(db, book, on_hand(db, book, on, sites=sites, items=items))


def on_hand(
    db: sa.Connection,
    book: str,
    on: date,
    *,
    sites: Collection[str] | None = None,
    items: Collection[str] | None = None,
) -> list[OnHand]:
    """Every item at every site that holds it, has held it, or has it coming, at the end of a day."""
    at = None if sites is None else {*sites, ROAD_CODE}
    held = queries.holdings(db, book, on, sites=at, items=items)
    here: dict[Pair, list[Batch]] = defaultdict(list)
    for batch in laid_out(db, book, held):
        here[batch.site, batch.item].append(batch)
    coming = _coming(db, book, held, sites)
    pairs = {*here, *coming, *known_pairs(db, book, on, sites=sites, items=items)}
    ordered = sorted((site, item_order(item), item) for site, item in pairs)
    return [
        OnHand(site, item, on, tuple(here.get((site, item), ())), coming.get((site, item), 0))
        for site, _, item in ordered
    ]


def with_use(db: sa.Connection, book: str, rows: Sequence[OnHand]) -> list[Stock]:
    """Rows of one day with their averages; it costs as much as there are sites in them."""
    if not rows:
        return []
    averages = consumptions(db, book, rows[0].on, sites={row.site for row in rows}, items={row.item for row in rows})
    return [
        Stock(row.site, row.item, row.on, row.batches, row.incoming, averages.of(row.site, row.item)) for row in rows
    ]


def incoming(
    db: sa.Connection,
    book: str,
    on: date,
    *,
    sites: Collection[str] | None = None,
    items: Collection[str] | None = None,
) -> dict[Pair, int]:
    """What is on its way to each faskes at the end of a day."""
    return _coming(db, book, queries.holdings(db, book, on, items=items, kinds=[places.TRANSIT]), sites)


def _coming(db: sa.Connection, book: str, held: Iterable[Holding], sites: Collection[str] | None) -> dict[Pair, int]:
    """What is on its way by where its case sends it."""
    road = [h for h in held if h.kind == places.TRANSIT]
    to = cases.sites_of(db, book, {h.consignment for h in road})
    sums: dict[Pair, int] = defaultdict(int)
    for h in road:
        code = to.get(h.consignment)
        if code is not None and (sites is None or code in sites):
            sums[code, h.item] += h.quantity
    return dict(sums)


def known_pairs(
    db: sa.Connection,
    book: str,
    on: date,
    *,
    sites: Collection[str] | None = None,
    items: Collection[str] | None = None,
) -> set[Pair]:
    """Sites and the items that have come to their shelf by a day, whatever is left of them."""
    asked: dict[str, object] = {"book": book, "on": on}
    for name, wanted in (("sites", sites), ("items", items)):
        if wanted is not None:
            asked[name] = wanted
    return set(_known(frozenset(asked)).tuples(db, **asked))


@cache
def _known(asked: frozenset[str]) -> Prepared:
    """Every shelf and item, and of each the first move that came: as many looks as shelves and items, never moves."""
    book = sa.bindparam("book", type_=sa.String)
    came = (move.c.book == book, move.c.destination == place.c.id, move.c.item == item.c.id)
    first = sa.select(sa.func.min(move.c.moved_on)).where(*came).scalar_subquery()
    query = (
        sa.select(site.c.code, item.c.code)
        .join_from(place, site, (site.c.book == place.c.book) & (site.c.id == place.c.site))
        .join(item, item.c.book == place.c.book)
        .where(place.c.book == book, place.c.kind == places.SHELF, first <= sa.bindparam("on", type_=sa.Date))
    )
    for column, name in ((site.c.code, "sites"), (item.c.code, "items")):
        if name in asked:
            query = query.where(Among(column, name))
    return Prepared(query)
