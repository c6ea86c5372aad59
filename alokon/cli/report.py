"""`report`: any report of the catalogue written to a file; the ending of its name says in which format."""

from collections.abc import Callable
from pathlib import Path

import click
import sqlalchemy as sa

from alokon.cli import office
from alokon.service.desk import Desk
from alokon.text import number
from inventory.store.engine import reading
from reports.bkkbn import published
from reports.bkkbn.month import NAME
from reports.catalogue import REPORTS, build, refuse_format, report_named
from reports.dataset import Workbook
from reports.formats import render
from reports.parameters import PARAMETERS, read
from reports.report import Parameters, Report

HELP = {
    "month": "Bulan: 2026-01, 01/2026 atau Januari 2026.",
    "day": "Per tanggal: 31/01/2026 atau 2026-01-31.",
    "since": "Dari tanggal.",
    "until": "Sampai tanggal.",
    "site": "Kode tempat: GUDANG atau 9 angka faskes.",
    "item": "Kode jenis alokon, seperti PILK.",
    "lot": "Nomor lot.",
    "kecamatan": "Kode kecamatan, seperti 32.07.01.",
    "fund": "Sumber dana: APBN, APBD atau MANDIRI.",
}


def _parameters(command: Callable[..., None]) -> Callable[..., None]:
    """An option for everything a report may ask."""
    for name in reversed(PARAMETERS):
        command = click.option(f"--{name}", name, default="", help=HELP[name])(command)
    return command


@click.command(epilog="Laporan: " + "; ".join(f"{r.name} ({', '.join(r.parameters)})" for r in REPORTS.values()))
@click.argument("name", metavar="LAPORAN")
@_parameters
@click.option("--version", "edition", type=int, help="Versi terbit laporan bkkbn; tanpa ini rancangan terkini.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Berkas .xlsx .pdf .csv …")
@click.option("--book", help="Kunci buku dinas, bila basis data memuat beberapa.")
def report(name: str, edition: int | None, out: Path, book: str | None, **typed: str) -> None:
    """Tulis sebuah laporan ke berkas; akhiran nama berkas menentukan bentuknya."""
    wanted, ending = report_named(name), out.suffix.removeprefix(".").lower()
    refuse_format(ending)
    desk = office.desk_of_book(office.database(), book)
    with reading(desk.office.engine) as db:
        workbook = _workbook(db, desk, wanted, read(wanted, typed), edition)
    data = render(workbook, ending)
    out.write_bytes(data)
    rows = sum(isinstance(line, tuple) for sheet in workbook.datasets for line in sheet.rows)
    sheets = number(len(workbook.datasets))
    click.echo(f"{workbook.name}: {sheets} lembar, {number(rows)} baris, {number(len(data))} byte di {out}")


def _workbook(db: sa.Connection, desk: Desk, wanted: Report, asked: Parameters, edition: int | None) -> Workbook:
    if edition is None:
        return build(db, desk.book, wanted.name, asked, printed_at=desk.now)
    if wanted.name != NAME or asked.month is None:
        raise click.UsageError("--version hanya untuk laporan bkkbn.")
    return published.printed(db, desk.book, published.version(db, desk.book, asked.month, edition))
