"""Opening what is sealed, and erasing its key: each stands in the chain with who did it.

Every opening asks for its reason: one of a list, which the chain keeps, and a few words, which are sealed themselves.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.people import require
from alokon.service import enclosing
from alokon.service.desk import Desk, Done, digest_of, refuse_unseen, writing
from alokon.service.setup import note
from alokon.sop.case import Case
from alokon.sop.registry import FLOWS, read_by
from alokon.store import cases, settings
from alokon.store import sealed as store
from alokon.store.cases import StepTaken
from inventory.core.errors import Problem, Refused
from inventory.core.months import months_later
from inventory.store import writer

OPEN, ERASE = "sealed.open", "sealed.erase"

REASONS = (
    ("layanan", "Menjalankan langkah layanan"),
    ("rujukan", "Menghubungi korban, pelapor atau rujukan"),
    ("hukum", "Permintaan penegak hukum atau pengadilan"),
    ("periksa", "Memeriksa isian yang tercatat"),
)
"""Why a file may be opened, as the chain tells it."""

MOST_WORDS = 200
RULING = "ruling"
"""The answer that names the day of a binding ruling or settlement."""


class Opened(NamedTuple):
    """What a file holds in clear: event → answers by field; those of openings are why they were, those of attached
    files what these are called.

    `event` is the opening.
    """

    event: int
    answers: Mapping[int, Mapping[str, str]]


def open_case(desk: Desk, case_id: int, reason: str, words: str, key: str) -> Opened:
    """Open everything sealed of a case, and write down that it was opened and why.

    Codes `case_unknown`, `reason_unknown`, `opened_already` (each opening is a submission of its own), `sealed_empty`,
    and those of `alokon.service.enclosing.case_key`.
    """
    with writing(desk) as db:
        sealed_case(db, desk, case_id)
        if reason not in dict(REASONS):
            raise Refused(Problem("reason_unknown", {}, "reason"))
        request = digest_of([OPEN, case_id, reason])
        if writer.repeated(db, desk.book, key, request):
            raise Refused(Problem("opened_already"))
        answers = enclosing.opened(db, desk, case_id)
        if not answers:
            raise Refused(Problem("sealed_empty", {"case": case_id}))
        envelope = enclosing.enclose(db, desk, case_id, {"words": words})
        payload = {"case": case_id, "why": reason, "sealed": envelope.kept.digest if envelope else ""}
        done = note(db, desk, OPEN, payload, key, request)
        enclosing.put_away(db, desk, envelope, done)
        return Opened(done.event, answers)


def sealed_case(db: sa.Connection, desk: Desk, case_id: int) -> Case:
    """A sealed case of the actor's; any other is unknown."""
    case = cases.load(db, desk.book, case_id, read_by(desk.actor))
    require(desk.actor, FLOWS[case.flow].readers)
    refuse_unseen(db, desk, *case.sites)
    return case


class Keeping(NamedTuple):
    """What is kept of a case: whether anything was sealed, since which event its key is gone, from when it may be."""

    sealed: bool
    erased_by: int | None
    erasable_on: date | None


def keeping(db: sa.Connection, book: str, case: Case) -> Keeping:
    """How a case is kept; `erasable_on` is None while it has not ended."""
    found = store.wrapped_key(db, book, case.id)
    taken = cases.standing(cases.steps_of(db, book, [case.id]).get(case.id, []))
    years = settings.settings(db, book)["sealed.retention"]
    assert isinstance(years, int)
    ended = _ended_on(case, taken)
    free = months_later(ended, 12 * years) if ended else None
    return Keeping(found is not None, found.erased_by if found else None, free)


def erase(desk: Desk, case_id: int, key: str) -> Done:
    """Erase the key of a case for good, once its ruling or closing is recorded and its retention has ended.

    Codes `case_unknown`, `sealed_empty`, `sealed_erased`, `case_not_ended`, `retention_runs` {until}, and those of
    `enclosing.keys` and `alokon.vault`.
    """
    with writing(desk) as db:
        case = sealed_case(db, desk, case_id)
        request = digest_of([ERASE, case_id])
        known = writer.repeated(db, desk.book, key, request)
        if known:
            return Done(known.seq, known.head, case_id, repeated=True)
        _refuse_early(keeping(db, desk.book, case), case_id, desk.today)
        done = note(db, desk, ERASE, {"case": case_id}, key, request)
        enclosing.erase_key(db, desk, case_id, done.event)
    _forget(desk.office.engine)
    return done


def _refuse_early(kept: Keeping, case_id: int, today: date) -> None:
    if not kept.sealed:
        raise Refused(Problem("sealed_empty", {"case": case_id}))
    if kept.erased_by is not None:
        raise Refused(Problem("sealed_erased", {"case": case_id}))
    if kept.erasable_on is None:
        raise Refused(Problem("case_not_ended", {"case": case_id}))
    if today < kept.erasable_on:
        raise Refused(Problem("retention_runs", {"case": case_id, "until": kept.erasable_on}))


def _ended_on(case: Case, stands: list[StepTaken]) -> date | None:
    """The day a case ended: its last step, or the binding ruling where that came later; None while it goes on."""
    if FLOWS[case.flow].open_to(case.state):
        return None
    said = [str(one.answers[RULING]) for one in stands if one.answers.get(RULING)]
    return max([case.changed_on, *(date.fromisoformat(day) for day in said[-1:])])


def _forget(database: sa.Engine) -> None:
    """Let SQLite put its journal back into the file and empty it, so that no older page with the key stays there."""
    if database.dialect.name == "sqlite":
        raw = database.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            raw.close()
