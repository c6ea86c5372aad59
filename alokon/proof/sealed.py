"""What is sealed held against the chain, without any key: every event has the enciphered text it tells of, no other.

Codes: `sealed_differs` {event}.
"""

import json

import sqlalchemy as sa

from alokon.sealing import Sealed
from alokon.sop.registry import KEPT_APART
from alokon.store.kept_schema import sealed
from inventory.core.errors import Problem
from inventory.proof.findings import Findings
from inventory.store.schema import event

FAMILIES = ("sealed", *sorted(KEPT_APART))
"""The families of the kinds of events that may seal something."""


def check_sealed(db: sa.Connection, book: str, found: Findings) -> None:
    """Note every event whose enciphered text is not the one it tells of."""
    rows = db.execute(sa.select(sealed.c.event, sealed.c.nonce, sealed.c.text).where(sealed.c.book == book))
    kept = {seq: Sealed(nonce, text).digest for seq, nonce, text in rows}
    kinds = [event.c.kind.startswith(f"{family}.", autoescape=True) for family in FAMILIES]
    query = sa.select(event.c.seq, event.c.payload).where(event.c.book == book, sa.or_(*kinds))
    chain = {seq: digest for seq, payload in db.execute(query) if (digest := _told(payload))}
    for seq in sorted(kept.keys() | chain.keys()):
        if kept.get(seq) != chain.get(seq):
            found.add(Problem("sealed_differs", {"event": seq}))


def _told(payload: str) -> str:
    """The digest an event tells of, empty where it sealed nothing; a payload nobody can read tells nothing."""
    try:
        told = json.loads(payload)
    except ValueError:
        return ""
    return str(told.get("sealed") or "") if isinstance(told, dict) else ""
