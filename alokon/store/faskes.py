"""The registry of faskes as stored, one row per ledger site that is a facility."""

import json
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon import k0kb
from alokon.faskes import Agreement, Count, Faskes, Gate, Kecamatan, gate
from alokon.store.schema import faskes, kecamatan
from alokon.store.settings import settings
from inventory.store.prepared import Among, Prepared

PLAIN = (
    "code", "name", "type", "ownership", "kecamatan", "status", "registered_on", "valid_until", "parent", "address",
    "kemenkes_code", "bpjs",
)  # fmt: skip


_ENTRIES = (
    sa.select(
        faskes.c.site, *(faskes.c[name] for name in PLAIN), faskes.c.agreement_kind, faskes.c.agreement_number,
        faskes.c.agreement_until, faskes.c.equipment, faskes.c.staff,
    )
    .where(faskes.c.book == sa.bindparam("book"))
    .order_by(faskes.c.code)
)  # fmt: skip
ALL = Prepared(_ENTRIES)
OF_KECAMATAN = Prepared(_ENTRIES.where(faskes.c.kecamatan == sa.bindparam("kecamatan")))
OF_CODES = Prepared(_ENTRIES.where(Among(faskes.c.code, "codes")))


class Entry(NamedTuple):
    """A registry entry and the ledger site it is."""

    site: int
    faskes: Faskes


def entries(
    db: sa.Connection, book: str, *, kecamatan_code: str | None = None, codes: Collection[str] | None = None
) -> dict[str, Entry]:
    """The registry by faskes code, in code order, of one kecamatan or of some codes where asked."""
    if kecamatan_code is not None:
        rows = OF_KECAMATAN.rows(db, book=book, kecamatan=kecamatan_code)
    elif codes is not None:
        rows = OF_CODES.rows(db, book=book, codes=codes)
    else:
        rows = ALL.rows(db, book=book)
    return {entry.faskes.code: entry for entry in map(_read, rows)}


def entry(db: sa.Connection, book: str, code: str) -> Entry | None:
    """The registry entry of a code, or None."""
    return entries(db, book, codes=[code]).get(code)


def gates(db: sa.Connection, book: str, asked: Mapping[str, Faskes], day: date) -> dict[str, Gate]:
    """What the gate says of some entries by code on a day, by the office's policy; a parent not among them is read."""
    missing = {one.parent for one in asked.values() if one.parent} - asked.keys()
    parents = {code: found.faskes for code, found in entries(db, book, codes=missing).items()} if missing else {}
    known = {**asked, **parents}
    must = bool(settings(db, book)["agreement_is_gate"])
    return {
        code: gate(one, day, agreement_is_gate=must, parent=known.get(one.parent) if one.parent else None)
        for code, one in asked.items()
    }


def gate_of(db: sa.Connection, book: str, one: Faskes, day: date) -> Gate:
    """What the gate says of one entry on a day."""
    return gates(db, book, {one.code: one}, day)[one.code]


def add(db: sa.Connection, book: str, site: int, entry: Faskes) -> None:
    """Write a new entry for a ledger site."""
    db.execute(faskes.insert().values(book=book, site=site, **_values(entry)))


def change(db: sa.Connection, book: str, site: int, entry: Faskes) -> None:
    """Write the entry of a site anew."""
    db.execute(faskes.update().where(faskes.c.book == book, faskes.c.site == site).values(**_values(entry)))


def codes_of(db: sa.Connection, book: str, *, kecamatan_code: str | None = None, parent: str | None = None) -> set[str]:
    """The codes of the faskes of a kecamatan, or of those under a parent."""
    query = sa.select(faskes.c.code).where(faskes.c.book == book)
    for column, wanted in ((faskes.c.kecamatan, kecamatan_code), (faskes.c.parent, parent)):
        if wanted is not None:
            query = query.where(column == wanted)
    return set(db.scalars(query))


def networks(db: sa.Connection, book: str) -> set[str]:
    """The codes of the jaringan and jejaring of the registry."""
    types = [kind.code for kind in k0kb.TYPES.values() if kind.group != k0kb.FASKES]
    return set(db.scalars(sa.select(faskes.c.code).where(faskes.c.book == book, faskes.c.type.in_(types))))


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


def _read(row: tuple[Any, ...]) -> Entry:
    plain = dict(zip(PLAIN, row[1:], strict=False))
    kind, reference, until, equipment, staff = row[1 + len(PLAIN) :]
    agreement = Agreement(kind, reference, until) if kind else None
    return Entry(row[0], Faskes(**plain, agreement=agreement, equipment=_counts(equipment), staff=_counts(staff)))


@lru_cache(maxsize=4096)
def _counts(text: str) -> tuple[Count, ...]:
    """What the text of a column says; the same text always says the same."""
    return tuple(Count(code, quantity) for code, quantity in json.loads(text).items())
