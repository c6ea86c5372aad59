"""Month-end balances: derived, kept by the writer; a question about any day costs one month of moves.

For every month up to the book's `snapshot_through` the rows are exactly the non-zero balances at the month's end.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from inventory.core.ledger import CardKey, CardLine
from inventory.core.months import Month
from inventory.store.among_rows import AmongRows
from inventory.store.balances import LYING, upsert
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import balance, snapshot
from inventory.store.schema import book as book_table

COLUMNS = ("place", "item", "lot", "consignment")


_OWN = snapshot.c.book == sa.bindparam("book")
THROUGH = Prepared(sa.select(book_table.c.snapshot_through).where(book_table.c.book == sa.bindparam("book")))
STORED = Prepared(
    sa.select(snapshot).where(
        _OWN, AmongRows((snapshot.c.month, *(snapshot.c[name] for name in COLUMNS)), "month_ends")
    )
)
_NOW = sa.select(
    balance.c.book, sa.bindparam("month", type_=sa.String), *(balance.c[name] for name in COLUMNS), balance.c.quantity
).where(balance.c.book == sa.bindparam("book"), LYING)
KEEP = Prepared(snapshot.insert().from_select(["book", "month", *COLUMNS, "quantity"], _NOW))
REACHED = Prepared(
    book_table.update()
    .where(book_table.c.book == sa.bindparam("of_book"))
    .values(snapshot_through=sa.bindparam("month"))
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

    `before`: the last month stored so far, as `through` tells it. No move in the book is dated later than the month
    after it, or that month would be stored too, so what lies in the places now is what lay there at every end stored.
    """
    done = before
    if done is None:
        done = month.previous
    while done < month.previous:
        done = done.next
        KEEP.write(db, [{"book": book, "month": str(done)}])
    if done != before:
        REACHED.write(db, [{"of_book": book, "month": str(done)}])
    return done


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
