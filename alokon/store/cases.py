"""Cases in the database: read whole, written as the changes a step made, searched by list.

Cases of flows that have keepers of their own are found by nobody who does not name those flows
(`alokon.sop.registry.read_by`): whoever forgets to ask finds less, never more.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon.sop.case import QUANTITIES, Case, Change, Line
from alokon.sop.registry import KEPT_APART
from alokon.store.schema import case_line, case_step, casefile
from inventory.core.errors import Problem, Refused
from inventory.core.goods import LotKey
from inventory.store.balances import upsert
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import site

CHANGING = ("state", "changed_on", "month", "urgency")
"""What steps change in the header of a case."""

WHEN_AND_WHY = frozenset({"date", "reason"})
"""All that is answered when a step is taken back."""


class StepTaken(NamedTuple):
    """One step of a case as it was taken; `answers` is what was answered, its rows under `lines`."""

    case_id: int
    event: int
    step: str
    state: str
    done_on: date
    recorded_at: str
    actor: str
    role: str
    corrects: int | None
    answers: Mapping[str, object]

    @property
    def withdraws(self) -> bool:
        """Whether it only took an earlier step back: it says when and why, and no step that is done again does with
        so little.
        """
        more = any(self.answers[name] for name in self.answers.keys() - WHEN_AND_WHY)
        return self.corrects is not None and bool(self.answers.get("reason")) and not more


class CaseRow(NamedTuple):
    """A case in a list; `site` and `site_name` are of the site it is about."""

    id: int
    flow: str
    state: str
    site: str
    site_name: str
    opened_on: date
    changed_on: date
    month: str | None
    urgency: str | None
    partner: str | None = None
    partner_name: str | None = None


def _cases() -> "sa.Select[*tuple[Any, ...]]":
    own, other, partner = site.alias("own"), site.alias("other"), site.alias("partner_site")
    codes = own.c.code.label("site_code"), other.c.code.label("warehouse_code"), partner.c.code.label("partner_code")
    return (
        sa.select(casefile, *codes)
        .join_from(casefile, own, (own.c.book == casefile.c.book) & (own.c.id == casefile.c.site))
        .outerjoin(other, (other.c.book == casefile.c.book) & (other.c.id == casefile.c.warehouse))
        .outerjoin(partner, (partner.c.book == casefile.c.book) & (partner.c.id == casefile.c.partner))
        .where(casefile.c.book == sa.bindparam("book"))
    )


ONE = Prepared(_cases().where(casefile.c.id == sa.bindparam("id")))
SOME = Prepared(_cases().where(Among(casefile.c.id, "ids")))
LINES = Prepared(
    sa.select(case_line)
    .where(case_line.c.book == sa.bindparam("book"), Among(case_line.c.case_id, "cases"))
    .order_by(case_line.c.case_id, case_line.c.line)
)
LAST_ID = Prepared(sa.select(sa.func.max(casefile.c.id)).where(casefile.c.book == sa.bindparam("book")))
STEP_OF_EVENT = Prepared(
    sa.select(case_step).where(case_step.c.book == sa.bindparam("book"), case_step.c.event == sa.bindparam("event"))
)
SITES = Prepared(
    sa.select(casefile.c.id, site.c.code)
    .join_from(casefile, site, (site.c.book == casefile.c.book) & (site.c.id == casefile.c.site))
    .where(casefile.c.book == sa.bindparam("book"), Among(casefile.c.id, "cases"))
)
ADD, ADD_STEP = Prepared(casefile.insert()), Prepared(case_step.insert())
NEW = {name: sa.bindparam(f"new_{name}", type_=casefile.c[name].type) for name in CHANGING}
CHANGE = Prepared(
    casefile.update()
    .where(casefile.c.book == sa.bindparam("of_book"), casefile.c.id == sa.bindparam("of_case"))
    .values({name: sa.func.coalesce(new, casefile.c[name]) for name, new in NEW.items()})
)


def load(db: sa.Connection, book: str, case_id: int, flows: Collection[str] | None = None) -> Case:
    """A case of some flows with all its lines; refuses `case_unknown`. None: those without keepers of their own."""
    row = ONE.first(db, book=book, id=case_id)
    if row is None or (row.flow in KEPT_APART if flows is None else row.flow not in flows):
        raise Refused(Problem("case_unknown", {"case": case_id}))
    return _case(row, lines_of(db, book, [case_id]).get(case_id, ()))


def load_some(db: sa.Connection, book: str, case_ids: Collection[int]) -> dict[int, Case]:
    """Several cases with all their lines, by id, of flows without keepers of their own; two questions."""
    lines = lines_of(db, book, case_ids)
    rows = [row for row in SOME.rows(db, book=book, ids=case_ids) if row.flow not in KEPT_APART]
    return {row.id: _case(row, lines.get(row.id, ())) for row in rows}


def _case(row: Any, lines: Iterable[Line]) -> Case:
    about = row.flow, row.state, row.site_code, row.warehouse_code, row.changed_on
    return Case(row.id, *about, tuple(lines), row.origin, row.partner_code)


def lines_of(db: sa.Connection, book: str, case_ids: Collection[int]) -> dict[int, list[Line]]:
    """The lines of several cases, in one question."""
    found: dict[int, list[Line]] = {}
    for row in LINES.rows(db, book=book, cases=case_ids):
        quantities = {name: getattr(row, name) for name in QUANTITIES}
        line = Line(row.line, row.parent, row.item, row.fund, row.lot, quantities, row.note, row.site)
        found.setdefault(row.case_id, []).append(line)
    return found


def sites_of(db: sa.Connection, book: str, case_ids: Collection[int]) -> dict[int, str]:
    """The code of the site each case is about."""
    return {row.id: row.code for row in SITES.rows(db, book=book, cases=case_ids)} if case_ids else {}


def add(db: sa.Connection, book: str, values: Mapping[str, object]) -> None:
    """Write the header of a new case; its `id` comes from `next_id`."""
    ADD.write(db, [{"book": book, **dict.fromkeys(CHANGING), **values}])


def next_id(db: sa.Connection, book: str) -> int:
    """The number the next case will have."""
    return 1 + (LAST_ID.scalar(db, book=book) or 0)


def save(
    db: sa.Connection,
    book: str,
    before: Case,
    changes: Sequence[Change],
    lots: Mapping[LotKey, int],
    **header: object,
) -> None:
    """Write what a step changed: the lines it touched, and the header (state, changed_on, …) of the case."""
    known = [c._replace(lot=lots[c.lot]) if isinstance(c.lot, LotKey) else c for c in changes]
    touched = {c.line for c in known}
    rows = [_row(book, before.id, line) for line in before.after(known).lines if line.number in touched]
    if rows:
        upsert(db, case_line, rows)
    if header:
        new = {f"new_{name}": header.get(name) for name in CHANGING}
        CHANGE.write(db, [{"of_book": book, "of_case": before.id, **new}])


def _row(book: str, case_id: int, line: Line) -> dict[str, object]:
    amounts = {name: line[name] for name in QUANTITIES}
    place = {"line": line.number, "parent": line.parent, "item": line.item, "fund": line.fund, "lot": line.lot}
    return {"book": book, "case_id": case_id, **place, **amounts, "note": line.note, "site": line.site}


def add_step(db: sa.Connection, book: str, values: Mapping[str, object]) -> None:
    """Write that a step was taken."""
    ADD_STEP.write(db, [{"book": book, **values}])


def _step(row: "sa.Row[*tuple[object, ...]]") -> StepTaken:
    _book, *facts, answers = tuple(row)
    return StepTaken._make([*facts, json.loads(str(answers))])


def steps_of(db: sa.Connection, book: str, case_ids: Collection[int]) -> dict[int, list[StepTaken]]:
    """Every step taken in several cases, oldest first."""
    query = sa.select(case_step).where(case_step.c.book == book, case_step.c.case_id.in_(case_ids))
    found: dict[int, list[StepTaken]] = {}
    for row in db.execute(query.order_by(case_step.c.event)):
        found.setdefault(row.case_id, []).append(_step(row))
    return found


def standing(taken: Iterable[StepTaken]) -> list[StepTaken]:
    """The steps that still count, in their order: not corrected since, and no withdrawals."""
    found = list(taken)
    replaced = {one.corrects for one in found}
    return [one for one in found if one.event not in replaced and not one.withdraws]


def step_of_event(db: sa.Connection, book: str, event: int) -> StepTaken | None:
    """The step an event carried out, None when the event belongs to no case."""
    row = STEP_OF_EVENT.first(db, book=book, event=event)
    return _step(row) if row else None


def of_flows(flows: Collection[str] | None) -> "sa.ColumnElement[bool]":
    """Whether a case is of some flows; None: of any without keepers of its own."""
    return casefile.c.flow.not_in(KEPT_APART) if flows is None else casefile.c.flow.in_(flows)


def listing(
    db: sa.Connection,
    book: str,
    *,
    flows: Collection[str] | None = None,
    states: Collection[str] | None = None,
    sites: Collection[str] | None = None,
    month: str | None = None,
    origin: int | None = None,
    numbers: Collection[int] | None = None,
    opened: tuple[date, date] | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[CaseRow]:
    """Cases, newest change first; `sites` are those it is about or partners; `origin` opened them, `opened` when."""
    other = site.alias("partner_site")
    columns = (casefile.c.id, casefile.c.flow, casefile.c.state, site.c.code, site.c.name)
    rest = (casefile.c.opened_on, casefile.c.changed_on, casefile.c.month, casefile.c.urgency)
    query = (
        sa.select(*columns, *rest, other.c.code, other.c.name)
        .join_from(casefile, site, (site.c.book == casefile.c.book) & (site.c.id == casefile.c.site))
        .outerjoin(other, (other.c.book == casefile.c.book) & (other.c.id == casefile.c.partner))
    )
    query = query.where(casefile.c.book == book).order_by(casefile.c.changed_on.desc(), casefile.c.id.desc())
    if sites is not None:
        query = query.where(site.c.code.in_(sites) | other.c.code.in_(sites))
    query = query.where(of_flows(flows))
    for column, wanted in ((casefile.c.state, states), (casefile.c.id, numbers)):
        if wanted is not None:
            query = query.where(column.in_(wanted))
    if month is not None:
        query = query.where(casefile.c.month == month)
    if origin is not None:
        query = query.where(casefile.c.origin == origin)
    if opened is not None:
        query = query.where(casefile.c.opened_on.between(*opened))
    return [CaseRow._make(row) for row in db.execute(query.limit(limit).offset(offset))]
