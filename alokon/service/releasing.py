"""Writing down that data left the office: a file of the book made under an approved request, by its digest.

What the file holds is decided where reports are made; here it is checked against the request and chained.
"""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from alokon.data_requests import Request, Wanted, refusals
from alokon.service.desk import Desk, Done, digest_of, guard_step
from alokon.service.setup import note
from alokon.sop.registry import FLOWS, read_by
from alokon.store import cases, releases
from alokon.views.data_requests import request_of
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.store import writer

RELEASE = "data.release"
"""The kind of its event."""


class Made(NamedTuple):
    """A file as it was made: of which report, in which form; its rows, the SHA-256 of its bytes, its name."""

    report: str
    form: str
    rows: int
    digest: str
    name: str


def workable(db: sa.Connection, desk: Desk, case_id: int) -> Request:
    """The request of a case that the actor may carry on once it is approved.

    Refuses `case_unknown` for a case that is none; `Forbidden` for anybody else.
    """
    case = cases.load(db, desk.book, case_id, read_by(desk.actor))
    request, flow = request_of(db, desk.book, case), FLOWS[case.flow]
    for step in flow.open_to(flow.releases):
        if not step.alarming:
            guard_step(db, desk, flow, step, case.at(step.by))
    return request


def granted(db: sa.Connection, desk: Desk, case_id: int, wanted: Sequence[Wanted]) -> Request:
    """The request under which the actor may make these files today.

    Refuses what `workable` does and what `alokon.data_requests.refusals` lists.
    """
    request = workable(db, desk, case_id)
    refuse_if([problem for one in wanted for problem in refusals(request, one, desk.today)])
    return request


def record(db: sa.Connection, desk: Desk, case_id: int, wanted: Wanted, made: Made, key: str) -> Done:
    """Write inside an open transaction that a file was made; refuses what `granted` does, and `released_already`."""
    terms = {"valid_until": granted(db, desk, case_id, [wanted]).valid_until, "role": desk.actor.name}
    facts: dict[str, object] = {"case": case_id, **wanted._asdict(), **made._asdict(), **terms}
    request = digest_of([RELEASE, case_id, list(wanted), made.report, made.form])
    if writer.repeated(db, desk.book, key, request):
        raise Refused(Problem("released_already"))
    done = note(db, desk, RELEASE, facts, key, request)
    row = {name: value for name, value in facts.items() if name != "case"}
    own = {"case_id": case_id, "event": done.event, "made_on": desk.today, "actor": desk.actor.user_id}
    releases.add(db, desk.book, {**row, **own, "recorded_at": desk.now.isoformat()})
    return Done(done.event, done.head, case_id, facts=facts)
