"""The rules a month is proved by, in the order of the proof sheet."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from alokon.catalog import ITEMS
from alokon.text import month_year
from alokon.views.monthly import Key
from inventory.core.goods import LotKey
from inventory.store import queries
from inventory.store.masters import ROAD_CODE
from reports.bkkbn import proof_balances as balances
from reports.bkkbn import proof_sums as sums
from reports.bkkbn.checks import Cell, Check, lines_of
from reports.bkkbn.figures import Figures
from reports.bkkbn.rekap import Rekap


class Published(NamedTuple):
    """The month before as it was last published: its version, and the closings of the sites in it."""

    version: int
    closings: Mapping[Key, int]


@dataclass(frozen=True)
class Evidence:
    """What the rules look at; `lots` tells what every lot is called."""

    db: sa.Connection
    book: str
    figures: Figures
    rekap: Sequence[Rekap]
    before: Published | None
    lots: Mapping[int, LotKey]


class Rule(NamedTuple):
    """A rule: what it says, what stands on the left and on the right, and its cells. {last}: the month before."""

    title: str
    left: str
    right: str
    cells: Callable[[Evidence], Iterable[Cell]]


def prove(
    db: sa.Connection, book: str, figures: Figures, rekap: Sequence[Rekap], before: Published | None
) -> tuple[Check, ...]:
    """Every check; a rule with nothing to compare is left out."""
    names = queries.lot_names(db, book).items()
    lots = {number: named.key for number, named in names if named.key.item in ITEMS}
    seen = Evidence(db, book, figures, rekap, before, lots)
    words = {"last": month_year(figures.month.previous), "version": before.version if before else 0}
    told = [(rule, lines) for rule in RULES if (lines := lines_of(rule.cells(seen)))]
    return tuple(
        Check(n, rule.title, rule.left, rule.right.format_map(words), lines) for n, (rule, lines) in enumerate(told, 1)
    )


def _openings(seen: Evidence) -> Iterator[Cell]:
    left, right = (read(seen.figures, balances.OPENING) for read in (balances.reported, balances.folded))
    return balances.against(seen.figures.names, left, right)


def _published(seen: Evidence) -> Iterator[Cell]:
    """Only of sites that are in both: nobody closes the road."""
    if seen.before is not None:
        now = balances.reported(seen.figures, balances.OPENING)
        both = ({key.site for key in now} & {key.site for key in seen.before.closings}) - {ROAD_CODE}
        left, right = ({k: q for k, q in held.items() if k.site in both} for held in (now, seen.before.closings))
        yield from balances.against(seen.figures.names, left, right)


RULES = (
    Rule(
        "Saldo awal sama dengan saldo akhir bulan lalu",
        "saldo awal laporan ini",
        "saldo akhir {last}, dihitung ulang dari semua gerakan",
        _openings,
    ),
    Rule(
        "Saldo awal sama dengan saldo akhir yang diterbitkan",
        "saldo awal laporan ini",
        "saldo akhir {last} menurut laporan terbit versi {version}",
        _published,
    ),
    Rule(
        "Jumlah batch sama dengan jumlah per jenis",
        "saldo akhir per jenis",
        "jumlah semua batch, dihitung ulang dari semua gerakan",
        lambda seen: balances.items_and_batches(seen.figures, seen.lots),
    ),
    Rule(
        "Jumlah lembar faskes dan gudang sama dengan rekap kabupaten",
        "saldo akhir dijumlahkan dari lembar; semua kolom dibandingkan",
        "rekap kabupaten, satu penjumlahan dari buku",
        lambda seen: sums.sheets_and_rekap(seen.figures, seen.rekap),
    ),
    Rule(
        "Saldo awal ditambah mutasi sama dengan saldo akhir, tiap baris",
        "saldo awal ditambah mutasi",
        "saldo akhir",
        lambda seen: sums.movements_and_closings(seen.figures, seen.rekap),
    ),
    Rule(
        "Barang di perjalanan terhitung seluruhnya",
        "awal + dikirim - diterima - rusak - kurang - kembali",
        "di perjalanan pada akhir bulan",
        lambda seen: sums.road(seen.figures),
    ),
    Rule(
        "Saldo berjalan sama dengan jumlah semua gerakan",
        "saldo berjalan di buku, dikurangi gerakan sesudah bulan ini",
        "jumlah semua gerakan sampai akhir bulan",
        lambda seen: balances.balances_and_moves(seen.db, seen.book, seen.figures, seen.lots),
    ),
    Rule(
        "Saldo akhir sama dengan saldo saat bulan ditutup",
        "saldo akhir laporan ini",
        "saldo yang tercatat pada peristiwa tutup bulan",
        lambda seen: balances.closings_and_events(seen.db, seen.book, seen.figures, seen.lots),
    ),
    Rule(
        "Rekaman akhir bulan sama dengan jumlah semua gerakan",
        "rekaman akhir bulan lalu dan bulan ini",
        "jumlah semua gerakan sampai akhir bulan",
        lambda seen: balances.month_ends_and_moves(seen.db, seen.book, seen.figures, seen.lots),
    ),
)
