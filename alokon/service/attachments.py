"""Attaching files to cases: the bytes are kept outside the database, what they are stands in the chain.

In sealed flows bytes and words are enciphered before anything else sees them (`alokon.service.parcels`).

A file is in its place before the event that tells of it is committed, so that a row never points at nothing; a file
left without a row is harmless, and `tidy` takes it away.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from alokon.attaching.checks import Document, examine
from alokon.people import KABUPATEN, ROLES, Actor, Forbidden
from alokon.service import enclosing, parcels
from alokon.service.desk import Desk, Done, digest_of, guard_scope, refuse_unseen, writing
from alokon.service.enclosing import Envelope
from alokon.service.parcels import Parcel
from alokon.service.setup import note
from alokon.sop.adopted import duties
from alokon.sop.case import Case
from alokon.sop.fields import Field, read_fields
from alokon.sop.registry import FLOWS, KEPT_APART, read_by
from alokon.store import attached, cases
from alokon.store.attached import Attachment, folder_of
from alokon.store.settings import settings
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.store import kept_files, writer
from inventory.store.engine import reading

ATTACH, DETACH = "case.attach", "case.detach"
SEALED_ATTACH, SEALED_DETACH = "sealed.attach", "sealed.detach"
"""The kinds of events; of sealed files apart, because others may read that there was one and no more."""

NOTE = Field("note", "Keterangan", required=False, most=200)
REASON = Field("reason", "Alasan")

MOST_OF_CASE = 50
"""How many files may stand in one case: a delivery has about five papers; more is a mistake or somebody's archive."""

HALF_WRITTEN = timedelta(hours=1)
"""After how long a file that is only half written is nobody's any more."""


class Offer(NamedTuple):
    """A file somebody wants to attach, as it was sent, and what they say of it."""

    name: str
    data: bytes
    note: str = ""


class Tidied(NamedTuple):
    """What was taken away: how many files and how many bytes."""

    files: int
    size: int


def attach(desk: Desk, home: Path, case_id: int, offer: Offer, key: str) -> Done:
    """Attach a file to a case; raises `Refused` with every problem, and then no row is written.

    Codes: those of `readable`, `alokon.attaching.checks` and `inventory.store.kept_files`, `attachments_many` {most},
    `attachment_twice` {name}, those of `Field` for the note. The event is in `Done`, the file's number in its facts
    under `number`.
    """
    document, said = _read(offer)
    with reading(desk.office.engine) as db:
        case = readable(db, desk, case_id)
        guard_attaching(db, desk, case)
    clear = None if case.flow in KEPT_APART else parcels.in_clear(document, said)
    if clear:
        kept_files.keep(folder_of(home), desk.book, clear.data)
    kind = ATTACH if clear else SEALED_ATTACH
    request = digest_of([kind, {"case": case_id, **(clear.facts if clear else {})}])
    with writing(desk) as db:
        guard_attaching(db, desk, readable(db, desk, case_id))
        known = writer.repeated(db, desk.book, key, request)
        if known:
            if not clear:
                enclosing.refuse_other(db, desk, case_id, known.seq, key, parcels.secret_of(document, said))
            return Done(known.seq, known.head, case_id, repeated=True)
        parcel = clear or parcels.enciphered(db, desk, case_id, document, said)
        there = attached.of_case(db, desk.book, case_id)
        refuse_if(_crowded(there, parcel))
        kept_files.keep(folder_of(home), desk.book, parcel.data)  # somebody may have tidied meanwhile
        facts = {**parcel.facts, "number": len(there) + 1, "role": desk.actor.name}
        payload = {"case": case_id, **facts, **_sealed(parcel.envelope)}
        done = note(db, desk, kind, payload, key, request)
        made = {"event": done.event, "recorded_at": desk.now.isoformat(), "actor": desk.actor.user_id}
        attached.add(db, desk.book, {**facts, **made, "case_id": case_id})
        enclosing.put_away(db, desk, parcel.envelope, done)
    return Done(done.event, done.head, case_id, facts=facts)


def withdraw(desk: Desk, case_id: int, number: int, reason: str, key: str) -> Done:
    """Take an attached file back: it stays in the list with the reason, and is handed out no more.

    Codes: those of `readable`, `attachment_unknown`, `attachment_withdrawn` {name}, `attachment_of_others` {name},
    those of `Field`.
    """
    values, problems = read_fields([REASON], {"reason": reason})
    with writing(desk) as db:
        case = readable(db, desk, case_id)
        guard_attaching(db, desk, case)
        found = attached.one(db, desk.book, case_id, number)
        if not may_withdraw(desk.actor, found):
            raise Forbidden(Problem("attachment_of_others", {"name": found.title}))
        refuse_if(problems)
        apart, said = case.flow in KEPT_APART, str(values["reason"])
        kind, secret, shown = (SEALED_DETACH, {"reason": said}, "") if apart else (DETACH, {}, said)
        facts = {"case": case_id, "number": number, "name": found.name, "digest": found.digest, "reason": shown}
        request = digest_of([kind, facts])
        known = writer.repeated(db, desk.book, key, request)
        if known:
            if apart:
                enclosing.refuse_other(db, desk, case_id, known.seq, key, secret)
            return Done(known.seq, known.head, case_id, repeated=True)
        if not found.stands:
            raise Refused(Problem("attachment_withdrawn", {"name": found.title}))
        envelope = enclosing.enclose(db, desk, case_id, secret)
        done = note(db, desk, kind, {**facts, "role": desk.actor.name, **_sealed(envelope)}, key, request)
        row = {"event": done.event, "recorded_at": desk.now.isoformat(), "role": desk.actor.name, "reason": shown}
        attached.add_withdrawal(db, desk.book, {"case_id": case_id, "number": number, **row})
        enclosing.put_away(db, desk, envelope, done)
    return Done(done.event, done.head, case_id, facts=facts)


