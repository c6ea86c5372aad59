"""What a password must be, how it is kept, and how long a wrong one makes a person wait.

Argon2id with what RFC 9106 recommends where memory is not plentiful: 64 MiB, 3 passes, 4 lanes.
Problem codes: `password_short` {least}, `password_long` {most}, `password_plain` {least} (fewer different characters
than that), `password_has_username` {}.
"""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from inventory.core.errors import Problem

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4, hash_len=32, salt_len=16)
"""Passes, KiB, lanes, bytes, bytes: about a quarter of a second. Only tests put a cheaper one in its place."""

LEAST_LENGTH = 10
MOST_LENGTH = 128
LEAST_DIFFERENT = 5

ONE_TIME_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
ONE_TIME_VALID = timedelta(days=7)
"""A one-time password that was not used by then must be made again."""


def password_problems(password: str, username: str, field: str = "password") -> Iterator[Problem]:
    """Everything that is wrong with a new password."""
    if len(password) < LEAST_LENGTH:
        yield Problem("password_short", {"least": LEAST_LENGTH}, field)
    if len(password) > MOST_LENGTH:
        yield Problem("password_long", {"most": MOST_LENGTH}, field)
    if len(set(password)) < LEAST_DIFFERENT:
        yield Problem("password_plain", {"least": LEAST_DIFFERENT}, field)
    if username and username.lower() in password.lower():
        yield Problem("password_has_username", {}, field)


class OneTime(NamedTuple):
    """A one-time password to read out once, and its hash to keep."""

    password: str
    kept: str


def make_one_time() -> OneTime:
    """A fresh one-time password with its hash: the slow part, done before anybody's book is locked."""
    password = one_time_password()
    return OneTime(password, hash_password(password))


def one_time_password() -> str:
    """A random password to read out once, 80 bits: `K7QF-9M2X-ABCD-2345`."""
    letters = [secrets.choice(ONE_TIME_ALPHABET) for _ in range(16)]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, 16, 4))


def hash_password(password: str) -> str:
    """The salted hash to keep; the password itself is kept nowhere."""
    return HASHER.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether a password is the one kept; without one kept it takes as long and says no."""
    if len(password) > MOST_LENGTH:
        return False
    try:
        return HASHER.verify(kept or _nobodys_hash(HASHER), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters and should be made anew at the next sign-in."""
    return HASHER.check_needs_rehash(kept)


@lru_cache(maxsize=1)
def _nobodys_hash(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_hex(16))
