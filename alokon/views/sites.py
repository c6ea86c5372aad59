"""The sites of the office by name: its warehouses, then the faskes of the registry."""

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa

from alokon.store import faskes
from alokon.views.batches import AT_HOME
from inventory.core import places
from inventory.store import masters


class Titled(NamedTuple):
    """A site by name; `kecamatan` is its code, empty for a warehouse."""

    code: str
    name: str
    kind: str
    kecamatan: str = ""


def home_sites(db: sa.Connection, book: str, codes: Collection[str] | None = None) -> dict[str, Titled]:
    """The warehouses, then the faskes of the registry by code, of the codes asked for or all."""
    kecamatan = {code: entry.faskes.kecamatan for code, entry in faskes.entries(db, book, codes=codes).items()}
    found = [
        Titled(s.code, s.name, s.kind, kecamatan.get(s.code, ""))
        for s in masters.sites(db, book, None if codes is None else set(codes)).values()
        if s.kind in AT_HOME
    ]
    return {one.code: one for one in sorted(found, key=lambda one: (one.kind != places.WAREHOUSE, one.code))}
