"""What a late entry changes of what stood before it: the balances of later lines, and the variances of counts.

Lines are *new* when their event is the entry's or a later one; everything else stood before.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from inventory.core.counting import Position
from inventory.core.ledger import CardLine, card_order


class Shift(NamedTuple):
    """A line that stood before, with the balance right after it as it was and as it is now, in base units."""

    line: CardLine
    before: int
    after: int


class Recount(NamedTuple):
    """A count that stands, with its variance as it was and as it is now, in base units: more seen is positive."""

    position: Position
    before: int
    after: int


def shifts(lines: Sequence[CardLine], opening: int, new: int) -> list[Shift]:
    """The lines that stood before and whose balance is another one now, in card order; `opening` is right before them.

    What a count made is no line of its own here: the count stands, and `recounts` tells of its variance.

    >>> from datetime import date
    >>> standing = CardLine(date(2026, 1, 9), 0, 4, True, 1, -10)
    >>> late = CardLine(date(2026, 1, 5), 0, 7, True, 1, -3)
    >>> [(shift.line.event, shift.before, shift.after) for shift in shifts([standing, late], 40, 7)]
    [(4, 30, 27)]
    """
    before = after = opening
    found = []
    for line in sorted(lines, key=card_order):
        after += line.delta
        if line.event < new:
            before += line.delta
            if before != after and not line.counted:
                found.append(Shift(line, before, after))
    return found


def recounts(lines: Sequence[CardLine], new: int) -> list[Recount]:
    """The counts whose variance on the card is another one now, in order."""
    before: dict[Position, int] = defaultdict(int)
    change: dict[Position, int] = defaultdict(int)
    for line in lines:
        if line.counted:
            part = before if line.event < new else change
            part[line.moved_on, line.slot] += line.delta
    return [Recount(at, before[at], before[at] + change[at]) for at in sorted(change) if change[at]]
