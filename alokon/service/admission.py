"""Who keeps the sealed files is admitted by a keeper in office: an admin makes the account, and it reads nothing yet.

An admission is of a person who has set everything up: it is refused while a one-time password stands or no second
step is set up, because somebody else may know or set those. It ends with a reset of either, with another role or
place, and when the account is switched off (`alokon.store.people`, `alokon.service.second_step`): whoever comes next
is admitted again.

The first keeper of a place, or the next after the last one left, is admitted on the machine of the book by who has
its vault there: they can open everything already, so that the command gives nobody anything new. A page for it would,
because until then nobody but the admin could say who is the first.

Codes: `user_unknown`, `keeper_unknown`, `keeper_admitted`, `keeper_not_ready`, `keeper_changed`, `keeper_in_office`,
each {username}, and those of `Field` and `alokon.service.enclosing.keys`.
"""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from alokon.people import ROLES, require, require_scope
from alokon.service import second_step
from alokon.service.desk import Desk, Done, digest_of, writing
from alokon.service.setup import note
from alokon.sop.fields import Field, read_fields
from alokon.sop.tasks.p2tp2a import KEEPERS
from alokon.store import people
from alokon.store import second_step as secrets
from alokon.store.people import User
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.store import writer

ADMIT = "user.admit"
REASON = Field("reason", "Dasar penugasan", most=200, help="Misalnya nomor SK atau surat tugasnya.")


class Candidate(NamedTuple):
    """A keeper's account; `ready` is when its second step was set up, None while it cannot be admitted."""

    user: User
    ready: datetime | None


def keepers(db: sa.Connection, book: str, site: str | None) -> list[Candidate]:
    """The active accounts of a place that are admitted before they read anything."""
    ready = secrets.confirmed(db, book)
    return [
        Candidate(one, None if one.must_change_password else ready.get(one.username))
        for one in people.list_users(db, book)
        if one.site == site and one.active and ROLES[one.role].by_admission
    ]


def admit(desk: Desk, username: str, seen: str, reason: str, key: str) -> Done:
    """A keeper in office admits another of their place; `seen` is the moment of set-up they were shown, in ISO."""
    require(desk.actor, KEEPERS)
    return _admit(desk, username, seen, reason, key)


def admit_first(desk: Desk, username: str, reason: str, key: str) -> Done:
    """Admit on the machine of the book where nobody of that place is in office; its vault must open the account's
    second step.
    """
    require(desk.actor, "users")
    return _admit(desk, username, None, reason, key)


def _admit(desk: Desk, username: str, seen: str | None, reason: str, key: str) -> Done:
    values, problems = read_fields([REASON], {REASON.name: reason})
    with writing(desk) as db:
        found = people.find_user(db, desk.book, username)
        if seen is not None:
            require_scope(desk.actor, found.site, None)
        refuse_if(problems)
        facts: dict[str, object] = {"username": username, **values}
        request = digest_of([ADMIT, facts])
        known = writer.repeated(db, desk.book, key, request)
        if known:
            return Done(known.seq, known.head, repeated=True)
        _refuse_unready(db, desk, found, seen)
        done = note(db, desk, ADMIT, facts, key, request)
        people.admit(db, desk.book, username, done.event)
    return done


def _refuse_unready(db: sa.Connection, desk: Desk, found: User, seen: str | None) -> None:
    about, there = {"username": found.username}, keepers(db, desk.book, found.site)
    ready = {one.user.username: one.ready for one in there}
    if found.username not in ready:
        raise Refused(Problem("keeper_unknown", about))
    if found.admitted_by is not None:
        raise Refused(Problem("keeper_admitted", about))
    since = ready[found.username]
    if since is None:
        raise Refused(Problem("keeper_not_ready", about))
    if seen is None:
        if any(one.user.admitted_by for one in there):
            raise Refused(Problem("keeper_in_office", about))
        second_step.refuse_other_vault(db, desk, found.username)
    elif since.isoformat() != seen:
        raise Refused(Problem("keeper_changed", about))
