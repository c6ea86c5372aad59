"""What a run leaves behind: a json file of everything measured, and pages of Markdown with the picture."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from alokon.bench import plot
from alokon.bench.curve import Curve
from alokon.bench.curve import cells as curve_cells
from alokon.bench.curve import head as curve_head
from alokon.bench.machine import Machine, this_machine
from alokon.bench.run import Results
from alokon.bench.table import HEAD, lines
from alokon.bench.workload import Workload
from alokon.text import number

TABLE, CURVE, PICTURE = "bench.md", "cost-of-history.md", "cost-of-history.svg"
MADE = "Dibuat oleh `python3 -m alokon bench`; jangan diubah dengan tangan."


def write_json(path: Path, results: Results, workload: Workload, day: date) -> None:
    """Everything that was measured, each value of each round."""
    told = {
        "date": day.isoformat(),
        "machine": this_machine()._asdict(),
        "workload": vars(workload),
        "measured": {
            store: {taken.row: taken._asdict() for taken in found} for store, found in results.measured.items()
        },
        "curve": results.curve._asdict() if results.curve else None,
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_pages(folder: Path, results: Results, workload: Workload, day: date) -> None:
    """The table as a page, and the cost of history as another where it was measured."""
    _write_table(folder, results, workload, day)
    if results.curve:
        _write_curve(folder, results.curve, workload, day)


def _write_table(folder: Path, results: Results, workload: Workload, day: date) -> None:
    """The table as a page, with where the time goes where that was asked."""
    rows = [line.cells for line in lines(results.measured)]
    blocks = ["# Kecepatan", MADE, about(workload, this_machine(), day), READING, *markdown(HEAD, rows)]
    for title, text in results.profiles.items():
        blocks += [f"## {title}", f"```\n{text}\n```"]
    _write(folder / TABLE, blocks)


def _write_curve(folder: Path, curve: Curve, workload: Workload, day: date) -> None:
    """The cost of history as a page with its picture."""
    took = ", ".join(f"{number(seconds, 0)} detik" for seconds in curve.fill_seconds)
    filled = f"Penulis buku, dengan semua aturan, mengisi ketiganya dalam {took}."
    blocks = ["# Biaya riwayat", MADE, about(workload, this_machine(), day), f"{COST} {filled}"]
    blocks += [f"![Biaya riwayat]({PICTURE})", *markdown(curve_head(curve), curve_cells(curve))]
    _write(folder / CURVE, blocks)
    (folder / PICTURE).write_text(plot.draw(curve), encoding="utf-8")


READING = (
    "Rasio = Alokon ÷ pembanding, median dari putaran bergantian dalam satu jalan; untuk satuan per detik makin besar "
    "makin baik, untuk ms dan detik makin kecil makin baik. Pembanding melakukan pekerjaan tahan mati yang sama: "
    "`sqlite3`, `psycopg` dan `pgbench` dengan tabel seperlunya, DuckDB untuk pertanyaan atas semuanya, dan Tryton "
    "dengan alur kerjanya sendiri (riwayatnya diisi dengan SQL)."
)
BUSY = (
    " **Mesin sedang sibuk dengan pekerjaan lain**: angka mutlak tidak dapat dipegang, dan rasio merugikan yang lebih "
    "banyak menghitung daripada menunggu disk; ukur lagi di mesin yang tenang."
)
COST = (
    "Pekerjaan yang sama pada buku yang riwayatnya sepersepuluh, satu, dan sepuluh kali panjangnya, bergantian dalam "
    "satu jalan. Tumbuh = buku terpanjang ÷ buku sebelumnya. Buku yang lebih panjang dari lima tahun diisi dengan "
    "satu peristiwa tiap bulan, yang lain dengan satu peristiwa tiap surat."
)


def about(workload: Workload, machine: Machine, day: date) -> str:
    """What was measured, on what and when; and a warning where the machine was busy with other things."""
    versions = ", ".join(f"{name} {version}" for name, version in machine.versions.items())
    return (
        f"{number(workload.faskes)} faskes, 1 gudang, 12 jenis barang, {number(workload.months)} bulan "
        f"(benih {workload.seed}). Diukur {day.isoformat()} pada {machine.cores} inti, {number(machine.memory_gb)} GB "
        f"memori, beban {number(machine.load)}, {machine.system}, Python {machine.python}; {versions}."
        f"{BUSY if machine.is_busy else ''}"
    )


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table in Markdown, as one block."""
    found = [head, ("---",) * len(head), *rows]
    return ["\n".join(f"| {' | '.join(row)} |" for row in found)]


def _write(path: Path, blocks: Sequence[str]) -> None:
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
