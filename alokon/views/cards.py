"""Kartu stok of a site and an item: what came and went with its document, and the balance after every line.

The card shows the site's shelf and what is reserved there. Balances run over the whole span, per batch and together;
what lines are called is looked up only for those that are shown. All quantities are whole base units.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

import sqlalchemy as sa

from alokon.views.told import Told, tell
from inventory.core.places import CARDED
from inventory.store import queries
from inventory.store.queries import CardRow, Names


class Line(NamedTuple):
    """One line of a card; `row.quantity` is positive for a receipt. `balance` and `lot_balance` stand after it."""

    row: CardRow
    names: Names
    balance: int
    lot_balance: int

    @property
    def received(self) -> int:
        """What came in, 0 for an issue."""
        return max(self.row.quantity, 0)

    @property
    def issued(self) -> int:
        """What went out, 0 for a receipt."""
        return max(-self.row.quantity, 0)


class Opening(NamedTuple):
    """What a batch held before the span."""

    lot: int
    names: Names
    quantity: int


@dataclass(frozen=True)
class Card:
    """The card of a site and an item from `since` to `until`, both included: lines in card order."""

    site: str
    item: str
    since: date
    until: date
    openings: tuple[Opening, ...]
    lines: tuple[Line, ...]

    @property
    def opening(self) -> int:
        """The balance before the span."""
        return sum(one.quantity for one in self.openings)

    @property
    def received(self) -> int:
        """What came in during the span."""
        return sum(line.received for line in self.lines)

    @property
    def issued(self) -> int:
        """What went out during the span."""
        return sum(line.issued for line in self.lines)

    @property
    def closing(self) -> int:
        """The balance after the last line."""
        return self.lines[-1].balance if self.lines else self.opening

    @property
    def batches(self) -> dict[int, Names]:
        """The lots the card knows, by id: those it opened with, then those that came."""
        return {one.lot: one.names for one in self.openings} | {line.row.lot: line.names for line in self.lines}

    @property
    def lot_closings(self) -> dict[int, int]:
        """What each batch holds after the last line."""
        return {one.lot: one.quantity for one in self.openings} | {x.row.lot: x.lot_balance for x in self.lines}

    def of(self, wanted: Callable[[int, Names], bool]) -> "Card":
        """The card of some of its batches, with the balance run over those alone."""
        openings = tuple(one for one in self.openings if wanted(one.lot, one.names))
        lines = [line for line in self.lines if wanted(line.row.lot, line.names)]
        before = sum(one.quantity for one in openings)
        balances = accumulate((line.row.quantity for line in lines), initial=before)
        next(balances)
        run = tuple(line._replace(balance=balance) for line, balance in zip(lines, balances, strict=True))
        return replace(self, openings=openings, lines=run)

    def carried_to(self, line: int) -> int:
        """The balance before the line of an index."""
        return self.lines[line - 1].balance if line else self.opening


def card(db: sa.Connection, book: str, site: str, item: str, since: date, until: date) -> Card:
    """The card of every batch of an item at a site."""
    before = since - timedelta(days=1)
    opening: dict[int, int] = defaultdict(int)
    for h in queries.holdings(db, book, before, sites=[site], items=[item], kinds=CARDED):
        opening[h.lot] += h.quantity
    rows = queries.card(db, book, site, item, since, until, CARDED)
    names = queries.lot_names(db, book, {*opening, *(row.lot for row in rows)})
    openings = [Opening(lot, names[lot], quantity) for lot, quantity in opening.items()]
    openings.sort(key=lambda one: (one.names.facts.expiry or date.max, one.names.key.batch, one.lot))
    return Card(site, item, since, until, tuple(openings), tuple(_run(rows, names, opening)))


def _run(rows: Sequence[CardRow], names: Mapping[int, Names], opening: Mapping[int, int]) -> list[Line]:
    total, by_lot = sum(opening.values()), defaultdict(int, opening)
    lines = []
    for row in rows:
        total += row.quantity
        by_lot[row.lot] += row.quantity
        lines.append(Line(row, names[row.lot], total, by_lot[row.lot]))
    return lines


def told(db: sa.Connection, book: str, site: str, lines: Sequence[Line]) -> list[tuple[Line, Told]]:
    """Lines of a site's card with their documents and the other side in words: four questions for any of them."""
    words = tell(db, book, site, [line.row for line in lines])
    return list(zip(lines, words, strict=True))
