"""`demo`: a filled book to try everything on; made at the first start, served on this machine only."""

import os
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path

import click

from alokon.bootstrap import alone
from alokon.cli import office
from alokon.cli.progress import progress
from alokon.cli.serving import HERE, PORT, address, listen, run
from alokon.second_step import code_of
from alokon.service.desk import Office
from alokon.store.database import upgrade
from alokon.text import long_date, number
from alokon.vault import ENVIRONMENT, vault_in
from inventory.store.engine import connect
from sample_data import masters, story
from sample_data.story.people import PASSWORD, SIGN_INS, enrol
from sample_data.story.shelter import KEEPER, SECRET, enrol_keeper

FOLDER = click.Path(file_okay=False, path_type=Path)
MONTHS = click.IntRange(1, story.MONTHS)
FILE = "contoh.db"
UNFINISHED = ".belum-selesai"
"""What the name of a book ends in while it is being filled; whoever finds one begins again."""


@click.command()
@PORT
@click.option("--no-browser", is_flag=True, help="Jangan membuka peramban.")
@click.option("--fresh", is_flag=True, help="Buang buku contoh yang ada dan isi lagi dari awal.")
@click.option("--data", type=FOLDER, help="Folder buku contoh; tanpa ini folder demo di ALOKON_HOME.")
@click.option("--code", is_flag=True, help="Hanya tampilkan kode masuk pengguna p2tp2a saat ini.")
@click.option("--months", default=story.MONTHS, show_default=True, type=MONTHS, help="Berapa bulan diceritakan.")
def demo(port: int, no_browser: bool, fresh: bool, data: Path | None, code: bool, months: int) -> None:
    """Isi buku contoh Kabupaten Ciamis dan sajikan di komputer ini."""
    if code:
        click.echo(code_of(SECRET, office.now()))
        return
    os.environ.pop(ENVIRONMENT, None)  # the sample book has a vault of its own, whatever the office's is
    listener = listen(HERE, port)
    folder = data or office.home() / "demo"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(folder):
        if fresh or not (folder / FILE).exists():
            fill(folder, months)
    engine = connect(f"sqlite:///{folder / FILE}")
    upgrade(engine)
    click.echo("\n".join(welcome(address(listener))))
    run(listener, engine, masters.BOOK, folder, ready=nothing if no_browser else opener(address(listener)))


def fill(folder: Path, months: int) -> None:
    """Fill a book under another name and give it its own when it is whole; a cut-off one is begun again."""
    started, path = time.monotonic(), folder / f"{FILE}{UNFINISHED}"
    remove(path)
    engine = connect(f"sqlite:///{path}")
    upgrade(engine)
    sample = Office(engine, masters.BOOK, vault_in(folder))
    click.echo(f"Mengisi buku contoh di {folder} (sekali saja) …", err=True)
    with progress(f"{months} bulan") as told:
        summary = story.fill(sample, told, months=months)
    enrol(sample, story.evening(summary.until))
    enrol_keeper(sample, story.evening(summary.until))
    engine.dispose()
    remove(folder / FILE)
    os.replace(path, folder / FILE)
    facts = f"{number(summary.events)} peristiwa, {number(summary.moves)} mutasi, sampai {long_date(summary.until)}"
    click.echo(f"Terisi dalam {time.monotonic() - started:.0f} detik: {facts}.", err=True)


def remove(path: Path) -> None:
    """Remove a SQLite file with its journals."""
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def welcome(where: str) -> list[str]:
    """The address and the sample sign-ins."""
    people = (f"  {person.username:<12}{person.name:<28}{person.purpose}" for person in (*SIGN_INS, KEEPER))
    return [
        "",
        f"Buku contoh Kabupaten Ciamis: {where}",
        "",
        f"  {'pengguna':<12}{'nama':<28}coba",
        *people,
        "",
        f"Kata sandi semuanya: {PASSWORD}",
        f"Kode masuk {KEEPER.username}: jalankan demo --code, atau pasang rahasia {SECRET} di aplikasi kode ponsel",
        "Berhenti: Ctrl+C",
    ]


def nothing() -> None:
    """Open no browser."""


def opener(where: str) -> Callable[[], None]:
    """Open the browser of a person who sits at this machine; where nobody does, nothing happens."""
    seen = os.name == "nt" or sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not seen or not sys.stdout.isatty():
        return nothing
    return lambda: threading.Timer(0.5, webbrowser.open, [where]).start()
