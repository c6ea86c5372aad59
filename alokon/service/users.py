"""Acts on sign-ins: each stands in the chain with who did it and to whom, and never with a password or its hash.

Passwords are hashed before the book is locked. A sign-in is an `Actor`: username, name (a role title), role and area.
"""

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from alokon.passwords import OneTime, hash_password, make_one_time, matches, password_problems
from alokon.people import Actor, require
from alokon.service.desk import Desk, Done, digest_of, writing
from alokon.service.setup import note
from alokon.store import faskes, people
from alokon.store.sessions import end_sessions
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.store import engine, writer

RESULT = "result"
"""In `Done.facts`: the one-time password, shown once and kept nowhere, or how many sessions ended."""


def add_user(desk: Desk, person: Actor, key: str) -> Done:
    """Make a sign-in; `Done.facts` has its one-time password, unless the same submission came before.

    Codes: those of `alokon.store.people.create_user`, and `kecamatan_unknown`.
    """
    person, made = person._replace(user_id=person.user_id.strip().lower()), make_one_time()
    return _act(desk, "user.add", _facts(person), key, lambda db: _create(db, desk, person, made))


def change_user(desk: Desk, person: Actor, key: str) -> Done:
    """Give a sign-in another name, role or area. Codes: those of `people.change_user`, and `kecamatan_unknown`."""

    def change(db: sa.Connection) -> None:
        _all_problems(
            lambda: _check_kecamatan(db, desk.book, person), lambda: people.change_user(db, desk.book, person)
        )

    return _act(desk, "user.change", _facts(person), key, change)


def reset_password(desk: Desk, username: str, key: str) -> Done:
    """End every session and give a one-time password (`Done.facts`, unless the same submission came before)."""
    made = make_one_time()
    reset = lambda db: people.reset_password(db, desk.book, username, desk.now, made)  # noqa: E731
    return _act(desk, "user.reset", {"username": username}, key, reset)


def deactivate_user(desk: Desk, username: str, key: str) -> Done:
    """Switch a sign-in off and end its sessions; refuses `last_admin`."""

    def switch_off(db: sa.Connection) -> None:
        people.deactivate_user(db, desk.book, username, desk.now)

    return _act(desk, "user.deactivate", {"username": username}, key, switch_off)


def activate_user(desk: Desk, username: str, key: str) -> Done:
    """Switch a sign-in on again, with the password it had."""

    def switch_on(db: sa.Connection) -> None:
        people.activate_user(db, desk.book, username)

    return _act(desk, "user.activate", {"username": username}, key, switch_on)


def end_all_sessions(desk: Desk, username: str, key: str) -> Done:
    """End every session of a sign-in; `Done.facts` tells how many."""

    def end(db: sa.Connection) -> int:
        people.find_user(db, desk.book, username)
        return end_sessions(db, desk.book, username, desk.now)

    return _act(desk, "user.end_sessions", {"username": username}, key, end)


def change_own_password(desk: Desk, current: str, new: str, keep: str, key: str) -> Done:
    """Replace one's own password; every session but `keep` (a session id) ends.

    Codes: those of `password_problems`, `password_wrong`, `password_same`.
    """
    kind, facts = "user.password", {"username": desk.actor.user_id}
    with engine.reading(desk.office.engine) as db:
        old = people.kept_hash(db, desk.book, desk.actor.user_id)
        known = writer.repeated(db, desk.book, key, digest_of([kind, facts]))
    if known:
        return Done(known.seq, known.head, repeated=True)
    if old is None or not matches(current, old):
        raise Refused(Problem("password_wrong", field="current"))
    problems = list(password_problems(new, desk.actor.user_id, "new"))
    refuse_if([*problems, *([Problem("password_same", field="new")] if new == current else [])])
    kept = hash_password(new)

    def replace(db: sa.Connection) -> None:
        people.replace_password(db, desk.book, desk.actor.user_id, desk.now, old=old, new=kept, keep=keep)

    return _act(desk, kind, facts, key, replace, permission="account")


def _act(
    desk: Desk,
    kind: str,
    payload: Mapping[str, object],
    key: str,
    deed: Callable[[sa.Connection], object],
    permission: str = "users",
) -> Done:
    """Do a deed and write its event in one transaction; a submission that came before does nothing."""
    require(desk.actor, permission)
    with writing(desk) as db:
        request = digest_of([kind, payload])
        known = writer.repeated(db, desk.book, key, request)
        if known:
            return Done(known.seq, known.head, repeated=True)
        result = deed(db)
        done = note(db, desk, kind, payload, key, request)
        return Done(done.event, done.head, facts={RESULT: result})


def _create(db: sa.Connection, desk: Desk, person: Actor, made: OneTime) -> str:
    def create() -> None:
        people.create_user(
            db, desk.book, desk.now, username=person.user_id, name=person.name, role=person.role, site=person.site,
            kecamatan=person.kecamatan, one_time=made,
        )  # fmt: skip

    _all_problems(lambda: _check_kecamatan(db, desk.book, person), create)
    return made.password


def _facts(person: Actor) -> dict[str, object]:
    told = {"username": person.user_id, **person._asdict()}
    return {name: value for name, value in told.items() if name != "user_id" and value}


def _check_kecamatan(db: sa.Connection, book: str, person: Actor) -> None:
    if person.kecamatan and person.kecamatan not in faskes.kecamatan_list(db, book):
        raise Refused(Problem("kecamatan_unknown", {"kecamatan": person.kecamatan}, "kecamatan"))


def _all_problems(*checks: Callable[[], None]) -> None:
    """Run what may refuse, and refuse once with everything that was found."""
    problems: list[Problem] = []
    for check in checks:
        try:
            check()
        except Refused as refused:
            problems += refused.problems
    refuse_if(problems)
