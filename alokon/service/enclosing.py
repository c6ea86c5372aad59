"""Sealing the answers of a step: enciphered before anything else sees them, written once their event stands.

The idempotency digest of a step says nothing of its sealed answers, not even keyed: whether a repeated submission
says the same is found by opening what was sealed the first time. So nothing outlives the key of the case by which
somebody could try out names.
"""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa

from alokon import sealing
from alokon.key_tree import KeyTree, new_place
from alokon.sealing import Broken, Sealed
from alokon.service.desk import Desk, Done
from alokon.store import sealed as store
from alokon.store.sealed import Wrapped
from alokon.vault import Vault
from inventory.core.errors import Problem, Refused


class NewKey(NamedTuple):
    """The key of a case that had none yet, wrapped by the leaf at a place of the vault of a name."""

    wrapped_by: str
    place: bytes
    wrapped: Sealed


class Envelope(NamedTuple):
    """Answers enciphered with the key of a case, for an event of it that is about to be written."""

    event: int
    case_id: int
    key: bytes
    kept: Sealed
    new_key: NewKey | None


def keys(db: sa.Connection, desk: Desk) -> KeyTree:
    """The keys of the office's vault, made where nothing was ever sealed.

    Refuses `sealing_key_missing` where something was and the file is gone: new ones would open none of it.
    """
    vault = _vault(desk)
    return vault.tree() if store.anything(db) else vault.tree_or_new()


def case_key(db: sa.Connection, desk: Desk, case_id: int) -> bytes | None:
    """The key of a case, None where it has none yet; refuses `sealed_erased` and `sealing_key_wrong`.

    In an older backup the key of a case may stand that was erased since: the vault tells.
    """
    found = store.wrapped_key(db, desk.book, case_id)
    if found is None:
        return None
    leaf = _tree_of(db, desk, found).leaf(found.place) if found.key else None
    if found.key is None or leaf is None:
        raise Refused(Problem("sealed_erased", {"case": case_id}))
    try:
        return sealing.unseal(leaf, found.key, *_key_row(desk.book, case_id))
    except Broken:
        raise Refused(Problem("sealed_broken", {"case": case_id})) from None


def erase_key(db: sa.Connection, desk: Desk, case_id: int, event: int) -> None:
    """Erase the key of a case for good, here and in every older backup.

    The vault comes last in the transaction: where writing the book fails after it, nobody opens the case, and erasing
    it again ends what was begun.
    """
    found = store.wrapped_key(db, desk.book, case_id)
    assert found is not None
    _tree_of(db, desk, found)
    store.erase_key(db, desk.book, case_id, event)
    _vault(desk).cut(found.place)


def enclose(db: sa.Connection, desk: Desk, case_id: int, answers: Mapping[str, str]) -> Envelope | None:
    """Seal answers for the next event of the book; None when there are none."""
    if not answers:
        return None
    event, own = store.next_event(db, desk.book), case_key(db, desk, case_id)
    key = own or sealing.new_key()
    made = None if own else _wrapped(db, desk, case_id, key)
    kept = sealing.seal_answers(key, answers, *_row(desk.book, case_id, event))
    return Envelope(event, case_id, key, kept, made)


def put_away(db: sa.Connection, desk: Desk, envelope: Envelope | None, done: Done) -> None:
    """Write what was sealed, now that its event stands."""
    if envelope is None:
        return
    if done.event != envelope.event:
        raise AssertionError("answers were sealed for another event")
    if envelope.new_key is not None:
        store.keep_key(db, desk.book, envelope.case_id, *envelope.new_key)
    store.keep(db, desk.book, envelope.case_id, envelope.event, envelope.kept)


def refuse_other(db: sa.Connection, desk: Desk, case_id: int, event: int, key: str, answers: Mapping[str, str]) -> None:
    """Refuse `key_reused` when an event sealed other answers than these; after erasure nobody can tell."""
    found = store.wrapped_key(db, desk.book, case_id)
    if found is not None and found.key is None:
        return
    if opened(db, desk, case_id).get(event, {}) != answers:
        raise Refused(Problem("key_reused", {"key": key, "event": event}))


def opened(db: sa.Connection, desk: Desk, case_id: int) -> dict[int, dict[str, str]]:
    """Event → the answers it sealed, in clear; refuses `sealed_broken` where one was changed or moved."""
    key, kept = case_key(db, desk, case_id), store.of_case(db, desk.book, case_id)
    if key is None:
        return {}
    try:
        return {
            event: sealing.unseal_answers(key, one, *_row(desk.book, case_id, event)) for event, one in kept.items()
        }
    except Broken:
        raise Refused(Problem("sealed_broken", {"case": case_id})) from None


def _wrapped(db: sa.Connection, desk: Desk, case_id: int, key: bytes) -> NewKey:
    tree = keys(db, desk)
    place = new_place(tree)
    leaf = tree.leaf(place)
    assert leaf is not None
    return NewKey(tree.name, place, sealing.seal(leaf, key, *_key_row(desk.book, case_id)))


def _tree_of(db: sa.Connection, desk: Desk, found: Wrapped) -> KeyTree:
    tree = keys(db, desk)
    if tree.name != found.wrapped_by:
        raise Refused(Problem("sealing_key_wrong"))
    return tree


def _vault(desk: Desk) -> Vault:
    if desk.office.vault is None:
        raise Refused(Problem("sealing_key_missing", {"file": ""}))
    return desk.office.vault


def _row(book: str, case_id: int, event: int) -> tuple[object, ...]:
    return "answers", book, case_id, event


def _key_row(book: str, case_id: int) -> tuple[object, ...]:
    return "key", book, case_id
