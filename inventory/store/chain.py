"""The chain of digests that makes a changed book show: what an event's digest covers, and its short code for paper.

The encoding is versioned and speaks of content (codes, batch numbers, kinds of places), never of database ids, so
that a copy of the book in another database has the same digests.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

VERSION = "ledger/1"


class EventText(NamedTuple):
    """What the digest of an event covers, ready to encode; dates as ISO text."""

    book: str
    seq: int
    kind: str
    occurred_on: str
    recorded_at: str
    actor: str
    key: str
    request: str
    corrects: int | None
    payload: str
    lots: Sequence[Sequence[object]]
    moves: Sequence[Sequence[object]]
    closings: Sequence[Sequence[object]]
    previous: str


def digest(text: EventText) -> str:
    """SHA-256 of the canonical encoding, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical([VERSION, *text]).encode()).hexdigest()


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, dates in ISO form."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_iso)


def _iso(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"cannot be written canonically: {value!r}")


def head_code(event_digest: str) -> str:
    """The short form of a digest that is printed on paper: 50 bits as ten letters.

    >>> head_code("0" * 64)
    'AAAAA-AAAAA'
    """
    letters = base64.b32encode(bytes.fromhex(event_digest)[:7]).decode()[:10]
    return f"{letters[:5]}-{letters[5:]}"
