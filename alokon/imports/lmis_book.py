"""A monthly history held against the book it goes into: a book is continued, never written over.

`held` is what the book has of a series (site × product) already.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from alokon.imports.checks import ERROR, Finding, Rule
from alokon.imports.lmis_flags import ASK
from alokon.imports.lmis_rows import COLUMNS, LmisRow
from alokon.imports.mapping import FileMapping
from inventory.core.months import Month

Series = tuple[str, str]
"""Site code and product code."""

IN_BOOK = Rule(
    "lmis_month_in_book",
    ERROR,
    "Buku sudah memuat tempat dan barang ini sampai {expected}.",
    "Hapus baris sampai bulan itu; buku hanya dapat dilanjutkan.",
)
OPENING_DIFFERS = Rule(
    "lmis_opening_ne_book",
    ERROR,
    "Stok awal tidak sama dengan stok di buku, {expected}.",
    ASK,
    acceptable=True,
)
NOT_OVER = Rule(
    "lmis_month_not_over",
    ERROR,
    "Bulan ini belum berakhir.",
    "Hapus baris bulan ini; impor lagi setelah bulannya lewat.",
)


class Held(NamedTuple):
    """What a book has of a series: the last month it moved in, and the balance since."""

    through: Month
    balance: int


def against(
    rows: Iterable[LmisRow], held: Mapping[Series, Held], mapping: FileMapping, today: date
) -> tuple[Finding, ...]:
    """What stands between these rows and the book, on the day they are to be written."""
    titles = {column.key: column.title for column in mapping.renamed(COLUMNS)}
    first: dict[Series, LmisRow] = {}
    found: list[Finding] = []
    for row in sorted(rows, key=attrgetter("month")):
        first.setdefault((row.site, row.product), row)
        if row.month >= Month.of(today):
            found.append(Finding(NOT_OVER, row.row, titles["month"], row.month.month, None, row.subject))
        known = held.get((row.site, row.product))
        if known and row.month <= known.through:
            value, expected = row.month.month, f"bulan {known.through}"
            found.append(Finding(IN_BOOK, row.row, titles["month"], value, expected, row.subject))
    return (*found, *_openings(first, held, titles["opening"]))


def _openings(first: Mapping[Series, LmisRow], held: Mapping[Series, Held], title: str) -> Iterator[Finding]:
    """Openings that the book's own balance does not give."""
    for series, row in first.items():
        known = held.get(series)
        if known and row.month > known.through and row.opening != known.balance:
            yield Finding(OPENING_DIFFERS, row.row, title, row.opening, known.balance, row.subject)
