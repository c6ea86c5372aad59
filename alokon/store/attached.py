"""Files attached to cases, as the database tells of them; their bytes lie beside it (`inventory.store.kept_files`).

Rows are never changed: a file that was withdrawn has a second row that says so and why.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon.store.kept_schema import attachment, attachment_withdrawal
from inventory.core.errors import Problem, Refused
from inventory.store.kept_files import Beside, name_of

FOLDER = "lampiran"
"""The folder of the bytes, in the home of the data and beside backups."""


class Attachment(NamedTuple):
    """A file attached to a case: its number there, name, media type, size in bytes and SHA-256.

    Of a sealed file they are those of what it is enciphered to; name, media type and note are empty.
    `withdrawn` is the event that took it back, None while it stands; `reason`, `withdrawn_at` and `withdrawn_by` (a
    role) tell of that.
    """

    case_id: int
    number: int
    event: int
    name: str
    media: str
    size: int
    digest: str
    note: str
    recorded_at: str
    actor: str
    role: str
    withdrawn: int | None
    reason: str | None
    withdrawn_at: str | None
    withdrawn_by: str | None

    @property
    def title(self) -> str:
        """What it is called where anybody may read it: its name, or of a sealed file its number."""
        return self.name or f"nomor {self.number}"

    @property
    def stands(self) -> bool:
        """Whether nobody took it back."""
        return self.withdrawn is None


def folder_of(home: Path) -> Path:
    """Where the bytes lie in a home."""
    return home / FOLDER


def beside(home: Path) -> Beside:
    """What a backup of the database takes along: the files that stand in a case of any of its books."""
    return Beside(folder_of(home), standing_names)


def of_case(db: sa.Connection, book: str, case_id: int) -> list[Attachment]:
    """The files of a case, oldest first, also those withdrawn."""
    query = _select(attachment.c.book == book, attachment.c.case_id == case_id).order_by(attachment.c.number)
    return [Attachment._make(row) for row in db.execute(query)]


def one(db: sa.Connection, book: str, case_id: int, number: int) -> Attachment:
    """A file of a case; refuses `attachment_unknown`."""
    own = (attachment.c.book == book, attachment.c.case_id == case_id, attachment.c.number == number)
    row = db.execute(_select(*own)).first()
    if row is None:
        raise Refused(Problem("attachment_unknown", {"number": number, "case": case_id}))
    return Attachment._make(row)


def every(db: sa.Connection, book: str) -> list[Attachment]:
    """Every file ever attached in a book, in the order of the book."""
    return [
        Attachment._make(row) for row in db.execute(_select(attachment.c.book == book).order_by(attachment.c.event))
    ]


def add(db: sa.Connection, book: str, values: Mapping[str, object]) -> None:
    """Write that a file was attached."""
    db.execute(attachment.insert(), [{"book": book, **values}])


def add_withdrawal(db: sa.Connection, book: str, values: Mapping[str, object]) -> None:
    """Write that a file was withdrawn."""
    db.execute(attachment_withdrawal.insert(), [{"book": book, **values}])


def standing_names(db: sa.Connection) -> list[str]:
    """The names of the files that stand in a case, of every book of the database, each once."""
    columns = (attachment.c.book, attachment.c.digest)
    query = _joined(columns).where(attachment_withdrawal.c.event.is_(None)).distinct().order_by(*columns)
    return [name_of(book, digest) for book, digest in db.execute(query)]


def digests(db: sa.Connection, book: str, *, standing: bool = False) -> set[str]:
    """The digests any case of a book refers to; `standing`: only where it was not withdrawn."""
    query = _joined((attachment.c.digest,)).where(attachment.c.book == book)
    if standing:
        query = query.where(attachment_withdrawal.c.event.is_(None))
    return set(db.scalars(query))


def _joined(columns: "tuple[sa.ColumnElement[Any], ...]") -> "sa.Select[*tuple[Any, ...]]":
    own = [attachment_withdrawal.c[name] == attachment.c[name] for name in ("book", "case_id", "number")]
    return sa.select(*columns).outerjoin_from(attachment, attachment_withdrawal, sa.and_(*own))


def _select(*where: "sa.ColumnElement[bool]") -> "sa.Select[*tuple[Any, ...]]":
    told = [attachment.c[name] for name in Attachment._fields[:11]]
    since = [attachment_withdrawal.c[name] for name in ("event", "reason", "recorded_at", "role")]
    return _joined((*told, *since)).where(*where)
