"""What the rows of the table are measured on: a store with the workload's books, and how long to look at them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from alokon.bench.clerk import Clerk
from alokon.bench.ledger import Ledger
from alokon.bench.raw_rows import Row
from alokon.bench.stores import Store
from alokon.bench.vouchers import Voucher
from alokon.bench.workload import Workload

OURS = "alokon"
Told = Callable[[int, int], None]
"""Told (parts done, parts in all)."""


class Raw(Clerk, Protocol):
    """The limit's own book: the same durable work with nothing but what the questions need."""

    name: str

    def open(self) -> "Raw":
        """The tables, empty."""

    def write(self, vouchers: Sequence[Voucher]) -> None:
        """Vouchers of the history in one transaction."""

    def card(self, place: int, item: str) -> list[Row]:
        """The whole card of an item at a place in its order, each line with the balance of all and of its batch."""

    def newest(self, place: int, item: str, lines: int) -> list[Row]:
        """The newest lines of a card, each with the balance after it."""


@dataclass
class Scene:
    """One store with one workload. `rounds`: how often what is compared takes turns; `rush`: seconds of row F.

    `peer`: whether Tryton is measured too; `programs`: where the server's programs are, None for the PATH.
    """

    store: Store
    workload: Workload
    folder: Path
    rounds: int = 5
    rush: float = 6.0
    peer: bool = True
    programs: Path | None = None
    told: Told = field(default=lambda _done, _all: None)

    @property
    def book(self) -> str:
        """The name of our book in the store."""
        return self.workload.name

    @property
    def limit(self) -> str:
        """The name of the limit's book in the store."""
        return f"{self.workload.name}_batas"

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        """Our book, to be asked only."""
        ledger = Ledger(self.store.url(self.book), self.workload).look()
        yield ledger
        ledger.leave()

    @contextmanager
    def scratch(self, name: str) -> Iterator[str]:
        """A copy of a book that may be written to, by its name; gone afterwards."""
        copy = f"{name}_coba"
        self.store.copy(name, copy)
        try:
            yield copy
        finally:
            self.store.drop(copy)
