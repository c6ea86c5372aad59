"""The letters of a book: those it numbered and sent out, and those a step noted as received.

What a letter that came in is told by is declared on its field (`Field.sender`). Its agenda number counts the letters
of a year in the order they were noted, and stays: a correction changes what is told of a letter, a withdrawal only
marks it. Letters of flows that have keepers of their own are in neither list.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon.sop.fields import Field
from alokon.sop.model import Flow, Step
from alokon.sop.registry import FLOWS, KEPT_APART
from alokon.store.cases import StepTaken, of_flows
from alokon.store.papers import COLUMNS, Paper
from alokon.store.schema import case_step, casefile, paper
from inventory.store.schema import site

CORRECTED, WITHDRAWN, STRUCK = "dikoreksi", "dibatalkan", "dihapus saat koreksi"
"""What became of a letter since it was noted or issued."""


class Outgoing(NamedTuple):
    """A paper as it was issued: by which step of which flow, about whom, and what became of it, empty when nothing."""

    paper: Paper
    flow: Flow
    step: Step
    about: str
    became: str


class Incoming(NamedTuple):
    """A letter as it was noted: its agenda number of the year, what its writer numbered it, and who that is.

    `field` says what kind of letter it is; `became` what became of the note, empty when nothing.
    """

    agenda: int
    noted_on: date
    number: str
    sender: str
    field: Field
    case_id: int
    flow: Flow
    step: Step
    about: str
    became: str


class Spotted(NamedTuple):
    """A step that noted letters: its flow, whom its case is about (code, name), and the step as it was taken."""

    flow: Flow
    site: str
    about: str
    taken: StepTaken


def outgoing(
    db: sa.Connection, book: str, since: date, until: date, sites: Collection[str] | None = None
) -> list[Outgoing]:
    """The papers issued from one day to another, oldest first, about some sites where asked; two questions."""
    own = (casefile.c.book == paper.c.book) & (casefile.c.id == paper.c.case_id)
    step = (case_step.c.book == paper.c.book) & (case_step.c.event == paper.c.event)
    query = (
        sa.select(*COLUMNS, casefile.c.flow, case_step.c.step, site.c.name)
        .join_from(paper, casefile, own)
        .join(case_step, step)
        .join(site, (site.c.book == casefile.c.book) & (site.c.id == casefile.c.site))
        .where(paper.c.book == book, paper.c.issued_on.between(since, until), of_flows(None))
        .order_by(paper.c.issued_on, paper.c.event)
    )
    if sites is not None:
        query = query.where(site.c.code.in_(sites))
    chains = _corrections(db, book, since, until)
    found = []
    for *columns, flow, name, about in db.execute(query):
        issued, declared = Paper._make(columns), FLOWS[flow]
        found.append(Outgoing(issued, declared, declared.step(name), about, _became(issued.event, chains)))
    return found


def _corrections(db: sa.Connection, book: str, since: date, until: date) -> dict[int, StepTaken]:
    """The step that took an event's place, by that event, of the cases that were issued papers in a span."""
    cases = sa.select(paper.c.case_id).where(paper.c.book == book, paper.c.issued_on.between(since, until))
    query = sa.select(case_step).where(case_step.c.book == book, case_step.c.corrects.is_not(None))
    query = query.where(case_step.c.case_id.in_(cases))
    return {step.corrects: step for step in map(_step, db.execute(query)) if step.corrects is not None}


def _became(event: int, later: Mapping[int, StepTaken]) -> str:
    """What the end of a chain of corrections says of its first event."""
    last = None
    while event in later:
        last = later[event]
        event = last.event
    return "" if last is None else WITHDRAWN if last.withdraws else CORRECTED


def _step(row: Any) -> StepTaken:
    _book, *facts, answers = tuple(row)[: len(case_step.c)]
    return StepTaken._make([*facts, json.loads(answers)])


def _in_fields(flow: Flow) -> dict[str, list[tuple[Field, bool]]]:
    """Step → its fields that hold letters which came in, and whether they are of its rows."""
    found = {}
    for step in flow.steps:
        own = [(field, rows) for rows, fields in ((False, step.fields), (True, step.line_fields)) for field in fields]
        if told := [(field, rows) for field, rows in own if field.sender]:
            found[step.name] = told
    return found


