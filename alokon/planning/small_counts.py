"""Which counts of a report must not be shown, because so few people stand behind them.

A count below five is hidden, and a hidden one must not be found by subtraction from counts that are shown: where the
counts of a group add up to something known, enough of them are hidden together that each could still be anything.
"""

from collections.abc import Sequence

LEAST = 5
"""The smallest count that is shown."""

SPREAD = LEAST - 1
"""What must be left of counts that are hidden together, once each larger one has its least, so that none is certain."""

FEW, COVERED = "<5", "ditutup"


def told(count: int) -> str:
    """A count that is part of no sum.

    >>> told(0), told(4), told(5)
    ('<5', '<5', '5')
    """
    return str(count) if count >= LEAST else FEW


def told_together(counts: Sequence[int]) -> list[str]:
    """Counts whose sum may be known: those below five are hidden, and as many others as it takes to cover them.

    The others go in their order, never by size: that one was the smallest would say how small it can be. Where even
    all of them do not cover, none is told, not even which are below five.

    >>> told_together([30, 20, 2])
    ['ditutup', '20', '<5']
    >>> told_together([0, 5])
    ['ditutup', 'ditutup']
    >>> told_together([30, 20, 8]), told_together([9, 0, 0, 3])
    (['30', '20', '8'], ['ditutup', '<5', '<5', '<5'])
    """
    hidden = {n for n, count in enumerate(counts) if count < LEAST}
    for n in range(len(counts)):
        if not hidden or _covered([counts[one] for one in hidden]):
            break
        hidden.add(n)
    if hidden and not _covered([counts[n] for n in hidden]):
        return [COVERED] * len(counts)
    return [(FEW if count < LEAST else COVERED) if n in hidden else str(count) for n, count in enumerate(counts)]


def _covered(hidden: Sequence[int]) -> bool:
    """Whether hidden counts could each be something else with the same sum.

    All below five, a sum near nought or near the most they can be would give them away.
    """
    most = (LEAST - 1) * len(hidden)
    if max(hidden) < LEAST:
        return len(hidden) > 1 and LEAST - 1 <= sum(hidden) <= most - (LEAST - 1)
    return sum(hidden) - LEAST * sum(count >= LEAST for count in hidden) >= SPREAD
