"""Opening the database: one code path for SQLite and PostgreSQL, durable, one writer at a time per book.

Readers never wait. A writer on SQLite takes the whole file's write lock at once (`BEGIN IMMEDIATE`); on PostgreSQL it
locks the row that holds the book's head.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from random import uniform
from threading import Event
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event as listen
from sqlalchemy.engine.interfaces import DBAPIConnection

from inventory.core.errors import Problem, Refused
from inventory.store import schema
from inventory.store.prepared import Prepared, read_together

BUSY_SECONDS = 30
"""How long a writer waits for the one before it; then it is told that the book is busy."""

PAUSE_SECONDS = 0.004
"""How long a writer on SQLite pauses, on average, before it asks for the write lock again."""

LOCK_TIMEOUT = "55P03"
"""What PostgreSQL calls a lock that could not be had in time, whatever language it speaks."""

UNREACHABLE = "book_unreachable"

HINDRANCES = {
    sqlite3.SQLITE_BUSY: "book_busy",
    sqlite3.SQLITE_LOCKED: "book_busy",
    LOCK_TIMEOUT: "book_busy",
    sqlite3.SQLITE_FULL: "disk_full",
    "53100": "disk_full",
    sqlite3.SQLITE_IOERR: "disk_failed",
    "58030": "disk_failed",
    sqlite3.SQLITE_READONLY: "book_read_only",
    "25006": "book_read_only",
    sqlite3.SQLITE_CANTOPEN: UNREACHABLE,
    "57P01": UNREACHABLE,
    "57P02": UNREACHABLE,
    "57P03": UNREACHABLE,
}
"""What SQLite (a number) and PostgreSQL (five letters) call what people can mend or wait for, and our code for it."""

BEGIN, BEGIN_WRITING = Prepared(sa.text("BEGIN")), Prepared(sa.text("BEGIN IMMEDIATE"))
WAITING = Prepared(sa.select(sa.func.set_config("lock_timeout", sa.bindparam("timeout", type_=sa.String), True)))
LOCK = Prepared(sa.select(schema.book.c.book).where(schema.book.c.book == sa.bindparam("book")).with_for_update())

CACHE_KIB = 32 * 1024
"""How much of the file a SQLite connection may keep in memory: the pages a month of moves is written to."""

STATEMENTS = 512
"""How many prepared statements a connection keeps: more than the product has."""


def connect(url: str) -> sa.Engine:
    """An engine for a SQLAlchemy URL.

    On SQLite with WAL, full durability and foreign keys on; on PostgreSQL days as text are `2026-01-31` whatever style
    the server has.
    """
    if sa.make_url(url).get_backend_name() != "sqlite":
        engine = sa.create_engine(url, pool_pre_ping=True, connect_args={"options": _options(sa.make_url(url))})
        listen.listen(engine, "connect", _prepare_postgresql)
        return engine
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS, "cached_statements": STATEMENTS})
    listen.listen(engine, "connect", _prepare_sqlite)
    listen.listen(engine, "begin", _begin_sqlite)
    return engine


def _options(url: sa.URL) -> str:
    """What is asked of a PostgreSQL server, by the address or the environment and last by us."""
    asked = url.query.get("options") or os.environ.get("PGOPTIONS", "")
    return " ".join([*([asked] if isinstance(asked, str) else asked), "-c datestyle=ISO"])


def _prepare_postgresql(connection: Any, _record: object) -> None:
    connection.prepared_max = STATEMENTS


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        f"cache_size = -{CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(db: sa.Connection) -> None:
    if db.get_execution_options().get("writer", False):
        _begin_writing(db)
    else:
        BEGIN.rows(db)


def _begin_writing(db: sa.Connection) -> None:
    """Take the file's write lock, asking for it again every few milliseconds.

    SQLite itself asks ever more seldom the longer it has waited, so that whoever comes last would go first.
    """
    connection = db.connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        for _ in range(int(BUSY_SECONDS / PAUSE_SECONDS)):
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    break
                Event().wait(PAUSE_SECONDS * uniform(0.5, 1.5))
            else:
                return
        BEGIN_WRITING.rows(db)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that only reads and sees one state of the book throughout."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**level) as db, db.begin():
        yield db


@contextmanager
def writing(engine: sa.Engine, book: str) -> Iterator[sa.Connection]:
    """The one transaction of the one writer of a book: all of it is kept, or nothing.

    Raises `Refused` with `book_unknown` without a book, and with what `starting` refuses.
    """
    with starting(engine) as db:
        if not lock(db, book):
            raise Refused(Problem("book_unknown", {"book": book}))
        yield db


@contextmanager
def starting(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A writing transaction that has locked no book yet, for one that may have to be opened first.

    Raises `Refused` with `book_busy` when the writer before does not finish in time, and with `disk_full`,
    `disk_failed`, `book_read_only` and `book_unreachable`. A database that is lost while it keeps what was written
    stays an error of its own: only sending the same again tells whether it was kept.
    """
    done = False
    try:
        with engine.connect().execution_options(writer=True) as db, db.begin():
            yield db
            done = True
    except sa.exc.DBAPIError as error:
        problem = hindrance(error)
        if problem is None or (done and problem.code == UNREACHABLE):
            raise
        raise Refused(problem) from error


def hindrance(error: sa.exc.DBAPIError) -> Problem | None:
    """What keeps a database from being used, where people can mend it or wait; None for anything else."""
    number, state = getattr(error.orig, "sqlite_errorcode", None), getattr(error.orig, "sqlstate", "")
    code = HINDRANCES.get(state if number is None else number & 0xFF)
    if state is None and isinstance(error, sa.exc.OperationalError):
        code = UNREACHABLE
    return Problem(code, {"seconds": BUSY_SECONDS} if code == "book_busy" else {}) if code else None


def lock(db: sa.Connection, book: str) -> bool:
    """Make this transaction the one writer of a book; False when there is no such book."""
    if db.dialect.name != "postgresql":
        return LOCK.first(db, book=book) is not None
    waiting = WAITING, {"timeout": f"{BUSY_SECONDS}s"}
    _, found = read_together(db, waiting, (LOCK, {"book": book}))
    return bool(found)
