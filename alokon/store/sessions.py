"""Who is signed in: rows that can be listed and ended, each found by the hash of a random token.

A session ends 30 minutes after it was last used and 12 hours after it began, whatever the browser keeps.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from alokon.people import Actor
from alokon.store.people_schema import session, user

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
"""Use is noted at most so often, so that reading pages hardly ever writes."""
KEPT = timedelta(days=90)
"""How long the rows of ended sessions stay, for an audit."""


class SignedIn(NamedTuple):
    """What a request may know of the person behind it; `proved`: the second step of signing in was taken too."""

    session: str
    actor: Actor
    must_change_password: bool
    seen_at: datetime
    proved: bool = False


class Session(NamedTuple):
    """An open session as lists show it; `address` and `agent` as the browser sent them at sign-in."""

    id: str
    username: str
    started_at: datetime
    seen_at: datetime
    address: str
    agent: str


def start_session(
    db: sa.Connection, book: str, username: str, now: datetime, *, address: str = "", agent: str = ""
) -> str:
    """Open a session and return its token, which only the browser keeps; rows older than `KEPT` go."""
    db.execute(session.delete().where(session.c.book == book, session.c.started_at < now - KEPT))
    token = secrets.token_urlsafe(32)
    times = {"started_at": now, "seen_at": now}
    origin = {"address": address[:45], "agent": agent[:200]}
    db.execute(session.insert().values(book=book, id=session_id(token), username=username, **times, **origin))
    return token


def session_id(token: str) -> str:
    """The key of a token's row: SHA-256, enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_session(db: sa.Connection, book: str, token: str, now: datetime) -> SignedIn | None:
    """The person behind a token, or None when the session has ended or its user is switched off."""
    same_user = (user.c.book == session.c.book) & (user.c.username == session.c.username)
    columns = (
        user.c.username,
        user.c.name,
        user.c.role,
        user.c.site,
        user.c.kecamatan,
        user.c.admitted_by.is_not(None),
    )
    wanted = sa.select(session.c.id, session.c.seen_at, user.c.must_change_password, session.c.proved_at, *columns)
    row = db.execute(
        wanted.join_from(session, user, same_user).where(
            session.c.book == book, session.c.id == session_id(token), user.c.active, *_open(now)
        )
    ).first()
    if row is None:
        return None
    return SignedIn(row.id, Actor(*row[4:]), row.must_change_password, row.seen_at, row.proved_at is not None)


def see_session(db: sa.Connection, book: str, id: str, now: datetime) -> None:
    """Note that a session is in use."""
    db.execute(session.update().where(session.c.book == book, session.c.id == id).values(seen_at=now))


def prove_session(db: sa.Connection, book: str, id: str, now: datetime) -> None:
    """Note that the second step of signing in was taken."""
    db.execute(session.update().where(session.c.book == book, session.c.id == id).values(proved_at=now))


def open_sessions(db: sa.Connection, book: str, username: str, now: datetime) -> list[Session]:
    """A user's open sessions, the last used first."""
    wanted = sa.select(*(session.c[name] for name in Session._fields)).where(*_of(book, username), *_open(now))
    return [Session(*row) for row in db.execute(wanted.order_by(session.c.seen_at.desc(), session.c.id))]


def count_open_sessions(db: sa.Connection, book: str, now: datetime) -> dict[str, int]:
    """Username → number of open sessions, for those who have any."""
    counted = sa.select(session.c.username, sa.func.count()).where(session.c.book == book, *_open(now))
    return {row[0]: row[1] for row in db.execute(counted.group_by(session.c.username))}


def end_session(db: sa.Connection, book: str, username: str, id: str, now: datetime) -> bool:
    """End one session of a user; False when it is not theirs or has ended already."""
    ended = session.update().where(*_of(book, username), session.c.id == id).values(ended_at=now)
    return db.execute(ended).rowcount == 1


def end_sessions(db: sa.Connection, book: str, username: str, now: datetime, *, but: str | None = None) -> int:
    """End every session of a user except `but` (a session id); returns how many ended."""
    others = [session.c.id != but] if but else []
    return db.execute(session.update().where(*_of(book, username), *others).values(ended_at=now)).rowcount


def _of(book: str, username: str) -> tuple[sa.ColumnElement[bool], ...]:
    return session.c.book == book, session.c.username == username, session.c.ended_at.is_(None)


def _open(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        session.c.ended_at.is_(None),
        session.c.seen_at > now - IDLE,
        session.c.started_at > now - ABSOLUTE,
    )
