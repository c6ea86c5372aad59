"""Rencana pembinaan: the faskes that should be visited, each with its reasons, read from the book as it is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon import k0kb
from alokon.planning.visits import (
    EMPTY,
    LATE,
    PROMISE,
    ROAD,
    SHORT,
    UNSEEN,
    VARIANCE,
    Candidate,
    Reason,
    candidate,
    in_turn,
)
from alokon.service.correct import CANCELLED
from alokon.sop.clocks import timing_of
from alokon.sop.counting import COUNTING, STANDS
from alokon.sop.distribution import DISTRIBUTION
from alokon.sop.stockkeeping import COACHING
from alokon.store import cases, faskes
from alokon.store.cases import CaseRow, StepTaken
from alokon.store.settings import settings
from alokon.views.closings import deadline_day, standings
from alokon.views.counted import counts_of
from alokon.views.deliveries import ON_THE_WAY
from alokon.views.running import clocks
from alokon.views.todo import lately_used, out_of_stock
from inventory.core.months import Month
from inventory.core.places import MISSING
from inventory.store import queries


class Promise(NamedTuple):
    """A follow-up that is still open: its case, what was agreed, and by when (None: no day was named)."""

    case: int
    agreed: str
    due: date | None

    def gone_by(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.due is not None and self.due < today


@dataclass(frozen=True)
class Visits:
    """The plan of a day: `candidates` in turn, of the `active` faskes looked at; open follow-ups by faskes."""

    candidates: tuple[Candidate, ...]
    active: int
    promises: Mapping[str, tuple[Promise, ...]]


def visits(db: sa.Connection, book: str, today: date, codes: Collection[str] | None = None) -> Visits:
    """The plan for some faskes or for all; a fixed number of questions."""
    known = {
        code: entry
        for code, entry in faskes.entries(db, book, codes=codes).items()
        if entry.faskes.status == k0kb.ACTIVE
    }
    months = int(str(settings(db, book)["coach.months"]))
    back = Month.of(today).plus(-months).first
    coached = cases.listing(db, book, flows=[COACHING.code], sites=known)
    last = _last_days(coached)
    promises = _promises(db, book, coached, today)
    found: dict[str, list[Reason]] = defaultdict(list)
    for site, reason in (
        *_late(db, book, today, known),
        *_empty(db, book, today, known),
        *_on_road(db, book, today, known),
        *_short(db, book, today, known),
        *_variances(db, book, known, last, back),
    ):
        found[site].append(reason)
    for site in known:
        gone_by = [one for one in promises.get(site, ()) if one.gone_by(today)]
        due = min((one.due for one in gone_by if one.due), default=None)
        found[site].append(Reason(PROMISE, len(gone_by), due, cases=tuple(one.case for one in gone_by)))
        found[site].append(Reason(UNSEEN, int(last.get(site, date.min) < back), last.get(site)))
    candidates = in_turn(candidate(site, found[site], last.get(site)) for site in known)
    return Visits(tuple(candidates), len(known), promises)


def _last_days(coached: Iterable[CaseRow]) -> dict[str, date]:
    """Faskes → the day of its last pembinaan."""
    found: dict[str, date] = {}
    for row in coached:
        if row.state != CANCELLED:
            found[row.site] = max(row.opened_on, found.get(row.site, row.opened_on))
    return found


def _promises(db: sa.Connection, book: str, coached: Iterable[CaseRow], today: date) -> dict[str, tuple[Promise, ...]]:
    """Faskes → its open follow-ups, the earliest day first."""
    waiting = [row for row in coached if COACHING.open_to(row.state)]
    taken = cases.steps_of(db, book, [row.id for row in waiting])
    found: dict[str, list[Promise]] = defaultdict(list)
    for row in waiting:
        found[row.site].append(_promise(row, cases.standing(taken[row.id])))
    return {site: tuple(sorted(all_, key=lambda one: (one.due or date.max, one.case))) for site, all_ in found.items()}


def _promise(row: CaseRow, taken: Sequence[StepTaken]) -> Promise:
    answers = taken[-1].answers if taken else {}
    due = answers.get("due")
    return Promise(row.id, str(answers.get("follow_up") or ""), date.fromisoformat(str(due)) if due else None)


Found = Iterator[tuple[str, Reason]]


def _late(db: sa.Connection, book: str, today: date, known: Collection[str]) -> Found:
    """Months whose deadline has passed and that are not closed."""
    for one in standings(db, book, today, deadline_day(db, book), known):
        if one.expected and one.overdue and one.open:
            yield one.site.code, Reason(LATE, one.overdue, one.open.first)


def _empty(db: sa.Connection, book: str, today: date, known: Mapping[str, faskes.Entry]) -> Found:
    """Items used lately of which nothing is left."""
    items: dict[str, list[str]] = defaultdict(list)
    for site, item in out_of_stock(db, book, known, lately_used(db, book, today, known)):
        items[site].append(item)
    for site, empty in items.items():
        yield site, Reason(EMPTY, len(empty), items=tuple(empty))


def _on_road(db: sa.Connection, book: str, today: date, known: Collection[str]) -> Found:
    """Deliveries that should have been confirmed by now."""
    rows = cases.listing(db, book, flows=[DISTRIBUTION.code], states=ON_THE_WAY, sites=known)
    taken = cases.steps_of(db, book, [row.id for row in rows])
    late: dict[str, list[CaseRow]] = defaultdict(list)
    timing = timing_of(settings(db, book))
    for row in rows:
        read = clocks(DISTRIBUTION, cases.standing(taken[row.id]), today, timing)
        if any(one.late and one.running for one in read):
            late[row.site].append(row)
    for site, found in late.items():
        yield site, Reason(ROAD, len(found), min(row.changed_on for row in found), cases=tuple(r.id for r in found))


def _short(db: sa.Connection, book: str, today: date, known: Collection[str]) -> Found:
    """Deliveries that came short and are not cleared up."""
    missing = {(one.consignment, one.item) for one in queries.holdings(db, book, today, kinds=[MISSING])}
    to = cases.sites_of(db, book, {case for case, _ in missing})
    short: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for case, item in missing:
        if to.get(case) in known:
            short[to[case]].add((case, item))
    for site, found in short.items():
        own = tuple(sorted({case for case, _ in found}))
        yield site, Reason(SHORT, len(own), items=tuple(sorted({item for _, item in found})), cases=own)


def _variances(db: sa.Connection, book: str, known: Collection[str], last: Mapping[str, date], back: date) -> Found:
    """Counts with a variance since the last pembinaan, not older than `back`."""
    rows = cases.listing(db, book, flows=[COUNTING.code], states=[STANDS], sites=known)
    recent = {row.id: row for row in rows if row.changed_on >= max(back, last.get(row.site, back))}
    wrong: dict[str, list[CaseRow]] = defaultdict(list)
    for number, count in counts_of(db, book, recent).items():
        if any(count.variance(lot) for lot in count.seen):
            wrong[recent[number].site].append(recent[number])
    for site, found in wrong.items():
        yield site, Reason(VARIANCE, len(found), max(r.changed_on for r in found), cases=tuple(r.id for r in found))
