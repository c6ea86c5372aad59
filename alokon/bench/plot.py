"""The cost of history as a picture: an SVG with both axes by powers of ten, drawn without any library."""

from collections.abc import Iterator
from math import ceil, floor, log10

from alokon.bench.curve import WORKS, Curve
from alokon.text import number

WIDTH, HEIGHT = 860, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 330, 30, 50
COLOURS = {"A": "#1b6ca8", "C": "#2e7d32", "D": "#b26a00", "E": "#8e24aa"}


def draw(curve: Curve) -> str:
    """The curve as the text of an SVG file."""
    costs = [cost for found in curve.costs.values() for cost in found]
    plane = _Plane(min(curve.moves), max(curve.moves), floor(log10(min(costs))), ceil(log10(max(costs))))
    shapes = [*_frame(plane, curve), *_lines(plane, curve)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
    return "\n".join(
        [
            f'{head} font-size="12">',
            '<title>Biaya riwayat</title><rect width="100%" height="100%" fill="#fff"/>',
            *shapes,
            "</svg>\n",
        ]
    )


class _Plane:
    """Where moves and milliseconds lie on the picture."""

    def __init__(self, fewest: int, most: int, low: int, high: int) -> None:
        self.first, self.last = log10(fewest), max(log10(most), log10(fewest) + 1e-9)
        self.low, self.high = low, max(high, low + 1)

    def x(self, moves: int) -> float:
        """How far right a number of moves lies."""
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (log10(moves) - self.first) / (self.last - self.first), 1)

    def y(self, cost: float) -> float:
        """How far down a cost lies."""
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (log10(cost) - self.low) / (self.high - self.low), 1)


def _frame(plane: _Plane, curve: Curve) -> Iterator[str]:
    for power in range(plane.low, plane.high + 1):
        y = plane.y(10**power)
        yield f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#ddd"/>'
        yield _words(LEFT - 8, y + 4, f"{number(10.0**power, max(0, -power))} ms", "end")
    for moves in curve.moves:
        x = plane.x(moves)
        yield f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{HEIGHT - BOTTOM}" stroke="#eee"/>'
        yield _words(x, HEIGHT - BOTTOM + 18, number(moves), "middle")
    yield _words((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "gerakan dalam buku", "middle")


def _lines(plane: _Plane, curve: Curve) -> Iterator[str]:
    """A line for each kind of work, with its name at the right end, lowest cost lowest."""
    below = float(HEIGHT)
    for code in sorted(curve.costs, key=lambda one: curve.costs[one][-1]):
        points = [(plane.x(moves), plane.y(cost)) for moves, cost in zip(curve.moves, curve.costs[code], strict=True)]
        path = " ".join(f"{x},{y}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{COLOURS[code]}" stroke-width="2"/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="4" fill="{COLOURS[code]}"/>' for x, y in points)
        below = min(points[-1][1] + 4, below - 16)
        said = f"{WORKS[code].title} ({number(curve.growth(code), 2)} ×)"
        yield _words(points[-1][0] + 12, below, said, "start", COLOURS[code])


def _words(x: float, y: float, said: str, anchor: str, colour: str = "#333") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{said}</text>'
