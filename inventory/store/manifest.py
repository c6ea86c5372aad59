"""What stands beside a backup and says what it is: of which database, with which books, and the digest of its file."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from inventory.core.errors import Problem, Refused
from inventory.store import chain
from inventory.store.schema import book as book_table

FORMAT = "ledger-backup/1"

FILE = re.compile(r"[^/\\.][^/\\]*/([0-9a-f]{2})/\1[0-9a-f]{62}")
"""The name of a file kept outside the database: its book, the first two digits of its digest, all of them."""


class BookHead(NamedTuple):
    """How far a book has come: its newest event and that event's digest."""

    book: str
    seq: int
    digest: str

    @property
    def code(self) -> str:
        """The short code of the head, as on paper."""
        return chain.head_code(self.digest)


@dataclass(frozen=True)
class Manifest:
    """A backup's description. `kind`: "sqlite" or "postgresql"; `revision`: of the tables; `sha256`: of the file.

    `files` are the names of the files kept outside the database that its books ask for; a name ends in its digest.
    """

    kind: str
    revision: str | None
    made_at: str
    sha256: str
    books: tuple[BookHead, ...]
    files: tuple[str, ...] = ()


def beside(file: Path) -> Path:
    """Where the manifest of a backup file is."""
    return file.with_name(f"{file.name}.json")


def write(file: Path, manifest: Manifest) -> None:
    """Put the manifest beside its file."""
    told = {"format": FORMAT, **asdict(manifest), "books": [one._asdict() for one in manifest.books]}
    beside(file).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def read(file: Path) -> Manifest:
    """The manifest of a backup, held against the file; refuses `not_a_backup` and `backup_damaged`."""
    if not file.exists() or not beside(file).exists():
        raise Refused(Problem("not_a_backup", {"file": file.name}))
    try:
        told = json.loads(beside(file).read_text(encoding="utf-8"))
        if told.pop("format") != FORMAT:
            raise ValueError("another format")
        books, files = tuple(BookHead(**one) for one in told["books"]), tuple(told.get("files", ()))
        if not all(FILE.fullmatch(name) for name in files):
            raise ValueError("a file with another name")
        manifest = Manifest(**{**told, "books": books, "files": files})
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(Problem("not_a_backup", {"file": file.name})) from error
    if digest_of(file) != manifest.sha256:
        raise Refused(Problem("backup_damaged", {"file": file.name}))
    return manifest


def digest_of(file: Path) -> str:
    """SHA-256 of a file, as 64 hexadecimal digits."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def heads(db: sa.Connection) -> tuple[BookHead, ...]:
    """The heads of every book in a database; none where there is no table of books."""
    if not sa.inspect(db).has_table("book"):
        return ()
    columns = (book_table.c.book, book_table.c.head_seq, book_table.c.head_digest)
    return tuple(BookHead(*row) for row in db.execute(sa.select(*columns).order_by(book_table.c.book)))


def revision(db: sa.Connection) -> str | None:
    """The revision of the tables, None where migrations have never been."""
    if not sa.inspect(db).has_table("alembic_version"):
        return None
    found: str | None = db.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found
