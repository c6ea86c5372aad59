"""Row B: the history written by the product's own writer, beside the limit that writes the same months in bulk.

Both take turns month by month, so the figure is one run's. What is filled stays in the store for the other rows, with
what it took beside it. The product writes a history either way: voucher by voucher, as it was lived, or as a month's
one event, as `alokon.service.importing_history` does.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from alokon.bench.ledger import Ledger
from alokon.bench.limits import raw
from alokon.bench.scene import OURS, Scene
from alokon.bench.stores import UNFINISHED
from alokon.bench.timing import Taken, seconds

VOUCHERS, MONTHS = "B1", "B2"
LIVED_MONTHS = 60
"""The longest history that is filled voucher by voucher."""

AGAIN = "_bulanan"


def fill(scene: Scene, *, fresh: bool = False) -> Taken:
    """The workload's books in the store, made where they are not there yet; what that took."""
    kept = _kept(scene)
    if fresh or not (scene.store.has(scene.book) and scene.store.has(scene.limit) and kept.exists()):
        taken = _write(scene, MONTHS if is_long(scene) else VOUCHERS)
        kept.write_text(json.dumps(taken), encoding="utf-8")
    row, values, facts = json.loads(kept.read_text(encoding="utf-8"))
    return Taken(row, {name: tuple(rates) for name, rates in values.items()}, facts)


def is_long(scene: Scene) -> bool:
    """Whether the history is filled by months, because voucher by voucher it would take an hour."""
    return scene.workload.months > LIVED_MONTHS


def measure(scene: Scene) -> list[Taken]:
    """What the books took to fill, and the history once more by months, of which nothing is kept."""
    filled = fill(scene)
    if is_long(scene):
        return [filled]
    again = _write(scene, MONTHS, AGAIN)
    for name in (scene.book, scene.limit):
        scene.store.drop(f"{name}{AGAIN}")
    return [filled, again]


def _kept(scene: Scene) -> Path:
    return scene.folder / f"{scene.store.kind}_{scene.workload.name}.json"


def _write(scene: Scene, row: str, end: str = "") -> Taken:
    """Write the history into both books; months' rates in moves a second, and the whole history's among the facts."""
    names = [f"{name}{end}" for name in (scene.book, scene.limit)]
    for name in names:
        scene.store.make(f"{name}{UNFINISHED}")
    took, sizes, vouchers = _written(scene, row, [f"{name}{UNFINISHED}" for name in names])
    for name in names:
        scene.store.drop(name)
        scene.store.rename(f"{name}{UNFINISHED}", name)
        scene.store.settle(name)
    values = {who: (sum(sizes) / sum(parts),) for who, parts in took.items()}
    months = {who: [size / part for size, part in zip(sizes, parts, strict=True)] for who, parts in took.items()}
    facts = {"moves": sum(sizes), "vouchers": vouchers, "seconds": {who: sum(parts) for who, parts in took.items()}}
    return Taken(row, values, {**facts, "months": months, "bytes": scene.store.size(names[0])})


def _written(scene: Scene, row: str, names: Sequence[str]) -> tuple[dict[str, list[float]], list[int], int]:
    """Month by month into ours and the limit's: seconds of either, moves of each month, and the vouchers in all."""
    ours = Ledger(scene.store.url(names[0]), scene.workload).open()
    limit = raw(scene.store, names[1], scene.workload).open()
    took: dict[str, list[float]] = defaultdict(list)
    sizes, vouchers = [], 0
    for n, (month, written) in enumerate(scene.workload.history(), 1):
        sizes.append(sum(len(voucher.lines) for voucher in written))
        vouchers += len(written)
        took[OURS].append(seconds(lambda: ours.write(month, written, together=row == MONTHS)))  # noqa: B023
        took[limit.name].append(seconds(lambda: limit.write(written)))  # noqa: B023
        ours.close_month(month)
        if n & (n - 1) == 0:  # while it grows fast, as a server's own housekeeping would
            for name in names:
                scene.store.settle(name)
        scene.told(n, scene.workload.months)
    ours.leave()
    limit.leave()
    return took, sizes, vouchers
