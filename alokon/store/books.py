"""Which books a database holds, and which of them belong to an office."""

import sqlalchemy as sa

from inventory.core.places import WAREHOUSE
from inventory.store import chain
from inventory.store.schema import book as book_table
from inventory.store.schema import site


def has_book(db: sa.Connection, book: str) -> bool:
    """Whether there is such a book."""
    return db.scalar(sa.select(book_table.c.book).where(book_table.c.book == book)) is not None


def office_books(db: sa.Connection) -> dict[str, str]:
    """Key → name of every book that has a warehouse of its own: an office's, not an imported history."""
    own = sa.exists().where(site.c.book == book_table.c.book, site.c.kind == WAREHOUSE)
    rows = db.execute(sa.select(book_table.c.book, book_table.c.name).where(own).order_by(book_table.c.book))
    return {row.book: row.name for row in rows}


def head(db: sa.Connection, book: str) -> str:
    """The short code of a book's last event."""
    digest = db.scalar(sa.select(book_table.c.head_digest).where(book_table.c.book == book))
    return chain.head_code(digest or "")
