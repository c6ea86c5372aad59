"""A Rensi as it stands: its computations, what is planned for every faskes, and how far its SPMB have come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon.catalog import ITEMS
from alokon.sop.case import Line
from alokon.sop.distribution import DISTRIBUTION
from alokon.sop.rensi import APPROVED, COMPUTE, RENSI
from alokon.store import cases
from alokon.store.cases import CaseRow, StepTaken
from alokon.store.schema import case_line, casefile
from alokon.views.dossier import Dossier, dossier
from alokon.views.gone import Pair
from inventory.core.errors import Problem, Refused
from inventory.core.months import Month

COMPUTING = frozenset({COMPUTE.name, "recompute"})

_ORDER = {item: n for n, item in enumerate(ITEMS)}


def _in_order(pair: Pair) -> tuple[str, int]:
    """By the codes of the faskes, then as the forms print the items."""
    site, item = pair
    return site, _ORDER.get(item, len(_ORDER))


class Figures(NamedTuple):
    """What a computation found of an item at a faskes, in base units; `needed` and `monthly` are None where unknown.

    `proposed` is by fund; `coming` is on its way or ordered; `capped` says that it gets less than its share because
    what is left would expire with it.
    """

    needed: int | None
    usable: int
    coming: int
    monthly: Fraction | None
    reports: int
    capped: bool
    proposed: Mapping[str, int]


class Had(NamedTuple):
    """What the warehouse had of an item at a computation, by fund, what it keeps back, and the kabupaten's use."""

    by_fund: Mapping[str, int]
    floor: int
    monthly: Fraction | None


class Computation(NamedTuple):
    """One computation: its event, day and rule; the figures by site and item, and what the warehouse had by item."""

    event: int
    on: date
    rule: str
    figures: Mapping[Pair, Figures]
    had: Mapping[str, Had]


class Planned(NamedTuple):
    """An item for a faskes: its line, the lines of its funds, and what the newest computation found."""

    site: str
    item: str
    line: Line
    funds: tuple[Line, ...]
    figures: Figures | None

    @property
    def proposed(self) -> int:
        """Base units by the computation."""
        return sum(line["proposed"] for line in self.funds)

    @property
    def planned(self) -> int:
        """Base units it is to get."""
        return sum(line["planned"] for line in self.funds)

    @property
    def changed(self) -> bool:
        """Whether somebody planned another quantity than was proposed."""
        return any(line["planned"] != line["proposed"] for line in self.funds)

    @property
    def short(self) -> int:
        """What it lacks even so."""
        return max(0, self.line["needed"] - self.planned)


@dataclass(frozen=True)
class Rensi:
    """A Rensi whole; `computations` oldest first, `orders` the case it opened for each faskes."""

    found: Dossier
    computations: tuple[Computation, ...]
    orders: Mapping[str, CaseRow]

    @property
    def newest(self) -> Computation:
        """The computation its proposals rest on."""
        return self.computations[-1]

    @property
    def months(self) -> tuple[Month, Month]:
        """The first and the last month it is for."""
        first = Month.parse(str(self.found.answer("month")))
        return first, first.plus(int(str(self.found.answer("cycle"))) - 1)

    @cached_property
    def lines(self) -> tuple[Planned, ...]:
        """Every faskes and item, in the order of the codes and of the forms."""
        funds: dict[int, list[Line]] = defaultdict(list)
        for line in self.found.case.lines:
            if line.parent is not None:
                funds[line.parent].append(line)
        tops = [line for line in self.found.case.lines if line.parent is None]
        tops.sort(key=lambda line: _in_order((line.site or "", line.item)))
        figures = self.newest.figures
        return tuple(
            Planned(x.site or "", x.item, x, tuple(funds[x.number]), figures.get((x.site or "", x.item))) for x in tops
        )


