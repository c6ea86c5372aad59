"""What a sign-in may be for: the faskes and kecamatan of the book, by code, as a form offers them."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from alokon.recipients import SHELTER
from alokon.store import faskes, recipients
from alokon.store.people import User
from web.config import here


@dataclass(frozen=True)
class Areas:
    """Code → label of every site somebody acts for (faskes with their kecamatan, secretariats) and every kecamatan."""

    sites: Mapping[str, str]
    kecamatan: Mapping[str, str]

    def of(self, user: User) -> str:
        """The area of a sign-in in words."""
        if user.site:
            return self.sites.get(user.site, user.site)
        if user.kecamatan:
            return f"Kecamatan {self.kecamatan.get(user.kecamatan, user.kecamatan)}"
        return "Seluruh kabupaten"


def areas(db: sa.Connection) -> Areas:
    """The areas of the book: faskes by name, kecamatan by code."""
    kecamatan = {code: k.name for code, k in faskes.kecamatan_list(db, here().book).items()}
    entries = [e.faskes for e in faskes.entries(db, here().book).values()]
    labels = {f.code: f"{f.name}, Kec. {kecamatan.get(f.kecamatan, '–')}" for f in entries}
    given = [entry.recipient for entry in recipients.entries(db, here().book).values()]
    labels |= {one.code: one.name for one in given if one.kind == SHELTER}
    return Areas(dict(sorted(labels.items(), key=lambda pair: pair[1].casefold())), kecamatan)
