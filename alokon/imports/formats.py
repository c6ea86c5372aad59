"""The kinds of files the product can import."""

from typing import NamedTuple

from alokon.imports import lmis_rows, opening, opening_rows, register, register_columns
from alokon.imports.columns import Column


class Format(NamedTuple):
    """A kind of file: its name on the command line, its title, its columns, and whether it needs a mapping file."""

    name: str
    title: str
    columns: tuple[Column, ...]
    mapped: bool = False


FORMATS: dict[str, Format] = {
    kind.name: kind
    for kind in (
        Format(register.FORMAT, "Register faskes (K/0/KB)", register_columns.COLUMNS),
        Format(opening.FORMAT, "Saldo awal per tempat", opening_rows.COLUMNS),
        Format(lmis_rows.FORMAT, "Riwayat stok bulanan (LMIS)", lmis_rows.COLUMNS, mapped=True),
    )
}
