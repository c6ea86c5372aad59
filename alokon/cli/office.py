"""Where the command line works: the folder of the data, the database in it, and the book of the office.

`ALOKON_HOME` is the folder: without it `data` in a source tree (git ignores it), else `~/.local/share/alokon`.
`ALOKON_SEALING_KEY` is the file of the key of what is sealed: without it `sealing_key` in that folder.
`ALOKON_DATABASE` is a SQLAlchemy address: without it the SQLite file `alokon.db` in that folder.
"""

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import click
import sqlalchemy as sa

from alokon.bootstrap import ROOT
from alokon.cli.failures import Failure
from alokon.people import ADMIN, Actor
from alokon.service.desk import Desk, Office
from alokon.store import books
from alokon.store.database import upgrade
from alokon.vault import Vault, vault_in
from inventory.store import manifest
from inventory.store.engine import connect, reading

WIB = timezone(timedelta(hours=7), "WIB")
WHO = Actor("baris-perintah", "Baris perintah", ADMIN)
"""Whoever can start this program on the machine of the book may do everything; events say that it was so."""


def home() -> Path:
    """The folder of the data, keys and backups, made when it is not there."""
    own = ROOT / "data" if (ROOT / "setup.cfg").exists() else Path.home() / ".local" / "share" / "alokon"
    folder = Path(os.environ.get("ALOKON_HOME") or own)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def address() -> str:
    """The SQLAlchemy address of the office's database."""
    return os.environ.get("ALOKON_DATABASE") or f"sqlite:///{home() / 'alokon.db'}"


def vault() -> Vault:
    """Where the key of what is sealed lies."""
    return vault_in(home())


def database() -> sa.Engine:
    """The office's database, brought to the shape this program knows."""
    engine = connect(address())
    upgrade(engine)
    return engine


def books_of(db: sa.Connection, book: str | None) -> list[str]:
    """The keys of every book in a database, or of the one that is named; refused where there is none such."""
    found = [head.book for head in manifest.heads(db) if book in (None, head.book)]
    if not found:
        raise Failure(f"Basis data ini tidak memuat buku {book}." if book else "Basis data ini belum memuat buku.")
    return found


def desk(engine: sa.Engine, book: str | None = None) -> Desk:
    """The command line at work, now; in the only office's book of the database when none is named."""
    with reading(engine) as db:
        known = books.office_books(db)
    if book is None and len(known) > 1:
        raise click.UsageError(f"basis data ini memuat beberapa buku ({', '.join(known)}); sebutkan dengan --book.")
    return Desk(Office(engine, book or next(iter(known), ""), vault()), WHO, now())


def desk_of_book(engine: sa.Engine, book: str | None = None) -> Desk:
    """`desk`, refused where the database has no such book of an office yet."""
    found = desk(engine, book)
    with reading(engine) as db:
        if found.book not in books.office_books(db):
            told = f"buku {book}" if book else "buku dinas"
            raise Failure(f"Basis data ini belum memuat {told}; mulai dengan perintah init.")
    return found


def book_name(engine: sa.Engine, book: str) -> str:
    """What a book is called, such as Kabupaten Ciamis."""
    with reading(engine) as db:
        return books.office_books(db)[book]


def now() -> datetime:
    """The moment a command is called, in western Indonesia."""
    return datetime.now(WIB)
