"""`backtest`: a whole grid of policies tried on the book's own past, on all cores, told as a table and as a file.

A page answers within a minute and shares its server with everybody; here a grid may be of any size.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alokon.catalog import ITEMS
from alokon.cli import office
from alokon.cli.failures import Failure
from alokon.cli.months import typed_month
from alokon.cli.progress import progress
from alokon.cli.tables import table
from alokon.planning.need import FORCED, ORDERS
from alokon.text import month_year, number
from inventory.core.months import Month
from inventory.store.engine import reading

if TYPE_CHECKING:
    from alokon.planning.policies import Policy, Tried
    from alokon.service.desk import Desk
    from alokon.views.trial import Asked, Each, Trial
    from reports.dataset import Dataset

SHOWN = {
    "policy": ("Kebijakan", 26), "cycle": ("Putaran", 7), "minimum": ("Min.", 5), "maximum": ("Maks.", 5),
    "emergency": ("Darurat", 7), "share": ("Hari kosong", 7), "months_out": ("Bulan kosong", 7),
    "expired": ("ED faskes (Rp)", 14), "stale": ("ED gudang (Rp)", 14), "trips": ("Kiriman putaran", 8),
    "urgent": ("Kiriman darurat", 8), "months": ("Bulan stok", 6),
}  # fmt: skip
"""The columns of the report that a screen has room for: what each is called there, and how wide it is."""

LEAD = click.IntRange(1, 60)


def _numbers(_context: click.Context, option: click.Parameter, typed: str) -> tuple[Fraction, ...]:
    """Numbers of months between commas."""
    try:
        found = tuple(dict.fromkeys(Fraction(part.strip()) for part in typed.split(",")))
    except (ValueError, ZeroDivisionError):
        found = ()
    whole = option.name != "cycles" or all(one >= 1 and one.denominator == 1 for one in found)
    if not found or not whole or not all(0 <= one <= 60 for one in found):
        raise click.BadParameter(f"'{typed}' bukan daftar bulan; tulis seperti 1,2,3 (pecahan dengan titik: 0.5).")
    return found


def _orders(_context: click.Context, _option: click.Parameter, typed: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(part.strip() for part in typed.split(",")))
    if not set(found) <= set(ORDERS):
        raise click.BadParameter(f"'{typed}' bukan cara memesan; yang ada: {', '.join(ORDERS)}.")
    return found


@click.command()
@click.option("--months", default=12, show_default=True, type=click.IntRange(1, 60), help="Berapa bulan diputar ulang.")
@click.option("--until", type=typed_month, metavar="BULAN", help="Bulan terakhirnya; tanpa ini bulan lalu.")
@click.option(
    "--item", "items", multiple=True, type=click.Choice(list(ITEMS)), metavar="KODE", help="Jenis, boleh diulang."
)
@click.option("--cycles", default="1,2,3", show_default=True, callback=_numbers, help="Putaran tiap berapa bulan.")
@click.option("--minima", default="0.5,1,2", show_default=True, callback=_numbers, help="Minimum, bulan pemakaian.")
@click.option("--maxima", default="2,3,4,6", show_default=True, callback=_numbers, help="Maksimum, bulan pemakaian.")
@click.option(
    "--orders", default=",".join(ORDERS), show_default=True, callback=_orders,
    help=f"Siapa memesan dalam putaran: {FORCED} sampai maksimum, atau hanya yang sampai minimum.",
)  # fmt: skip
@click.option("--emergency", default="0,0.5", show_default=True, callback=_numbers, help="Tingkat darurat; 0: tanpa.")
@click.option("--lead", default=5, show_default=True, type=LEAD, help="Hari sampai kiriman tiba.")
@click.option("--urgent-lead", "urgent", default=5, show_default=True, type=LEAD, help="Bila darurat.")
@click.option("--workers", default=0, type=click.IntRange(0, 64), help="Proses yang bekerja; tanpa ini semua inti.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Simpan juga: berkas .xlsx .csv .json .pdf …"
)
@click.option("--book", help="Kunci buku dinas, bila basis data memuat beberapa.")
def backtest(
    months: int,
    until: Month | None,
    items: tuple[str, ...],
    cycles: tuple[Fraction, ...],
    minima: tuple[Fraction, ...],
    maxima: tuple[Fraction, ...],
    orders: tuple[str, ...],
    emergency: tuple[Fraction, ...],
    lead: int,
    urgent: int,
    workers: int,
    out: Path | None,
    book: str | None,
) -> None:
    """Putar ulang masa lalu buku dengan kebijakan lain: semua gabungan putaran, tingkat stok dan cara memesan."""
    from alokon.planning.policies import grid
    from alokon.views.trial import Asked
    from reports.catalogue import refuse_format

    if out is not None:
        refuse_format(_ending(out))
    policies = grid([int(one) for one in cycles], minima, maxima, orders, emergency)
    if not policies:
        raise Failure(
            "Tidak ada gabungan yang dapat dijalankan: maksimum harus di atas minimum dan tidak kurang dari putaran, "
            "tingkat darurat di bawah minimum."
        )
    desk = office.desk_of_book(office.database(), book)
    asked = Asked(_span(desk, months, until), items or tuple(ITEMS), tuple(policies), lead, urgent)
    _tell(desk, _tried(desk, asked, workers or os.cpu_count() or 1), out)


def _span(desk: "Desk", months: int, until: Month | None) -> tuple[Month, ...]:
    """The months to replay, oldest first; refused where the book does not hold all of them."""
    from alokon.views.backtest import replayable

    with reading(desk.office.engine) as db:
        known = replayable(db, desk.book, desk.today)
    if known is None:
        raise Failure("Buku belum punya bulan penuh setelah bulan pertamanya. Coba lagi bulan depan.")
    first, last = known
    span = tuple((until or last).plus(1 - n) for n in range(months, 0, -1))
    if span[0] < first or span[-1] > last:
        raise Failure(
            f"Yang dapat diputar ulang {month_year(first)} sampai {month_year(last)}; sesuaikan --months atau --until."
        )
    return span


def _tried(desk: "Desk", asked: "Asked", workers: int) -> "Trial":
    from alokon.views.trial import scene, trial

    with reading(desk.office.engine) as db:
        found = scene(db, desk.book, asked)
    if not found.past.worlds:
        raise Failure("Jenis itu belum pernah dilaporkan dipakai dalam masa itu. Pilih jenis atau masa lain.")
    with _each(workers) as each:
        return trial(found, each)


@contextmanager
def _each(workers: int) -> Iterator["Each"]:
    """`map` over the policies, in other processes where there are several to work, told on a bar."""
    with progress("Memutar ulang") as told:

        def counted(found: Iterable["Tried"], whole: int) -> Iterator["Tried"]:
            for n, one in enumerate(found, 1):
                told(n, whole)
                yield one

        if workers == 1:
            yield lambda work, policies: counted(map(work, policies), len(policies))
            return
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:

            def spread(work: Callable[["Policy"], "Tried"], policies: Sequence["Policy"]) -> Iterator["Tried"]:
                return counted(pool.map(work, policies), len(policies))

            yield spread


def _tell(desk: "Desk", found: "Trial", out: Path | None) -> None:
    """The table on the screen, and the file that is asked for."""
    from reports.formats import render
    from reports.letterhead import letterhead
    from reports.uji_balik import workbook

    with reading(desk.office.engine) as db:
        made = workbook(found, letterhead(db, desk.book), desk.now)
    click.echo(f"{made.name}: {number(len(found.asked.policies))} gabungan, {number(len(found.past.worlds))} jenis.")
    click.echo("\n".join(_table(made.datasets[0])))
    if out is not None:
        data = render(made, _ending(out))
        out.write_bytes(data)
        click.echo(f"{number(len(data))} byte di {out}")


def _table(data: "Dataset") -> list[str]:
    """The rows of the report that a screen has room for, each with its number."""
    from reports.kinds import column_places, shown

    columns = enumerate(zip(data.columns, column_places(data), strict=True))
    asked = [(n, one, places) for n, (one, places) in columns if one.key in SHOWN]
    heads, widths = zip(*(SHOWN[one.key] for _, one, _ in asked), strict=True)
    rows = []
    for no, line in enumerate(data.rows, 1):
        assert isinstance(line, tuple)
        cells = [shown(one, line[n], places) for n, one, places in asked]
        rows.append([str(no), cells[0], *(cell.rjust(wide) for cell, wide in zip(cells[1:], widths[1:], strict=True))])
    return table(["No", *heads], rows, [3, *widths])


def _ending(out: Path) -> str:
    return out.suffix.removeprefix(".").lower()