NOTED: dict[str, dict[str, list[tuple[Field, bool]]]] = {
    code: fields for code, flow in FLOWS.items() if code not in KEPT_APART and (fields := _in_fields(flow))
}
"""Flow → step → the fields that hold letters which came in."""


def incoming(
    db: sa.Connection, book: str, since: date, until: date, sites: Collection[str] | None = None
) -> list[Incoming]:
    """The letters noted from one day to another by agenda number, about some sites where asked; one question."""
    told = numbered(_noting(db, book, date(since.year, 1, 1)))
    found = [one for one, code in told if since <= one.noted_on <= until and (sites is None or code in sites)]
    return sorted(found, key=lambda one: (one.noted_on.year, one.agenda))


def _noting(db: sa.Connection, book: str, first: date) -> list[Spotted]:
    """The steps that noted letters since a day, and what corrected them whenever, in the order of the book."""
    declared = (sa.and_(casefile.c.flow == flow, case_step.c.step.in_(list(steps))) for flow, steps in NOTED.items())
    query = (
        sa.select(case_step, casefile.c.flow, site.c.code.label("site"), site.c.name.label("about"))
        .join_from(case_step, casefile, (casefile.c.book == case_step.c.book) & (casefile.c.id == case_step.c.case_id))
        .join(site, (site.c.book == casefile.c.book) & (site.c.id == casefile.c.site))
        .where(case_step.c.book == book, sa.or_(*declared))
        .where((case_step.c.done_on >= first) | case_step.c.corrects.is_not(None))
        .order_by(case_step.c.event)
    )
    return [Spotted(FLOWS[row.flow], row.site, row.about, _step(row)) for row in db.execute(query)]


def numbered(steps: Collection[Spotted]) -> list[tuple[Incoming, str]]:
    """Every letter the steps noted, with the code of whom its case is about, numbered without gaps in each year.

    `steps` are in the order of the book. A letter keeps the number of the step that noted it first: one that a
    correction adds takes the next, one that a correction or a withdrawal leaves out stays and says so.
    """
    last: dict[int, int] = defaultdict(int)
    letters: dict[tuple[int, str, int], tuple[Incoming, str]] = {}
    roots: dict[int, int] = {}
    for one in steps:
        taken = one.taken
        if taken.corrects is not None and taken.corrects not in roots:
            continue
        root = roots[taken.event] = taken.event if taken.corrects is None else roots[taken.corrects]
        now = {(root, *place): letter for place, letter in _letters(one)}
        for place in [place for place in letters if place[0] == root and place not in now]:
            old, code = letters[place]
            letters[place] = old._replace(became=WITHDRAWN if taken.withdraws else STRUCK), code
        for place, letter in now.items():
            if place in letters:
                old = letters[place][0]
                letter = letter._replace(agenda=old.agenda, noted_on=old.noted_on, became=CORRECTED)
            else:
                last[letter.noted_on.year] += 1
                letter = letter._replace(agenda=last[letter.noted_on.year])
            letters[place] = letter, one.site
    return list(letters.values())


def _letters(one: Spotted) -> Iterator[tuple[tuple[str, int], Incoming]]:
    """The letters a step noted, each by its field and its row; none of a step that only took another back."""
    taken, step = one.taken, one.flow.step(one.taken.step)
    lines = taken.answers.get("lines")
    for field, of_rows in NOTED[one.flow.code][taken.step]:
        rows = (lines if isinstance(lines, list) else []) if of_rows else [taken.answers]
        for n, row in enumerate(rows):
            if number := str(row.get(field.name) or ""):
                who = field.sender.format_map(defaultdict(lambda: "…", {**_words(row), "site": one.about}))
                letter = Incoming(0, taken.done_on, number, who, field, taken.case_id, one.flow, step, one.about, "")
                yield (field.name, n), letter


def _words(row: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in row.items() if value not in (None, "")}
