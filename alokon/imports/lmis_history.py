"""A stock history as postings: what a ledger has to write so that every reported closing comes out.

The first opening of a series opens the book, on the last day of the month before, so that it is that month's opening.
Where an opening differs from the last closing, the difference is a variance on the first day, flagged by its kind,
never smoothed away; where a closing differs from its own arithmetic, a variance closes the month (or, when stock is
missing, comes before the issues: no balance may go below zero).
Receipts and positive adjustments come before issues and negative adjustments: 1 % of the rows need that.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from alokon.imports.lmis_rows import LmisRow
from inventory.core.months import Month

OPENING = "opening"
VARIANCE = "variance"
RECEIPT = "receipt"
ADJUSTED_UP = "adjustment+"
ISSUE = "issue"
ADJUSTED_DOWN = "adjustment-"


class Posting(NamedTuple):
    """One thing to write, in base units and positive but for a variance, which has a sign.

    `month` is the month reported and `row` the row that reports it; an opening is dated the day before that month.
    """

    month: Month
    day: date
    site: str
    product: str
    kind: str
    quantity: int
    row: int


def history(rows: Iterable[LmisRow], held: Mapping[tuple[str, str], int] = {}) -> list[Posting]:
    """The postings of all series: month by month, in a month site by site, in a site by day and then by product.

    Each site × product may report a month once. Months without a report have no posting. `held` is what the book
    has of a series already: its first opening is then held against that balance, as any later one is.
    """
    series: dict[tuple[str, str], list[LmisRow]] = defaultdict(list)
    for row in rows:
        series[row.site, row.product].append(row)
    postings = [
        posting
        for key, months in series.items()
        for posting in _series(sorted(months, key=attrgetter("month")), held.get(key))
    ]
    return sorted(postings, key=lambda p: (p.month, p.site, p.day, p.product))


def signed(posting: Posting) -> int:
    """The change a posting makes to the stock of its site.

    >>> signed(Posting(Month(2026, 1), date(2026, 1, 31), "C1", "P1", ISSUE, 5, 2))
    -5
    """
    return -posting.quantity if posting.kind in (ISSUE, ADJUSTED_DOWN) else posting.quantity


def _series(months: Iterable[LmisRow], balance: int | None) -> Iterator[Posting]:
    """The postings of one series in the order they must be written; a quantity of nothing is no posting."""
    for row in months:
        for day, kind, quantity in _month(row, balance):
            if quantity:
                yield Posting(row.month, day, row.site, row.product, kind, quantity, row.row)
        balance = row.closing


def _month(row: LmisRow, balance: int | None) -> Iterator[tuple[date, str, int]]:
    before, first, last = _days(row.month)
    unexplained = row.closing - row.computed
    if balance is None:
        yield before, OPENING, row.opening
    else:
        yield first, VARIANCE, row.opening - balance
    yield first, VARIANCE, max(0, unexplained)
    yield first, RECEIPT, row.received
    yield first, ADJUSTED_UP, max(0, row.adjustment)
    yield last, ISSUE, row.distributed
    yield last, ADJUSTED_DOWN, max(0, -row.adjustment)
    yield last, VARIANCE, min(0, unexplained)


@lru_cache(maxsize=1024)
def _days(month: Month) -> tuple[date, date, date]:
    """The day before a month, its first and its last."""
    return month.previous.last, month.first, month.last
