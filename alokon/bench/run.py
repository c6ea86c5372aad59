"""All rows asked for, on one store, in an order that fills the books first."""

import gc
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from alokon.bench import cards, history, pages, posting, rush, sums
from alokon.bench.scene import Scene
from alokon.bench.timing import Taken


class Part(NamedTuple):
    """A letter of the table: what it is called while it is measured, and what measures it."""

    title: str
    measure: Callable[[Scene], list[Taken]]


PARTS: dict[str, Part] = {
    "A": Part("menulis surat", lambda scene: [posting.measure(scene)]),
    "B": Part("mengimpor riwayat", lambda scene: [history.fill(scene), history.fill_by_months(scene)]),
    "C": Part("kartu stok", cards.measure),
    "D": Part("stok pada tanggal lampau", sums.measure_day),
    "E": Part("mutasi sebulan", sums.measure_month),
    "F": Part("delapan proses", rush.measure),
    "U": Part("halaman web", pages.measure),
}
"""The letters of the table, in its order; U stands for the pages of the web."""


def measure(scene: Scene, letters: Collection[str], told: Callable[[str], None]) -> Iterator[Taken]:
    """Fill the books where they are missing, then measure the letters asked for; `told` hears what comes next."""
    told("mengisi buku")
    history.fill(scene)
    gc.freeze()  # as `serve` does before it answers
    for letter, part in PARTS.items():
        if letter in letters:
            told(part.title)
            yield from part.measure(scene)
