"""What is kept of an attached file, and what its event and its row say of it: as it was sent or, in a sealed flow,
enciphered with the key of its case and bound to its row.

Of a sealed file name, kind, size and note are sealed as well, and so is the reason for which it is withdrawn. It lies
under the digest of what it is enciphered to, so that the proof of the book needs no key; and it is filled up, so that
its length tells little.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from alokon import sealing
from alokon.attaching.checks import Document
from alokon.sealing import Broken, Sealed
from alokon.service import enclosing
from alokon.service.desk import Desk
from alokon.service.enclosing import Envelope
from alokon.store.attached import Attachment
from inventory.core.errors import Problem, Refused
from inventory.store.kept_files import sha256


class Parcel(NamedTuple):
    """The bytes that go to the folder, the facts of event and row, and how to tell a file that is the same.

    `envelope` holds what is sealed of it, None in clear.
    """

    data: bytes
    facts: Mapping[str, object]
    same: Callable[[Attachment], bool]
    envelope: Envelope | None = None


def in_clear(document: Document, said: str) -> Parcel:
    """A file as it was sent."""
    digest = sha256(document.data)
    about = {"name": document.name, "media": document.media, "size": len(document.data)}
    return Parcel(document.data, {**about, "digest": digest, "note": said}, lambda one: one.digest == digest)


def enciphered(db: sa.Connection, desk: Desk, case_id: int, document: Document, said: str) -> Parcel:
    """A file for the next event of the book; codes those of `alokon.service.enclosing.case_key`."""
    told = secret_of(document, said)
    before = enclosing.opened(db, desk, case_id)
    envelope = enclosing.enclose(db, desk, case_id, told)
    assert envelope is not None
    kept = sealing.seal_file(envelope.key, document.data, *_row(desk.book, case_id, envelope.event))
    data = kept.nonce + kept.text
    facts = {"name": "", "media": "", "size": len(data), "digest": kept.digest, "note": ""}
    return Parcel(data, facts, lambda one: before.get(one.event, {}).get("digest") == told["digest"], envelope)


def secret_of(document: Document, said: str) -> dict[str, str]:
    """What is sealed of a file beside its bytes."""
    about = {"name": document.name, "media": document.media, "size": str(len(document.data))}
    return {**about, "digest": sha256(document.data), **({"note": said} if said else {})}


def deciphered(db: sa.Connection, desk: Desk, found: Attachment, data: bytes) -> Document:
    """A sealed file in clear, from its bytes in the folder; refuses `sealed_erased` and `sealed_broken` {case}."""
    key = enclosing.case_key(db, desk, found.case_id)
    told = enclosing.opened(db, desk, found.case_id).get(found.event)
    try:
        if key is None or told is None:
            raise Broken
        kept = Sealed(data[: sealing.NONCE_BYTES], data[sealing.NONCE_BYTES :])
        plain = sealing.unseal_file(key, kept, *_row(desk.book, found.case_id, found.event))
    except Broken:
        raise Refused(Problem("sealed_broken", {"case": found.case_id})) from None
    return Document(told["name"], told["media"], plain)


def _row(book: str, case_id: int, event: int) -> tuple[object, ...]:
    return "file", book, case_id, event
