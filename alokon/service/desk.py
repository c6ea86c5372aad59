"""Who asks, when, and in which book: what every use case needs to know before it does anything."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa

from alokon.people import Actor, Forbidden, in_scope, require, require_scope
from alokon.sop.adopted import duties
from alokon.sop.model import Flow, Step
from alokon.store import documents, faskes, recipients
from alokon.store.settings import settings
from alokon.vault import Vault
from inventory.core.errors import Problem, Refused
from inventory.store import chain, engine


class Office(NamedTuple):
    """A database and the book in it; `vault` holds the key of what is sealed, None where nothing is."""

    engine: sa.Engine
    book: str
    vault: Vault | None = None


class Desk(NamedTuple):
    """A person at work in an office at a moment; `now` carries its time zone."""

    office: Office
    actor: Actor
    now: datetime

    @property
    def book(self) -> str:
        """The book's key."""
        return self.office.book

    @property
    def today(self) -> date:
        """The day at the desk."""
        return self.now.date()


class Consent(NamedTuple):
    """What a person is asked beside the step itself, and only where the book makes it necessary.

    `seen` is the code of the impact that was shown to them. `slot` says that the document stands right before the first
    count of its day that closed that slot or a later one, behind all of them where none did; None: nobody asked.
    """

    seen: str = ""
    slot: int | None = None


NOT_ASKED = Consent()
"""What a person says who was asked nothing beside the step."""


@dataclass(frozen=True)
class Done:
    """What a use case did: its event, the head code printed on paper, the case and its paper, and what to mind."""

    event: int
    head: str
    case: int | None = None
    paper: str | None = None
    warnings: tuple[Problem, ...] = ()
    repeated: bool = False
    facts: Mapping[str, object] = field(default_factory=dict)


@contextmanager
def writing(desk: Desk) -> Iterator[sa.Connection]:
    """The desk's one transaction; what is refused in it is told with the names of the documents in the way."""
    with engine.writing(desk.office.engine, desk.book) as db:
        try:
            yield db
        except Refused as refused:
            refused.problems = tuple(documents.named(db, desk.book, problem) for problem in refused.problems)
            raise


def digest_of(content: object) -> str:
    """The digest by which a repeated submission is recognised."""
    return chain.sha256(chain.canonical(content))


def guard(db: sa.Connection, desk: Desk, permission: str, site_code: str | None = None) -> None:
    """Raise `Forbidden` unless the actor may do this, and at this site."""
    require(desk.actor, permission)
    if site_code is not None:
        guard_scope(db, desk, site_code)


def guard_step(db: sa.Connection, desk: Desk, flow: Flow, step: Step, site_code: str) -> None:
    """Raise `Forbidden` unless the actor may take a step of a flow, as the office adopted it, at this site."""
    duties(settings(db, desk.book)).require(desk.actor, flow, step)
    guard_scope(db, desk, site_code)


def guard_scope(db: sa.Connection, desk: Desk, site_code: str) -> None:
    """Raise `Forbidden` unless a site is the actor's business (its kecamatan is looked up where it matters)."""
    if not in_scope(desk.actor, site_code, None):
        require_scope(desk.actor, site_code, kecamatan_of(db, desk.book, site_code))


def kecamatan_of(db: sa.Connection, book: str, site_code: str) -> str | None:
    """The kecamatan a faskes or a recipient lies in, None for what lies in none."""
    found = faskes.entry(db, book, site_code)
    if found is not None:
        return found.faskes.kecamatan
    other = recipients.entry(db, book, site_code)
    return other.recipient.kecamatan if other else None


def visible(db: sa.Connection, book: str, actor: Actor) -> set[str] | None:
    """The codes of the faskes and recipients an actor may read, None for every site of the book."""
    if in_scope(actor, None, None):
        return None
    if actor.site is not None:
        return {actor.site} | faskes.codes_of(db, book, parent=actor.site)
    area = actor.kecamatan or "-"
    return faskes.codes_of(db, book, kecamatan_code=area) | recipients.codes_of(db, book, area)


def refuse_unseen(db: sa.Connection, desk: Desk, *site_codes: str) -> None:
    """Raise `Forbidden` when the actor may read none of some sites."""
    seen = visible(db, desk.book, desk.actor)
    if seen is not None and not seen & set(site_codes):
        raise Forbidden(Problem("out_of_scope", {"site": site_codes[0]}))
