"""Files that left the office held against the chain: every row is as its event tells, and every such event has its row.

Code: `release_differs` {event}.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from alokon.service.releasing import RELEASE
from alokon.store import releases
from inventory.core.errors import Problem
from inventory.proof.findings import Findings
from inventory.store.schema import event

TOLD = ("dataset", "report", "since", "until", "form", "rows", "digest", "name", "valid_until", "role")
"""What the payload tells of a file, besides its case."""

Facts = tuple[object, ...]


def check_releases(db: sa.Connection, book: str, found: Findings) -> None:
    """Note every file of which row and event do not say the same."""
    columns = (event.c.seq, event.c.occurred_on, event.c.actor, event.c.recorded_at, event.c.payload)
    query = sa.select(*columns).where(event.c.book == book, event.c.kind == RELEASE)
    chain = {seq: _told(day, actor, at, payload) for seq, day, actor, at, payload in db.execute(query)}
    stored: dict[int, Facts] = {
        row.event: (row.case_id, row.made_on, row.actor, row.recorded_at, *(_plain(getattr(row, n)) for n in TOLD))
        for row in releases.every(db, book)
    }
    for seq in sorted(chain.keys() | stored.keys()):
        if chain.get(seq) != stored.get(seq):
            found.add(Problem("release_differs", {"event": seq}))


def _told(day: date, actor: str, recorded_at: str, payload: str) -> Facts:
    """What an event tells, in the order of the stored facts; a payload nobody can read tells nothing."""
    try:
        told: Mapping[str, Any] = json.loads(payload)
        return (told["case"], day, actor, recorded_at, *(told[name] for name in TOLD))
    except (ValueError, KeyError, TypeError):
        return ()


def _plain(value: object) -> object:
    """A stored value as the chain writes it."""
    return value.isoformat() if isinstance(value, date) else value
