"""Kartu stok of a site and an item: what came and went with its document, and the balance after every line.

The card shows the site's shelf and what is reserved there. Balances run over the whole span, per batch and together;
what lines are called is looked up only for those that are shown. All quantities are whole base units.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

import sqlalchemy as sa

from alokon.views.told import Told, tell
from inventory.core.places import CARDED
from inventory.store import queries, stock_cards
from inventory.store.queries import Names
from inventory.store.stock_cards import CardRow, Turnover

Wanted = Callable[[int, Names], bool]
"""Whether a batch, by its lot id and what it is called, is on the card."""


@dataclass(frozen=True)
class Card:
    """The card of a site and an item from `since` to `until`, both included: lines in card order.

    `openings` is what batches held before the span, the first to expire first; `names` what every lot is called.
    """

    site: str
    item: str
    since: date
    until: date
    names: Mapping[int, Names]
    openings: Mapping[int, int]
    lines: tuple[CardRow, ...]

    @property
    def opening(self) -> int:
        """The balance before the span."""
        return sum(self.openings.values())

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
        return {lot: self.names[lot] for lot in self.lot_closings}

    @property
    def lot_closings(self) -> dict[int, int]:
        """What each batch holds after the last line."""
        return {**self.openings, **{line.lot: line.lot_balance for line in self.lines}}

    def of(self, wanted: Wanted) -> "Card":
        """The card of some of its batches, with the balance run over those alone."""
        openings = {lot: quantity for lot, quantity in self.openings.items() if wanted(lot, self.names[lot])}
        lines = [line for line in self.lines if wanted(line.lot, self.names[line.lot])]
        balances = accumulate((line.quantity for line in lines), initial=sum(openings.values()))
        next(balances)
        run = tuple(line._replace(balance=balance) for line, balance in zip(lines, balances, strict=True))
        return replace(self, openings=openings, lines=run)


def card(db: sa.Connection, book: str, site: str, item: str, since: date, until: date) -> Card:
    """The card of every batch of an item at a site, whole."""
    sheet = stock_cards.sheet(db, book, site, item, CARDED)
    opening = stock_cards.standing(db, sheet, since - timedelta(days=1))
    lines = stock_cards.lines(db, sheet, since, until, opening)
    names = queries.lot_names(db, book, {*opening, *(line.lot for line in lines)})
    return Card(site, item, since, until, names, _by_expiry(opening, names), tuple(lines))


class Span(NamedTuple):
    """What a batch held before a span, what came and went, and in how many lines."""

    names: Names
    opening: int
    turnover: Turnover

    @property
    def closing(self) -> int:
        """What it holds after the span."""
        return self.opening + self.turnover.received - self.turnover.issued


@dataclass(frozen=True)
class Page:
    """The newest lines of a card, and its sums: `whole` has every batch of the span, `batches` those asked for."""

    whole: Mapping[int, Span]
    batches: Mapping[int, Span]
    lines: tuple[CardRow, ...]

    @property
    def opening(self) -> int:
        """The balance before the span."""
        return sum(one.opening for one in self.batches.values())

    @property
    def received(self) -> int:
        """What came in during the span."""
        return sum(one.turnover.received for one in self.batches.values())

    @property
    def issued(self) -> int:
        """What went out during the span."""
        return sum(one.turnover.issued for one in self.batches.values())

    @property
    def closing(self) -> int:
        """The balance after the span."""
        return self.opening + self.received - self.issued

    @property
    def count(self) -> int:
        """How many lines the span has in all."""
        return sum(one.turnover.lines for one in self.batches.values())


def page(
    db: sa.Connection, book: str, site: str, item: str, since: date, until: date, wanted: Wanted, most: int | None
) -> Page:
    """The newest lines of the batches wanted, at most so many or (None) all, with the sums of the whole span."""
    sheet = stock_cards.sheet(db, book, site, item, CARDED)
    opening = stock_cards.standing(db, sheet, since - timedelta(days=1))
    moved = stock_cards.turnover(db, sheet, since, until)
    names = queries.lot_names(db, book, {*opening, *moved})
    ordered = [*_by_expiry(opening, names), *sorted(moved.keys() - opening.keys())]
    whole = {lot: Span(names[lot], opening.get(lot, 0), moved.get(lot, STILL)) for lot in ordered}
    batches = {lot: one for lot, one in whole.items() if wanted(lot, one.names)}
    closing = {lot: one.closing for lot, one in batches.items()}
    lots = None if len(batches) == len(whole) else batches.keys()
    found = Page(whole, batches, ())
    count = found.count if most is None else min(most, found.count)
    lines = stock_cards.newest(db, sheet, since, until, closing, count, lots)
    return replace(found, lines=tuple(lines))


STILL = Turnover(0, 0, 0)
"""The turnover of a batch that only lay there."""


def _by_expiry(opening: Mapping[int, int], names: Mapping[int, Names]) -> dict[int, int]:
    order = sorted(opening, key=lambda lot: (names[lot].facts.expiry or date.max, names[lot].key.batch, lot))
    return {lot: opening[lot] for lot in order}


def told(db: sa.Connection, book: str, site: str, lines: Sequence[CardRow]) -> list[tuple[CardRow, Told]]:
    """Lines of a site's card with their documents and the other side in words: four questions for any of them."""
    return list(zip(lines, tell(db, book, site, lines), strict=True))
