"""What an opened file hands out while it is open, files attached to it and papers, each of which stands in the chain.

A file is open to who opened it, for a quarter of an hour after its opening. What is handed out refers to that opening,
and so to its reason. A submission sent again is the same reading, and is handed out again.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from alokon.attaching.checks import Document
from alokon.service import enclosing, parcels
from alokon.service.attachments import content
from alokon.service.desk import Desk, digest_of, writing
from alokon.service.sealed import OPEN, sealed_case
from alokon.service.setup import note
from alokon.store import attached
from inventory.core.errors import Problem, Refused
from inventory.store import writer
from inventory.store.schema import event

FILE, PAPER = "sealed.file", "sealed.paper"
OPEN_FOR = timedelta(minutes=15)


def hand_out(desk: Desk, home: Path, case_id: int, number: int, opening: int, key: str) -> Document:
    """A file attached to a sealed case, in clear, and the event that it was; `opening` is the event that opened it.

    Codes `case_unknown`, `opening_over` and those of `attached.one`, `attachments.content` and `parcels.deciphered`.
    """
    with writing(desk) as db:
        _refuse_closed(db, desk, case_id, opening)
        found = attached.one(db, desk.book, case_id, number)
        document = parcels.deciphered(db, desk, found, content(home, desk.book, found))
        _note_once(db, desk, FILE, {"case": case_id, "number": number, "opening": opening}, key)
    return document


def told_for_paper(desk: Desk, case_id: int, paper: str, opening: int, key: str) -> dict[int, dict[str, str]]:
    """What a sealed case holds in clear, event → answers, to fill a paper in, and the event that it was.

    Codes `case_unknown`, `opening_over`, `sealed_erased`, `sealed_broken`.
    """
    with writing(desk) as db:
        _refuse_closed(db, desk, case_id, opening)
        answers = enclosing.opened(db, desk, case_id)
        _note_once(db, desk, PAPER, {"case": case_id, "paper": paper, "opening": opening}, key)
    return answers


def _note_once(db: sa.Connection, desk: Desk, kind: str, facts: Mapping[str, object], key: str) -> None:
    request = digest_of([kind, facts])
    if not writer.repeated(db, desk.book, key, request):
        note(db, desk, kind, facts, key, request)


def _refuse_closed(db: sa.Connection, desk: Desk, case_id: int, opening: int) -> None:
    """Raise `Refused` with `opening_over` unless the person opened this file by that event a short while ago."""
    sealed_case(db, desk, case_id)
    mine = event.c.book == desk.book, event.c.seq == opening, event.c.kind == OPEN, event.c.actor == desk.actor.user_id
    row = db.execute(sa.select(event.c.recorded_at, event.c.payload).where(*mine)).first()
    if row is None or json.loads(row.payload)["case"] != case_id:
        raise Refused(Problem("opening_over"))
    if desk.now - datetime.fromisoformat(row.recorded_at) > OPEN_FOR:
        raise Refused(Problem("opening_over"))
