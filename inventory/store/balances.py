"""Current balances of bounded places: a projection of the moves that the writer keeps in the same transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from inventory.core.ledger import CardKey, CardLine, Move
from inventory.core.places import BOUNDED, TRACKED
from inventory.store import masters
from inventory.store.among_rows import AmongRows
from inventory.store.masters import Place
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import balance, move


def card_lines(moves: Sequence[tuple[int, int, Move]], places: Mapping[int, Place]) -> dict[CardKey, list[CardLine]]:
    """The lines that moves (event, line, move) write on the cards of bounded places."""
    tracked = {number: place.kind in TRACKED for number, place in places.items() if place.kind in BOUNDED}
    cards: dict[CardKey, list[CardLine]] = defaultdict(list)
    for event, line, (_, lot, quantity, source, destination, day, slot, consignment, _, counted) in moves:
        assert isinstance(lot, int)
        for place, outgoing, delta in ((source, True, -quantity), (destination, False, quantity)):
            if place in tracked:
                card = CardKey(place, lot, consignment if tracked[place] else 0)
                cards[card].append(CardLine(day, slot, event, outgoing, line, delta, counted))
    return dict(cards)


LYING = balance.c.quantity > sa.literal_column("0")
"""Balances that are not empty, said so that both databases take the index of those alone."""

AT_PLACES = Prepared(
    sa.select(balance.c.place, balance.c.lot, balance.c.consignment, balance.c.quantity).where(
        balance.c.book == sa.bindparam("book"),
        Among(balance.c.place, "places"),
        Among(balance.c.item, "items"),
        Among(balance.c.lot, "lots"),
        LYING,
    )
)
CURRENT = Prepared(
    sa.select(balance.c.place, balance.c.lot, balance.c.consignment, balance.c.quantity).where(
        balance.c.book == sa.bindparam("book"),
        AmongRows((balance.c.place, balance.c.item, balance.c.lot, balance.c.consignment), "cards"),
    )
)


DONE = Prepared(balance.delete().where(*(column == sa.bindparam(column.name) for column in balance.primary_key)))


def _select_lines(within: "sa.ColumnElement[bool]") -> "sa.CompoundSelect[*tuple[Any, ...]]":
    """Moves of some items and lots into or out of some places; every name asked for is bound."""
    own = sa.select(move).where(
        move.c.book == sa.bindparam("book"), Among(move.c.item, "items"), Among(move.c.lot, "lots"), within
    )
    return sa.union(*(own.where(Among(side, "places")) for side in (move.c.source, move.c.destination)))


_DAY, _SLOT = sa.bindparam("day", type_=sa.Date), sa.bindparam("slot", type_=sa.Integer)
_AFTER = sa.tuple_(move.c.moved_on, move.c.slot) >= sa.tuple_(_DAY, _SLOT + 1)
_BEHIND = sa.tuple_(move.c.moved_on, move.c.slot, move.c.counted) >= sa.tuple_(_DAY, _SLOT, sa.true())
LINES_AFTER = Prepared(_select_lines(_AFTER))
LINES_BEHIND = Prepared(_select_lines(_BEHIND))
LINES_SINCE = Prepared(_select_lines(move.c.moved_on >= _DAY))
"""Compared as the indexes of `move` are sorted, and from the first line in question on: SQLite reads the equal ones too
where it is asked for the greater."""


def current(db: sa.Connection, book: str, cards: Mapping[CardKey, int]) -> dict[CardKey, int]:
    """The balance now of each card (with its item) that has one."""
    if not cards:
        return {}
    asked = [(card.place, item, card.lot, card.consignment) for card, item in cards.items()]
    rows = CURRENT.rows(db, book=book, cards=asked)
    return {CardKey(place, lot, consignment): quantity for place, lot, consignment, quantity in rows}


def lines_after(
    db: sa.Connection, book: str, cards: Mapping[CardKey, int], day: date, slot: int
) -> dict[CardKey, list[CardLine]]:
    """What is already written on the cards (each with its item) behind a day's slot; usually nothing."""
    return _lines(db, book, cards, LINES_AFTER, {"day": day, "slot": slot})


def lines_behind(
    db: sa.Connection, book: str, cards: Mapping[CardKey, int], day: date, slot: int
) -> dict[CardKey, list[CardLine]]:
    """What is written behind a document of a day's slot: what came after the slot, and what the slot's count made."""
    return _lines(db, book, cards, LINES_BEHIND, {"day": day, "slot": slot})


def lines_since(db: sa.Connection, book: str, cards: Mapping[CardKey, int], day: date) -> dict[CardKey, list[CardLine]]:
    """What is already written on the cards (each with its item) on or after a day."""
    return _lines(db, book, cards, LINES_SINCE, {"day": day})


def _lines(
    db: sa.Connection,
    book: str,
    cards: Mapping[CardKey, int],
    statement: Prepared,
    since: Mapping[str, object],
) -> dict[CardKey, list[CardLine]]:
    if not cards:
        return {}
    at, lots, items = {c.place for c in cards}, {c.lot for c in cards}, set(cards.values())
    rows = statement.rows(db, book=book, places=at, lots=lots, items=items, **since)
    if not rows:
        return {}
    read = [(row.event, row.line, move_of(row)) for row in rows]
    places = {found.id: found for found in masters.places(db, book, ids=at)}
    return {card: lines for card, lines in card_lines(read, places).items() if card in cards}


def move_of(row: Any) -> Move:
    """A row of the move table as a move."""
    undone = None if row.reverses_event is None else (row.reverses_event, row.reverses_line)
    return Move(
        row.item,
        row.lot,
        row.quantity,
        row.source,
        row.destination,
        row.moved_on,
        row.slot,
        row.consignment,
        undone,
        row.counted,
    )


def store(db: sa.Connection, book: str, rows: Sequence[tuple[CardKey, int, int]]) -> None:
    """Write the new balance of each (card, item, quantity).

    A shelf that has run out keeps its row, which says that the goods were there; a consignment that is done does not.
    """
    kept: list[dict[str, object]] = []
    done: list[dict[str, object]] = []
    for (place, lot, consignment), item, quantity in rows:
        row = {
            "book": book,
            "place": place,
            "item": item,
            "lot": lot,
            "consignment": consignment,
            "quantity": quantity,
        }
        (done if consignment and not quantity else kept).append(row)
    upsert(db, balance, kept)
    DONE.write(db, done)


def upsert(db: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows, or replace what is not the key of those whose key is there already."""
    _upserting(table).write(db, rows)


@cache
def _upserting(table: sa.Table) -> Prepared:
    return Prepared(partial(_upsert, table))


def _upsert(table: sa.Table, dialect: str) -> sa.Insert:
    statement = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)
    keys = [column.name for column in table.primary_key]
    fresh = {column.name: statement.excluded[column.name] for column in table.c if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=fresh)
