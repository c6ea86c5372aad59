"""What the office puts around every print: its letterhead, who signs, and the state of the book."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from alokon.sop.adopted import settings_for
from alokon.store.settings import settings
from alokon.text import long_date
from inventory.store.chain import head_code
from inventory.store.schema import book as book_table
from reports.dataset import Kop
from reports.paper import Heading, Signer


@dataclass(frozen=True)
class Letterhead:
    """The office as its settings have it; `head_code` is the short code of the book's newest event."""

    book: str
    kabupaten: str
    head_code: str
    settings: Mapping[str, object]

    @property
    def kop(self) -> Kop:
        """The lines above every paper of the office."""
        return Kop(self._lines("kop.lines"), self._lines("kop.address"))

    @property
    def rules(self) -> tuple[str, ...]:
        """The dasar hukum that letters cite; empty where the office leaves it to what a procedure prints."""
        return self._lines("letter.rules")

    @property
    def place(self) -> str:
        """Where the office's papers are signed."""
        return str(self.settings["place"])

    @property
    def agency(self) -> str:
        """The name of the office in one line."""
        return " ".join(self._lines("kop.lines")[1:])

    @property
    def warehouse(self) -> str:
        """The code of the warehouse that serves the faskes."""
        return str(self.settings["warehouse"])

    def of(self, flow: str) -> "Letterhead":
        """The same as the procedure of a flow takes it."""
        return replace(self, settings=settings_for(self.settings, flow))

    def signer(self, role: str) -> Signer:
        """Who signs as "order", "store" or "head"; the name is left to be written."""
        return Signer(str(self.settings[f"signatory.{role}"]))

    def place_date(self, day: date) -> str:
        """Place and day above the last signature."""
        return f"{self.place}, {long_date(day)}"

    def heading(self, number: str, day: date, code: str, printed_at: datetime) -> Heading:
        """The head of a paper issued on a day at a state of the book."""
        return Heading(self.kop, self.place, number, day, code, printed_at)

    def _lines(self, name: str) -> tuple[str, ...]:
        lines = self.settings[name]
        assert isinstance(lines, list | tuple)
        return tuple(str(line) for line in lines)


def letterhead(db: sa.Connection, book: str) -> Letterhead:
    """The office of a book as it stands now."""
    row = db.execute(sa.select(book_table).where(book_table.c.book == book)).one()
    return Letterhead(book, in_full(row.name), head_code(row.head_digest), settings(db, book))


def in_full(name: str) -> str:
    """The name of a kabupaten or kota with that word before it.

    >>> in_full("Ciamis"), in_full("Kota Banjar")
    ('Kabupaten Ciamis', 'Kota Banjar')
    """
    return name if name.startswith(("Kabupaten ", "Kota ")) else f"Kabupaten {name}"
