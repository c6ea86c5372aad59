"""Rows D and E: stock of every place and lot on a past day, and a month of every site, as rows and as a workbook."""

from collections.abc import Iterator
from contextlib import contextmanager

from alokon.bench.duck import NAME, Duck, is_installed
from alokon.bench.ledger import BOOK, moment
from alokon.bench.scene import OURS, Scene
from alokon.bench.timing import Taken, Task, alternate, milliseconds, seconds
from alokon.bench.tryton import peer
from alokon.bench.vouchers import label_of
from alokon.bench.workload import FIRST_MONTH
from alokon.views.monthly import mutations
from inventory.store import queries
from inventory.store.engine import reading
from reports.catalogue import build
from reports.report import Parameters
from reports.xlsx import render_xlsx

REPORT = "rekap-mutasi"


def measure_day(scene: Scene) -> list[Taken]:
    """Milliseconds for what every place held of every lot in the middle of the history."""
    day = FIRST_MONTH.plus(scene.workload.months // 2).first.replace(day=15)
    with scene.reading() as ours, reading(ours.engine) as db, _limit(scene) as duck:
        tasks: dict[str, Task] = {OURS: milliseconds(lambda: queries.holdings(db, BOOK, day))}
        if duck:
            tasks[NAME] = milliseconds(lambda: duck.held(day))
        found = queries.holdings(db, BOOK, day)
        with peer(scene) as tryton:
            values = alternate(scene.rounds, tasks, {tryton.name: tryton.task("day", day)} if tryton else {})
            assert tryton is None or tryton.ask("rows", day) == len(found)
        if duck:
            alike = {(*row[:-2], ours.names.lots[label_of(row[-2])], row[-1]) for row in duck.held(day)}
            assert {(h.site, h.site_kind, h.kind, h.item, h.lot, h.quantity) for h in found} == alike
    return [Taken("D", values, {"rows": len(found), "day": str(day)})]


def measure_month(scene: Scene) -> list[Taken]:
    """Milliseconds for the last month of every site, and seconds for its styled workbook."""
    month = scene.workload.last_month
    asked, printed_at = Parameters(month=month), moment(scene.workload.next_day)
    with scene.reading() as ours, reading(ours.engine) as db, _limit(scene) as duck:

        def workbook() -> bytes:
            return render_xlsx(build(db, BOOK, REPORT, asked, printed_at=printed_at))

        tasks: dict[str, Task] = {OURS: milliseconds(lambda: mutations(db, BOOK, month))}
        if duck:
            tasks[NAME] = milliseconds(lambda: duck.month(month))
        with peer(scene) as tryton:
            values = alternate(scene.rounds, tasks, {tryton.name: tryton.task("month")} if tryton else {})
        written = alternate(scene.rounds, {OURS: lambda: seconds(workbook)})
        found = mutations(db, BOOK, month)
        if duck:
            rows = [(*key, *row.counts.values(), row.closing) for key, row in found.items()]
            assert rows == duck.month(month)
    return [Taken("E1", values, {"rows": len(found)}), Taken("E2", written, {"rows": len(found)})]


@contextmanager
def _limit(scene: Scene) -> Iterator[Duck | None]:
    """The history in DuckDB, None where that is not installed."""
    if not is_installed():
        yield None
        return
    duck = Duck(scene.folder / f"{scene.workload.name}.duckdb", scene.workload)
    try:
        yield duck
    finally:
        duck.leave()
