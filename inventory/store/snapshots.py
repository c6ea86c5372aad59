"""Month-end balances: derived, droppable, kept by the writer; a question about any day costs one month of moves.

For every month up to the book's `snapshot_through` the rows are exactly the non-zero balances at the month's end.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from inventory.core.ledger import CardKey, CardLine
from inventory.core.months import Month
from inventory.core.places import BOUNDED, TRACKED
from inventory.store.balances import upsert
from inventory.store.prepared import Among, AmongRows, Prepared
from inventory.store.schema import book as book_table
from inventory.store.schema import move, place, snapshot

COLUMNS = ("place", "item", "lot", "consignment")


_OWN = snapshot.c.book == sa.bindparam("book")
THROUGH = Prepared(sa.select(book_table.c.snapshot_through).where(book_table.c.book == sa.bindparam("book")))
STORED = Prepared(
    sa.select(snapshot).where(
        _OWN, AmongRows((snapshot.c.month, *(snapshot.c[name] for name in COLUMNS)), "month_ends")
    )
)
ZERO = Prepared(snapshot.delete().where(_OWN, Among(snapshot.c.month, "months"), snapshot.c.quantity == 0))


def through(db: sa.Connection, book: str) -> Month | None:
    """The last month that has its balances stored, None in a book without moves."""
    return parsed(THROUGH.scalar(db, book=book))


def parsed(text: str | None) -> Month | None:
    """What the book's row says of the last month stored."""
    return Month.parse(text) if text else None


def roll(db: sa.Connection, book: str, before: Month | None, month: Month) -> Month:
    """Store the balances of every month before `month` that has none yet; returns the last month stored.

    `before`: the last month stored so far, as `through` tells it.
    """
    done = before
    if done is None:
        done = month.previous
    while done < month.previous:
        db.execute(snapshot.insert().from_select(["book", "month", *COLUMNS, "quantity"], month_end(book, done.next)))
        done = done.next
    if done != before:
        db.execute(book_table.update().where(book_table.c.book == book).values(snapshot_through=str(done)))
    return done


def month_end(book: str, month: Month) -> "sa.Select[*tuple[Any, ...]]":
    """The balances at a month's end: those of the month before and the month's own moves."""
    before = sa.select(*(snapshot.c[name] for name in COLUMNS), snapshot.c.quantity).where(
        snapshot.c.book == book, snapshot.c.month == str(month.previous)
    )
    within = (move.c.moved_on >= month.first) & (move.c.moved_on <= month.last)
    total = sa.union_all(before, *bounded_changes(book, within)).subquery("total")
    quantity = sa.func.sum(total.c.quantity)
    return (
        sa.select(sa.literal(book), sa.literal(str(month)), *(total.c[name] for name in COLUMNS), quantity)
        .group_by(*(total.c[name] for name in COLUMNS))
        .having(quantity != 0)
    )


def bounded_changes(
    book: "str | sa.BindParameter[str]",
    within: "sa.ColumnElement[bool]",
    places: str | None = None,
) -> list["sa.Select[*tuple[Any, ...]]"]:
    """What the moves in question put into and take out of bounded places: (place, item, lot, consignment, quantity).

    Only of the places bound under the name `places`, where it is given.
    """
    sides: list[sa.Select[*tuple[Any, ...]]] = []
    for side, sign in ((move.c.destination, 1), (move.c.source, -1)):
        only = [] if places is None else [Among(side, places)]
        apart = sa.case((Among(place.c.kind, TRACKED), move.c.consignment), else_=0)
        sides.append(
            sa.select(
                side.label("place"),
                move.c.item,
                move.c.lot,
                apart.label("consignment"),
                sign * move.c.quantity,
            )
            .join_from(move, place, (place.c.book == move.c.book) & (place.c.id == side))
            .where(move.c.book == book, Among(place.c.kind, BOUNDED), within, *only)
        )
    return sides


def amend(
    db: sa.Connection,
    book: str,
    done: Month,
    cards: Mapping[CardKey, Sequence[CardLine]],
    items: Mapping[int, int],
) -> None:
    """Carry lines dated in months already stored into every stored month from theirs on. `items`: lot → item."""
    deltas: dict[tuple[str, CardKey], int] = defaultdict(int)
    ended = done.last
    for card, lines in cards.items():
        for line in lines:
            if line.moved_on > ended:
                continue
            month = Month.of(line.moved_on)
            while month <= done:
                deltas[str(month), card] += line.delta
                month = month.next
    if not deltas:
        return
    stored = _stored(db, book, deltas, items)
    rows = [
        {
            "book": book,
            "month": month,
            "item": items[card.lot],
            "quantity": stored.get((month, card), 0) + d,
            **card._asdict(),
        }
        for (month, card), d in deltas.items()
    ]
    upsert(db, snapshot, rows)
    if any(row["quantity"] == 0 for row in rows):
        ZERO.write(db, [{"book": book, "months": {month for month, _ in deltas}}])


def _stored(
    db: sa.Connection, book: str, wanted: Mapping[tuple[str, CardKey], int], items: Mapping[int, int]
) -> dict[tuple[str, CardKey], int]:
    asked = [(month, card.place, items[card.lot], card.lot, card.consignment) for month, card in wanted]
    rows = STORED.rows(db, book=book, month_ends=asked)
    return {(r.month, CardKey(r.place, r.lot, r.consignment)): r.quantity for r in rows}
