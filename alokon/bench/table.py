"""The table: what is measured, the goal each row has, and how the figures are told beside their limits.

A ratio is ours ÷ the limit's, of medians of the same run. A limit that was not measured is told so, never guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from alokon.bench.scene import OURS
from alokon.bench.timing import Taken
from alokon.text import number

SQLITE, POSTGRESQL = "sqlite", "postgresql"
UNMEASURED = "tidak diukur"
STORES = {SQLITE: "SQLite", POSTGRESQL: "PostgreSQL"}


class Goal(NamedTuple):
    """At least or at most `bound` times a limit's figure, or `bound` itself where `limit` is empty."""

    limit: str
    bound: float
    least: bool = True

    def met(self, figure: float) -> bool:
        """Whether a ratio, or a figure of ours, is as it should be."""
        return figure >= self.bound if self.least else figure <= self.bound


class Row(NamedTuple):
    """One kind of work: its title, the unit of its figures, and its goals on each kind of database."""

    title: str
    unit: str
    goals: Mapping[str, tuple[Goal, ...]]

    def told(self, store: str) -> tuple[Goal, ...]:
        """The goals on a kind of database."""
        return self.goals.get(store, ())


def _both(*goals: Goal) -> dict[str, tuple[Goal, ...]]:
    return {SQLITE: goals, POSTGRESQL: goals}


_BULK = {SQLITE: (Goal("sqlite3", 0.3), Goal("", 20_000)), POSTGRESQL: (Goal("psycopg", 0.3), Goal("", 20_000))}

ROWS: dict[str, Row] = {
    "A": Row(
        "Surat enam baris ditulis dan tersimpan: cek stok, FEFO, baris, saldo",
        "surat/detik",
        {SQLITE: (Goal("sqlite3", 0.5), Goal("tryton", 300)), POSTGRESQL: (Goal("pgbench", 0.15), Goal("tryton", 150))},
    ),
    "B1": Row("Riwayat diimpor, satu peristiwa tiap surat, semua aturan", "gerakan/detik", _BULK),
    "B2": Row("Riwayat diimpor, satu peristiwa tiap bulan, semua aturan", "gerakan/detik", _BULK),
    "C1": Row("Kartu stok gudang, halaman terbaru", "ms", _both(Goal("", 2, least=False))),
    "C2": Row(
        "Kartu stok gudang, seluruhnya",
        "ms",
        {SQLITE: (Goal("sqlite3", 1.3, least=False),), POSTGRESQL: (Goal("psycopg", 1.3, least=False),)},
    ),
    "D": Row(
        "Stok semua tempat × batch pada tanggal lampau",
        "ms",
        {SQLITE: (Goal("duckdb", 1.3, least=False),), POSTGRESQL: (Goal("duckdb", 1.0, least=False),)},
    ),
    "E1": Row("Mutasi sebulan, semua faskes × barang", "ms", _both(Goal("duckdb", 0.8, least=False))),
    "E2": Row("Mutasi sebulan menjadi buku kerja xlsx", "detik", _both(Goal("", 3, least=False))),
    "F1": Row(
        "Delapan proses mengeluarkan batch yang sama",
        "surat/detik",
        {SQLITE: (Goal("sqlite3", 0.5),), POSTGRESQL: (Goal("psycopg", 0.5),)},
    ),
    "F2": Row("… satuan yang keluar melebihi stok", "satuan", _both(Goal("", 0, least=False))),
    "F3": Row("… satuan yang hilang dari buku", "satuan", _both(Goal("", 0, least=False))),
    "U": Row("Halaman web yang paling lambat, di server", "ms", _both(Goal("", 150, least=False))),
}


class Line(NamedTuple):
    """One line of the table: a row on a store against one limit, in words. `met` is None where nothing was compared."""

    code: str
    store: str
    title: str
    ours: str
    limit: str
    ratio: str
    goal: str
    met: bool | None

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands under the heads."""
        verdict = "–" if self.met is None else "ya" if self.met else "belum"
        return (self.code, self.store, self.title, self.ours, self.limit, self.ratio, self.goal, verdict)


HEAD = ("", "Basis data", "Pekerjaan", "Alokon", "Pembanding", "Rasio", "Sasaran", "Tercapai")


def lines(measured: Mapping[str, Sequence[Taken]]) -> list[Line]:
    """The table, by kind of database: a line for every goal, and for every limit without one."""
    order = list(ROWS)
    return [
        line
        for store, found in measured.items()
        for taken in sorted(found, key=lambda one: order.index(one.row))
        for line in _lines(store, taken)
    ]


def _lines(store: str, taken: Taken) -> Iterator[Line]:
    row, figures = ROWS[taken.row], {who: median(values) for who, values in taken.values.items()}
    ours = f"{figure(figures[OURS])} {row.unit}"
    goals = row.told(store)
    more = [Goal(who, 0) for who in figures if who != OURS and who not in {goal.limit for goal in goals}]
    for n, goal in enumerate([*goals, *more]):
        own = (taken.row, STORES[store], row.title) if n == 0 else ("", "", "")
        wanted = "" if goal in more else _wanted(goal, row.unit)
        if not goal.limit:
            yield Line(*own, ours, "", "", wanted, goal.met(figures[OURS]))
        elif goal.limit not in figures:
            yield Line(*own, ours, f"{goal.limit}: {UNMEASURED}", "", wanted, None)
        else:
            told = f"{goal.limit}: {figure(figures[goal.limit])} {row.unit}"
            ratio = ratio_of(taken, goal.limit)
            said = "" if ratio is None else f"{figure(ratio)} ×"
            yield Line(*own, ours, told, said, wanted, None if ratio is None or goal in more else goal.met(ratio))


def ratio_of(taken: Taken, limit: str) -> float | None:
    """Ours ÷ the limit's, of medians; None where the limit's is zero.

    >>> ratio_of(Taken("A", {"alokon": (1.0, 4.0, 2.0), "sqlite3": (4.0,)}), "sqlite3")
    0.5
    """
    other = median(taken.values[limit])
    return median(taken.values[OURS]) / other if other else None


def figure(value: float) -> str:
    """A figure with as many decimals as it deserves.

    >>> figure(1234.5), figure(12.34), figure(0.256)
    ('1.235', '12,3', '0,26')
    """
    return number(value, 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2)


def _wanted(goal: Goal, unit: str) -> str:
    sign = "≥" if goal.least else "≤"
    return f"{sign} {number(goal.bound)} ×" if goal.limit else f"{sign} {number(goal.bound)} {unit}"
