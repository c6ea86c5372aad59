"""Where the time of posting and importing goes, by function, for the rows whose goal is far."""

import cProfile
import io
import pstats
from collections.abc import Callable
from itertools import islice

from alokon.bench.ledger import Ledger
from alokon.bench.scene import Scene

VOUCHERS = 200
SHOWN = 15
EARLY_MONTHS = 2
NAME = "profil"


def profiles(scene: Scene) -> dict[str, str]:
    """What was done → its costliest functions by their own time, as `pstats` prints them."""
    with scene.scratch(scene.book) as copy:
        ours = Ledger(scene.store.url(copy), scene.workload).look()
        requests = list(islice(scene.workload.requests(), VOUCHERS))

        def post() -> None:
            for n, request in enumerate(requests):
                ours.issue(f"profil-{n}", request)

        found = {f"A: {VOUCHERS} surat": _profile(post)}
        ours.leave()
    return found | _import_profiles(scene)


def _import_profiles(scene: Scene) -> dict[str, str]:
    """Two early months of a new book, one written voucher by voucher and one as one event."""
    scene.store.make(NAME)
    ours = Ledger(scene.store.url(NAME), scene.workload).open()
    found = {}
    for n, (month, vouchers) in enumerate(islice(scene.workload.history(), EARLY_MONTHS + 2)):
        together = n > EARLY_MONTHS
        text = _profile(lambda: ours.write(month, vouchers, together=together))  # noqa: B023
        if n >= EARLY_MONTHS:
            how = "satu peristiwa" if together else "satu peristiwa tiap surat"
            found[f"{'B2' if together else 'B1'}: sebulan, {how}"] = text
        ours.close_month(month)
    ours.leave()
    scene.store.drop(NAME)
    return found


def _profile(work: Callable[[], None]) -> str:
    profiler, out = cProfile.Profile(), io.StringIO()
    profiler.runcall(work)
    pstats.Stats(profiler, stream=out).strip_dirs().sort_stats("tottime").print_stats(SHOWN)
    return "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines())
