"""The SPMB or SBBK of a Rensi's deliveries that stand now, faskes by faskes: what is signed in one sitting."""

from collections.abc import Iterable

import sqlalchemy as sa

from alokon.sop.distribution import ASKED, CANCELLED, DISTRIBUTION, ISSUE, ORDER, ORDERED, REJECTED
from alokon.store import papers
from alokon.store.cases import CaseRow
from alokon.store.papers import Paper

_OVER = frozenset({ASKED, REJECTED, CANCELLED})

STANDS = {
    ORDER.paper: frozenset(DISTRIBUTION.states) - _OVER,
    ISSUE.paper: frozenset(DISTRIBUTION.states) - _OVER - {ORDERED},
}
"""Kind of paper → the states of a delivery in which its newest one counts: what was sent back is ordered anew."""


def standing(orders: Iterable[CaseRow], kind: str) -> list[CaseRow]:
    """The deliveries whose newest paper of a kind counts."""
    return [row for row in orders if row.state in STANDS[kind]]


def papers_of(db: sa.Connection, book: str, orders: Iterable[CaseRow], kind: str) -> list[Paper]:
    """The newest paper of a kind of every delivery where it counts, in the order of the deliveries; one question."""
    rows = standing(orders, kind)
    found = papers.of_cases(db, book, [row.id for row in rows])
    return [own[-1] for row in rows if (own := [p for p in found.get(row.id, ()) if p.kind == kind])]
