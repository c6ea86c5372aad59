"""Use and stock of an item over a year, as the shapes of an SVG: drawn on the server, no script."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from alokon import text
from inventory.core.months import Month

WIDTH, HEIGHT = 860, 280
LEFT, TOP, BOTTOM = 62, 12, 34
STEPS = (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10)


class Bar(NamedTuple):
    """A month: its bar, the point of its stock, and what to say of it."""

    x: float
    y: float
    width: float
    height: float
    point: float
    label: str
    label_x: float
    words: str


class Tick(NamedTuple):
    """A line across the chart with its figure."""

    y: float
    label: str


class Chart(NamedTuple):
    """The whole picture; `line` are the points of the stock line."""

    width: int
    height: int
    left: int
    base: float
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    line: str


def draw(months: Sequence[Month], use: Mapping[Month, int], stock: Mapping[Month, int], unit: str) -> Chart:
    """The chart of some months; both quantities share one scale."""
    top = scale(max([1, *use.values(), *stock.values()]))
    base, slot = float(HEIGHT - BOTTOM), (WIDTH - LEFT) / len(months)

    def height(quantity: int) -> float:
        return round((base - TOP) * quantity / top, 1)

    bars = []
    for n, month in enumerate(months):
        used, held = use.get(month, 0), stock.get(month, 0)
        words = f"{text.month_year(month)}: dipakai {text.number(used)} {unit}, stok akhir {text.number(held)} {unit}"
        middle, point = round(LEFT + slot * (n + 0.5), 1), base - height(held)
        name = text.MONTHS[month.month - 1][:3]
        bars.append(
            Bar(
                round(middle - slot * 0.3, 1),
                base - height(used),
                round(slot * 0.6, 1),
                height(used),
                point,
                name,
                middle,
                words,
            )
        )
    ticks = tuple(Tick(base - height(top * k // 4), text.number(top * k // 4)) for k in range(5))
    line = " ".join(f"{bar.label_x},{bar.point}" for bar in bars)
    return Chart(WIDTH, HEIGHT, LEFT, base, ticks, tuple(bars), line)


def scale(most: int) -> int:
    """A round number at or above the most, that four ticks divide.

    >>> scale(3300), scale(7), scale(100)
    (4000, 8, 100)
    """
    size = 10 ** max(len(str(most)) - 1, 0)
    top = next(int(step * size) for step in STEPS if step * size >= most)
    return -(-top // 4) * 4
