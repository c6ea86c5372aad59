"""Files made of the book under a request for data: what they were, never what they held."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.store.kept_schema import data_release as own


class Release(NamedTuple):
    """A file that was made: which data set of which report, of which days, in which form; its rows and its SHA-256.

    `valid_until` is the last day of the approval it was made under, whatever became of that since.
    """

    case_id: int
    event: int
    made_on: date
    dataset: str
    report: str
    since: date
    until: date
    form: str
    rows: int
    digest: str
    name: str
    valid_until: date
    recorded_at: str
    actor: str
    role: str


def of_case(db: sa.Connection, book: str, case_id: int) -> list[Release]:
    """The files made under a case, oldest first."""
    return _found(db, own.c.book == book, own.c.case_id == case_id)


def every(db: sa.Connection, book: str) -> list[Release]:
    """All files ever made under requests of a book, oldest first."""
    return _found(db, own.c.book == book)


def add(db: sa.Connection, book: str, values: Mapping[str, object]) -> None:
    """Write that a file was made."""
    db.execute(own.insert(), [{"book": book, **values}])


def _found(db: sa.Connection, *where: "sa.ColumnElement[bool]") -> list[Release]:
    query = sa.select(*(own.c[name] for name in Release._fields)).where(*where).order_by(own.c.event)
    return [Release._make(row) for row in db.execute(query)]
