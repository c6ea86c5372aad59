"""Current balances of bounded places: a projection of the moves that the writer keeps in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from inventory.core.ledger import CardKey, CardLine, Move
from inventory.core.places import BOUNDED, TRACKED
from inventory.store import masters
from inventory.store.masters import Place
from inventory.store.schema import balance, move


def card_lines(moves: Sequence[tuple[int, int, Move]], places: Mapping[int, Place]) -> dict[CardKey, list[CardLine]]:
    """The lines that moves (event, line, move) write on the cards of bounded places."""
    cards: dict[CardKey, list[CardLine]] = defaultdict(list)
    for event, line, m in moves:
        assert isinstance(m.lot, int)
        for place, outgoing in ((m.source, True), (m.destination, False)):
            kind = places[place].kind if place in places else None
            if kind in BOUNDED:
                card = CardKey(place, m.lot, m.consignment if kind in TRACKED else 0)
                delta = -m.quantity if outgoing else m.quantity
                cards[card].append(CardLine(m.moved_on, m.slot, event, outgoing, line, delta))
    return dict(cards)


CURRENT = sa.select(balance.c.place, balance.c.lot, balance.c.consignment, balance.c.quantity).where(
    balance.c.book == sa.bindparam("book"),
    balance.c.place.in_(sa.bindparam("places", expanding=True)),
    balance.c.lot.in_(sa.bindparam("lots", expanding=True)),
    balance.c.consignment.in_(sa.bindparam("consignments", expanding=True)),
)


def _select_lines(within: "sa.ColumnElement[bool]") -> "sa.CompoundSelect[*tuple[Any, ...]]":
    """Moves of some items and lots into or out of some places; every name asked for is bound."""
    items = move.c.item.in_(sa.bindparam("items", expanding=True))
    lots = move.c.lot.in_(sa.bindparam("lots", expanding=True))
    own = sa.select(move).where(move.c.book == sa.bindparam("book"), items, lots, within)
    sides = (move.c.source, move.c.destination)
    return sa.union(*(own.where(side.in_(sa.bindparam("places", expanding=True))) for side in sides))


_DAY = sa.bindparam("day", type_=sa.Date)
LINES_AFTER = _select_lines(
    (move.c.moved_on > _DAY) | ((move.c.moved_on == _DAY) & (move.c.slot > sa.bindparam("slot")))
)
LINES_SINCE = _select_lines(move.c.moved_on >= _DAY)


def current(db: sa.Connection, book: str, cards: Iterable[CardKey]) -> dict[CardKey, int]:
    """The balance now of each card that has one."""
    wanted = set(cards)
    if not wanted:
        return {}
    places, lots, consignments = (list(set(column)) for column in zip(*wanted, strict=True))
    asked = {"book": book, "places": places, "lots": lots, "consignments": consignments}
    rows = db.execute(CURRENT, asked)
    found = {CardKey(place, lot, consignment): quantity for place, lot, consignment, quantity in rows}
    return {card: quantity for card, quantity in found.items() if card in wanted}


def lines_after(
    db: sa.Connection, book: str, cards: Mapping[CardKey, int], day: date, slot: int
) -> dict[CardKey, list[CardLine]]:
    """What is already written on the cards (each with its item) behind a day's slot; usually nothing."""
    return _lines(db, book, cards, LINES_AFTER, {"day": day, "slot": slot})


def lines_since(db: sa.Connection, book: str, cards: Mapping[CardKey, int], day: date) -> dict[CardKey, list[CardLine]]:
    """What is already written on the cards (each with its item) on or after a day."""
    return _lines(db, book, cards, LINES_SINCE, {"day": day})


def _lines(
    db: sa.Connection,
    book: str,
    cards: Mapping[CardKey, int],
    statement: "sa.CompoundSelect[*tuple[Any, ...]]",
    since: Mapping[str, object],
) -> dict[CardKey, list[CardLine]]:
    if not cards:
        return {}
    at, lots, items = {c.place for c in cards}, {c.lot for c in cards}, set(cards.values())
    asked = {"book": book, "places": list(at), "lots": list(lots), "items": list(items), **since}
    read = [(row.event, row.line, move_of(row)) for row in db.execute(statement, asked).all()]
    if not read:
        return {}
    places = {found.id: found for found in masters.places(db, book, ids=at)}
    return {card: lines for card, lines in card_lines(read, places).items() if card in cards}


def move_of(row: "sa.Row[*tuple[Any, ...]]") -> Move:
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
    )


def store(db: sa.Connection, book: str, rows: Sequence[tuple[CardKey, int, int]]) -> None:
    """Write the new balance of each (card, item, quantity)."""
    if rows:
        upsert(db, balance, [_row(book, card, item, quantity) for card, item, quantity in rows])


def _row(book: str, card: CardKey, item: int, quantity: int) -> dict[str, object]:
    return {"book": book, "item": item, "quantity": quantity, **card._asdict()}


def upsert(db: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows, or replace what is not the key of those whose key is there already."""
    db.execute(_upsert(table, db.dialect.name), rows)


@cache
def _upsert(table: sa.Table, dialect: str) -> sa.Insert:
    statement = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)
    keys = [column.name for column in table.primary_key]
    fresh = {column.name: statement.excluded[column.name] for column in table.c if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=fresh)
