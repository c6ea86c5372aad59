"""SQLite's side of backup and restore: a book is one file, copied while it is written and replaced in one step."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from inventory.core.errors import Problem, Refused

SIDE_FILES = ("-wal", "-shm", "-journal")


def copy(engine: sa.Engine, target: Path) -> None:
    """Copy the database as it is at this moment into a new file, without keeping readers or writers waiting."""
    with closing(engine.raw_connection()) as source, closing(sqlite3.connect(target, isolation_level=None)) as out:
        connection = source.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        connection.backup(out)
        out.execute("PRAGMA journal_mode = DELETE")
    make_durable(target)


@contextmanager
def opened(file: Path) -> Iterator[sa.Connection]:
    """A connection that only reads a file; refuses `not_a_backup` for what is no SQLite database."""
    with file.open("rb") as content:
        if content.read(16) != b"SQLite format 3\0":
            raise Refused(Problem("not_a_backup", {"file": file.name}))
    address = f"{file.resolve().as_uri()}?mode=ro"
    engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True), poolclass=sa.NullPool)
    with engine.connect() as db:
        yield db


def file_of(url: str) -> Path:
    """The file of a SQLite address; refuses `restore_needs_file` for a database in memory."""
    name = sa.make_url(url).database
    if not name or name == ":memory:":
        raise Refused(Problem("restore_needs_file", {}))
    return Path(name)


def replace(target: Path, fresh: Path) -> Path | None:
    """Put a finished file in the place of a database in one step; returns where the old one is kept, None without one.

    What lies beside the old one is put aside with it, also where the old one itself is lost: SQLite would replay it
    over the finished file. Refuses `database_in_use` while any program has the old one open: it would go on writing to
    the file put aside.
    """
    make_durable(fresh)
    kept = _free_name(target)
    present = target.exists()
    with _alone(target) if present else nullcontext():
        for side in SIDE_FILES:
            with suppress(FileNotFoundError):
                Path(f"{target}{side}").rename(f"{kept}{side}")
        if present:
            try:
                os.link(target, kept)
            except OSError:
                shutil.copyfile(target, kept)
        fresh.replace(target)
    make_durable(target.parent)
    return kept if present else None


def remove(file: Path) -> None:
    """Remove a database nobody needs any more, whole or half made, and what SQLite has beside it."""
    for name in _parts(file):
        name.unlink(missing_ok=True)


def _parts(file: Path) -> list[Path]:
    return [file, *(Path(f"{file}{side}") for side in SIDE_FILES)]


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Hold a database that nobody else has open; one too damaged to be opened is nobody's."""
    with closing(sqlite3.connect(target, timeout=1, isolation_level=None)) as connection:
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise Refused(Problem("database_in_use", {"file": target.name})) from error
        except sqlite3.DatabaseError:
            mode = "delete"
        if mode != "delete":
            raise Refused(Problem("database_in_use", {"file": target.name}))
        yield


def _free_name(target: Path) -> Path:
    names = (target.with_name(f"{target.stem}.sebelum-pulih-{number}{target.suffix}") for number in count(1))
    return next(name for name in names if not any(part.exists() for part in _parts(name)))


def make_durable(path: Path) -> None:
    """See to it that a file, or the names in a folder, are on the disk; where folders cannot be synced, only files."""
    with suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def seal(file: Path) -> None:
    """See to it that all of a database nobody has open is in its one file."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
