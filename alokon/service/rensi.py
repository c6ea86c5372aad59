"""Rensi: worked out and written in one transaction, and its SPMB issued for many faskes at once.

What else happens to a Rensi (change a line, approve, drop) are steps like any other.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from alokon.planning.rensi import Given, place
from alokon.service.desk import Desk, Done, guard, writing
from alokon.service.perform import Command, take_in
from alokon.sop.case import Case
from alokon.sop.distribution import ASKED, DISTRIBUTION, ORDER
from alokon.sop.plan import read
from alokon.sop.rensi import APPROVED, COMPUTE, RENSI, planned_funds
from alokon.store import cases, faskes
from alokon.store.cases import CaseRow
from alokon.store.settings import settings
from alokon.views.needs import needs
from alokon.views.rensi import claim_of, drafted, shelf_of
from inventory.core.errors import Problem, Refused

Row = dict[str, object]


def compute(desk: Desk, answers: Mapping[str, object], key: str, case: int | None = None) -> Done:
    """Work a Rensi out and write it down, or (with its `case`) once more; `answers` are the step's fields.

    Codes: those of taking the step.
    """
    with writing(desk) as db:
        return compute_in(db, desk, answers, key, case)


def compute_in(db: sa.Connection, desk: Desk, answers: Mapping[str, object], key: str, case: int | None = None) -> Done:
    """`compute` inside a transaction that is open already."""
    step = RENSI.step("recompute") if case else COMPUTE
    guard(db, desk, step.permission)
    head = read(replace(step, line_fields=()), answers)
    draft = drafted(db, desk.book, head.day, str(head.values["rule"]))
    told = {**answers, "lines": draft.lines()}
    return take_in(db, desk, Command(RENSI.code, step.name, told, key, case, None if case else draft.warehouse))


def order(desk: Desk, rensi: int, day: date, key: str, kecamatan: str = "") -> list[Done]:
    """Issue the SPMB of every faskes of a Rensi (of one kecamatan) that still waits for it: all of them, or none.

    Each lot goes to who can use it up in time. Codes `wrong_state`, `nothing_to_order`; `not_ordered` {site} before
    those of the step, when one of them is refused.
    """
    with writing(desk) as db:
        return order_in(db, desk, rensi, day, key, waiting(db, desk.book, rensi, kecamatan))


def waiting(db: sa.Connection, book: str, rensi: int, kecamatan: str = "") -> list[CaseRow]:
    """The cases of a Rensi (of one kecamatan) without an SPMB, by site."""
    within = faskes.codes_of(db, book, kecamatan_code=kecamatan) if kecamatan else None
    found = cases.listing(db, book, flows=[DISTRIBUTION.code], states=[ASKED], sites=within, origin=rensi)
    return sorted(found, key=lambda row: row.site)


def order_in(db: sa.Connection, desk: Desk, rensi: int, day: date, key: str, rows: Sequence[CaseRow]) -> list[Done]:
    """The SPMB of some cases of a Rensi, inside a transaction that is open already."""
    guard(db, desk, ORDER.permission)
    plan = cases.load(db, desk.book, rensi)
    if plan.flow != RENSI.code or plan.state != APPROVED:
        raise Refused(Problem("wrong_state", {"step": ORDER.label, "state": plan.state, "before": (APPROVED,)}))
    if not rows:
        raise Refused(Problem("nothing_to_order", {}))
    lots = _lots(db, desk.book, plan, {row.site for row in rows}, day)
    found = []
    for row in rows:
        case = cases.load(db, desk.book, row.id)
        answers: Row = {"date": day, "lines": _answers(case, planned_funds(plan, row.site), lots)}
        try:
            found.append(take_in(db, desk, Command(DISTRIBUTION.code, ORDER.name, answers, f"{key}/{row.id}", row.id)))
        except Refused as refused:
            refused.problems = (Problem("not_ordered", {"site": row.site_name}), *refused.problems)
            raise
    return found


def _answers(
    case: Case, funds: Mapping[str, Mapping[str, int]], lots: Mapping[tuple[str, str, str], Sequence[Given]]
) -> list[Row]:
    """The rows of an SPMB: each asked line by the funds of the plan, lot by lot; what no lot suits is left to FEFO."""
    rows: list[Row] = []
    for line in case.children(None):
        for fund, quantity in funds.get(line.item, {}).items():
            named = lots.get((case.site, line.item, fund), ())
            head: Row = {"line": line.number, "fund": fund}
            rows += [{**head, "lot": one.lot, "approved": one.quantity} for one in named]
            rest = quantity - sum(one.quantity for one in named)
            if rest:
                rows.append({**head, "approved": rest})
    return rows


def _lots(
    db: sa.Connection, book: str, plan: Case, sites: Collection[str], day: date
) -> dict[tuple[str, str, str], list[Given]]:
    """(Site, item, fund) → the lots it should get, as the shelf and the stock of the faskes are on a day."""
    wishes: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for site in sites:
        for item, funds in planned_funds(plan, site).items():
            for fund, quantity in funds.items():
                wishes[item, fund][site] = quantity
    shelf = shelf_of(db, book, plan.site, day)
    margin = int(str(settings(db, book)["rensi.margin"]))
    claims = {(row.site, row.item): claim_of(row) for row in needs(db, book, day, sites=sites)}
    found: dict[tuple[str, str, str], list[Given]] = defaultdict(list)
    for (item, fund), wished in wishes.items():
        own = [claims[site, item]._replace(wanted=wish) for site, wish in wished.items() if (site, item) in claims]
        for one in place(own, wished, [lot for lot in shelf.get(item, ()) if lot.fund == fund], day, margin):
            found[one.code, item, fund].append(one)
    return found
