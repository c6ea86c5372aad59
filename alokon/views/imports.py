"""The files that were imported, newest first."""

import json
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from alokon.imports.formats import FORMATS
from alokon.service.importing import KIND
from alokon.store.books import office_books
from inventory.store.chain import head_code
from inventory.store.schema import event


class Imported(NamedTuple):
    """One import: when, into which book, which file in which format, and its event there."""

    recorded_at: datetime
    book: str
    title: str
    name: str
    rows: int
    accepted: int
    actor: str
    seq: int
    head: str


def recent(db: sa.Connection, book: str, most: int = 20) -> list[Imported]:
    """The latest imports into a book, and into the books of histories beside it."""
    others = set(office_books(db)) - {book}
    columns = (event.c.recorded_at, event.c.book, event.c.payload, event.c.actor, event.c.seq, event.c.digest)
    wanted = sa.select(*columns).where(event.c.kind == KIND, event.c.book.not_in(others))
    found = db.execute(wanted.order_by(event.c.recorded_at.desc()).limit(most))
    return [_read(*row) for row in found]


def _read(recorded_at: str, book: str, payload: str, actor: str, seq: int, digest: str) -> Imported:
    said = json.loads(payload)
    title = FORMATS[said["format"]].title
    rows, accepted = said["rows"], len({finding["row"] for finding in said["accepted"]})
    return Imported(
        datetime.fromisoformat(recorded_at), book, title, said["name"], rows, accepted, actor, seq, head_code(digest)
    )
