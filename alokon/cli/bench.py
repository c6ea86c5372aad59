"""`bench`: the product measured beside what is possible, on a history of its own; no book of an office is touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alokon.cli import office
from alokon.cli.progress import progress
from alokon.cli.tables import GAP, screen_width, table

if TYPE_CHECKING:
    from alokon.bench.run import Results
    from alokon.bench.scene import Told

SHARES = (3, 11, 38, 22, 26, 9, 20, 9)
CURVE_SHARES = (3, 40, 18, 18, 18, 10, 10, 9)
"""How wide each column is, in parts of the screen."""

LETTERS = "ABCDEFU"


def _letters(_context: click.Context, _option: click.Parameter, typed: str) -> frozenset[str]:
    asked = frozenset(typed.upper().replace(",", "").replace(" ", ""))
    if not asked or asked - set(LETTERS):
        raise click.BadParameter(f"'{typed}' bukan baris tabel; tulis seperti A,C (yang ada: {', '.join(LETTERS)}).")
    return asked


@click.command()
@click.option("--scale", default=1.0, show_default=True, help="Panjang riwayat: 0.1, 1 atau 10 kali tiga tahun.")
@click.option("--faskes", default=600, show_default=True, type=click.IntRange(8, 999), help="Banyaknya faskes.")
@click.option("--only", "letters", default=LETTERS, callback=_letters, help="Baris tabel saja, seperti A,C.")
@click.option("--sqlite/--no-sqlite", default=True, help="Ukur juga pada SQLite (bawaan).")
@click.option(
    "--postgresql", is_flag=False, flag_value="sendiri", metavar="[URL]",
    help="Ukur juga pada PostgreSQL di alamat ini; tanpa alamat: server sementara sendiri.",
)  # fmt: skip
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1, 50), help="Putaran tiap perbandingan.")
@click.option("--rush", default=6.0, show_default=True, help="Detik tiap putaran delapan proses (baris F).")
@click.option("--peer/--no-peer", default=True, help="Ukur juga Tryton (bawaan).")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Folder buku ukur.")
@click.option("--history", is_flag=True, help="Ukur juga biaya riwayat: buku sepersepuluh, satu dan sepuluh kali.")
@click.option("--profile", is_flag=True, help="Tunjukkan ke mana waktu menulis dan mengimpor pergi.")
@click.option("--fresh", is_flag=True, help="Isi lagi buku yang sudah ada.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Simpan semua angka sebagai json.")
@click.option("--docs", type=click.Path(file_okay=False, path_type=Path), help="Tulis tabel dan gambar ke folder ini.")
def bench(
    scale: float,
    faskes: int,
    letters: frozenset[str],
    sqlite: bool,
    postgresql: str | None,
    rounds: int,
    rush: float,
    peer: bool,
    folder: Path | None,
    history: bool,
    profile: bool,
    fresh: bool,
    out: Path | None,
    docs: Path | None,
) -> None:
    """Ukur kecepatan pada riwayat buatan, di samping batas yang diukur dalam jalan yang sama."""
    from alokon.bench import extras, report
    from alokon.bench.run import Asked, run
    from alokon.bench.workload import Workload

    _make(docs, out.parent if out else None)
    where = folder or office.home() / "bench"
    asked = Asked(
        Workload.of(scale, faskes), letters, where, sqlite, postgresql, rounds, rush, peer, fresh, history, profile
    )
    for results in run(asked, _bar):
        today = office.now().date()
        if out is not None:
            report.write_json(out, results, asked.workload, today)
        if docs is not None:
            report.write_pages(docs, results, asked.workload, today)
    click.echo("\n".join(_told(results)))
    if lacking := extras.sentence():
        click.echo(f"\n{lacking}")


def _make(*folders: Path | None) -> None:
    """Folders that results go to are there before anything is measured, or the command fails at once."""
    for folder in folders:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def _bar(label: str) -> Iterator["Told"]:
    """A bar where a person watches, else a line that says what begins."""
    click.echo(f"{label} …", err=True)
    with progress(label) as told:
        yield told


def _told(results: "Results") -> list[str]:
    """The table of the rows, that of the cost of history and the profiles where they were measured."""
    from alokon.bench import curve
    from alokon.bench.table import HEAD, lines

    told = table(HEAD, [line.cells for line in lines(results.measured)], _widths(SHARES))
    if results.curve is not None:
        told += ["", *table(curve.head(results.curve), curve.cells(results.curve), _widths(CURVE_SHARES))]
    for title, text in results.profiles.items():
        told += ["", title, text]
    return told


def _widths(shares: tuple[int, ...]) -> list[int]:
    wide = screen_width() - GAP * (len(shares) - 1)
    return [max(3, share * wide // sum(shares)) for share in shares]
