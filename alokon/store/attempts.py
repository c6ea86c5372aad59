"""How often signing in failed, per username and per address, and how long to wait: kept in the database,
so that a restart forgets nothing.

An attempt is counted as failed *before* the password is checked and forgiven when it was right: a hundred
attempts sent at once do not slip through while the first is being checked. What was typed is kept as a hash,
because people type passwords into the wrong field.
Raises `sign_in_wait` {minutes, until}.
"""

import hashlib
import ipaddress
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from alokon.store.people_schema import login_attempt
from inventory.core.errors import Problem, Refused

FREE_PER_USER = 4
FREE_PER_ADDRESS = 19
"""Failures without a wait; an office shares one address, so it has more."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=2)
"""Failures further back than this no longer count."""


class _Subject(NamedTuple):
    digest: str
    free: int


class _Kept(NamedTuple):
    failures: int
    failed_at: datetime
    locked_until: datetime | None


class Attempt(NamedTuple):
    """An attempt counted as failed; of its address, how many failures that made and when it had failed before."""

    username: str
    address: str
    failures: int
    failed_before: datetime | None


def wait_after(failures: int, free: int) -> timedelta:
    """How long to wait after so many failures: nothing, then 1, 2, 4, 8 and at most 15 minutes.

    >>> [int(wait_after(n, 4).total_seconds() // 60) for n in (4, 5, 6, 7, 8, 9, 50)]
    [0, 1, 2, 4, 8, 15, 15]
    """
    if failures <= free:
        return timedelta(0)
    doubled = 1 << min(failures - free - 1, 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def count_attempt(db: sa.Connection, book: str, username: str, address: str, now: datetime) -> Attempt:
    """Count one more attempt as failed until `forgive_attempt`, or raise `sign_in_wait` when it comes too early."""
    old = login_attempt.c.failed_at < now - FORGOTTEN_AFTER
    db.execute(login_attempt.delete().where(login_attempt.c.book == book, old))
    subjects = _subjects(username, address)
    kept = _kept(db, book, subjects)
    until = max((row.locked_until for row in kept.values() if row.locked_until), default=now)
    if until > now:
        minutes = -((now - until) // timedelta(minutes=1))
        raise Refused(Problem("sign_in_wait", {"minutes": minutes, "until": until}))
    for subject in subjects:
        failures = 1 + (kept[subject.digest].failures if subject.digest in kept else 0)
        _keep(db, book, subject, failures, now)
    before = kept.get(subjects[1].digest)
    return Attempt(username, address, 1 + before.failures if before else 1, before.failed_at if before else None)


def forgive_attempt(db: sa.Connection, book: str, attempt: Attempt) -> None:
    """The password was right: the username starts afresh, the address stands as if this attempt had not been made."""
    by_user, by_address = subjects = _subjects(attempt.username, attempt.address)
    kept = _kept(db, book, subjects)
    _forget(db, book, by_user)
    if by_address.digest in kept:
        failures, failed_at, _ = kept[by_address.digest]
        if failures <= attempt.failures and attempt.failed_before:
            failed_at = attempt.failed_before
        _keep(db, book, by_address, failures - 1, failed_at)


def _subjects(username: str, address: str) -> tuple[_Subject, _Subject]:
    return (
        _Subject(hashlib.sha256(f"user:{username}".encode()).hexdigest(), FREE_PER_USER),
        _Subject(hashlib.sha256(f"address:{_network(address)}".encode()).hexdigest(), FREE_PER_ADDRESS),
    )


def _network(address: str) -> str:
    """An IPv4 address itself; of an IPv6 address the /64, which one household or attacker holds whole."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{parsed}/64", strict=False)) if parsed.version == 6 else str(parsed)


def _kept(db: sa.Connection, book: str, subjects: tuple[_Subject, ...]) -> dict[str, _Kept]:
    ours = login_attempt.c.subject.in_([subject.digest for subject in subjects])
    columns = (login_attempt.c.subject, *(login_attempt.c[name] for name in _Kept._fields))
    rows = db.execute(sa.select(*columns).where(login_attempt.c.book == book, ours))
    return {subject: _Kept._make(kept) for subject, *kept in rows}


def _keep(db: sa.Connection, book: str, subject: _Subject, failures: int, failed_at: datetime) -> None:
    _forget(db, book, subject)
    if failures > 0:
        wait = wait_after(failures, subject.free)
        row = {"book": book, "subject": subject.digest, "failures": failures, "failed_at": failed_at}
        db.execute(login_attempt.insert().values(locked_until=failed_at + wait if wait else None, **row))


def _forget(db: sa.Connection, book: str, subject: _Subject) -> None:
    db.execute(login_attempt.delete().where(login_attempt.c.book == book, login_attempt.c.subject == subject.digest))
