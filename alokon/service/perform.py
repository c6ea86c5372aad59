"""Taking a step of a case: load, plan, write, in one transaction. `take` reads as the order of things.

A correction is the same with the original taken back first: reversal and replacement are one event.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from alokon.service import backdating, enclosing
from alokon.service.act import Act, plain
from alokon.service.desk import NOT_ASKED, Consent, Desk, Done, digest_of, guard_step, writing
from alokon.service.gate import check_gate
from alokon.service.posting import post
from alokon.sop import plan as planning
from alokon.sop.case import Case
from alokon.sop.model import Flow, Step
from alokon.sop.plan import Answers
from alokon.sop.registry import FLOWS, read_by
from alokon.sop.sealed import bare, has_sealed, parted
from alokon.store import cases, faskes, papers, settings
from inventory.core.errors import Problem, Refused
from inventory.store import writer


@dataclass(frozen=True)
class Command:
    """A step somebody wants to take: of a case, or of a new one about a `site` (its code).

    `answers` are the step's fields and `lines`, as a form, a file or Python gives them. `key` makes a repeated
    submission harmless.
    """

    flow: str
    step: str
    answers: Mapping[str, object]
    key: str
    case: int | None = None
    site: str | None = None
    consent: Consent = NOT_ASKED


def take(desk: Desk, command: Command) -> Done:
    """Take a step; raises `Refused` with every problem, and then nothing is written.

    What changes anything that stands already must have been seen: `backdating.Unseen` shows it.
    """
    with writing(desk) as db:
        done = take_in(db, desk, command)
        step = planning.step_of(flow_of(command.flow), command.step)
        backdating.check(db, desk, done, command.consent.seen, limited=not step.counts)
        return done


def take_in(db: sa.Connection, desk: Desk, command: Command) -> Done:
    """`take` inside a transaction that is open already (imports and the sample book write many at once)."""
    flow = flow_of(command.flow)
    step = planning.step_of(flow, command.step)
    if step.automatic:
        raise Refused(Problem("step_unknown", {"flow": flow.title, "step": step.name}))
    step = offered(db, desk.book, step)
    answers, secret = parted(step, planning.read(step, command.answers))
    case = _case(db, desk, flow, command, answers)
    guard_step(db, desk, flow, step, case.at(step.by))
    told = [plain(answers.values), plain(answers.rows), command.consent.slot]
    request = digest_of([command.flow, command.step, command.case, command.site, *told])
    known = writer.repeated(db, desk.book, command.key, request)
    if known:
        done = done_before(db, desk.book, known)
        if done.case and has_sealed(step):
            enclosing.refuse_other(db, desk, done.case, known.seq, command.key, secret)
        return done
    if case.id and not step.before:
        raise Refused(Problem("wrong_state", {"step": step.label, "state": case.state, "before": ()}))
    if case.id and answers.day < case.changed_on:
        raise Refused(Problem("day_before_last_step", {"day": answers.day, "last": case.changed_on}, "date"))
    warnings = check_gate(db, desk.book, step, case, answers.day)
    envelope = enclosing.enclose(db, desk, case.id or cases.next_id(db, desk.book), secret)
    digest = envelope.kept.digest if envelope else ""
    act = Act(db, desk, flow, step, case, answers, command.key, request, digest)
    done = post(act, slot=command.consent.slot, warnings=warnings)
    enclosing.put_away(db, desk, envelope, done)
    return done


def offered(db: sa.Connection, book: str, step: Step) -> Step:
    """The step as it is asked here: without its sealed answers in an office that keeps those on paper alone."""
    keeps = not has_sealed(step) or settings.settings(db, book)["sealed.store"]
    return step if keeps else bare(step)


def flow_of(code: str) -> Flow:
    """The flow of a code; refuses `flow_unknown`."""
    if code not in FLOWS:
        raise Refused(Problem("flow_unknown", {"flow": code}))
    return FLOWS[code]


def _case(db: sa.Connection, desk: Desk, flow: Flow, command: Command, answers: Answers) -> Case:
    if command.case is not None:
        found = cases.load(db, desk.book, command.case, read_by(desk.actor))
        if found.flow != flow.code:
            raise Refused(Problem("case_unknown", {"case": command.case}))
        return found
    if not command.site:
        raise Refused(Problem("field_missing", {"label": "Tempat"}, "site"))
    warehouse = str(settings.settings(db, desk.book)["warehouse"]) if flow.warehouse else None
    partner = _partner(db, desk.book, flow, command.site, answers) if flow.partner else None
    return Case(0, flow.code, "", command.site, warehouse, desk.today, partner=partner)


def _partner(db: sa.Connection, book: str, flow: Flow, site: str, answers: Answers) -> str:
    """The other site of a new case; refuses `partner_is_site` and `partner_not_under`."""
    partner = str(answers.values["partner"])
    if partner == site:
        raise Refused(Problem("partner_is_site", {"site": site}, "partner"))
    if flow.under and partner not in faskes.codes_of(db, book, parent=site):
        raise Refused(Problem("partner_not_under", {"site": partner, "parent": site}, "partner"))
    return partner


def done_before(db: sa.Connection, book: str, known: writer.Posted) -> Done:
    """What a repeated submission did the first time."""
    step = cases.step_of_event(db, book, known.seq)
    issued = papers.of_event(db, book, known.seq)
    number = issued.number if issued else None
    return Done(known.seq, known.head, step.case_id if step else None, number, repeated=True)
