"""What the limits on either database write and read alike: the rows of vouchers, and balances run over card lines.

A row of a move is (voucher, line, item, lot, quantity, source, destination, day); a card line begins with (day,
voucher, line, lot, change, other place). Days are ISO text.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from alokon.bench.vouchers import SERIES, WAREHOUSE, Batch, Voucher

Row = tuple[Any, ...]
CHANGE = 4
"""Where a card line has its change."""


def moves(vouchers: Sequence[Voucher], first: int) -> list[Row]:
    """The rows of the moves of vouchers that are numbered from `first` on."""
    return [
        (
            number,
            n,
            SERIES[line.batch.series].item,
            line.batch.number,
            line.quantity,
            line.source,
            line.destination,
            voucher.day.isoformat(),
        )
        for number, voucher in enumerate(vouchers, first)
        for n, line in enumerate(voucher.lines)
    ]


def changes(vouchers: Sequence[Voucher]) -> dict[tuple[int, str, int], int]:
    """(place, item, lot) → what vouchers put there in all, of the places that hold goods."""
    sums: dict[tuple[int, str, int], int] = defaultdict(int)
    for voucher in vouchers:
        for line in voucher.lines:
            for place, change in ((line.source, -line.quantity), (line.destination, line.quantity)):
                if place >= WAREHOUSE:
                    sums[place, SERIES[line.batch.series].item, line.batch.number] += change
    return sums


def lots(vouchers: Sequence[Voucher]) -> list[Row]:
    """The rows of the batches that vouchers name."""
    return [lot(batch) for batch in {line.batch for voucher in vouchers for line in voucher.lines}]


def lot(batch: Batch) -> Row:
    """The row of a batch: (number, item, fund, expiry)."""
    return (batch.number, *SERIES[batch.series], batch.expiry.isoformat())


def run(lines: Iterable[Row]) -> list[Row]:
    """Card lines in their order, each with the balance of all and of its batch after it."""
    total, by_lot, found = 0, defaultdict[int, int](int), []
    for line in lines:
        total += line[CHANGE]
        by_lot[line[3]] += line[CHANGE]
        found.append((*line, total, by_lot[line[3]]))
    return found


def run_back(lines: Sequence[Row], now: int) -> list[Row]:
    """The newest card lines, newest first, each with the balance after it, counted back from the balance now."""
    balances = accumulate((-line[CHANGE] for line in lines), initial=now)
    return [(*line, balance) for line, balance in zip(lines, balances, strict=False)]
