"""A month of temperature or humidity as shapes of an SVG: two lines with their gaps, and the band they belong in."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from alokon import text
from alokon.climate import TIMES, Limits, Reading, told
from alokon.planning.climate_month import Day
from inventory.core.months import Month

WIDTH, HEIGHT = 860, 200
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 10, 26
EVERY = 5
"""How many days lie between two labels."""

STEP, ROOM = 5, 2
"""Units between two lines across, and the room above and below the limits and the readings."""


class Point(NamedTuple):
    """A reading: where it stands, what to say of it, and whether it lies outside its band."""

    x: float
    y: float
    time: str
    words: str
    outside: bool


class Tick(NamedTuple):
    """A line across with its figure, or a day below."""

    at: float
    label: str


class Picture(NamedTuple):
    """The whole picture; `lines` are (time, points), one for each run of days without a gap."""

    title: str
    unit: str
    width: int
    height: int
    left: int
    right: int
    base: float
    band_top: float
    band_height: float
    ticks: tuple[Tick, ...]
    days: tuple[Tick, ...]
    lines: tuple[tuple[str, str], ...]
    points: tuple[Point, ...]


class Scale(NamedTuple):
    """What is drawn: its name and unit, the value of a reading in that unit, and the band (no lower end: None)."""

    title: str
    unit: str
    value: Callable[[Reading], float]
    low: float | None
    high: float
    faults: frozenset[str]


def scales(limits: Limits) -> tuple[Scale, Scale]:
    """Temperature in degrees and humidity in percent."""
    warmth = Scale(
        "Suhu", "°C", lambda one: one.tenths / 10, limits.low / 10, limits.high / 10, frozenset({"hot", "cold"})
    )
    return warmth, Scale("Kelembapan", "%", lambda one: one.humidity, None, limits.humidity, frozenset({"damp"}))


def draw(month: Month, days: Sequence[Day], limits: Limits, scale: Scale) -> Picture:
    """The picture of one scale; days that have not begun stay empty."""
    values = [scale.value(one) for day in days for one in day.readings.values()]
    low = _floor(min([scale.low if scale.low is not None else scale.high - STEP, *values]) - ROOM)
    high = -_floor(-max([scale.high, *values]) - ROOM)
    base = float(HEIGHT - BOTTOM)

    def up(value: float) -> float:
        return round(base - (base - TOP) * (value - low) / (high - low), 1)

    slot = (WIDTH - LEFT - RIGHT) / month.days
    across = {n: round(LEFT + slot * (n - 0.5), 1) for n in range(1, month.days + 1)}
    points = [
        Point(
            across[day.day.day], up(scale.value(one)), time, _words(one), bool(scale.faults & {*limits.outside(one)})
        )
        for day in days
        for time, one in day.readings.items()
    ]  # fmt: skip
    apart = max(STEP, -(-(high - low) // 5 // STEP) * STEP)
    bottom = up(scale.low) if scale.low is not None else base
    return Picture(
        scale.title, scale.unit, WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, base, up(scale.high),
        round(bottom - up(scale.high), 1),
        tuple(Tick(up(value), text.number(value)) for value in range(low, high + 1, apart)),
        tuple(Tick(x, str(n)) for n, x in across.items() if n == 1 or n % EVERY == 0),
        tuple((time, line) for time in TIMES for line in _runs(days, time, across, lambda one: up(scale.value(one)))),
        tuple(points),
    )  # fmt: skip


def _floor(value: float) -> int:
    """The multiple of `STEP` at or below a value.

    >>> _floor(13.0), _floor(-32.5)
    (10, -35)
    """
    return int(value // STEP) * STEP


def _words(reading: Reading) -> str:
    return f"{text.long_date(reading.day)} {reading.time}: {told(reading)}"


def _runs(days: Sequence[Day], time: str, across: Mapping[int, float], height: Callable[[Reading], float]) -> list[str]:
    """The points of a time of day, a run for every stretch of days without a gap; a line never bridges one."""
    runs: list[list[str]] = [[]]
    for day in days:
        if time in day.readings:
            runs[-1].append(f"{across[day.day.day]},{height(day.readings[time])}")
        elif runs[-1]:
            runs.append([])
    return [" ".join(run) for run in runs if len(run) > 1]
