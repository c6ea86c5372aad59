"""The moves in the order of the cards: never below zero, and equal to what is stored of balances and month ends.

One pass over the moves by date gives every card its order, because that order begins with the date.
Codes: `below_zero`, `balance_missing`, `balance_extra`, `balance_differs`, `snapshot_missing`, `snapshot_extra`,
`snapshot_differs`, `snapshot_behind`, `count_differs`.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from inventory.core.errors import Problem
from inventory.core.months import Month
from inventory.core.places import BOUNDED, CARDED, TRACKED
from inventory.proof.findings import Card, Findings, Known, day, month, stream, text
from inventory.store.schema import balance, move, observation, snapshot
from inventory.store.schema import book as book_table

Row = sa.Row[*tuple[Any, ...]]
CARD = ("place", "item", "lot", "consignment")
BALANCE = ("balance_missing", "balance_extra", "balance_differs")
COUNTED = 2**31 - 1
"""The turn of what a count made: behind every event of its slot."""

END = "9999-12-31~"
"""Behind every day that can be written."""

SNAPSHOT = ("snapshot_missing", "snapshot_extra", "snapshot_differs")


def check_cards(db: sa.Connection, book: str, known: Known, found: Findings) -> None:
    """Recompute every card line by line and compare with the stored balances and month ends."""
    sums = _Sums(known, found)
    ends = _MonthEnds(db, book, known, found, sums.now)
    counts = _Counts(db, book, known, found, sums.carded)
    moved_on = text(move.c.moved_on).label("moved_on")
    turn = sa.case((move.c.counted, COUNTED), else_=move.c.event).label("turn")
    columns = (moved_on, move.c.slot, turn, move.c.event, move.c.line, move.c.item, move.c.lot, move.c.quantity)
    ordered = (
        sa.select(*columns, move.c.source, move.c.destination, move.c.consignment)
        .where(move.c.book == book)
        .order_by(move.c.moved_on, move.c.slot, turn, move.c.event, move.c.line)
    )
    for (told, slot, _), lines in groupby(stream(db, ordered), key=lambda row: (str(row[0]), row[1], row[2])):
        ends.before(told[:7])
        counts.before((told, slot))
        sums.add(list(lines))
    ends.finish()
    counts.before((END, 0))
    _compare_balances(db, book, known, found, sums.now)


class _Sums:
    """What every bounded card holds after the lines so far."""

    def __init__(self, known: Known, found: Findings) -> None:
        self.known, self.found = known, found
        self.kinds = {number: at.kind for number, at in known.places.items() if at.kind in BOUNDED}
        self.now: dict[Card, int] = {}
        self.carded: dict[tuple[int, int], int] = {}
        self._told: set[Card] = set()

    def add(self, lines: Sequence[Row]) -> None:
        """Add the lines of one event on one day, or of a slot's counts: receipts before issues."""
        for row in lines:
            card = self._card(row, row.destination)
            if card:
                self.now[card] = self.now.get(card, 0) + row.quantity
                self._put(card, row.quantity)
        for row in lines:
            card = self._card(row, row.source)
            if card:
                left = self.now[card] = self.now.get(card, 0) - row.quantity
                self._put(card, -row.quantity)
                if left < 0 and card not in self._told:
                    self._told.add(card)
                    line = {"day": day(str(row.moved_on)), "event": row.event, "line": row.line, "balance": left}
                    self.found.add(Problem("below_zero", {**self.known.card_facts(card), **line}))

    def _put(self, card: Card, quantity: int) -> None:
        """Keep what stands on the card of the site, (site, lot) → base units."""
        at = self.known.places[card[0]]
        if at.kind in CARDED:
            self.carded[at.site, card[2]] = self.carded.get((at.site, card[2]), 0) + quantity

    def _card(self, row: Row, place: int) -> Card | None:
        kind = self.kinds.get(place)
        return (place, row.item, row.lot, row.consignment if kind in TRACKED else 0) if kind else None


