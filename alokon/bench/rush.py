"""Row F: eight processes send goods from the same batches at once; nothing may be oversold, nothing lost.

First each issues as fast as it can from batches that last. Then all of them take what is left of one kind of goods in
forty equal parts: exactly forty vouchers may succeed, whoever writes them.
"""

import multiprocessing
import time
from dataclasses import dataclass
from typing import Any, NamedTuple

from alokon.bench.clerk import Clerk, extra_batch, stock_up
from alokon.bench.ledger import Ledger
from alokon.bench.limits import raw, raw_name
from alokon.bench.scene import OURS, Scene
from alokon.bench.stores import Store
from alokon.bench.timing import Taken
from alokon.bench.vouchers import WAREHOUSE, Request
from alokon.bench.workload import ASKED, Workload

PROCESSES = 8
TURNS = 2
PARTS = 40
PATIENCE_SECONDS = 120
SCARCE = 11
"""The kind of goods that runs out: an index of `SERIES` that the quick vouchers do not ask for."""


@dataclass(frozen=True)
class Job:
    """What a process does, sent to it whole. `ours`: in the product's book, not the limit's."""

    store: Store
    name: str
    workload: Workload
    ours: bool
    seconds: float

    def clerk(self) -> Clerk:
        """The book opened for a process."""
        if self.ours:
            return Ledger(self.store.url(self.name), self.workload).look()
        return raw(self.store, self.name, self.workload)


class Done(NamedTuple):
    """What all processes together were told is written, and how many base units of it the book does not bear out."""

    vouchers: int
    lost: int
    oversold: int


def measure(scene: Scene) -> list[Taken]:
    """Vouchers a second of all processes together, ours and the limit's in turns, and what went wrong."""
    with scene.scratch(scene.book) as book, scene.scratch(scene.limit) as other:
        names = {OURS: book, raw_name(scene.store): other}
        jobs = {who: Job(scene.store, name, scene.workload, who == OURS, scene.rush) for who, name in names.items()}
        parts = {who: _stock_up(job) for who, job in jobs.items()}
        turns = [{who: _quick(job, n) for who, job in jobs.items()} for n in range(TURNS)]
        ends = {who: _scarce(job, parts[who]) for who, job in jobs.items()}
    rates = {who: tuple(turn[who].vouchers / scene.rush for turn in turns) for who in jobs}
    done = {who: [*(turn[who] for turn in turns), ends[who]] for who in jobs}
    facts = {
        "processes": PROCESSES,
        "seconds": TURNS * scene.rush,
        "of_forty": {w: d.vouchers for w, d in ends.items()},
    }
    return [
        Taken("F1", rates, facts),
        Taken("F2", {who: (float(sum(d.oversold for d in all_)),) for who, all_ in done.items()}),
        Taken("F3", {who: (float(sum(d.lost for d in all_)),) for who, all_ in done.items()}),
    ]


def _stock_up(job: Job) -> int:
    """Batches to be taken before all others: of the quick goods without end, of the scarce one forty equal parts.

    A part is more than the warehouse held before, so that no other batch can serve one; returns its base units.
    """
    clerk, soon = job.clerk(), job.workload.next_day
    part = clerk.held(WAREHOUSE)[0] + 1
    stock_up(clerk, range(ASKED), soon)
    clerk.receive(extra_batch(SCARCE, soon), PARTS * part)
    clerk.leave()
    return part


def _quick(job: Job, turn: int) -> Done:
    """Every process writes six lines at a time for some seconds; what they were told must be what left the shelf."""
    return _together(job, f"cepat-{turn}", tuple((series, 1) for series in range(ASKED)))


def _scarce(job: Job, part: int) -> Done:
    """Every process takes equal parts of what is scarce until it is refused."""
    done = _together(job, "langka", ((SCARCE, part),))
    return done._replace(oversold=done.oversold + part * max(0, done.vouchers - PARTS))


def _together(job: Job, label: str, lines: tuple[tuple[int, int], ...]) -> Done:
    """Run the job in all processes, which begin at the same moment, and hold what they were told against the book."""
    clerk = job.clerk()
    before, _ = clerk.held(WAREHOUSE)
    context = _context()
    barrier, answers = context.Barrier(PROCESSES), context.Queue()
    each = [(job, f"{label}-{n}", Request(n + 1, lines), barrier, answers) for n in range(PROCESSES)]
    team = [context.Process(target=_work, args=given) for given in each]
    for one in team:
        one.start()
    wrote = sum(answers.get(timeout=job.seconds + PATIENCE_SECONDS) for _ in team)
    for one in team:
        one.join()
    after, least = clerk.held(WAREHOUSE)
    clerk.leave()
    return Done(wrote, abs(before - after - wrote * sum(quantity for _, quantity in lines)), max(0, -least))


def _context() -> Any:
    """Processes that share no connection with this one; where it can be had, from one that has imported all already."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _work(job: Job, label: str, request: Request, barrier: Any, answers: Any) -> None:
    """In a process of its own: write until the time is over or the goods are, and tell how many vouchers that was."""
    clerk, wrote = job.clerk(), 0
    barrier.wait()
    until = time.perf_counter() + job.seconds
    while time.perf_counter() < until and clerk.issue(f"{label}-{wrote}", request):
        wrote += 1
    answers.put(wrote)
    clerk.leave()
