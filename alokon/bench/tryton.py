"""The peer: Tryton from PyPI on the same history, made once for a store and asked from here, in turns with ours."""

import multiprocessing
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alokon.bench.machine import version_of
from alokon.bench.scene import Scene
from alokon.bench.stores import PREFIX, UNFINISHED, PostgresqlStore
from alokon.bench.timing import Task
from alokon.bench.workload import Workload

NAME = "tryton"
PROGRAM = "trytond-admin"
MODULE = "stock_lot_sled"
"""The module of batches that expire; it brings all others that it needs."""

PASSWORD = "tidak dipakai siapa pun 3207"


class Tryton:
    """A process that has Tryton open on a database of the store."""

    name = NAME

    def __init__(self, settings: Path, database: str, workload: Workload) -> None:
        context = multiprocessing.get_context("spawn")
        self.here, there = context.Pipe()
        self.process = context.Process(target=_serve, args=(str(settings), database, workload, there))
        self.process.start()

    def ask(self, method: str, *arguments: Any) -> float:
        """What a method of `TrytonOffice` answers; raises `RuntimeError` with its traceback where it fails."""
        self.here.send((method, arguments))
        answer = self.here.recv()
        if isinstance(answer, str):
            raise RuntimeError(answer)
        return float(answer)

    def task(self, method: str, *arguments: Any) -> Task:
        """A task that asks so."""
        return lambda: self.ask(method, *arguments)

    def leave(self) -> None:
        """End the process."""
        self.here.send(None)
        self.process.join(10)


def is_installed() -> bool:
    """Whether this Python has Tryton with its batches; asked without importing any of it."""
    return version_of("trytond-stock-lot-sled") is not None


@contextmanager
def peer(scene: Scene, *, written: bool = False) -> Iterator[Tryton | None]:
    """Tryton on the scene's history, on a copy where it is `written` to; None where it is not to be, or cannot."""
    if not scene.peer or not is_installed():
        yield None
        return
    name = f"{scene.workload.name}_{NAME}"
    settings = _settings(scene)
    if not scene.store.has(name):
        _make(scene, settings, name)
    if written:
        with scene.scratch(name) as copy, _open(scene, settings, copy) as tryton:
            yield tryton
    else:
        with _open(scene, settings, name) as tryton:
            yield tryton


@contextmanager
def _open(scene: Scene, settings: Path, name: str) -> Iterator[Tryton]:
    tryton = Tryton(settings, f"{PREFIX}{name}", scene.workload)
    try:
        tryton.ask("moves")  # so that what is measured afterwards finds it open and filled
        yield tryton
    finally:
        tryton.leave()


def _make(scene: Scene, settings: Path, name: str) -> None:
    """A database with Tryton's tables and the history in it."""
    unfinished = f"{name}{UNFINISHED}"
    scene.store.make(unfinished)
    admin = shutil.which(PROGRAM, path=str(Path(sys.executable).parent)) or PROGRAM
    with TemporaryDirectory() as folder:
        secret = Path(folder) / "sandi"
        secret.write_text(f"{PASSWORD}\n", encoding="utf-8")
        about = ["--all", "-u", MODULE, "--activate-dependencies", "--email", "petugas@example.org"]
        command = [admin, "-c", str(settings), "-d", f"{PREFIX}{unfinished}", *about]
        done = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, "TRYTONPASSFILE": str(secret)}
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    with _open(scene, settings, unfinished):
        pass
    scene.store.rename(unfinished, name)
    scene.store.settle(name)


def _settings(scene: Scene) -> Path:
    """Tryton's settings for the store, written beside the books."""
    path = scene.folder / f"{NAME}_{scene.store.kind}.conf"
    uri = "sqlite://"
    if isinstance(scene.store, PostgresqlStore):
        address = scene.store.address.set(drivername="postgresql", database="")
        uri = address.render_as_string(hide_password=False)
    path.write_text(f"[database]\nuri = {uri}\npath = {scene.folder.resolve()}\n", encoding="utf-8")
    return path


def _serve(settings: str, database: str, workload: Workload, there: "Connection[Any, Any]") -> None:
    """In the other process: answer until nothing more is asked."""
    from alokon.bench.tryton_office import TrytonOffice

    office: TrytonOffice | None = None
    while (asked := there.recv()) is not None:
        method, arguments = asked
        try:
            office = office or TrytonOffice(settings, database, workload)
            there.send(getattr(office, method)(*arguments))
        except Exception:
            there.send(traceback.format_exc())
