"""The registry of faskes as stored, one row per ledger site that is a facility."""

import json
from collections.abc import Collection
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon.faskes import Agreement, Count, Faskes, Kecamatan
from alokon.store.schema import faskes, kecamatan
from inventory.store.prepared import Prepared

PLAIN = (
    "code", "name", "type", "ownership", "kecamatan", "status", "registered_on", "valid_until", "parent", "address",
    "kemenkes_code", "bpjs",
)  # fmt: skip


class Entry(NamedTuple):
    """A registry entry and the ledger site it is."""

    site: int
    faskes: Faskes


def entries(
    db: sa.Connection, book: str, *, kecamatan_code: str | None = None, codes: Collection[str] | None = None
) -> dict[str, Entry]:
    """The registry by faskes code, in code order, of one kecamatan or of some codes where asked."""
    query = sa.select(faskes).where(faskes.c.book == book).order_by(faskes.c.code)
    if kecamatan_code is not None:
        query = query.where(faskes.c.kecamatan == kecamatan_code)
    if codes is not None:
        query = query.where(faskes.c.code.in_(codes))
    return {row.code: Entry(row.site, _read(row)) for row in db.execute(query)}


ENTRY = Prepared(sa.select(faskes).where(faskes.c.book == sa.bindparam("book"), faskes.c.code == sa.bindparam("code")))


def entry(db: sa.Connection, book: str, code: str) -> Entry | None:
    """The registry entry of a code, or None."""
    row = ENTRY.first(db, book=book, code=code)
    return Entry(row.site, _read(row)) if row else None


def add(db: sa.Connection, book: str, site: int, entry: Faskes) -> None:
    """Write a new entry for a ledger site."""
    db.execute(faskes.insert().values(book=book, site=site, **_values(entry)))


def change(db: sa.Connection, book: str, site: int, entry: Faskes) -> None:
    """Write the entry of a site anew."""
    db.execute(faskes.update().where(faskes.c.book == book, faskes.c.site == site).values(**_values(entry)))


def kecamatan_list(db: sa.Connection, book: str) -> dict[str, Kecamatan]:
    """The kecamatan of the book by code."""
    query = sa.select(kecamatan.c.code, kecamatan.c.name).where(kecamatan.c.book == book).order_by(kecamatan.c.code)
    return {code: Kecamatan(code, name) for code, name in db.execute(query)}


def add_kecamatan(db: sa.Connection, book: str, found: Collection[Kecamatan]) -> None:
    """Write the kecamatan of a new book."""
    db.execute(kecamatan.insert(), [{"book": book, **one._asdict()} for one in found])


def _values(entry: Faskes) -> dict[str, object]:
    agreement = entry.agreement
    return {
        **{name: getattr(entry, name) for name in PLAIN},
        "agreement_kind": agreement.kind if agreement else None,
        "agreement_number": agreement.number if agreement else None,
        "agreement_until": agreement.until if agreement else None,
        "equipment": json.dumps(dict(entry.equipment)),
        "staff": json.dumps(dict(entry.staff)),
    }


def _read(row: Any) -> Faskes:
    held = row._asdict()
    agreement = None
    if held["agreement_kind"]:
        agreement = Agreement(held["agreement_kind"], held["agreement_number"], held["agreement_until"])
    equipment, staff = (
        tuple(Count(code, quantity) for code, quantity in json.loads(held[name]).items())
        for name in ("equipment", "staff")
    )
    plain = {name: held[name] for name in PLAIN}
    return Faskes(**plain, agreement=agreement, equipment=equipment, staff=staff)
