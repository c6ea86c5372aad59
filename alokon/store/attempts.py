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
    locked_until: datetime | None


def wait_after(failures: int, free: int) -> timedelta:
    """How long to wait after so many failures: nothing, then 1, 2, 4, 8 and at most 15 minutes.

    >>> [int(wait_after(n, 4).total_seconds() // 60) for n in (4, 5, 6, 7, 8, 9, 50)]
    [0, 1, 2, 4, 8, 15, 15]
    """
    if failures <= free:
        return timedelta(0)
    doubled = 1 << min(failures - free - 1, 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def count_attempt(db: sa.Connection, book: str, username: str, address: str, now: datetime) -> None:
    """Count one more attempt as failed, or raise `sign_in_wait` when it comes too early."""
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


def forgive_attempt(db: sa.Connection, book: str, username: str, address: str, now: datetime) -> None:
    """The password was right: the username starts afresh, the address gets its one attempt back."""
    by_user, by_address = subjects = _subjects(username, address)
    kept = _kept(db, book, subjects)
    failures = kept[by_address.digest].failures - 1 if by_address.digest in kept else 0
    _keep(db, book, by_user, 0, now)
    _keep(db, book, by_address, failures, now)


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
    columns = (login_attempt.c.subject, login_attempt.c.failures, login_attempt.c.locked_until)
    rows = db.execute(sa.select(*columns).where(login_attempt.c.book == book, ours))
    return {row.subject: _Kept(row.failures, row.locked_until) for row in rows}


def _keep(db: sa.Connection, book: str, subject: _Subject, failures: int, now: datetime) -> None:
    which = login_attempt.c.book == book, login_attempt.c.subject == subject.digest
    db.execute(login_attempt.delete().where(*which))
    if failures > 0:
        wait = wait_after(failures, subject.free)
        row = {"book": book, "subject": subject.digest, "failures": failures, "failed_at": now}
        db.execute(login_attempt.insert().values(locked_until=now + wait if wait else None, **row))
