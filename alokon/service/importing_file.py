"""What every kind of file is to the one that imports it: a thing to hold against a book, and to write into it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

import sqlalchemy as sa

from alokon.imports.checks import Checked, Finding
from alokon.service.desk import Desk, writing
from alokon.store import books
from inventory.core.errors import Problem, Refused

Progress = Callable[[int, int], None]
"""Told (parts written, parts in all) while a long file is written."""


def silent(_done: int, _all: int) -> None:
    """Tell nobody."""


class Amount(NamedTuple):
    """So many of what a file would bring into the book."""

    label: str
    quantity: int


class ImportFile(Protocol):
    """A file whose columns are known.

    `tried`: what the office refuses shows only when it is written, and undone. `beside_others`: its book holds what
    people entered, which may stand behind it.
    """

    @property
    def tried(self) -> bool: ...

    @property
    def beside_others(self) -> bool: ...

    def at(self, desk: Desk) -> Desk:
        """The desk in the book the file goes into."""

    def refuse_book(self, db: sa.Connection, desk: Desk) -> None:
        """Refuse a file that may not go into that book."""

    def transaction(self, desk: Desk) -> AbstractContextManager[sa.Connection]:
        """The one writing transaction of that book."""

    def check(self, db: sa.Connection, desk: Desk) -> Checked[Any]:
        """Everything found in the file as it stands against the book."""

    def amounts(self, checked: Checked[Any]) -> Sequence[Amount]:
        """What would be written."""

    def write(
        self, db: sa.Connection, desk: Desk, checked: Checked[Any], key: str, told: Progress
    ) -> tuple[Finding, ...]:
        """Write every row of a checked file; returns what the office refused, and then nothing may be kept."""


class IntoOffice:
    """The part of a file that goes into an office's book."""

    beside_others = True

    def at(self, desk: Desk) -> Desk:
        """The office's own desk."""
        return desk

    def refuse_book(self, db: sa.Connection, desk: Desk) -> None:
        """The office's book must be there; refuses `book_unknown`."""
        if not books.has_book(db, desk.book):
            raise Refused(Problem("book_unknown", {"book": desk.book}))

    def transaction(self, desk: Desk) -> AbstractContextManager[sa.Connection]:
        """The office's one writing transaction."""
        return writing(desk)
