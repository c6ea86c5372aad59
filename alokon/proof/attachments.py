"""Attached files held against the chain: every row is as its event tells, every file that stands is there and whole.

A file that was withdrawn wherever it stood may have been taken away; while it is there it must be what it was.

Codes: `attachment_differs` {event}, `attachment_missing` {name, case}, `attachment_changed` {name, case}.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from alokon.service.attachments import ATTACH, DETACH, SEALED_ATTACH, SEALED_DETACH
from alokon.store import attached
from alokon.store.attached import Attachment, folder_of
from inventory.core.errors import Problem
from inventory.proof.findings import Findings
from inventory.store.kept_files import name_of
from inventory.store.manifest import digest_of
from inventory.store.schema import event

ATTACHED, WITHDRAWN = (ATTACH, SEALED_ATTACH), (DETACH, SEALED_DETACH)
"""The kinds of events that tell of files; of sealed ones they tell what they are enciphered to, and need no key."""

TOLD = ("name", "media", "size", "digest", "note", "role", "number")
"""What the payload of an attachment tells of it, besides its case."""

Facts = tuple[object, ...]


def check_attachments(db: sa.Connection, book: str, home: Path, found: Findings) -> None:
    """Note everything that is wrong with the attached files of a book."""
    rows = attached.every(db, book)
    _check_rows(db, book, rows, found)
    _check_files(folder_of(home), book, rows, found)


def _check_rows(db: sa.Connection, book: str, rows: Iterable[Attachment], found: Findings) -> None:
    columns = (event.c.seq, event.c.kind, event.c.actor, event.c.recorded_at, event.c.payload)
    query = sa.select(*columns).where(event.c.book == book, event.c.kind.in_((*ATTACHED, *WITHDRAWN)))
    chain = {seq: _told(kind, actor, at, payload) for seq, kind, actor, at, payload in db.execute(query)}
    stored: dict[int, Facts] = {}
    for row in rows:
        stored[row.event] = (row.case_id, row.recorded_at, row.actor, *(getattr(row, name) for name in TOLD))
        if row.withdrawn is not None:
            stored[row.withdrawn] = (row.case_id, row.withdrawn_at, row.number, row.reason, row.withdrawn_by)
    for seq in sorted(chain.keys() | stored.keys()):
        if chain.get(seq) != stored.get(seq):
            found.add(Problem("attachment_differs", {"event": seq}))


def _told(kind: str, actor: str, recorded_at: str, payload: str) -> Facts:
    """What an event tells, in the order of the stored facts; a payload nobody can read tells nothing."""
    try:
        told: Mapping[str, Any] = json.loads(payload)
        if kind in ATTACHED:
            return (told["case"], recorded_at, actor, *(told[name] for name in TOLD))
        return (told["case"], recorded_at, told["number"], told["reason"], told["role"])
    except (ValueError, KeyError, TypeError):
        return ()


def _check_files(folder: Path, book: str, rows: Iterable[Attachment], found: Findings) -> None:
    """Read every file once, however many cases it stands in."""
    read: dict[str, str | None] = {}
    for row in rows:
        if row.digest not in read:
            path = folder / name_of(book, row.digest)
            read[row.digest] = digest_of(path) if path.is_file() else None
        now = read[row.digest]
        about = {"name": row.title, "case": row.case_id}
        if now is None and row.stands:
            found.add(Problem("attachment_missing", about))
        elif now not in (None, row.digest):
            found.add(Problem("attachment_changed", about))
