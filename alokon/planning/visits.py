"""Whom to visit first: reasons for a pembinaan weighed by a sum anybody can check by hand. Ours, not verified."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

EMPTY, LATE, PROMISE, ROAD, SHORT, VARIANCE, UNSEEN = (
    "kosong",
    "terlambat",
    "tindak-lanjut",
    "belum-terima",
    "kurang",
    "selisih",
    "lama",
)


class Weight(NamedTuple):
    """Points for each occurrence, of which at most so many count."""

    points: int
    most: int


WEIGHTS = {
    EMPTY: Weight(3, 3),
    LATE: Weight(3, 3),
    PROMISE: Weight(3, 2),
    ROAD: Weight(2, 2),
    SHORT: Weight(2, 2),
    VARIANCE: Weight(2, 2),
    UNSEEN: Weight(1, 1),
}
"""What weighs how much: clients who go without and months nobody knows of before papers that do not match."""


class Reason(NamedTuple):
    """Why a faskes should be visited: how often, and since when; `items` and `cases` say what it is about."""

    kind: str
    times: int
    since: date | None = None
    items: tuple[str, ...] = ()
    cases: tuple[int, ...] = ()

    @property
    def points(self) -> int:
        """What it weighs.

        >>> Reason(LATE, 2).points, Reason(LATE, 12).points
        (6, 9)
        """
        weight = WEIGHTS[self.kind]
        return weight.points * min(self.times, weight.most)


class Candidate(NamedTuple):
    """A faskes with its reasons, the weightiest first, and the day of its last pembinaan (None: never)."""

    site: str
    reasons: tuple[Reason, ...]
    last: date | None

    @property
    def score(self) -> int:
        """What its reasons weigh together."""
        return sum(reason.points for reason in self.reasons)


def candidate(site: str, reasons: Iterable[Reason], last: date | None) -> Candidate:
    """A faskes with what of its reasons there is."""
    order = list(WEIGHTS)
    found = sorted((one for one in reasons if one.times), key=lambda one: (-one.points, order.index(one.kind)))
    return Candidate(site, tuple(found), last)


def in_turn(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Who has a reason, the highest score first; then who was not visited for longest, then by code.

    >>> never, lately = Candidate("F2", (Reason(LATE, 1),), None), Candidate("F1", (Reason(LATE, 1),), date(2026, 3, 1))
    >>> [one.site for one in in_turn([lately, never, Candidate("F3", (), None)])]
    ['F2', 'F1']
    """
    found = [one for one in candidates if one.reasons]
    return sorted(found, key=lambda one: (-one.score, one.last or date.min, one.site))
