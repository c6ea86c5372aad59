"""What is sealed, as the database has it: enciphered rows, and the wrapped key of each case until it is erased."""

from typing import NamedTuple

import sqlalchemy as sa

from alokon.sealing import Sealed
from alokon.store.kept_schema import sealed, sealed_key
from alokon.store.people_schema import second_step
from inventory.store.schema import book as book_table


class Wrapped(NamedTuple):
    """The key of a case: enciphered by the leaf at a place of the vault of a name, or None since it was erased by an
    event.
    """

    wrapped_by: str
    place: bytes
    key: Sealed | None
    erased_by: int | None


def wrapped_key(db: sa.Connection, book: str, case_id: int) -> Wrapped | None:
    """The key of a case, None when nothing of it was ever sealed."""
    mine = sealed_key.c.book == book, sealed_key.c.case_id == case_id
    row = db.execute(sa.select(sealed_key).where(*mine)).first()
    if row is None:
        return None
    kept = Sealed(row.nonce, row.wrapped) if row.wrapped is not None else None
    return Wrapped(row.wrapped_by, row.place, kept, row.erased_by)


def keep_key(db: sa.Connection, book: str, case_id: int, wrapped_by: str, place: bytes, key: Sealed) -> None:
    """Write the wrapped key of a case."""
    values = {"wrapped_by": wrapped_by, "place": place, "nonce": key.nonce, "wrapped": key.text}
    db.execute(sealed_key.insert().values(book=book, case_id=case_id, **values))


def erase_key(db: sa.Connection, book: str, case_id: int, event: int) -> None:
    """Overwrite the wrapped key of a case; SQLite blanks the bytes it stood in."""
    if db.dialect.name == "sqlite":
        db.exec_driver_sql("PRAGMA secure_delete = ON")
    mine = sealed_key.c.book == book, sealed_key.c.case_id == case_id
    db.execute(sealed_key.update().where(*mine).values(nonce=None, wrapped=None, erased_by=event))


def keep(db: sa.Connection, book: str, case_id: int, event: int, kept: Sealed) -> None:
    """Write what an event sealed."""
    db.execute(sealed.insert().values(book=book, case_id=case_id, event=event, nonce=kept.nonce, text=kept.text))


def of_case(db: sa.Connection, book: str, case_id: int) -> dict[int, Sealed]:
    """Event → what it sealed, oldest first."""
    query = sa.select(sealed).where(sealed.c.book == book, sealed.c.case_id == case_id).order_by(sealed.c.event)
    return {row.event: Sealed(row.nonce, row.text) for row in db.execute(query)}


def anything(db: sa.Connection) -> bool:
    """Whether the database holds anything the key of the vault enciphered."""
    return any(db.scalar(sa.select(table.c.book).limit(1)) is not None for table in (sealed_key, second_step))


def next_event(db: sa.Connection, book: str) -> int:
    """The number the next event of a book will have, inside its one writing transaction."""
    return 1 + (db.scalar(sa.select(book_table.c.head_seq).where(book_table.c.book == book)) or 0)
