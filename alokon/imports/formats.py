"""The kinds of files the product can import, and telling them apart by their columns.

Code raised: `file_format_unknown` {known}.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from alokon.imports import lmis_rows, opening, opening_rows, register, register_columns, siga_counts
from alokon.imports.columns import Column
from alokon.imports.grids import Grid
from alokon.imports.sheets import named
from inventory.core.errors import Problem, Refused


class Format(NamedTuple):
    """A kind of file: its name on the command line, its title, its columns.

    `mapped`: it needs a mapping file; `dated`: it needs to be told the day it is of.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    mapped: bool = False
    dated: bool = False


FORMATS: dict[str, Format] = {
    kind.name: kind
    for kind in (
        Format(register.FORMAT, "Register faskes (K/0/KB)", register_columns.COLUMNS),
        Format(opening.FORMAT, "Saldo awal per tempat", opening_rows.COLUMNS, dated=True),
        Format(siga_counts.FORMAT, "Pelayanan menurut SIGA", siga_counts.COLUMNS),
        Format(lmis_rows.FORMAT, "Riwayat stok bulanan (LMIS)", lmis_rows.COLUMNS, mapped=True),
    )
}

ENOUGH = Fraction(1, 2)
"""The share of a format's required columns that a file of that format names at least; what it lacks is then told."""


def recognise(grids: Sequence[Grid]) -> Format:
    """The format whose required columns a file names most completely; refused when it names too few of any."""
    headers = named(grids)
    best = max(FORMATS.values(), key=lambda kind: _named_share(kind, headers))
    if _named_share(best, headers) < ENOUGH:
        known = "; ".join(kind.title for kind in FORMATS.values())
        raise Refused(Problem("file_format_unknown", {"known": known}, "file"))
    return best


def _named_share(kind: Format, headers: Sequence[frozenset[str]]) -> Fraction:
    required = [column.known_as for column in kind.columns if column.required]
    most = max((sum(not names.isdisjoint(header) for names in required) for header in headers), default=0)
    return Fraction(most, len(required))
