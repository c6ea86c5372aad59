"""Who is looked at when, between the rounds: a stock that falls below a level is met on the evening it does."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from heapq import heappop, heappush
from math import floor


def falls_on(have: int, level: Fraction, wanted: int, days: int, done: int) -> int | None:
    """The first day of a month after the `done` ones by whose end less than `level` of `have` is left; None if later.

    The month's use is spread as in `Rack.use`.

    >>> falls_on(20, Fraction(5), 31, 31, 0), falls_on(4, Fraction(5), 31, 31, 10), falls_on(40, Fraction(5), 31, 31, 0)
    (16, 11, None)
    """
    rest = floor(have - level) + 1
    if rest <= 0:
        return done + 1 if done < days else None
    if wanted == 0:
        return None
    day = -(-(wanted * done // days + rest) * days // wanted)
    return day if day <= days else None


class Watch:
    """The evening on which each place is looked at next, and the places that wait for the warehouse to get goods."""

    def __init__(self) -> None:
        self._at: dict[str, date] = {}
        self._queue: list[tuple[date, str]] = []
        self._waiting: set[str] = set()

    @property
    def next(self) -> date | None:
        """The next evening on which somebody is looked at."""
        while self._queue and self._at.get(self._queue[0][1]) != self._queue[0][0]:
            heappop(self._queue)
        return self._queue[0][0] if self._queue else None

    def look(self, code: str, evening: date, *, waits: bool = False) -> None:
        """Look at a place on an evening, and not on the one that was meant before."""
        self._at[code] = evening
        heappush(self._queue, (evening, code))
        (self._waiting.add if waits else self._waiting.discard)(code)

    def call(self, evening: date) -> None:
        """Look at all who wait on an evening: the warehouse has got something."""
        for code in sorted(self._waiting):
            self.look(code, evening)

    def take(self, evening: date) -> Iterable[str]:
        """Those who are looked at on an evening, by code; they are forgotten until `look` names them again."""
        found = []
        while self.next == evening:
            _, code = heappop(self._queue)
            del self._at[code]
            found.append(code)
        return sorted(set(found))
