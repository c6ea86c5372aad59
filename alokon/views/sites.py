"""The sites of the office by name: its warehouses and storeroom, then the faskes of the registry."""

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa

from alokon.store.schema import faskes
from inventory.core import places
from inventory.store.schema import site


class Titled(NamedTuple):
    """A site by name; `kecamatan` is its code, empty for a store of the office."""

    code: str
    name: str
    kind: str
    kecamatan: str = ""


def home_sites(db: sa.Connection, book: str, codes: Collection[str] | None = None) -> dict[str, Titled]:
    """The warehouses and the storeroom, then the faskes of the registry by code, of the codes asked for or all."""
    area = sa.func.coalesce(faskes.c.kecamatan, "")
    query = (
        sa.select(site.c.code, site.c.name, site.c.kind, area)
        .join_from(site, faskes, (faskes.c.book == site.c.book) & (faskes.c.site == site.c.id), isouter=True)
        .where(site.c.book == book, site.c.kind.in_(places.CLOSING_SITES))
        .order_by(site.c.kind == places.FACILITY, site.c.kind != places.WAREHOUSE, site.c.code)
    )
    if codes is not None:
        query = query.where(site.c.code.in_(codes))
    return {row.code: Titled(*row) for row in db.execute(query)}
