"""The stock card of a site and an item: its lines with the balance after each, all of a span or the newest alone.

The newest lines are counted back from what lies there at the end of the span, so that the first page of a card costs
the same however long the card is.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

import sqlalchemy as sa

from inventory.store import masters, queries
from inventory.store.amounts import amounts
from inventory.store.masters import Place
from inventory.store.moved import BOOK
from inventory.store.prepared import Among, Prepared, making
from inventory.store.schema import move


class Sheet(NamedTuple):
    """Which card: the places of a site it covers, and the item (None where the book does not know it)."""

    book: str
    own: Mapping[int, Place]
    item: int | None


class CardRow(NamedTuple):
    """One line of a card in card order: `quantity` positive for a receipt, negative for an issue.

    `other_site` and `other_kind` say where the goods came from or went; `consignment` is the case they belong to.
    `balance` is that of the card after the line, `lot_balance` that of the lot.
    """

    moved_on: date
    slot: int
    event: int
    line: int
    lot: int
    quantity: int
    other_site: str
    other_kind: str
    consignment: int
    reverses: int | None
    counted: bool
    balance: int
    lot_balance: int

    @property
    def received(self) -> int:
        """What came in, 0 for an issue."""
        return max(self.quantity, 0)

    @property
    def issued(self) -> int:
        """What went out, 0 for a receipt."""
        return max(-self.quantity, 0)


def sheet(db: sa.Connection, book: str, site: str, item: str, kinds: Collection[str]) -> Sheet:
    """The card of an item at a site's places of some kinds."""
    known = masters.items(db, book).get(item)
    return Sheet(book, queries.places_of(db, book, [site], kinds), known.id if known else None)


def standing(db: sa.Connection, of: Sheet, on: date) -> dict[int, int]:
    """Lot → what the card holds of it at the end of a day; none of 0."""
    sums: dict[int, int] = defaultdict(int)
    for (_, _, lot, _), quantity in amounts(db, of.book, on, of.own, [of.item] if of.item else []).items():
        sums[lot] += quantity
    return dict(sums)


def lines(db: sa.Connection, of: Sheet, since: date, until: date, opening: Mapping[int, int]) -> list[CardRow]:
    """Every line from day to day, in card order; `opening` is what each lot held before.

    Moves between the card's own places (a reservation) do not change it and are left out.
    """
    rows = _lines(len(of.own)).tuples(db, **_asked(of, since, until))
    return _run(db, of.book, sorted(rows), opening)


def newest(
    db: sa.Connection,
    of: Sheet,
    since: date,
    until: date,
    closing: Mapping[int, int],
    most: int,
    lots: Collection[int] | None = None,
) -> list[CardRow]:
    """The last lines from day to day, at most so many, of some lots or of all; `closing` is what each holds after."""
    asked = _asked(of, since, until)
    rows = _newest(len(of.own), lots is not None).tuples(db, **asked, lots=lots, most=most)
    last = sorted(rows)[-most:]
    opening = defaultdict(int, closing)
    for row in last:
        opening[row[LOT]] -= row[QUANTITY]
    return _run(db, of.book, last, opening)


class Turnover(NamedTuple):
    """What came of a lot in a span of days, what went, and in how many lines."""

    received: int
    issued: int
    lines: int


def turnover(db: sa.Connection, of: Sheet, since: date, until: date) -> dict[int, Turnover]:
    """Lot → its turnover from day to day; one sum in the database, however many lines there are."""
    found: dict[int, Turnover] = {}
    for lot, out, quantity, count in _turnover(len(of.own)).tuples(db, **_asked(of, since, until)):
        old = found.get(lot, Turnover(0, 0, 0))
        came, went = (0, quantity) if out else (quantity, 0)
        found[lot] = Turnover(old.received + came, old.issued + went, old.lines + count)
    return found


def _asked(of: Sheet, since: date, until: date) -> dict[str, object]:
    places = {f"place{n}": number for n, number in enumerate(of.own)}
    return {"book": of.book, "item": of.item, "own": of.own.keys(), "since": since, "until": until, **places}


DAY, LOT, QUANTITY, OTHER = 0, 6, 7, 8
"""Where they stand in a row of the questions."""


