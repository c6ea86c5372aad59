"""Policies as points of an SVG: the stock each takes against the days without any; drawn on the server, no script."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from alokon import text

WIDTH, HEIGHT = 860, 360
LEFT, RIGHT, TOP, BOTTOM = 62, 40, 14, 46
LINE = 14
"""The least distance between two labels, one above the other."""

DOT = 10
"""How far a label stands from the middle of its point."""

NEAR = (0, -7, 7, -14, 14, -21, 21, -28, 28, -35, 35, *range(-42, -169, -7))
"""How far up or down a label may be moved, the nearest first."""

CHARACTER = 6.6
"""How wide a character of a label is, about."""


class Spot(NamedTuple):
    """What is to be drawn: months of stock, the part of days without, a short label, its words, and its kind."""

    months: Fraction
    out: Fraction
    label: str
    words: str
    kind: str


class Point(NamedTuple):
    """A point and its label; `anchor` says at which end of the label it stands."""

    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    spot: Spot


class Tick(NamedTuple):
    """A line across the picture with its figure."""

    at: float
    label: str


class Scatter(NamedTuple):
    """The whole picture."""

    width: int
    height: int
    left: int
    right: int
    top: int
    base: int
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    points: tuple[Point, ...]


def draw(spots: Sequence[Spot]) -> Scatter:
    """The picture of some policies; both scales begin at zero."""
    months = _top([spot.months for spot in spots], Fraction(1, 2))
    out = _top([spot.out for spot in spots], Fraction(1, 100))
    base, right = HEIGHT - BOTTOM, WIDTH - RIGHT

    def x(value: Fraction) -> float:
        return round(LEFT + float(value / months) * (right - LEFT), 1)

    def y(value: Fraction) -> float:
        return round(base - float(value / out) * (base - TOP), 1)

    across = tuple(Tick(x(months * n / 5), text.number(months * n / 5)) for n in range(6))
    up = tuple(Tick(y(out * n / 4), f"{text.number(100 * out * n / 4)}%") for n in range(5))
    found = [(x(spot.months), y(spot.out), spot) for spot in spots]
    return Scatter(WIDTH, HEIGHT, LEFT, right, TOP, base, across, up, tuple(_labelled(found)))


def _top(values: Sequence[Fraction], step: Fraction) -> Fraction:
    """A round number above all values, in whole steps that grow with them.

    >>> _top([Fraction(17, 10)], Fraction(1, 2)), _top([Fraction(0)], Fraction(1, 100))
    (Fraction(5, 2), Fraction(1, 25))
    """
    most = max([*values, step])
    unit = 4 * step if step < Fraction(1, 10) else 5 * step
    return unit * ceil(most * Fraction(21, 20) / unit)


def _labelled(found: Sequence[tuple[float, float, Spot]]) -> list[Point]:
    """Each point with its label beside it, where it lies on no point and no other label."""
    taken = [(x - DOT, x + DOT, y) for x, y, _ in found]
    points = {}
    for x, y, spot in sorted(found, key=lambda one: (one[1], one[0])):
        wide = CHARACTER * len(spot.label)
        places = [(start, y + down) for down in NEAR for start in (x + DOT, x - DOT - wide)]
        free = (one for one in places if one[0] + wide < WIDTH and not _covers(one, wide, taken))
        start, at = next(free, places[0])
        taken.append((start, start + wide, at))
        left = start < x
        points[spot] = Point(x, y, x - DOT if left else x + DOT, round(at + 4, 1), "end" if left else "start", spot)
    return [points[spot] for _, _, spot in found]


def _covers(place: tuple[float, float], wide: float, taken: Sequence[tuple[float, float, float]]) -> bool:
    start, at = place
    inside = TOP < at <= HEIGHT - BOTTOM
    return not inside or any(abs(at - y) < LINE and start < end and begin < start + wide for begin, end, y in taken)
