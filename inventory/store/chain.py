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
    """What the digest of an event covers, ready to encode; dates as ISO text.

    `lots` as `lot_text` tells them, `moves` as `move_text` in the order of their lines, `closings` as (site code,
    month, action), `cuts` as (site code, day, slot), `observations` as a cut, the lot's key and what was seen. All but
    the moves in any order.
    """

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
    cuts: Sequence[Sequence[object]]
    observations: Sequence[Sequence[object]]
    previous: str


def lot_text(key: Sequence[object], facts: Sequence[object], reason: str) -> tuple[object, ...]:
    """What a digest says of a lot's facts: its key, the facts in their order, and why they changed."""
    return (*key, *facts, reason)


def move_text(
    key: Sequence[object],
    quantity: int,
    source: tuple[str, str],
    destination: tuple[str, str],
    moved_on: date | str,
    slot: int,
    consignment: int,
    reverses: tuple[int | None, int | None] | None,
    counted: bool,
) -> tuple[object, ...]:
    """What a digest says of a move: the lot's key, how much, from and to (site code, kind of place), when, for whom."""
    undone = reverses or (None, None)
    return (*key, quantity, *source, *destination, moved_on, slot, consignment, *undone, bool(counted))


def digest(text: EventText) -> str:
    """SHA-256 of the canonical encoding, as 64 hexadecimal digits."""
    ordered = text._replace(
        lots=_sorted(text.lots),
        closings=_sorted(text.closings),
        cuts=_sorted(text.cuts),
        observations=_sorted(text.observations),
    )
    return sha256(canonical([VERSION, *ordered]))


def _sorted(rows: Sequence[Sequence[object]]) -> list[Sequence[object]]:
    """What has no order of its own, by its encoding."""
    return sorted(rows, key=canonical)


def sha256(text: str) -> str:
    """The digest of a text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


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


def digest_prefix(code: str) -> str | None:
    """The hexadecimal digits a digest with this short code begins with; None for what cannot be such a code.

    >>> digest_prefix("AAAAA-AAAAA"), digest_prefix("AAAAA-AAAA1")
    ('000000000000', None)
    """
    letters = code.replace("-", "")
    if len(letters) != 10 or not set(letters) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"):
        return None
    return base64.b32decode(letters + "A" * 6)[:6].hex()
