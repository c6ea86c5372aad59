"""The book's events as pages show them: newest first, and one with its moves; what happened, by whom, when recorded."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon.sop.registry import KEPT_APART, is_kept_apart
from inventory.store.chain import head_code
from inventory.store.schema import book as book_table
from inventory.store.schema import event, item, lot, move, place, site

SEALED = "sealed"
"""The family under which all events of sealed files are found, whatever step they were."""

MOST_MOVES = 500
"""How many moves of one event are shown; an imported month has thousands."""


class Event(NamedTuple):
    """An event in a list, with its payload as it was written; of a sealed file only that there was a step."""

    seq: int
    kind: str
    occurred_on: date
    recorded_at: datetime
    actor: str
    corrects: int | None
    digest: str
    payload: Mapping[str, Any]

    @property
    def code(self) -> str:
        """The short code of its digest, as paper carries it."""
        return head_code(self.digest)

    @property
    def case(self) -> int | None:
        """The case it is a step of, None for any other."""
        number = self.payload.get("case")
        return number if isinstance(number, int) else None

    @property
    def paper(self) -> str | None:
        """The number of the paper it issued, if any."""
        number = self.payload.get("paper")
        return number if isinstance(number, str) else None

    @property
    def site(self) -> str | None:
        """The code of the site it is about, if it says so."""
        code = self.payload.get("site")
        return code if isinstance(code, str) else None


class Moved(NamedTuple):
    """A move in words: names of item and sites, kinds of places; `reverses` is (event, line).

    `counted`: no document moved these goods, a count did.
    """

    event: int
    line: int
    item: str
    unit: str
    batch: str
    fund: str
    quantity: int
    source: str
    source_kind: str
    destination: str
    destination_kind: str
    moved_on: date
    counted: bool
    reverses: tuple[int, int] | None


@dataclass(frozen=True)
class Detail:
    """One event: its moves (the first `MOST_MOVES` of `count`), the digest before it, and what corrected it, if any."""

    event: Event
    previous: str
    moves: tuple[Moved, ...]
    count: int
    corrected_by: int | None
    newest: int


class Head(NamedTuple):
    """The newest event of a book and its short code."""

    seq: int
    code: str


def head(db: sa.Connection, book: str) -> Head:
    """Where the book stands."""
    row = db.execute(sa.select(book_table).where(book_table.c.book == book)).one()
    return Head(row.head_seq, head_code(row.head_digest))


def events(
    db: sa.Connection,
    book: str,
    *,
    before: int | None = None,
    after: int | None = None,
    family: str = "",
    actor: str = "",
    limit: int = 50,
) -> list[Event]:
    """Events newest first, at most `limit`: those before one, or the nearest after one, of a family of kinds or by an
    actor where asked. A family is what stands before the dot of a kind.
    """
    query = _select(book)
    if before is not None:
        query = query.where(event.c.seq < before)
    if after is not None:
        query = query.where(event.c.seq > after)
    if family:
        families = (family, *KEPT_APART) if family == SEALED else (family,)
        query = query.where(sa.or_(*(event.c.kind.startswith(f"{one}.", autoescape=True) for one in families)))
    if actor:
        query = query.where(event.c.actor == actor)
    order = event.c.seq.asc() if after is not None else event.c.seq.desc()
    found = [_read(row) for row in db.execute(query.order_by(order).limit(limit))]
    return sorted(found, key=lambda one: -one.seq)


def detail(db: sa.Connection, book: str, seq: int) -> Detail | None:
    """One event, in five questions; None when the book has not come to it."""
    row = db.execute(_select(book, event.c.previous).where(event.c.seq == seq)).first()
    if row is None:
        return None
    count = sa.select(sa.func.count()).select_from(move).where(move.c.book == book, move.c.event == seq)
    found = _read(row)
    later = sa.select(event.c.seq).where(event.c.book == book, event.c.corrects == seq)
    return Detail(
        event=found,
        previous=row.previous,
        moves=tuple(moves(db, book, [seq], MOST_MOVES)),
        count=db.scalar(count) or 0,
        corrected_by=db.scalar(later),
        newest=head(db, book).seq,
    )


def _select(book: str, *more: "sa.Column[Any]") -> "sa.Select[*tuple[Any, ...]]":
    columns = [event.c[name] for name in Event._fields]
    return sa.select(*columns, *more).where(event.c.book == book)


def _read(row: "sa.Row[*tuple[Any, ...]]") -> Event:
    *held, text = tuple(row)[: len(Event._fields)]
    if is_kept_apart(held[1]):
        held[1], text = f"{SEALED}.step", "{}"
    payload = json.loads(text)
    told = payload if isinstance(payload, dict) else {"": payload}
    return Event._make((*held[:3], datetime.fromisoformat(held[3]), *held[4:], told))


def moves(db: sa.Connection, book: str, seqs: Collection[int], limit: int | None = None) -> list[Moved]:
    """The moves of events in the order of the book, at most `limit`."""
    here, there = place.alias("here"), place.alias("there")
    home, away = site.alias("home"), site.alias("away")
    query = (
        sa.select(
            move.c.event, move.c.line, item.c.name, item.c.unit, lot.c.batch, lot.c.fund, move.c.quantity,
            home.c.name, here.c.kind, away.c.name, there.c.kind, move.c.moved_on, move.c.counted,
            move.c.reverses_event, move.c.reverses_line,
        )
        .join_from(move, item, (item.c.book == move.c.book) & (item.c.id == move.c.item))
        .join(lot, (lot.c.book == move.c.book) & (lot.c.id == move.c.lot))
        .join(here, (here.c.book == move.c.book) & (here.c.id == move.c.source))
        .join(home, (home.c.book == move.c.book) & (home.c.id == here.c.site))
        .join(there, (there.c.book == move.c.book) & (there.c.id == move.c.destination))
        .join(away, (away.c.book == move.c.book) & (away.c.id == there.c.site))
        .where(move.c.book == book, move.c.event.in_(seqs))
        .order_by(move.c.event, move.c.line)
        .limit(limit)
    )  # fmt: skip
    return [Moved._make((*row[:13], (row[13], row[14]) if row[13] else None)) for row in db.execute(query)]