def content(home: Path, book: str, found: Attachment) -> bytes:
    """The bytes of an attached file as they lie in the folder, held against its digest.

    Refuses `attachment_withdrawn`, `attachment_missing` and `attachment_changed`, each {name, case}.
    """
    about = {"name": found.title, "case": found.case_id}
    if not found.stands:
        raise Refused(Problem("attachment_withdrawn", about))
    data = kept_files.read(folder_of(home), book, found.digest)
    if data is None:
        raise Refused(Problem("attachment_missing", about))
    if kept_files.sha256(data) != found.digest:
        raise Refused(Problem("attachment_changed", about))
    return data


def readable(db: sa.Connection, desk: Desk, case_id: int) -> Case:
    """A case whose files the actor may read: one in reach; refuses `case_unknown`."""
    case = cases.load(db, desk.book, case_id, read_by(desk.actor))
    refuse_unseen(db, desk, *case.sites)
    return case


def guard_attaching(db: sa.Connection, desk: Desk, case: Case) -> None:
    """Raise `Forbidden` unless the actor may take some step of the case's flow, at the site whose people take it.

    Refuses `attachment_on_paper` where the office keeps what would be sealed on paper alone.
    """
    values, flow = settings(db, desk.book), FLOWS[case.flow]
    if case.flow in KEPT_APART and not values["sealed.store"]:
        raise Refused(Problem("attachment_on_paper", {"case": case.id}, "file"))
    asked = duties(values)
    steps = [step for step in flow.steps if not step.automatic and asked.may(desk.actor, flow, step)]
    if not steps:
        raise Forbidden(Problem("not_permitted", {"permission": "attach", "role": ROLES[desk.actor.role].label}))
    refused: Forbidden | None = None
    for site in {case.at(step.by) for step in steps}:
        try:
            return guard_scope(db, desk, site)
        except Forbidden as out_of_scope:
            refused = out_of_scope
    assert refused is not None
    raise refused


def may_withdraw(actor: Actor, found: Attachment) -> bool:
    """Whether the actor may take a file back, given that they may attach: the office and keepers of sealed files any of
    them, others their own.
    """
    role = ROLES[actor.role]
    return role.scope == KABUPATEN or role.by_admission or actor.user_id == found.actor


def tidy(desk: Desk, home: Path, *, withdrawn: bool = False) -> Tidied:
    """Take away the files no case refers to; `withdrawn`: also those that were withdrawn wherever they stood.

    The book is locked meanwhile, so that nobody attaches what is being taken away.
    """
    with writing(desk) as db:
        wanted = attached.digests(db, desk.book, standing=withdrawn)
        gone = list(_leftovers(desk, folder_of(home), wanted))
        size = sum(path.stat().st_size for path in gone)
        for path in gone:
            path.unlink()
    return Tidied(len(gone), size)


def _leftovers(desk: Desk, folder: Path, wanted: set[str]) -> Iterator[Path]:
    """Files nobody wants; one that is half written may still be in somebody's hands."""
    for path in kept_files.kept(folder, desk.book):
        young = desk.now.timestamp() - path.stat().st_mtime < HALF_WRITTEN.total_seconds()
        if path.name not in wanted and not (path.name.endswith(kept_files.UNFINISHED) and young):
            yield path


def _read(offer: Offer) -> tuple[Document, str]:
    """The offer as it may be kept, with every problem of the file and of what is said of it."""
    values, problems = read_fields([NOTE], {"note": offer.note})
    try:
        document = examine(offer.name, offer.data)
    except Refused as refused:
        raise Refused(*refused.problems, *problems) from None
    refuse_if(problems)
    return document, str(values["note"] or "")


def _sealed(envelope: Envelope | None) -> dict[str, object]:
    """What an event says of what is sealed beside it."""
    return {"sealed": envelope.kept.digest} if envelope else {}


def _crowded(there: list[Attachment], parcel: Parcel) -> list[Problem]:
    """What speaks against one more file in a case."""
    standing = [one for one in there if one.stands]
    twice = [Problem("attachment_twice", {"name": one.title}, "file") for one in standing if parcel.same(one)]
    many = [Problem("attachments_many", {"most": MOST_OF_CASE}, "file")] if len(standing) >= MOST_OF_CASE else []
    return [*twice, *many]
