"""A PostgreSQL server for one run, where none is named: the one the tests use, kept durable."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alokon.bootstrap import ROOT
from alokon.cli.failures import Failure

OWN = "sendiri"
"""What the option says where the bench is to start a server of its own."""


@contextmanager
def server(asked: str) -> Iterator[tuple[str, Path | None]]:
    """The address of a server, and the folder of its programs where we know it: the one asked for, or one of our own.

    Refuses in a sentence where there is no source tree to take the tests' server from, or no PostgreSQL to start.
    """
    if asked != OWN:
        yield asked, None
        return
    if not (ROOT / "tests" / "postgres.py").exists():
        raise Failure("Server PostgreSQL sendiri hanya ada di salinan kode sumber; sebutkan alamat: --postgresql URL.")
    ours = importlib.import_module("tests.postgres")
    try:
        started = ours.Server(durable=True)
    except ours.Unavailable as reason:
        raise Failure(
            f"Server PostgreSQL tidak dapat dijalankan: {reason}. Sebutkan alamat: --postgresql URL."
        ) from None
    try:
        yield started.url("postgres"), started.programs
    finally:
        started.stop()
