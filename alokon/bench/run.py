"""A run: the books of every store asked for are filled where they are missing, then the rows asked for are measured."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from alokon.bench import cards, curve, history, pages, posting, profiling, rush, sums
from alokon.bench.curve import Curve
from alokon.bench.scene import Scene, Told
from alokon.bench.server import server
from alokon.bench.stores import PostgresqlStore, SqliteStore
from alokon.bench.timing import Taken
from alokon.bench.workload import Workload
from web.app import settle

Measured = Mapping[str, Sequence[Taken]]
"""What was measured, by the kind of database."""

Bar = Callable[[str], AbstractContextManager[Told]]
"""Shows how far something long is, under a label."""


class Part(NamedTuple):
    """A letter of the table: what it is called while it is measured, and what measures it."""

    title: str
    measure: Callable[[Scene], list[Taken]]


PARTS: dict[str, Part] = {
    "A": Part("menulis surat", posting.measure),
    "B": Part("mengimpor riwayat", history.measure),
    "C": Part("kartu stok", cards.measure),
    "D": Part("stok pada tanggal lampau", sums.measure_day),
    "E": Part("mutasi sebulan", sums.measure_month),
    "F": Part("delapan proses", rush.measure),
    "U": Part("halaman web", pages.measure),
}
"""The letters of the table, in its order; U stands for the pages of the web."""


@dataclass(frozen=True)
class Asked:
    """What is to be measured: which letters, on SQLite and on the PostgreSQL server named, and how long."""

    workload: Workload
    letters: frozenset[str]
    folder: Path
    sqlite: bool = True
    postgresql: str | None = None
    rounds: int = 5
    rush: float = 6.0
    peer: bool = True
    fresh: bool = False


def run(asked: Asked, bar: Bar) -> Measured:
    """Everything asked for, by the kind of database."""
    asked.folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        return {scene.store.kind: list(_measure(scene, asked, bar)) for scene in _scenes(asked, stack)}


def run_curve(asked: Asked, bar: Bar) -> Curve:
    """The cost of history, on SQLite."""
    with bar("biaya riwayat") as told:
        return curve.measure(_on_sqlite(asked), told)


def run_profiles(asked: Asked, bar: Bar) -> dict[str, str]:
    """Where the time of posting and importing goes, on SQLite."""
    with bar("profil"):
        return profiling.profiles(_on_sqlite(asked))


def _on_sqlite(asked: Asked) -> Scene:
    return Scene(SqliteStore(asked.folder), asked.workload, asked.folder, asked.rounds, asked.rush, asked.peer)


def _scenes(asked: Asked, stack: ExitStack) -> Iterator[Scene]:
    if asked.sqlite:
        yield _on_sqlite(asked)
    if asked.postgresql:
        address, programs = stack.enter_context(server(asked.postgresql))
        yield replace(_on_sqlite(asked), store=PostgresqlStore(address), programs=programs)


def _measure(scene: Scene, asked: Asked, bar: Bar) -> Iterator[Taken]:
    with bar(f"{scene.store.kind}: mengisi buku") as scene.told:
        history.fill(scene, fresh=asked.fresh)
    settle()  # as `serve` does before it answers
    for letter, part in PARTS.items():
        if letter in asked.letters:
            with bar(f"{scene.store.kind}: {part.title}") as scene.told:
                yield from part.measure(scene)
