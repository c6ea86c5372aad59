"""Who may sign in: users are made, changed, reset and switched off, never removed, because events name them.

Hashing a password takes a quarter of a second, so what a page does takes the hash ready made (`OneTime`).
Codes: those of `person_problems` and `password_problems`, and `username_taken` {username}, `site_unknown` {site},
`user_unknown` {username}, `last_admin` {} and `password_wrong` {}.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from alokon.passwords import OneTime, hash_password, make_one_time, password_problems
from alokon.people import ADMIN, Actor, person_problems
from alokon.store.people_schema import user
from alokon.store.sessions import end_sessions
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.store.schema import site as site_table


class User(NamedTuple):
    """A sign-in as lists show it; `admitted_by` is the event that admitted it, where its role asks for that."""

    username: str
    name: str
    role: str
    site: str | None
    kecamatan: str | None
    active: bool
    must_change_password: bool
    created_at: datetime
    admitted_by: int | None

    @property
    def actor(self) -> Actor:
        """The user as rules see one."""
        return Actor(self.username, self.name, self.role, self.site, self.kecamatan, self.admitted_by is not None)


COLUMNS = tuple(user.c[name] for name in User._fields)


def create_user(
    db: sa.Connection, book: str, now: datetime, *, username: str, name: str, role: str,
    site: str | None = None, kecamatan: str | None = None, password: str | None = None, one_time: OneTime | None = None,
) -> str:  # fmt: skip
    """Make a sign-in and return its password: the one given, or a one-time password to be changed at once."""
    username = username.strip().lower()
    problems = [*person_problems(username, name, role, site, kecamatan)]
    problems += password_problems(password, username) if password is not None else ()
    refuse_if([*problems, *_clashes(db, book, username, site)])
    chosen = one_time or (OneTime(password, hash_password(password)) if password is not None else make_one_time())
    values: dict[str, str | bool | None] = {
        "username": username,
        "name": name.strip(),
        "role": role,
        "site": site,
        "kecamatan": kecamatan,
    }
    values |= {"password_hash": chosen.kept, "must_change_password": password is None}
    db.execute(user.insert().values(book=book, active=True, created_at=now, password_set_at=now, **values))
    return chosen.password


def change_user(db: sa.Connection, book: str, person: Actor) -> None:
    """Give a sign-in another name, role or area, from its next page on; the last active admin stays one.

    With another role or place its admission ends.
    """
    found = find_user(db, book, person.user_id)
    problems = [*person_problems(*person[:5]), *_unknown_site(db, book, person.site)]
    if person.role != ADMIN and _is_last_admin(db, book, found):
        problems.append(Problem("last_admin", field="role"))
    refuse_if(problems)
    area = {"site": person.site, "kecamatan": person.kecamatan}
    if (person.role, person.site) != (found.role, found.site):
        _change(db, book, person.user_id, admitted_by=None)
    db.execute(_row(book, person.user_id).values(name=person.name.strip(), role=person.role, **area))


def list_users(db: sa.Connection, book: str) -> list[User]:
    """Every user of the book, active ones first, by username."""
    wanted = sa.select(*COLUMNS).where(user.c.book == book).order_by(user.c.active.desc(), user.c.username)
    return [User(*row) for row in db.execute(wanted)]


def find_user(db: sa.Connection, book: str, username: str) -> User:
    """One user; refuses `user_unknown`."""
    row = db.execute(sa.select(*COLUMNS).where(user.c.book == book, user.c.username == username)).first()
    if row is None:
        raise Refused(Problem("user_unknown", {"username": username}))
    return User(*row)


def deactivate_user(db: sa.Connection, book: str, username: str, now: datetime) -> None:
    """Switch a sign-in off and end its sessions and its admission; the last active admin stays."""
    if _is_last_admin(db, book, find_user(db, book, username)):
        raise Refused(Problem("last_admin"))
    _change(db, book, username, active=False, admitted_by=None)
    end_sessions(db, book, username, now)


def activate_user(db: sa.Connection, book: str, username: str) -> None:
    """Switch a sign-in on again, with the password it had."""
    find_user(db, book, username)
    _change(db, book, username, active=True)


def reset_password(db: sa.Connection, book: str, username: str, now: datetime, one_time: OneTime | None = None) -> str:
    """Give a one-time password and end every session and an admission; it is returned to be shown once and is kept
    nowhere.
    """
    find_user(db, book, username)
    chosen = one_time or make_one_time()
    _change(db, book, username, password_hash=chosen.kept, password_set_at=now, must_change_password=True)
    end_admission(db, book, username)
    end_sessions(db, book, username, now)
    return chosen.password


def admit(db: sa.Connection, book: str, username: str, event: int) -> None:
    """Note the event that admitted a sign-in."""
    _change(db, book, username, admitted_by=event)


def end_admission(db: sa.Connection, book: str, username: str) -> None:
    """A sign-in is no longer admitted."""
    _change(db, book, username, admitted_by=None)


def kept_hash(db: sa.Connection, book: str, username: str) -> str | None:
    """The hash of a user's password, None for a user that is not there."""
    return db.scalar(sa.select(user.c.password_hash).where(user.c.book == book, user.c.username == username))


def replace_password(
    db: sa.Connection, book: str, username: str, now: datetime, *, old: str, new: str, keep: str | None = None
) -> None:
    """Replace the hash `old` of one's own password by `new`; every session but `keep` (a session id) ends.

    Refuses `password_wrong` when the password is no longer the one that was checked.
    """
    fresh = {"password_hash": new, "password_set_at": now, "must_change_password": False}
    if db.execute(_row(book, username).where(user.c.password_hash == old).values(fresh)).rowcount != 1:
        raise Refused(Problem("password_wrong", field="current"))
    end_sessions(db, book, username, now, but=keep)


def _change(db: sa.Connection, book: str, username: str, **values: str | bool | int | datetime | None) -> None:
    db.execute(_row(book, username).values(**values))


def _row(book: str, username: str) -> sa.Update:
    return user.update().where(user.c.book == book, user.c.username == username)


def _clashes(db: sa.Connection, book: str, username: str, site: str | None) -> Iterator[Problem]:
    if db.scalar(sa.select(user.c.username).where(user.c.book == book, user.c.username == username)):
        yield Problem("username_taken", {"username": username}, "username")
    yield from _unknown_site(db, book, site)


def _unknown_site(db: sa.Connection, book: str, site: str | None) -> Iterator[Problem]:
    known = sa.select(site_table.c.id).where(site_table.c.book == book, site_table.c.code == site)
    if site and db.scalar(known) is None:
        yield Problem("site_unknown", {"site": site}, "site")


def _is_last_admin(db: sa.Connection, book: str, found: User) -> bool:
    admins = user.c.book == book, user.c.role == ADMIN, user.c.active
    active = db.scalar(sa.select(sa.func.count()).select_from(user).where(*admins)) or 0
    return found.role == ADMIN and found.active and active == 1
