"""Signing in, in three steps: count the attempt, check the password, open the session.

The check takes a quarter of a second on purpose, so it stands outside both transactions: the ledger's writers
do not wait for a password.
Codes: `sign_in_wait` {minutes, until}, `sign_in_wrong` {}, `one_time_expired` {days}.
"""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from alokon.passwords import ONE_TIME_VALID, hash_password, matches, outdated
from alokon.store.attempts import Attempt, count_attempt, forgive_attempt
from alokon.store.people_schema import user
from alokon.store.sessions import start_session
from inventory.core.errors import Problem, Refused


class Candidate(NamedTuple):
    """A counted attempt, and the hash kept for the user it claims to be (None without such an active user)."""

    attempt: Attempt
    kept: str | None


def begin_sign_in(db: sa.Connection, book: str, username: str, address: str, now: datetime) -> Candidate:
    """Count the attempt and fetch what it is checked against; raises `sign_in_wait`."""
    username = username.strip().lower()
    attempt = count_attempt(db, book, username, address, now)
    mine = user.c.book == book, user.c.username == username, user.c.active
    return Candidate(attempt, db.scalar(sa.select(user.c.password_hash).where(*mine)))


def check_password(candidate: Candidate, password: str) -> str | None:
    """Raise `sign_in_wrong`, or return a hash to keep instead when the one kept is of another make."""
    if not matches(password, candidate.kept):
        raise Refused(Problem("sign_in_wrong"))
    return hash_password(password) if candidate.kept and outdated(candidate.kept) else None


def finish_sign_in(
    db: sa.Connection, book: str, candidate: Candidate, now: datetime, *, agent: str = "", rehashed: str | None = None
) -> str:
    """Open the session of a checked candidate and return its token; refuses if the user changed meanwhile."""
    username, address, *_ = candidate.attempt
    mine = user.c.book == book, user.c.username == username
    columns = (user.c.active, user.c.password_hash, user.c.must_change_password, user.c.password_set_at)
    row = db.execute(sa.select(*columns).where(*mine)).first()
    if row is None or not row.active or row.password_hash != candidate.kept:
        raise Refused(Problem("sign_in_wrong"))
    if row.must_change_password and now - row.password_set_at > ONE_TIME_VALID:
        raise Refused(Problem("one_time_expired", {"days": ONE_TIME_VALID.days}))
    if rehashed:
        db.execute(user.update().where(*mine).values(password_hash=rehashed))
    forgive_attempt(db, book, candidate.attempt)
    return start_session(db, book, username, now, address=address, agent=agent)
