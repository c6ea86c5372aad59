"""What lies where on a day, batch by batch and summed up per site and item, with what is on its way and what is used.

All quantities are whole base units. The card of a site is its shelf and what is reserved there; quarantine, damaged
and expired goods stand beside it. Usable is what lies on the shelf, is not reserved and has not expired.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

import sqlalchemy as sa

from alokon.store.schema import casefile
from alokon.views.batches import Batch, batches, is_near, item_order
from alokon.views.usage import Pair, Use, use_before
from inventory.core import places
from inventory.store import queries
from inventory.store.schema import balance, item, move, place, site

EMPTY, LAPSED, NEAR, PRESENT = "kosong", "kedaluwarsa", "ed-dekat", "ada"

STATUSES = {
    EMPTY: "Kosong",
    LAPSED: "Ada yang kedaluwarsa",
    NEAR: "ED dekat",
    PRESENT: "Ada",
}
"""How stock stands, in words, the most urgent first."""


@dataclass(frozen=True)
class Stock:
    """One item at one site on a day; `incoming` is on its way there, `use` what the last reported months took."""

    site: str
    item: str
    on: date
    batches: tuple[Batch, ...]
    incoming: int
    use: Use

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

    @cached_property
    def value_sen(self) -> int:
        """The value of what the card shows; batches without a price count nothing."""
        return sum(batch.value_sen or 0 for batch in self.batches)

    @property
    def unpriced(self) -> int:
        """Base units on the card that have no price."""
        return sum(batch.carded for batch in self.batches if batch.value_sen is None)

    @property
    def months(self) -> Fraction | None:
        """Months of stock: usable ÷ monthly use; None without reported use."""
        monthly = self.use.monthly
        return Fraction(self.usable) / monthly if monthly else None

    @cached_property
    def status(self) -> str:
        """A key of `STATUSES`."""
        if not self.usable and not self.lapsed:
            return EMPTY
        if self.lapsed:
            return LAPSED
        first = self.first_out
        return NEAR if first is not None and is_near(first.facts, self.on) else PRESENT


def stock(
    db: sa.Connection,
    book: str,
    on: date,
    *,
    sites: Collection[str] | None = None,
    items: Collection[str] | None = None,
) -> list[Stock]:
    """Every item at every site that holds it, has held it, or has it coming, at the end of a day."""
    here: dict[Pair, list[Batch]] = defaultdict(list)
    for batch in batches(db, book, on, sites=sites, items=items):
        here[batch.site, batch.item].append(batch)
    coming = incoming(db, book, on, sites=sites, items=items)
    usage = use_before(db, book, on, sites)
    pairs = {*here, *coming, *known_pairs(db, book, on, sites=sites, items=items)}
    return [
        Stock(*pair, on, tuple(here.get(pair, ())), coming.get(pair, 0), usage.of(*pair))
        for pair in sorted(pairs, key=lambda pair: (pair[0], item_order(pair[1])))
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
    held = queries.holdings(db, book, on, items=items, kinds=[places.TRANSIT])
    bound = (
        sa.select(casefile.c.id, site.c.code)
        .join_from(casefile, site, (site.c.book == casefile.c.book) & (site.c.id == casefile.c.site))
        .where(casefile.c.book == book, casefile.c.id.in_({h.consignment for h in held}))
    )
    to = {row.id: row.code for row in db.execute(bound)}
    sums: dict[Pair, int] = defaultdict(int)
    for h in held:
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
    """Sites and the items they have had on their shelf by a day, whatever is left of them."""
    same = (move.c.destination == balance.c.place, move.c.item == balance.c.item, move.c.lot == balance.c.lot)
    came = sa.exists().where(move.c.book == book, *same, move.c.moved_on <= on)
    query = (
        sa.select(site.c.code, item.c.code)
        .join_from(balance, place, (place.c.book == book) & (place.c.id == balance.c.place))
        .join(site, (site.c.book == book) & (site.c.id == place.c.site))
        .join(item, (item.c.book == book) & (item.c.id == balance.c.item))
        .where(balance.c.book == book, place.c.kind == places.SHELF, came)
        .distinct()
    )
    for column, wanted in ((site.c.code, sites), (item.c.code, items)):
        if wanted is not None:
            query = query.where(column.in_(wanted))
    return {(code, goods) for code, goods in db.execute(query)}
