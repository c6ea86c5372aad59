"""What a history is told in: vouchers of lines, each so much of a batch from one place to another; and what is asked.

Twelve kinds of goods: the nine alokon from APBN, three of them from APBD as well. The warehouse is place 0.
"""

from datetime import date
from typing import NamedTuple

from alokon.catalog import ITEMS

SUPPLIER, CLIENT, VARIANCE, WAREHOUSE = -3, -2, -1, 0
"""Where goods come from and go to; the faskes are the numbers from 1 on."""


class Series(NamedTuple):
    """One kind of goods: an item and the fund that pays it, by their codes."""

    item: str
    fund: str


SERIES = (
    *(Series(code, "APBN") for code in ITEMS),
    *(Series(code, "APBD") for code in ("SUNTIK3P", "PILK", "KONDOM")),
)


class Batch(NamedTuple):
    """A batch of a kind of goods (an index of `SERIES`), numbered through the whole history."""

    number: int
    series: int
    expiry: date

    @property
    def label(self) -> str:
        """What its box says."""
        return label_of(self.number)


def label_of(batch: int) -> str:
    """What the box of a batch of that number says.

    >>> label_of(7)
    'B00007'
    """
    return f"B{batch:05d}"


class Line(NamedTuple):
    """So many base units of a batch from one place to another."""

    batch: Batch
    quantity: int
    source: int
    destination: int


class Voucher(NamedTuple):
    """What one paper moves on one day."""

    day: date
    lines: tuple[Line, ...]


class Request(NamedTuple):
    """What a faskes is to be sent: (index of `SERIES`, base units), batches to be picked by whoever answers it."""

    faskes: int
    lines: tuple[tuple[int, int], ...]