def rensi(db: sa.Connection, book: str, number: int, today: date) -> Rensi:
    """A Rensi by the number of its case; refuses `case_unknown`."""
    found = dossier(db, book, number, today)
    if found.flow is not RENSI:
        raise Refused(Problem("case_unknown", {"case": number}))
    taken = [deed.taken for deed in found.deeds if deed.stands and deed.taken.step in COMPUTING]
    opened = cases.listing(db, book, flows=[DISTRIBUTION.code], origin=number)
    computed = tuple(_computation(one, found.case.site) for one in taken)
    return Rensi(found, computed, {row.site: row for row in opened})


def _computation(taken: StepTaken, warehouse: str) -> Computation:
    rows = taken.answers["lines"]
    assert isinstance(rows, list)
    by_pair: dict[Pair, list[dict[str, Any]]] = defaultdict(list)
    own: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["site"] == warehouse:
            own[row["item"]].append(row)
        else:
            by_pair[row["site"], row["item"]].append(row)
    figures = {pair: _figures(told) for pair, told in by_pair.items()}
    had = {item: _had(told) for item, told in own.items()}
    return Computation(taken.event, taken.done_on, str(taken.answers["rule"]), figures, had)


def _figures(rows: Sequence[Mapping[str, Any]]) -> Figures:
    head = rows[0]
    proposed = {row["fund"]: row["proposed"] for row in rows if row.get("fund")}
    monthly = Fraction(head["monthly"]) if head.get("monthly") is not None else None
    capped = head.get("capped") is not None
    facts = head.get("usable") or 0, head.get("coming") or 0, monthly, head.get("reports") or 0, capped
    return Figures(head.get("needed"), *facts, proposed)


def _had(rows: Sequence[Mapping[str, Any]]) -> Had:
    monthly = Fraction(rows[0]["monthly"]) if rows[0].get("monthly") is not None else None
    return Had({row["fund"]: row["usable"] for row in rows if row.get("fund")}, rows[0].get("floor") or 0, monthly)


class Difference(NamedTuple):
    """An item at a faskes of which two computations say something else; None where one of them does not have it."""

    site: str
    item: str
    before: Figures | None
    after: Figures | None


def differences(before: Computation, after: Computation) -> list[Difference]:
    """What two computations tell differently, line by line."""
    pairs = sorted({*before.figures, *after.figures}, key=_in_order)
    told = [Difference(*pair, before.figures.get(pair), after.figures.get(pair)) for pair in pairs]
    return [one for one in told if one.before != one.after]


class Shortfall(NamedTuple):
    """What approved Rensi gave a faskes of an item, all together: base units, and how often it got too little."""

    site: str
    item: str
    rounds: int
    needed: int
    planned: int
    short: int
    times: int


def shortfalls(db: sa.Connection, book: str, since: date) -> list[Shortfall]:
    """Of every faskes and item what the Rensi opened since a day left it short of, the largest part first."""
    keys = (casefile.c.id, case_line.c.site, case_line.c.item)
    query = (
        sa.select(*keys, sa.func.sum(case_line.c.needed), sa.func.sum(case_line.c.planned))
        .join_from(casefile, case_line, (case_line.c.book == casefile.c.book) & (case_line.c.case_id == casefile.c.id))
        .where(casefile.c.book == book, casefile.c.flow == RENSI.code, casefile.c.state == APPROVED)
        .where(casefile.c.opened_on >= since)
        .group_by(*keys)
    )
    sums: dict[Pair, list[tuple[int, int]]] = defaultdict(list)
    for _, site, item, needed, planned in db.execute(query):
        sums[site, item].append((needed, planned))
    found = [_shortfall(pair, rounds) for pair, rounds in sums.items()]
    return sorted(found, key=lambda one: (-Fraction(one.short, one.needed or 1), one.site, one.item))


def _shortfall(pair: Pair, rounds: Sequence[tuple[int, int]]) -> Shortfall:
    short = [max(0, needed - planned) for needed, planned in rounds]
    needed, planned = (sum(column) for column in zip(*rounds, strict=True))
    return Shortfall(*pair, len(rounds), needed, planned, sum(short), sum(one > 0 for one in short))