def _run(db: sa.Connection, book: str, rows: list[Any], opening: Mapping[int, int]) -> list[CardRow]:
    """Ordered rows as lines: days as days, the other side by its codes, and the balances from `opening` on."""
    days = {text: date.fromisoformat(text) for text in set(map(itemgetter(DAY), rows))}
    others = masters.places(db, book, ids=set(map(itemgetter(OTHER), rows)))
    ends = {one.id: (one.site_code, one.kind) for one in others}
    total, by_lot = sum(opening.values()), defaultdict(int, opening)
    found, make = [], making(CardRow)
    for day, slot, phase, event, _, line, lot, quantity, other, consignment, reverses in rows:
        total += quantity
        by_lot[lot] = left = by_lot[lot] + quantity
        site, kind = ends[other]
        own = days[day], slot, event, line, lot, quantity, site, kind, consignment, reverses, phase > 0, total, left
        found.append(make(own))
    return found


SIDES = ((move.c.destination, move.c.source, 0), (move.c.source, move.c.destination, 1))
"""Which end of a move is the card's, which the other, and whether the goods go out."""

_NEWEST_FIRST = [c.desc() for c in (move.c.moved_on, move.c.slot, move.c.counted, move.c.event, move.c.line)]
"""Card order of one side backwards, which an index has as it stands."""


@cache
def _lines(places: int) -> Prepared:
    """All lines of so many places: each place and side is a question of its own, which an index answers."""
    return Prepared(sa.union_all(*_of_each(places, _columns)))


@cache
def _newest(places: int, narrow: bool) -> Prepared:
    """The newest lines of every place and side, of some lots or of all: those of the card are among them."""
    wanted = [Among(move.c.lot, "lots")] if narrow else []
    ordered = [query.where(*wanted).order_by(*_NEWEST_FIRST) for query in _of_each(places, _columns)]
    latest = [query.limit(sa.bindparam("most", type_=sa.Integer)).subquery() for query in ordered]
    return Prepared(sa.union_all(*(sa.select(one) for one in latest)))


@cache
def _turnover(places: int) -> Prepared:
    """The sums of every place and side by lot."""
    return Prepared(sa.union_all(*(query.group_by(move.c.lot) for query in _of_each(places, _sums))))


def _of_each(
    places: int, columns: "Callable[[sa.Column[int], int], list[sa.ColumnElement[Any]]]"
) -> "list[sa.Select[*tuple[Any, ...]]]":
    """The moves of the days over each place and side."""
    within = move.c.moved_on.between(sa.bindparam("since", type_=sa.Date), sa.bindparam("until", type_=sa.Date))
    item = move.c.item == sa.bindparam("item", type_=sa.Integer)
    return [
        sa.select(*columns(far, out)).where(
            move.c.book == BOOK, side == sa.bindparam(f"place{n}", type_=sa.Integer), item, within, ~Among(far, "own")
        )
        for side, far, out in SIDES
        for n in range(places)
    ]


def _columns(far: "sa.Column[int]", out: int) -> "list[sa.ColumnElement[Any]]":
    """A line, beginning with what orders a card as `inventory.core.ledger.card_order` does.

    What documents moved goes by event, and in it what came before what went; what a count's variances moved comes last
    in a slot, all that came before all that went. So the phase is 0 for a document, 1 or 2 for a variance.
    """
    day, counted = sa.cast(move.c.moved_on, sa.String), sa.cast(move.c.counted, sa.Integer)
    phase = counted * _constant(2) if out else counted
    order = [
        day.label("day"),
        move.c.slot,
        phase.label("phase"),
        move.c.event,
        _constant(out).label("out"),
        move.c.line,
    ]
    quantity = -move.c.quantity if out else move.c.quantity
    other = [far.label("far"), move.c.consignment, move.c.reverses_event]
    return [*order, move.c.lot, quantity.label("quantity"), *other]


def _sums(_: "sa.Column[int]", out: int) -> "list[sa.ColumnElement[Any]]":
    """What went over one side: lot, whether it went out, base units, lines."""
    return [move.c.lot, _constant(out), sa.cast(sa.func.sum(move.c.quantity), sa.BigInteger), sa.func.count()]


def _constant(number: int) -> "sa.ColumnElement[int]":
    return sa.literal_column(str(number), sa.Integer)
