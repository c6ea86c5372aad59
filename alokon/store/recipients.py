"""Recipients as stored, one row per ledger site of their kind."""

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa

from alokon.recipients import KINDS, Recipient
from alokon.store.schema import recipient
from inventory.core.places import RECIPIENT
from inventory.store import masters
from inventory.store.prepared import Among, Prepared

COLUMNS = ("code", "name", "kind", "kecamatan", "village", "decree", "decree_until", "active")

_ENTRIES = (
    sa.select(recipient.c.site, *(recipient.c[name] for name in COLUMNS))
    .where(recipient.c.book == sa.bindparam("book"))
    .order_by(recipient.c.code)
)
ALL = Prepared(_ENTRIES)
OF_CODES = Prepared(_ENTRIES.where(Among(recipient.c.code, "codes")))


class Entry(NamedTuple):
    """A recipient and the ledger site it is."""

    site: int
    recipient: Recipient


def entries(db: sa.Connection, book: str, codes: Collection[str] | None = None) -> dict[str, Entry]:
    """The recipients asked for, or all, by code."""
    rows = ALL.rows(db, book=book) if codes is None else OF_CODES.rows(db, book=book, codes=codes)
    return {row.code: Entry(row[0], Recipient(*row[1:])) for row in rows}


def entry(db: sa.Connection, book: str, code: str) -> Entry | None:
    """The recipient of a code, or None."""
    return entries(db, book, [code]).get(code)


def codes_of(db: sa.Connection, book: str, kecamatan: str) -> set[str]:
    """The codes of the recipients of a kecamatan."""
    query = sa.select(recipient.c.code).where(recipient.c.book == book, recipient.c.kecamatan == kecamatan)
    return set(db.scalars(query))


def add(db: sa.Connection, book: str, one: Recipient) -> None:
    """A new recipient and the ledger site it is, which accepts what its kind may be given."""
    site = masters.add_site(db, book, one.code, one.name, RECIPIENT, accepts=",".join(KINDS[one.kind].accepts))
    db.execute(recipient.insert().values(book=book, site=site, **vars(one)))


def change(db: sa.Connection, book: str, site: int, one: Recipient) -> None:
    """Write the entry of a site anew."""
    db.execute(recipient.update().where(recipient.c.book == book, recipient.c.site == site).values(**vars(one)))
