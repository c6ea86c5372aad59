"""Who may sign in: users are made, reset and switched off, never removed, because events name them.

Codes: those of `person_problems` and `password_problems`, and `username_taken` {username}, `site_unknown` {site},
`user_unknown` {username}, `last_admin` {}, `password_wrong` {} and `password_same` {}.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from alokon.passwords import hash_password, matches, one_time_password, password_problems
from alokon.people import ADMIN, Actor, person_problems
from alokon.store.people_schema import user
from alokon.store.sessions import end_sessions
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.store.schema import site as site_table


class User(NamedTuple):
    """A sign-in as lists show it."""

    username: str
    name: str
    role: str
    site: str | None
    kecamatan: str | None
    active: bool
    must_change_password: bool
    created_at: datetime

    @property
    def actor(self) -> Actor:
        """The user as rules see one."""
        return Actor(self.username, self.name, self.role, self.site, self.kecamatan)


COLUMNS = tuple(user.c[name] for name in User._fields)


def create_user(
    db: sa.Connection, book: str, now: datetime, *, username: str, name: str, role: str,
    site: str | None = None, kecamatan: str | None = None, password: str | None = None,
) -> str:  # fmt: skip
    """Make a sign-in and return its password: the one given, or a one-time password to be changed at once."""
    username = username.strip().lower()
    problems = [*person_problems(username, name, role, site, kecamatan)]
    problems += password_problems(password, username) if password is not None else ()
    refuse_if([*problems, *_clashes(db, book, username, site)])
    chosen = password if password is not None else one_time_password()
    values: dict[str, str | bool | None] = {
        "username": username,
        "name": name.strip(),
        "role": role,
        "site": site,
        "kecamatan": kecamatan,
    }
    values |= {"password_hash": hash_password(chosen), "must_change_password": password is None}
    db.execute(user.insert().values(book=book, active=True, created_at=now, password_set_at=now, **values))
    return chosen


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
    """Switch a sign-in off and end its sessions; the last active admin stays."""
    found = find_user(db, book, username)
    if found.role == ADMIN and found.active and _active_admins(db, book) == 1:
        raise Refused(Problem("last_admin"))
    _change(db, book, username, active=False)
    end_sessions(db, book, username, now)


def activate_user(db: sa.Connection, book: str, username: str) -> None:
    """Switch a sign-in on again, with the password it had."""
    find_user(db, book, username)
    _change(db, book, username, active=True)


def reset_password(db: sa.Connection, book: str, username: str, now: datetime) -> str:
    """Give a one-time password and end every session; it is returned to be shown once and is kept nowhere."""
    find_user(db, book, username)
    chosen = one_time_password()
    _set_password(db, book, username, chosen, now, must_change=True)
    end_sessions(db, book, username, now)
    return chosen


def change_password(
    db: sa.Connection, book: str, username: str, now: datetime, *, current: str, new: str, keep: str | None = None
) -> None:
    """Replace one's own password; every session but `keep` (a session id) ends."""
    find_user(db, book, username)
    kept = db.scalar(sa.select(user.c.password_hash).where(user.c.book == book, user.c.username == username))
    if not matches(current, kept):
        raise Refused(Problem("password_wrong", field="current"))
    problems = list(password_problems(new, username, "new"))
    refuse_if([*problems, *([Problem("password_same", field="new")] if new == current else [])])
    _set_password(db, book, username, new, now, must_change=False)
    end_sessions(db, book, username, now, but=keep)


def _set_password(
    db: sa.Connection, book: str, username: str, password: str, now: datetime, *, must_change: bool
) -> None:
    kept = hash_password(password)
    _change(db, book, username, password_hash=kept, password_set_at=now, must_change_password=must_change)


def _change(db: sa.Connection, book: str, username: str, **values: str | bool | datetime) -> None:
    db.execute(user.update().where(user.c.book == book, user.c.username == username).values(**values))


def _clashes(db: sa.Connection, book: str, username: str, site: str | None) -> Iterator[Problem]:
    if db.scalar(sa.select(user.c.username).where(user.c.book == book, user.c.username == username)):
        yield Problem("username_taken", {"username": username}, "username")
    known = sa.select(site_table.c.id).where(site_table.c.book == book, site_table.c.code == site)
    if site and db.scalar(known) is None:
        yield Problem("site_unknown", {"site": site}, "site")


def _active_admins(db: sa.Connection, book: str) -> int:
    admins = user.c.book == book, user.c.role == ADMIN, user.c.active
    return db.scalar(sa.select(sa.func.count()).select_from(user).where(*admins)) or 0
