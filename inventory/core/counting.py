"""Counting: what was seen at an instant stands, and the variance is whatever the book then lacks or has too much.

A site is counted at a *cut*: a day and a slot of it. What is dated up to the cut lies before the count, what comes
later on the day takes the next slot. So documents, corrections and other counts may still come in before a count:
its variance is derived again, and what was counted remains.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from inventory.core.goods import LotKey

Position = tuple[date, int]
"""A day and a slot of it: the end of the slot."""


class Cut(NamedTuple):
    """The instant at which a site is counted."""

    site: int
    day: date
    slot: int

    @property
    def position(self) -> Position:
        """The day and the slot that the count closes."""
        return self.day, self.slot


class Observation(NamedTuple):
    """What of a lot was seen at a cut, in base units; None takes the observation back.

    `lot` is a lot of the book, or the key of one that the book did not know.
    """

    cut: Cut
    lot: int | LotKey
    quantity: int | None


def adjustments(
    stands: Mapping[Position, int | None],
    before: Mapping[Position, int],
    lines: Iterable[tuple[Position, int]],
    posted: Mapping[Position, int],
) -> dict[Position, int]:
    """What must still be posted at each count of one lot at one site, so that every count that stands is met.

    `stands`: what is to stand at each count from the first one touched on, None where it is taken back now.
    `before`: what the book has right after each count, without the new `lines` (position, change); `posted`: the
    variance posted at counts that are taken back.

    A document of −5 before a count of 40 makes the variance 5 larger, and nothing changes behind the count:

    >>> january, february = (date(2026, 1, 31), 0), (date(2026, 2, 28), 0)
    >>> adjustments({january: 40, february: 30}, {january: 40, february: 30}, [((date(2026, 1, 9), 0), -5)], {})
    {(datetime.date(2026, 1, 31), 0): 5}

    A count of 38 where the book has 40 takes two away, which the next count gives back:

    >>> adjustments({january: 38, february: 30}, {january: 40, february: 30}, [], {})
    {(datetime.date(2026, 1, 31), 0): -2, (datetime.date(2026, 2, 28), 0): 2}
    """
    waiting = sorted(lines)
    carried, found = 0, {}
    for position in sorted(stands):
        while waiting and waiting[0][0] <= position:
            carried += waiting.pop(0)[1]
        seen = stands[position]
        change = -posted.get(position, 0) if seen is None else seen - before[position] - carried
        if change:
            found[position] = change
            carried += change
    return found


class Held(NamedTuple):
    """What a consignment holds in reserve of a lot, and the newest event that put it there."""

    consignment: int
    quantity: int
    event: int


def release(reserved: Sequence[Held], missing: int) -> list[tuple[int, int]]:
    """(consignment, quantity) to give up so that so much is found, the newest reservations first.

    >>> release([Held(1, 30, 4), Held(2, 20, 9)], 25)
    [(2, 20), (1, 5)]
    """
    given = []
    for held in sorted(reserved, key=lambda one: one.event, reverse=True):
        part = min(held.quantity, missing)
        if part > 0:
            given.append((held.consignment, part))
            missing -= part
    return given
