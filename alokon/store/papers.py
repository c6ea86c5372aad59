"""Paper numbers: gap-free for each kind and year of the paper's date, never given twice."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon import numbering
from alokon.store.cases import of_flows
from alokon.store.schema import casefile, paper
from inventory.store.prepared import Among, Prepared


class Paper(NamedTuple):
    """A numbered paper; `head` is the short code of the book it was issued at."""

    kind: str
    number: str
    case_id: int
    event: int
    issued_on: date
    head: str


class Numbered(NamedTuple):
    """A number set aside for a paper inside the current transaction."""

    kind: str
    year: int
    sequence: int
    number: str


COLUMNS = tuple(paper.c[name] for name in Paper._fields)
LAST_SEQUENCE = Prepared(
    sa.select(sa.func.max(paper.c.sequence)).where(
        paper.c.book == sa.bindparam("book"), paper.c.kind == sa.bindparam("kind"), paper.c.year == sa.bindparam("year")
    )
)
OF_CASES = Prepared(
    sa.select(*COLUMNS)
    .where(paper.c.book == sa.bindparam("book"), Among(paper.c.case_id, "cases"))
    .order_by(paper.c.event),
    Paper,
)
ADD = Prepared(paper.insert())


def next_number(db: sa.Connection, book: str, kind: str, day: date, settings: Mapping[str, object]) -> Numbered:
    """The next number of a kind of paper in the year of a day, written by the office's pattern."""
    sequence = 1 + (LAST_SEQUENCE.scalar(db, book=book, kind=kind, year=day.year) or 0)
    number = numbering.written(
        str(settings["number.pattern"]),
        classification=str(settings["number.classification"]),
        unit=str(settings["number.unit"]),
        paper=kind,
        sequence=sequence,
        day=day,
    )
    return Numbered(kind, day.year, sequence, number)


def add(db: sa.Connection, book: str, numbered: Numbered, **facts: object) -> None:
    """Write the paper: case_id, event, issued_on and head."""
    ADD.write(db, [{"book": book, **numbered._asdict(), **facts}])


def of_cases(db: sa.Connection, book: str, case_ids: Collection[int]) -> dict[int, list[Paper]]:
    """The papers of several cases, oldest first."""
    if not case_ids:
        return {}
    found: dict[int, list[Paper]] = {}
    for one in OF_CASES.rows(db, book=book, cases=case_ids):
        found.setdefault(one.case_id, []).append(one)
    return found


def by_number(db: sa.Connection, book: str, number: str) -> Paper | None:
    """The paper of a number, or None; those of cases with keepers of their own are not found by their numbers."""
    query = sa.select(*COLUMNS).join(casefile, (casefile.c.book == paper.c.book) & (casefile.c.id == paper.c.case_id))
    row = db.execute(query.where(paper.c.book == book, paper.c.number == number, of_flows(None))).first()
    return Paper._make(row) if row else None


def of_event(db: sa.Connection, book: str, event: int) -> Paper | None:
    """The paper an event issued, or None."""
    row = db.execute(sa.select(*COLUMNS).where(paper.c.book == book, paper.c.event == event)).first()
    return Paper._make(row) if row else None
