"""The book checked against itself: everything is recomputed from the moves, what is wrong is named, nothing is mended.

What is proved: every event is as it was written and follows the one before; every move has two known places, its
lot's item and a positive quantity, so that any lot sums to zero over all places; no bounded card is below zero at any
line; every count that stands is what the card says there; stored balances and month ends are what the moves add up
to; nothing was dated ahead of its recording or into a month closed at that time; months closed in order; reversals
link to what they take back; the database's own guards stand. A removed tail shows only against paper: `head` finds a
printed code.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from inventory.core.errors import Problem, Refused
from inventory.proof import cards, history, structure
from inventory.proof.findings import Findings, known, short
from inventory.store import chain
from inventory.store.masters import GENESIS
from inventory.store.schema import APPEND_ONLY
from inventory.store.schema import book as book_table
from inventory.store.schema import event as event_table


class Report(NamedTuple):
    """What a verification read and found. `counts` counts all findings by code, `findings` tells the first of each.

    `head` is the short code of the book's newest event, as it is printed on paper.
    """

    book: str
    seq: int
    head: str
    events: int
    moves: int
    findings: tuple[Problem, ...]
    counts: Mapping[str, int]

    @property
    def sound(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.counts


def verify(
    db: sa.Connection,
    book: str,
    guarded: Sequence[str] = APPEND_ONLY,
    progress: Callable[[int], object] = lambda event: None,
) -> Report:
    """Prove a book inside a reading transaction; refuses `book_unknown`.

    `guarded` names the tables that must be append-only; `progress` is told the event reached, now and then.
    The codes of findings are listed in the modules of `inventory.proof`.
    """
    row = db.execute(sa.select(book_table).where(book_table.c.book == book)).first()
    if row is None:
        raise Refused(Problem("book_unknown", {"book": book}))
    found = Findings()
    structure.check_file(db, found)
    structure.check_guards(db, guarded, found)
    structure.check_references(db, book, found)
    masters = known(db, book)
    structure.check_sites(masters, found)
    structure.check_lots(db, book, found)
    structure.check_reversals(db, book, found)
    read = history.check_history(db, book, masters, found, progress)
    cards.check_cards(db, book, masters, found)
    return Report(
        book, row.head_seq, short(row.head_digest), read.events, read.moves, tuple(found.told), dict(found.counts)
    )


class Head(NamedTuple):
    """The event whose digest a printed short code is of; 0 for a book in which nothing had been written yet."""

    seq: int
    kind: str
    recorded_at: str
    actor: str


def head(db: sa.Connection, book: str, code: str) -> Head | None:
    """Where in the book a printed short code is, None when it is not in it. Only a sound book makes this a proof.

    The code is read as people type it: any case, with or without the dash, 0, 1 and 8 for O, I and B.
    """
    letters = "".join(code.upper().replace("-", " ").split()).translate(str.maketrans("018", "OIB"))
    asked = f"{letters[:5]}-{letters[5:]}"
    if asked == chain.head_code(GENESIS):
        return Head(0, "", "", "")
    columns = (event_table.c.seq, event_table.c.kind, event_table.c.recorded_at, event_table.c.actor)
    prefix = chain.digest_prefix(asked)
    if prefix is None:
        return None
    alike = sa.select(*columns, event_table.c.digest).where(
        event_table.c.book == book, event_table.c.digest.startswith(prefix)
    )
    found = (row for row in db.execute(alike) if chain.head_code(row.digest) == asked)
    return next((Head(*row[:4]) for row in found), None)
