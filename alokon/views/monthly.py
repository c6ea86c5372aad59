"""A month of a site: opening, the codes of R/II/KB, closing; each from its own source, so that a proof can compare.

Opening and closing are balances of the book on two days; the codes are the month's moves. All in base units.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon import siga
from inventory.core.months import Month
from inventory.core.places import CARDED
from inventory.store import queries


class Key(NamedTuple):
    """One row of a monthly report: a site (its code), an item (its code) and a fund."""

    site: str
    item: str
    fund: str


class Mutation(NamedTuple):
    """A month of one key: `counts` has every code and `lainnya` (signed); `closing` is the book's own balance."""

    opening: int
    counts: dict[str, int]
    closing: int

    @property
    def computed(self) -> int:
        """What the closing must be by the month's own figures."""
        return siga.saldo_akhir(self.counts)

    @property
    def moved(self) -> bool:
        """Whether there is anything to report."""
        return bool(self.opening or self.closing or any(self.counts.values()))


def mutations(db: sa.Connection, book: str, month: Month, sites: Collection[str] | None = None) -> dict[Key, Mutation]:
    """The month of every site × item × fund that has anything to report, of the sites asked for or of all."""
    funds = {number: named.key.fund for number, named in queries.lot_names(db, book).items()}
    opening = _held(db, book, month.previous.last, funds, sites)
    closing = _held(db, book, month.last, funds, sites)
    flows: dict[Key, list[siga.Flow]] = defaultdict(list)
    for f in queries.flows(db, book, month.first, month.last, CARDED, sites=sites):
        flow = siga.Flow(f.other_kind, f.direction, f.other_site_kind, f.quantity, f.reversal)
        flows[Key(f.site, f.item, funds[f.lot])].append(flow)
    keys = sorted({*opening, *closing, *flows})
    found = {k: Mutation(opening[k], siga.tally(opening[k], flows[k]), closing[k]) for k in keys}
    return {key: row for key, row in found.items() if row.moved}


def _held(
    db: sa.Connection, book: str, day: date, funds: dict[int, str], sites: Collection[str] | None
) -> dict[Key, int]:
    sums: dict[Key, int] = defaultdict(int)
    for h in queries.holdings(db, book, day, sites=sites, kinds=CARDED):
        sums[Key(h.site, h.item, funds[h.lot])] += h.quantity
    return sums


class Movement(NamedTuple):
    """What went in or out of a site's card in a span of days, by what stood on the other side. `lot` is a lot id."""

    site: str
    item: str
    fund: str
    lot: int
    direction: str
    other_kind: str
    other_site: str
    other_site_kind: str
    quantity: int


def movements(
    db: sa.Connection, book: str, since: date, until: date, sites: Collection[str] | None = None
) -> list[Movement]:
    """Movements over the cards of sites, reversals already taken from the column they undo (so it may be negative)."""
    funds = {number: named.key.fund for number, named in queries.lot_names(db, book).items()}
    rows = []
    for f in queries.flows(db, book, since, until, CARDED, sites=sites):
        direction = f.direction if not f.reversal else ("out" if f.direction == "in" else "in")
        quantity = -f.quantity if f.reversal else f.quantity
        far = (f.other_kind, f.other_site, f.other_site_kind)
        rows.append(Movement(f.site, f.item, funds[f.lot], f.lot, direction, *far, quantity))
    return rows
