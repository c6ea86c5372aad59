"""The second step of signing in, for roles that have one: set up once, asked at every sign-in, spare codes used once.

Attempts are counted apart from those at the password: a right password forgives no wrong code.
Codes: `code_wrong`, `sign_in_wait`, `second_step_missing`, `second_step_set_up`, and those of
`alokon.service.enclosing.keys`.
"""

import sqlalchemy as sa

from alokon import sealing
from alokon import second_step as rules
from alokon.key_tree import PLACE_BYTES
from alokon.people import require
from alokon.sealing import Broken, Sealed
from alokon.service.desk import Desk, digest_of, writing
from alokon.service.enclosing import keys
from alokon.service.setup import note
from alokon.store import people
from alokon.store import second_step as store
from alokon.store.attempts import Attempt, count_attempt, forgive_attempt
from alokon.store.sessions import end_sessions, prove_session
from inventory.core.errors import Problem, Refused

SET_UP, RECOVERED, RESET = "user.second_step", "user.recovery", "user.second_step_reset"

PLACE = bytes(PLACE_BYTES)
"""The leaf of the vault that enciphers secrets; it is never cut."""


def is_set_up(db: sa.Connection, book: str, username: str) -> bool:
    """Whether a person has confirmed a secret."""
    found = store.find(db, book, username)
    return found is not None and found.confirmed


def begin(desk: Desk, secret: str = "") -> str:
    """A secret for the person at the desk, to be confirmed, a new one unless one is given; refuses to replace one that
    works.
    """
    username, secret = desk.actor.user_id, secret or rules.new_secret()
    with writing(desk) as db:
        if is_set_up(db, desk.book, username):
            raise Refused(Problem("second_step_set_up"))
        kept = sealing.seal(_key(db, desk), secret.encode(), "second step", desk.book, username)
        store.propose(db, desk.book, username, kept)
    return secret


def proposed(db: sa.Connection, desk: Desk) -> str:
    """The secret that was begun with and is yet to be confirmed; refuses `second_step_missing`."""
    found = store.find(db, desk.book, desk.actor.user_id)
    if found is None or found.confirmed:
        raise Refused(Problem("second_step_missing"))
    return _secret(db, desk, found.secret, desk.actor.user_id)


def refuse_other_vault(db: sa.Connection, desk: Desk, username: str) -> None:
    """Refuse `sealing_key_wrong` unless the vault at hand opens a person's secret."""
    found = store.find(db, desk.book, username)
    if found is None:
        raise Refused(Problem("second_step_missing"))
    _secret(db, desk, found.secret, username)


def confirm(desk: Desk, code: str, address: str, session: str, key: str) -> list[str]:
    """Confirm the secret by a code of the phone; returns the spare codes, to be shown once."""
    spares = rules.spare_codes()
    username, book = desk.actor.user_id, desk.book
    attempt = _count(desk, address)
    with writing(desk) as db:
        _take(db, desk, proposed(db, desk), code)
        store.confirm(db, book, username, desk.now, map(rules.kept, spares))
        prove_session(db, book, session, desk.now)
        forgive_attempt(db, book, attempt)
        _note(db, desk, SET_UP, username, key)
    return spares


def prove(desk: Desk, code: str, address: str, session: str, key: str) -> bool:
    """Take a code of the phone, or a spare one, for a session; True when it was a spare one."""
    username, book = desk.actor.user_id, desk.book
    attempt = _count(desk, address)
    with writing(desk) as db:
        found = store.find(db, book, username)
        if found is None or not found.confirmed:
            raise Refused(Problem("second_step_missing"))
        spare = store.use_spare(db, book, username, rules.kept(code), desk.now)
        if not spare:
            _take(db, desk, _secret(db, desk, found.secret, username), code)
        prove_session(db, book, session, desk.now)
        forgive_attempt(db, book, attempt)
        if spare:
            _note(db, desk, RECOVERED, username, key)
    return spare


def reset(desk: Desk, username: str, key: str) -> None:
    """Forget a person's secret and end their sessions and admission; they set up a new one when they sign in next.

    Only the command line offers it: whoever could reset both password and code from a page could become that person.
    """
    require(desk.actor, "users")
    with writing(desk) as db:
        people.find_user(db, desk.book, username)
        if not store.remove(db, desk.book, username):
            raise Refused(Problem("second_step_missing"))
        people.end_admission(db, desk.book, username)
        end_sessions(db, desk.book, username, desk.now)
        _note(db, desk, RESET, username, key)


def _count(desk: Desk, address: str) -> Attempt:
    with writing(desk) as db:
        return count_attempt(db, desk.book, f"{desk.actor.user_id}/kode", address, desk.now)


def _note(db: sa.Connection, desk: Desk, kind: str, username: str, key: str) -> None:
    facts = {"username": username}
    note(db, desk, kind, facts, key, digest_of([kind, facts]))


def _take(db: sa.Connection, desk: Desk, secret: str, code: str) -> None:
    step = rules.step_of(secret, code, desk.now)
    if step is None or not store.take(db, desk.book, desk.actor.user_id, step):
        raise Refused(Problem("code_wrong", {}, "code"))


def _key(db: sa.Connection, desk: Desk) -> bytes:
    leaf = keys(db, desk).leaf(PLACE)
    assert leaf is not None
    return leaf


def _secret(db: sa.Connection, desk: Desk, kept: Sealed, username: str) -> str:
    try:
        return sealing.unseal(_key(db, desk), kept, "second step", desk.book, username).decode()
    except Broken:
        raise Refused(Problem("sealing_key_wrong")) from None
