"""What a run leaves behind: a json file of everything measured, and the lines a person reads."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from alokon.bench.machine import Machine, this_machine
from alokon.bench.table import HEAD, Line, lines
from alokon.bench.timing import Taken
from alokon.bench.workload import Workload
from alokon.text import number

Measured = Mapping[str, Sequence[Taken]]
"""What was measured, by the kind of database."""


def write_json(path: Path, measured: Measured, workload: Workload, day: date) -> None:
    """Everything that was measured, each value of each round."""
    told = {
        "date": day.isoformat(),
        "machine": this_machine()._asdict(),
        "workload": vars(workload),
        "measured": {store: {taken.row: taken._asdict() for taken in found} for store, found in measured.items()},
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def cells(line: Line) -> tuple[str, ...]:
    """A line of the table under its head."""
    return (line.code, line.store, line.title, line.ours, line.limit, line.ratio, line.goal, line.verdict)


def markdown(measured: Measured) -> list[str]:
    """The table in Markdown."""
    rows = [HEAD, ("---",) * len(HEAD), *map(cells, lines(measured))]
    return [f"| {' | '.join(row)} |" for row in rows]


def about(workload: Workload, machine: Machine, moves: int, vouchers: int, day: date) -> str:
    """What was measured, on what and when, in a sentence or two."""
    size = (
        f"{number(workload.faskes)} faskes, 1 gudang, 12 jenis barang, {number(workload.months)} bulan: "
        f"{number(moves)} gerakan dalam {number(vouchers)} surat (benih {workload.seed})"
    )
    versions = ", ".join(f"{name} {version}" for name, version in machine.versions.items())
    return (
        f"{size}. Diukur {day.isoformat()} pada {machine.cores} inti, {number(machine.memory_gb)} GB memori, "
        f"{machine.system}, Python {machine.python}; {versions}."
    )
