"""What needs doing today: cases that wait for a person's step, what is late, months to close, stock that ends.

What is waiting follows from the declarations alone: whoever may take a step that carries a case on, has work.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon import k0kb
from alokon.people import Actor, may
from alokon.planning.cycle import Due
from alokon.service.desk import visible
from alokon.sop.adopted import BY_PERMISSION, Duties, duties
from alokon.sop.clocks import Reading
from alokon.sop.model import PARTNER, Flow, Step
from alokon.sop.registry import read_by
from alokon.sop.rensi import COMPUTE as RENSI_STEP
from alokon.store import faskes, papers
from alokon.store.cases import CaseRow
from alokon.store.faskes import Entry
from alokon.store.papers import Paper
from alokon.store.settings import settings
from alokon.views.closings import deadline_day, standings
from alokon.views.coverage import must_report
from alokon.views.gone import Pair, used
from alokon.views.rensi_due import rensi_due
from alokon.views.running import Running, running
from alokon.views.urgent import URGENT
from inventory.core.months import Month
from inventory.core.places import FACILITY, SHELF
from inventory.store import queries
from inventory.store.closing import closed_through

MONTHS = 3
"""A faskes is out of stock of what it used in so many months and has none of."""


class Job(NamedTuple):
    """A case that waits: for `step` when it is the person's own, else (None) only watched.

    `due` is the day promised for its next step, by the answer of the name `promise`; `late` are the standard times it
    has run over.
    """

    row: CaseRow
    flow: Flow
    step: Step | None
    paper: Paper | None
    due: date | None
    late: tuple[Reading, ...]
    promise: str = ""

    def overdue(self, today: date) -> bool:
        """Whether it should have been done before today."""
        return bool(self.late) or (self.due is not None and self.due < today)


class Unclosed(NamedTuple):
    """A site the person closes, and the first month that is over and still open."""

    site: str
    name: str
    month: Month


@dataclass(frozen=True)
class Todo:
    """A person's day. `unreported` are faskes that have not closed last month, out of `expected`; `empty` are
    (site, item) used lately and out of stock; `use` is what was used lately, by (site, item). `rensi` is one that is
    due, for who may plan.
    """

    jobs: tuple[Job, ...]
    watched: tuple[Job, ...]
    unclosed: tuple[Unclosed, ...]
    month: Month
    expected: int
    unreported: tuple[str, ...]
    empty: tuple[tuple[str, str], ...]
    names: Mapping[str, str]
    use: Mapping[tuple[str, str], int]
    rensi: Due | None = None


def todo(db: sa.Connection, book: str, actor: Actor, today: date, warehouses: Collection[str]) -> Todo:
    """What a person has to do and to watch today; a fixed number of questions. `warehouses`: codes of the office's."""
    seen = visible(db, book, actor)
    known = faskes.entries(db, book, codes=seen)
    closed = closed_through(db, book)
    last = Month.of(today).previous
    own, watched = _cases(db, book, actor, seen, today)
    ask = [e for e in known.values() if must_report(e.faskes.status, e.faskes.registered_on, last)]
    late = [e.faskes.code for e in ask if closed.get(e.site, last.previous) < last]
    use = lately_used(db, book, today, None if seen is None else known)
    return Todo(
        jobs=tuple(sorted(own, key=lambda job: _order(job, today))),
        watched=tuple(sorted(watched, key=lambda job: _order(job, today))),
        unclosed=tuple(_unclosed(db, book, actor, today, warehouses)),
        month=last,
        expected=len(ask),
        unreported=tuple(late),
        empty=tuple(out_of_stock(db, book, known, use)),
        names={code: e.faskes.name for code, e in known.items()},
        use=use,
        rensi=rensi_due(db, book, today) if may(actor, RENSI_STEP.permission) else None,
    )


def own_step(flow: Flow, row: CaseRow, actor: Actor, asked: Duties = BY_PERMISSION) -> Step | None:
    """The step by which the person carries a case on; not one they would only take in the place of the site."""
    for step in flow.open_to(row.state):
        stands_in = actor.site is None and any(field.name == "on_behalf" for field in step.fields)
        elsewhere = actor.site is not None and actor.site == (row.site if step.by == PARTNER else row.partner)
        if not step.alarming and asked.may(actor, flow, step) and not stands_in and not elsewhere:
            return step
    return None


def lately_used(db: sa.Connection, book: str, today: date, sites: Collection[str] | None) -> dict[Pair, int]:
    """What each faskes used of each item in the last `MONTHS` months and since, all the days together."""
    since = Month.of(today).plus(-MONTHS).first
    return {pair: quantity for pair, quantity in used(db, book, since, today, FACILITY, sites).items() if quantity}


def _cases(
    db: sa.Connection, book: str, actor: Actor, seen: set[str] | None, today: date
) -> tuple[list[Job], list[Job]]:
    found = running(db, book, today, seen, read_by(actor))
    issued = papers.of_cases(db, book, [case.row.id for case in found])
    asked = duties(settings(db, book))
    jobs = [_job(case, actor, asked, issued.get(case.row.id, ())) for case in found]
    return [job for job in jobs if job.step], [job for job in jobs if not job.step]


def _job(case: Running, actor: Actor, asked: Duties, issued: Sequence[Paper]) -> Job:
    return Job(
        row=case.row,
        flow=case.flow,
        step=own_step(case.flow, case.row, actor, asked),
        paper=issued[-1] if issued else None,
        due=case.promise.day if case.promise else None,
        late=tuple(reading for reading in case.readings if reading.late and reading.running),
        promise=case.promise.name if case.promise else "",
    )


def _order(job: Job, today: date) -> tuple[object, ...]:
    """Urgent first, then overdue, then what waits longest."""
    return (job.row.urgency != URGENT, not job.overdue(today), job.row.changed_on, job.row.id)


def _unclosed(db: sa.Connection, book: str, actor: Actor, today: date, warehouses: Collection[str]) -> list[Unclosed]:
    """The person's own site, or the warehouses for the office, when a month that is over is still open."""
    if not may(actor, "close_month"):
        return []
    rows = standings(db, book, today, deadline_day(db, book), [actor.site] if actor.site else warehouses)
    return [Unclosed(row.site.code, row.site.name, row.open) for row in rows if row.open]


def out_of_stock(db: sa.Connection, book: str, known: Mapping[str, Entry], use: Mapping[Pair, int]) -> list[Pair]:
    """The active faskes and items used lately of which nothing lies on the shelf."""
    active = {code for code, e in known.items() if e.faskes.status == k0kb.ACTIVE}
    held = {(h.site, h.item) for h in queries.holdings(db, book, kinds=[SHELF])}
    return sorted(pair for pair, quantity in use.items() if quantity > 0 and pair not in held and pair[0] in active)