class _Counts:
    """What was seen at counts that stand, each held against the card when the last line before it has been read."""

    def __init__(
        self, db: sa.Connection, book: str, known: Known, found: Findings, carded: Mapping[tuple[int, int], int]
    ) -> None:
        self.known, self.found, self.carded = known, found, carded
        on = text(observation.c.counted_on).label("counted_on")
        columns = (observation.c.site, observation.c.lot, on, observation.c.slot, observation.c.quantity)
        query = sa.select(*columns).where(observation.c.book == book).order_by(observation.c.event)
        latest = {(str(row.counted_on), row.slot, row.site, row.lot): row.quantity for row in stream(db, query)}
        seen = ((key, quantity) for key, quantity in latest.items() if quantity is not None)
        self.waiting = deque(sorted(seen))

    def before(self, position: tuple[str, int]) -> None:
        """Compare every count that lies before the position of the next line."""
        while self.waiting and self.waiting[0][0][:2] < position:
            (told, slot, site, lot), quantity = self.waiting.popleft()
            here = self.carded.get((site, lot), 0)
            if here != quantity:
                key = self.known.lots.get(lot, ("", "", "", 0))
                facts = {"site": self.known.sites.get(site, ("", ""))[0], "item": key[0], "batch": key[1]}
                seen = {"day": day(told), "slot": slot, "counted": quantity, "book": here}
                self.found.add(Problem("count_differs", {**facts, **seen}))


class _MonthEnds:
    """The stored month ends, each held against the sums when the last line of its month has been read."""

    def __init__(self, db: sa.Connection, book: str, known: Known, found: Findings, now: Mapping[Card, int]) -> None:
        self.db, self.book, self.known, self.found, self.now = db, book, known, found, now
        stored = sa.select(snapshot.c.month).where(snapshot.c.book == book).distinct()
        self.stored = set(db.scalars(stored))
        through = db.scalar(sa.select(book_table.c.snapshot_through).where(book_table.c.book == book))
        self.through = month(through) if through else None
        self.next: Month | None = None
        self.newest: Month | None = None

    def before(self, told: str) -> None:
        """Compare every month that ends before the month of the next line."""
        coming = month(told)
        if isinstance(coming, str) or coming == self.newest:
            return
        self.newest = coming
        self._compare_until(coming)

    def finish(self) -> None:
        """Compare the months after the last line, and look for month ends nobody asked for."""
        if isinstance(self.through, Month):
            self._compare_until(self.through.next)
        for extra in sorted(self.stored):
            self._compare(extra, {})
        behind = self.newest and (not isinstance(self.through, Month) or self.through < self.newest.previous)
        if behind and self.newest:
            self.found.add(Problem("snapshot_behind", {"month": self.through, "expected": self.newest.previous}))

    def _compare_until(self, end: Month) -> None:
        if not isinstance(self.through, Month):
            return
        at = self.next or end
        while at < end and at <= self.through:
            self._compare(str(at), {card: quantity for card, quantity in self.now.items() if quantity})
            at = at.next
        self.next = max(at, end)

    def _compare(self, told: str, expected: Mapping[Card, int]) -> None:
        self.stored.discard(told)
        query = sa.select(*(snapshot.c[name] for name in CARD), snapshot.c.quantity)
        rows = stream(self.db, query.where(snapshot.c.book == self.book, snapshot.c.month == told))
        stored = {(row[0], row[1], row[2], row[3]): row[4] for row in rows}
        if stored != expected:
            _tell(self.known, self.found, SNAPSHOT, expected, stored, {"month": month(told)})


def _compare_balances(db: sa.Connection, book: str, known: Known, found: Findings, now: Mapping[Card, int]) -> None:
    query = sa.select(*(balance.c[name] for name in CARD), balance.c.quantity).where(balance.c.book == book)
    stored = {(row[0], row[1], row[2], row[3]): row[4] for row in stream(db, query)}
    expected = {card: quantity for card, quantity in now.items() if quantity or not card[3]}
    _tell(known, found, BALANCE, expected, stored, {})


def _tell(
    known: Known,
    found: Findings,
    codes: tuple[str, str, str],
    expected: Mapping[Card, int],
    stored: Mapping[Card, int],
    more: Mapping[str, object],
) -> None:
    """Every card that is stored otherwise than the moves say: missing, differing, or stored without moves."""
    for card in sorted(expected.keys() | stored.keys()):
        here, there = expected.get(card), stored.get(card)
        if here != there:
            code = codes[0 if there is None else 1 if here is None else 2]
            numbers = {"stored": there, "expected": here or 0}
            found.add(Problem(code, {**known.card_facts(card), **more, **numbers}))
