"""`serve`: the pages of an office's book, on this machine or on the network."""

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path

import click
import sqlalchemy as sa

from alokon.cli import office
from alokon.cli.failures import Failure

THREADS = 8
TAKEN = {errno.EADDRINUSE: "sudah dipakai program lain", errno.EACCES: "tidak boleh dibuka pengguna ini"}
HERE = "127.0.0.1"
PORT = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: port mana pun yang bebas."
)


@click.command()
@click.option("--host", default=HERE, show_default=True, help="Alamat mesin ini; 0.0.0.0 untuk seluruh jaringan.")
@PORT
@click.option("--book", help="Kunci buku dinas, bila basis data memuat beberapa.")
@click.option("--https", is_flag=True, help="Halaman dibuka lewat HTTPS, di belakang proxy.")
def serve(host: str, port: int, book: str | None, https: bool) -> None:
    """Sajikan halaman buku dinas dari ALOKON_DATABASE."""
    listener = listen(host, port)
    engine = office.database()
    desk = office.desk_of_book(engine, book)
    click.echo(f"{office.book_name(engine, desk.book)} dibuka di {address(listener)} (berhenti: Ctrl+C)")
    run(listener, engine, desk.book, office.home(), https=https)


def listen(host: str, port: int) -> socket.socket:
    """Take an address before any long work; a port that is taken is told in a sentence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":  # there it would let two programs share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        why = TAKEN.get(error.errno or 0, f"tidak dapat dipakai ({error.strerror})")
        raise Failure(f"Port {port} di {host} {why}; pilih nomor lain dengan --port.") from None
    return listener


def address(listener: socket.socket) -> str:
    """What to type in a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def run(
    listener: socket.socket,
    engine: sa.Engine,
    book: str,
    home: Path,
    *,
    https: bool = False,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve a book on an address that is taken already, until the program is stopped."""
    from waitress.server import create_server

    from web.app import create_app, settle
    from web.config import Config

    place = office.book_name(engine, book).removeprefix("Kabupaten ")
    app = create_app(Config(engine, book, home, place=place, https=https))
    settle()
    server = create_server(app, sockets=[listener], threads=THREADS, ident="alokon")
    ready()
    try:
        server.run()
    finally:
        server.close()
        engine.dispose()
