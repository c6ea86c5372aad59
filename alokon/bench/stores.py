"""Where measured books lie: SQLite files in a folder, or databases of their own on a PostgreSQL server.

A book takes minutes to fill, so it is kept for the next run; whatever writes to it works on a copy. A book that was
cut off while it was being filled has another name, and is begun again.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

UNFINISHED = "_belum"
PREFIX = "alokon_bench_"


class Store(Protocol):
    """A kind of database; books in it go by a name that is fit for a file and for a database."""

    @property
    def kind(self) -> str:
        """What SQLAlchemy calls the kind of database."""

    def url(self, name: str) -> str:
        """The SQLAlchemy address of a book."""

    def has(self, name: str) -> bool:
        """Whether a book of that name is there, finished."""

    def make(self, name: str) -> None:
        """An empty database of that name."""

    def copy(self, name: str, to: str) -> None:
        """A book copied under another name; nobody may have it open."""

    def rename(self, name: str, to: str) -> None:
        """A book given another name; nobody may have it open."""

    def drop(self, name: str) -> None:
        """A book removed, if it is there."""

    def settle(self, name: str) -> None:
        """What the database would do by itself in time after much was written; nobody may be writing."""

    def size(self, name: str) -> int:
        """How many bytes a book takes."""


class SqliteStore:
    """Files in a folder."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        """The file of a book."""
        return self.folder / f"{PREFIX}{name}.sqlite"

    def url(self, name: str) -> str:
        """The SQLAlchemy address of a book."""
        return f"sqlite:///{self.path(name)}"

    def has(self, name: str) -> bool:
        """Whether the file is there."""
        return self.path(name).exists()

    def make(self, name: str) -> None:
        """An empty file in place of any of that name."""
        self.drop(name)
        self.path(name).touch()

    def copy(self, name: str, to: str) -> None:
        """A copy of the file."""
        self.drop(to)
        shutil.copyfile(self.path(name), self.path(to))

    def rename(self, name: str, to: str) -> None:
        """The file under another name."""
        self.path(name).replace(self.path(to))

    def drop(self, name: str) -> None:
        """Remove the file with its journals."""
        for end in ("", "-wal", "-shm"):
            self.path(name).with_name(self.path(name).name + end).unlink(missing_ok=True)

    def settle(self, name: str) -> None:
        """Nothing: the journal went into the file when it was closed."""

    def size(self, name: str) -> int:
        """The size of the file."""
        return self.path(name).stat().st_size


class PostgresqlStore:
    """Databases whose names begin with `alokon_bench_`; no other of the server is ever touched."""

    kind = "postgresql"

    def __init__(self, address: str) -> None:
        self.address = sa.make_url(address).set(drivername="postgresql+psycopg")

    def url(self, name: str) -> str:
        """The SQLAlchemy address of a book."""
        return self.address.set(database=f"{PREFIX}{name}").render_as_string(hide_password=False)

    def has(self, name: str) -> bool:
        """Whether there is such a database."""
        with self._server() as db:
            asked = sa.text("SELECT 1 FROM pg_database WHERE datname = :name")
            return db.scalar(asked, {"name": f"{PREFIX}{name}"}) is not None

    def make(self, name: str) -> None:
        """An empty database in place of any of that name."""
        self.drop(name)
        self._do(f"CREATE DATABASE {PREFIX}{name}")

    def copy(self, name: str, to: str) -> None:
        """A copy of the database."""
        self.drop(to)
        self._do(f"CREATE DATABASE {PREFIX}{to} TEMPLATE {PREFIX}{name}")

    def rename(self, name: str, to: str) -> None:
        """The database under another name."""
        self._do(f"ALTER DATABASE {PREFIX}{name} RENAME TO {PREFIX}{to}")

    def drop(self, name: str) -> None:
        """Remove the database, whoever is still connected."""
        self._do(f"DROP DATABASE IF EXISTS {PREFIX}{name} WITH (FORCE)")

    def settle(self, name: str) -> None:
        """What autovacuum does: dead rows taken away, and the planner told what there is."""
        with self._server(f"{PREFIX}{name}") as db:
            db.exec_driver_sql("VACUUM ANALYZE")

    def size(self, name: str) -> int:
        """The size of the database."""
        with self._server() as db:
            return int(db.scalar(sa.text("SELECT pg_database_size(:name)"), {"name": f"{PREFIX}{name}"}))

    def _do(self, statement: str) -> None:
        with self._server() as db:
            db.exec_driver_sql(statement)

    @contextmanager
    def _server(self, database: str | None = None) -> Iterator[sa.Connection]:
        address = self.address.set(database=database) if database else self.address
        engine = sa.create_engine(address, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as db:
            yield db
