"""Correction: a step taken back, and done again as it should have been, as one event on its net effect.

The reversal carries the original's date while its month is open, else today's. The story stays: original, reversal
and replacement are linked and none of them is ever changed.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from alokon.people import may_correct, require
from alokon.service import backdating
from alokon.service.act import Act, plain
from alokon.service.desk import NOT_ASKED, Consent, Desk, Done, digest_of, guard, writing
from alokon.service.perform import done_before, flow_of
from alokon.service.posting import post
from alokon.sop import plan as planning
from alokon.sop.case import Case, Change
from alokon.sop.fields import Field
from alokon.sop.model import Step
from alokon.store import cases
from alokon.store.cases import StepTaken
from inventory.core.errors import Problem, Refused
from inventory.store import corrections, counts, writer
from inventory.store.schema import event as event_table

CANCELLED = "dibatalkan"

TAKE_BACK = Step(
    name="take_back",
    label="Batalkan dokumen",
    done="Dokumen dibatalkan",
    permission="correct",
    fields=(Field("date", "Tanggal", "date"), Field("reason", "Alasan")),
)
"""What takes the place of a step that is taken back and not done again."""


def correct(
    desk: Desk, event: int, answers: Mapping[str, object], reason: str, key: str, consent: Consent = NOT_ASKED
) -> Done:
    """Do the step of an event again with other answers; raises `Refused` with every problem.

    Whoever is not of the office must be allowed the step itself too. What changes anything that stands already must
    have been seen: `backdating.Unseen` shows it.

    Codes: those of taking the step and of `inventory.store.corrections.amended`; `not_correctable`,
    `corrected_already`, `field_missing` for the reason.
    """
    with writing(desk) as db:
        done = correct_in(db, desk, event, answers, reason, key, consent.slot)
        backdating.check(db, desk, done, consent.seen)
        return done


def take_back(desk: Desk, event: int, reason: str, key: str, consent: Consent = NOT_ASKED) -> Done:
    """Take the step of an event back and leave it undone; the codes are those of `correct`."""
    with writing(desk) as db:
        done = correct_in(db, desk, event, None, reason, key)
        backdating.check(db, desk, done, consent.seen)
        return done


def correct_in(
    db: sa.Connection,
    desk: Desk,
    event: int,
    answers: Mapping[str, object] | None,
    reason: str,
    key: str,
    slot: int | None = None,
) -> Done:
    """`correct`, or `take_back` without answers, inside a transaction that is open already."""
    taken = cases.step_of_event(db, desk.book, event)
    if taken is None:
        raise Refused(Problem("event_unknown", {"event": event}))
    case = cases.load(db, desk.book, taken.case_id)
    flow = flow_of(case.flow)
    step = planning.step_of(flow, taken.step)
    guard_correction(db, desk, step, case.at(step.by))
    again = planning.read(step, answers) if answers is not None else None
    said = [plain(again.values), plain(again.rows), slot] if again else None
    request = digest_of(["correct", event, reason, said])
    known = writer.repeated(db, desk.book, key, request)
    if known:
        return done_before(db, desk.book, known)
    _refuse_impossible(db, desk, step, case, event, reason)
    undone = _changes(db, desk.book, event)
    if again is None:
        day = _day_of_withdrawal(db, desk, event)
        back = replace(TAKE_BACK, name=step.name, after=_state_without(db, desk.book, step, taken))
        act = Act(db, desk, flow, back, case, planning.Answers({"date": day, "reason": reason}, (), day), key, request)
    else:
        ready = replace(case, state=step.before[0] if step.before else case.state)
        act = Act(db, desk, flow, replace(step, paper=""), ready, again, key, request)
    unseen = counts.seen_by(db, desk.book, event)
    return post(act, slot=slot, undone=undone, unseen=unseen, corrects=taken, reason=reason)


def guard_correction(db: sa.Connection, desk: Desk, step: Step, site: str) -> None:
    """Raise `Forbidden` unless the actor may correct a step that was taken for a site."""
    guard(db, desk, TAKE_BACK.permission, site)
    if not may_correct(desk.actor, step.permission):
        require(desk.actor, step.permission)


def in_closed_month(db: sa.Connection, book: str, event: int) -> bool:
    """Whether the goods of a document moved in a month that is closed, so that its correction carries today's date."""
    return corrections.is_shut(db, book, corrections.standing(db, book, event).values())


def _refuse_impossible(db: sa.Connection, desk: Desk, step: Step, case: Case, event: int, reason: str) -> None:
    problems = []
    if not reason.strip():
        problems.append(Problem("field_missing", {"label": "Alasan koreksi"}, "reason"))
    if not step.correctable:
        problems.append(Problem("not_correctable", {"step": step.label}))
    if step.after and case.state not in step.leads_to:
        problems.append(Problem("wrong_state", {"step": step.label, "state": case.state, "before": (step.after,)}))
    by = db.scalar(sa.select(event_table.c.seq).where(event_table.c.book == desk.book, event_table.c.corrects == event))
    if by is not None:
        problems.append(Problem("corrected_already", {"event": event, "by": by}))
    if problems:
        raise Refused(*problems)


def _state_without(db: sa.Connection, book: str, step: Step, taken: StepTaken) -> str:
    """The state of a case once one taking of a step is undone: its first pending one while another one stands."""
    stands = cases.standing(cases.steps_of(db, book, [taken.case_id])[taken.case_id])
    if step.pending and any(one.step == step.name and one.event != taken.event for one in stands):
        return step.pending[0][1]
    return step.before[0] if step.before else CANCELLED


def _day_of_withdrawal(db: sa.Connection, desk: Desk, event: int) -> date:
    """The day of what is taken back while its month is open, else today; today for what carried no goods."""
    if in_closed_month(db, desk.book, event):
        return desk.today
    return max((m.moved_on for m in corrections.standing(db, desk.book, event).values()), default=desk.today)


def _changes(db: sa.Connection, book: str, event: int) -> tuple[Change, ...]:
    """What takes back the line changes an event made, newest first."""
    text = db.scalar(sa.select(event_table.c.payload).where(event_table.c.book == book, event_table.c.seq == event))
    made = [Change(*row) for row in json.loads(text or "{}").get("changes", [])]
    return tuple(change.undone() for change in reversed(made))
