"""Row A: a six-line voucher answered and kept durably: what may leave is asked, and picked first expired first out."""

from collections.abc import Callable, Iterator
from itertools import count, islice

from alokon.bench import pgbench
from alokon.bench.clerk import stock_up
from alokon.bench.ledger import Ledger
from alokon.bench.limits import raw
from alokon.bench.scene import OURS, Scene
from alokon.bench.timing import Taken, Task, alternate, seconds
from alokon.bench.tryton import peer
from alokon.bench.vouchers import SERIES, Request

VOUCHERS = 100
PEER_VOUCHERS = 3
"""How many are written in a turn, and how many by the peer."""


def measure(scene: Scene) -> list[Taken]:
    """Vouchers a second, on copies of the filled books."""
    with scene.scratch(scene.book) as book, scene.scratch(scene.limit) as other, peer(scene, written=True) as tryton:
        ours = Ledger(scene.store.url(book), scene.workload).look()
        limit = raw(scene.store, other, scene.workload)
        for clerk in (ours, limit):
            stock_up(clerk, range(len(SERIES)), scene.workload.next_day.replace(year=scene.workload.next_day.year + 5))
        tasks = {OURS: turn(ours.issue, scene, VOUCHERS), limit.name: turn(limit.issue, scene, VOUCHERS)}
        client = pgbench.program(scene.programs) if scene.store.kind == "postgresql" else None
        if client:
            tasks[pgbench.NAME] = pgbench.calls(client, scene.store.url(other), scene.folder / "pgbench.sql")
        seldom = {tryton.name: tryton.task("post", PEER_VOUCHERS)} if tryton else {}
        values = alternate(scene.rounds, tasks, seldom)
        limit.leave()
        ours.leave()
    return [Taken("A", values)]


def turn(issue: Callable[[str, Request], int], scene: Scene, vouchers: int) -> Task:
    """A task that answers the next so many requests of the workload and tells how many a second."""
    numbers, requests = count(), scene.workload.requests()

    def answer(asked: Iterator[Request]) -> None:
        for request in asked:
            issue(f"sbbk-{next(numbers)}", request)

    return lambda: vouchers / seconds(lambda: answer(islice(requests, vouchers)))
