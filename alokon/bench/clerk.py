"""Whoever answers requests, the product or the limit, as the rows that write know it; and goods without end."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from alokon.bench.vouchers import Batch, Request

PLENTY = 100_000_000
FIRST_BATCH = 90_000
"""The number of the first batch that no history has."""


class Clerk(Protocol):
    """A book that is written to."""

    def issue(self, key: str, request: Request) -> int:
        """Answer a request durably; returns how many moves it took, 0 where the goods are short."""

    def receive(self, batch: Batch, quantity: int) -> None:
        """Take goods of a new batch in at the warehouse."""

    def held(self, place: int) -> tuple[int, int]:
        """Base units a place holds in all, and the least it holds of any lot."""

    def leave(self) -> None:
        """Let go of the database."""


def extra_batch(series: int, expiry: date) -> Batch:
    """A batch of a kind of goods (an index of `SERIES`) beside those of the history."""
    return Batch(FIRST_BATCH + series, series, expiry)


def stock_up(clerk: Clerk, series: Iterable[int], expiry: date) -> None:
    """More of some kinds of goods than any run can issue; what expires soonest is taken first."""
    for one in series:
        clerk.receive(extra_batch(one, expiry), PLENTY)
