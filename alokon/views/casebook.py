"""Lists of cases: how many stand where, and a page of them with what a row must tell."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from alokon.sop.case import Line
from alokon.store import cases, papers
from alokon.store.cases import CaseRow
from alokon.store.papers import Paper
from alokon.store.schema import casefile
from inventory.store.schema import site


class Listed(NamedTuple):
    """A case in a list: its topmost lines, what was answered when it was opened, and its papers, oldest first."""

    row: CaseRow
    lines: tuple[Line, ...]
    opening: Mapping[str, object]
    papers: tuple[Paper, ...]


def count_states(
    db: sa.Connection, book: str, *, flows: Collection[str] | None = None, sites: Collection[str] | None = None
) -> dict[tuple[str, str], int]:
    """How many cases of some flows stand in each (flow, state), about some sites where asked."""
    query = sa.select(casefile.c.flow, casefile.c.state, sa.func.count()).where(casefile.c.book == book)
    query = query.where(cases.of_flows(flows))
    if sites is not None:
        about = (site.c.book == casefile.c.book) & site.c.id.in_([casefile.c.site, casefile.c.partner])
        own = sa.select(site.c.id).where(about, site.c.code.in_(sites)).exists()
        query = query.where(own)
    rows = db.execute(query.group_by(casefile.c.flow, casefile.c.state))
    return {(flow, state): count for flow, state, count in rows}


def page_of_cases(
    db: sa.Connection,
    book: str,
    flow: str,
    *,
    states: Collection[str] | None = None,
    sites: Collection[str] | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[Listed]:
    """Cases of a flow, newest change first, each with its lines, opening answers and papers: four questions."""
    rows = cases.listing(db, book, flows=[flow], states=states, sites=sites, limit=limit, offset=offset)
    return with_contents(db, book, rows)


def with_contents(db: sa.Connection, book: str, rows: Collection[CaseRow]) -> list[Listed]:
    """Rows of a list with their lines, opening answers and papers: three questions."""
    ids = [row.id for row in rows]
    lines, steps, issued = cases.lines_of(db, book, ids), cases.steps_of(db, book, ids), papers.of_cases(db, book, ids)
    listed = []
    for row in rows:
        top = tuple(line for line in lines.get(row.id, ()) if line.parent is None and any(line.quantities.values()))
        opening = next((s.answers for s in reversed(steps[row.id]) if s.step == steps[row.id][0].step), {})
        listed.append(Listed(row, top, opening, tuple(issued.get(row.id, ()))))
    return listed
