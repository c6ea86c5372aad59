"""The cost of history: what the same work takes when the book is a tenth, once and ten times as long.

The three books take turns within one run. Only ours is asked: the question is whether a book grows slow, not against
whom. Posting writes to copies.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from statistics import median
from typing import NamedTuple

from alokon.bench import history
from alokon.bench.cards import newest
from alokon.bench.ledger import BOOK, Ledger
from alokon.bench.posting import turn
from alokon.bench.scene import OURS, Scene, Told
from alokon.bench.table import figure
from alokon.bench.timing import Task, alternate, milliseconds
from alokon.bench.workload import Workload
from alokon.text import number
from alokon.views.monthly import mutations
from inventory.store import queries
from inventory.store.engine import reading

TIMES = (0.1, 1, 10)
VOUCHERS = 40


class Work(NamedTuple):
    """One kind of work: what it is called, and how many times its cost ten times the history may be."""

    title: str
    most: float


WORKS: dict[str, Work] = {
    "A": Work("menulis satu surat enam baris", 1.5),
    "C": Work("halaman terbaru kartu stok", 1.3),
    "D": Work("stok semua tempat pada tanggal lampau", 1.3),
    "E": Work("mutasi sebulan", 1.3),
}


class Curve(NamedTuple):
    """Milliseconds of each kind of work, by the moves of the book it was done in; and what filling each took."""

    moves: tuple[int, ...]
    costs: dict[str, tuple[float, ...]]
    fill_seconds: tuple[float, ...] = ()

    def growth(self, work: str) -> float:
        """How many times as much the longest book costs as the one before it."""
        *_, before, last = self.costs[work]
        return last / before


def workloads(workload: Workload) -> list[Workload]:
    """The same office for a tenth, once and ten times as long.

    >>> [one.months for one in workloads(Workload(600, 36))]
    [4, 36, 360]
    """
    return [replace(workload, months=max(1, round(workload.months * times))) for times in TIMES]


def measure(scene: Scene, told: Told) -> Curve:
    """Fill what is missing of the three books, and let them take turns at every kind of work."""
    scenes = [replace(scene, workload=workload, told=told) for workload in workloads(scene.workload)]
    filled = [history.fill(one).facts for one in scenes]
    with ExitStack() as stack:
        tasks = {f"{work}{n}": task for n, one in enumerate(scenes) for work, task in _tasks(one, stack)}
        values = alternate(scene.rounds, tasks)
    costs = {work: tuple(median(values[f"{work}{n}"]) for n in range(len(scenes))) for work in WORKS}
    took = tuple(float(facts["seconds"][OURS]) for facts in filled)
    return Curve(tuple(int(facts["moves"]) for facts in filled), costs, took)


def _tasks(scene: Scene, stack: ExitStack) -> Iterator[tuple[str, Task]]:
    """What is done in one book, each task telling milliseconds."""
    copy = Ledger(scene.store.url(stack.enter_context(scene.scratch(scene.book))), scene.workload).look()
    stack.callback(copy.leave)
    ours = stack.enter_context(scene.reading())
    db = stack.enter_context(reading(ours.engine))
    last = scene.workload.last_month
    day = last.plus(-(scene.workload.months // 2)).first.replace(day=15)
    post = turn(copy.issue, scene, VOUCHERS)
    yield "A", lambda: 1000 / post()
    yield "C", milliseconds(lambda: newest(db, last))
    yield "D", milliseconds(lambda: queries.holdings(db, BOOK, day))
    yield "E", milliseconds(lambda: mutations(db, BOOK, last))


def cells(curve: Curve) -> list[tuple[str, ...]]:
    """A line for each kind of work: its costs, its growth, the most that may be, and whether it is kept."""
    found = []
    for code, work in WORKS.items():
        growth = curve.growth(code)
        costs = (f"{figure(cost)} ms" for cost in curve.costs[code])
        met = "ya" if growth <= work.most else "belum"
        found.append((code, work.title, *costs, f"{figure(growth)} ×", f"≤ {number(work.most)} ×", met))
    return found


def head(curve: Curve) -> tuple[str, ...]:
    """What stands above the cells."""
    return ("", "Pekerjaan", *(f"{number(moves)} gerakan" for moves in curve.moves), "Tumbuh", "Sasaran", "Tercapai")
