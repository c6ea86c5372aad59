"""What a step leaves in the book beside moves of goods: its payload in the chain, and the story of its case."""

from collections.abc import Mapping
from dataclasses import replace

from alokon.service.act import Act, plain
from alokon.service.stock import Site
from alokon.sop.case import Change
from alokon.sop.model import PARTNER
from alokon.sop.plan import Plan
from alokon.store import cases
from alokon.store.papers import Numbered
from inventory.store import chain
from inventory.store.writer import Posted

SEALED = "sealed"
"""Stands among the answers of a step that sealed some."""


def payload(act: Act, case_id: int, plan: Plan, paper: Numbered | None, undone: tuple[Change, ...], reason: str) -> str:
    """What the ledger keeps and digests of the step, as canonical JSON."""
    return chain.canonical(
        {
            "case": case_id,
            "flow": act.flow.code,
            "step": act.step.name,
            "site": act.case.site,
            **({"partner": act.case.partner} if act.case.partner else {}),
            "role": act.desk.actor.name,
            "answers": plain(act.answers.values),
            **({"sealed": act.sealed} if act.sealed else {}),
            "lines": plain(act.answers.rows),
            "state": plan.state,
            "paper": paper.number if paper else None,
            "undone": [list(c) for c in undone],
            "changes": [list(c) for c in plan.changes],
            "reason": reason,
        }
    )


def record(
    act: Act,
    case_id: int,
    plan: Plan,
    sites: Mapping[str, Site],
    posted: Posted,
    changes: tuple[Change, ...],
    corrects: int | None,
) -> None:
    """Write the case with its lines as the step leaves them, and the step among those it has taken."""
    db, book = act.db, act.desk.book
    header: dict[str, object] = {
        "state": plan.state,
        "changed_on": max(plan.day, act.case.changed_on) if act.case.id else plan.day,
        **{name: str(act.answers.values[name]) for name in ("month", "urgency") if act.answers.values.get(name)},
    }
    if not act.case.id:
        warehouse = sites["warehouse"].id if "warehouse" in sites else None
        partner = sites[PARTNER].id if PARTNER in sites else None
        about = {"site": sites["site"].id, "warehouse": warehouse, "partner": partner}
        own = {"id": case_id, "flow": act.flow.code, **about}
        cases.add(db, book, {**own, "origin": act.case.origin, "opened_on": plan.day, **header})
        header = {}
    cases.save(db, book, replace(act.case, id=case_id), changes, posted.lots, **header)
    given = {name: plain(answer) for name, answer in act.answers.values.items() if answer is not None}
    if act.sealed:
        given[SEALED] = True
    cases.add_step(
        db,
        book,
        {
            "case_id": case_id,
            "event": posted.seq,
            "step": act.step.name,
            "state": plan.state,
            "done_on": plan.day,
            "recorded_at": act.desk.now.isoformat(),
            "actor": act.desk.actor.user_id,
            "role": act.desk.actor.name,
            "corrects": corrects,
            "answers": chain.canonical({**given, "lines": plain(act.answers.rows)}),
        },
    )
