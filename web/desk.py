"""The person of this request at the desk of this office: what every use case asks for first."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from flask import g

from alokon.faskes import Faskes, Kecamatan
from alokon.people import in_scope
from alokon.service.desk import Desk, Office, visible
from alokon.sop.adopted import Duties, duties
from alokon.sop.model import Flow, Step
from alokon.store import faskes
from alokon.store.settings import settings
from web.auth import actor
from web.config import here, now


def desk() -> Desk:
    """The signed-in person, now, in this book."""
    return Desk(Office(here().engine, here().book, here().vault), actor(), now())


@dataclass(frozen=True)
class Reach:
    """The faskes a person may read, by code, and the kecamatan of the book; `sites` is None for the whole book."""

    sites: frozenset[str] | None
    faskes: Mapping[str, Faskes]
    kecamatan: Mapping[str, Kecamatan]

    def area(self, site: str) -> str:
        """The name of the kecamatan of a faskes, empty for a warehouse."""
        found = self.faskes.get(site)
        return self.kecamatan[found.kecamatan].name if found and found.kecamatan in self.kecamatan else ""

    def chosen(self, kecamatan: str = "", site: str = "") -> frozenset[str] | None:
        """The codes a filter leaves: never more than may be read; None for no limit at all."""
        if not kecamatan and not site:
            return self.sites
        within = {code for code, f in self.faskes.items() if kecamatan in ("", f.kecamatan)}
        return frozenset(within & {site} if site else within)

    @property
    def kecamatan_options(self) -> list[tuple[str, str]]:
        """(code, name) of the kecamatan that have a faskes to show."""
        used = {f.kecamatan for f in self.faskes.values()}
        return [(k.code, k.name) for k in self.kecamatan.values() if k.code in used]

    def faskes_options(self, kecamatan: str = "") -> list[tuple[str, str]]:
        """(code, name) of the faskes to choose from, by name."""
        found = [(f.code, f.name) for f in self.faskes.values() if kecamatan in ("", f.kecamatan)]
        return sorted(found, key=lambda option: option[1])


def reach(db: sa.Connection) -> Reach:
    """What the signed-in person may read."""
    seen = visible(db, here().book, actor())
    known = {code: entry.faskes for code, entry in faskes.entries(db, here().book, codes=seen).items()}
    return Reach(None if seen is None else frozenset(seen), known, faskes.kecamatan_list(db, here().book))


def values() -> dict[str, object]:
    """The office's settings, read once for a request."""
    if "values" not in g:
        with here().reading() as db:
            g.values = settings(db, here().book)
    found = g.values
    assert isinstance(found, dict)
    return found


def asked_of() -> Duties:
    """Who takes which step in this office."""
    return duties(values())


def may_take(flow: Flow, step: Step, site: str, kecamatan: str | None) -> bool:
    """Whether the signed-in person may take a step for a site; the service asks the same again when it is taken."""
    return asked_of().may(actor(), flow, step) and in_scope(actor(), site, kecamatan)
