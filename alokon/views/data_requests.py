"""Requests for data as they stand, and everything that left the office under them."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.data_requests import LABELS, Request
from alokon.sop.case import Case
from alokon.sop.registry import FLOWS
from alokon.sop.tasks.data_use import DIGEST
from alokon.store import cases, papers, releases
from alokon.store.cases import StepTaken
from alokon.store.papers import Paper
from alokon.store.releases import Release
from inventory.core.errors import Problem, Refused
from inventory.store import masters

ASK, GRANT, PROVIDE, DELIVER = "ask_data", "grant", "provide", "deliver"

REQUESTS = frozenset(code for code, flow in FLOWS.items() if flow.releases)
"""The flows of requests for data."""


class Left(NamedTuple):
    """Data that left the office: when, under which request, what it was. `form` is empty for data that never were in
    the book: of those only the hand-over is recorded. `valid_until` ends the approval they left under; `delivered` is
    the day of the hand-over, None before it.
    """

    day: date
    request: Request
    what: str
    since: date
    until: date
    form: str
    rows: int
    digest: str
    valid_until: date | None
    delivered: date | None


def request_of(db: sa.Connection, book: str, case: Case) -> Request:
    """The request of a case, in three questions; refuses `case_unknown` for a case that is none."""
    if case.flow not in REQUESTS:
        raise Refused(Problem("case_unknown", {"case": case.id}))
    taken = cases.steps_of(db, book, [case.id])[case.id]
    asker = masters.sites(db, book, {case.site})[case.site].name
    return _request(case.id, case.flow, case.state, asker, taken, papers.of_cases(db, book, [case.id]).get(case.id, ()))


def left(db: sa.Connection, book: str, since: date, until: date) -> list[Left]:
    """What left the office from one day to another, in the order of its days; four questions."""
    rows = cases.listing(db, book, flows=REQUESTS)
    numbers = [row.id for row in rows]
    taken, issued = cases.steps_of(db, book, numbers), papers.of_cases(db, book, numbers)
    made: dict[int, list[Release]] = {number: [] for number in numbers}
    for one in releases.every(db, book):
        made[one.case_id].append(one)
    found = [
        one
        for row in rows
        for one in _left(
            _request(row.id, row.flow, row.state, row.site_name, taken[row.id], issued.get(row.id, ())),
            taken[row.id],
            made[row.id],
        )
    ]
    return sorted((one for one in found if since <= one.day <= until), key=lambda one: (one.day, one.request.case))


def _left(request: Request, taken: Sequence[StepTaken], made: Sequence[Release]) -> Iterator[Left]:
    """The files made under a request, and the hand-over of data that are none of them."""
    steps = {step.step: step for step in cases.standing(taken)}
    over = steps[DELIVER].done_on if DELIVER in steps else None
    for one in made:
        yield Left(
            one.made_on, request, LABELS.get(one.dataset, one.dataset), one.since, one.until, one.form, one.rows,
            one.digest, one.valid_until, over,
        )  # fmt: skip
    if PROVIDE in steps:
        given, day = steps[PROVIDE].answers, steps[PROVIDE].done_on
        digest, rows = str(given[DIGEST.name]), int(str(given["rows"]))
        if digest not in {one.digest for one in made}:
            what = str(given["given_variables"])
            yield Left(day, request, what, request.since, request.until, "", rows, digest, request.valid_until, over)


def _request(
    number: int, flow: str, state: str, asker: str, taken: Sequence[StepTaken], issued: Collection[Paper]
) -> Request:
    steps = {step.step: step for step in cases.standing(taken)}
    asked, granted = steps[ASK].answers, steps.get(GRANT)
    lines = asked["lines"]
    assert isinstance(lines, list)
    answers = [paper.number for paper in issued if granted and paper.event == granted.event]
    return Request(
        case=number,
        state=state,
        approved=state == FLOWS[flow].releases,
        asker=asker,
        letter=str(asked["letter"]),
        rank=str(asked["rank"]),
        purpose=str(asked["purpose"]),
        variables=str(asked["variables"]),
        datasets=tuple(str(line["dataset"]) for line in lines),
        since=date.fromisoformat(str(asked["since"])),
        until=date.fromisoformat(str(asked["until"])),
        answer=next(iter(answers), ""),
        valid_until=date.fromisoformat(str(granted.answers["valid_until"])) if granted else None,
    )
