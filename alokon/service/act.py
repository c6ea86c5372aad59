"""One step being performed in an open transaction: planned, posted to the ledger, written as case and paper."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from alokon.service.desk import Desk, Done
from alokon.service.stock import Site, cut_of_case, load_counting, load_stock, place_of, sites_of
from alokon.sop import plan as planning
from alokon.sop.case import Case, Change
from alokon.sop.model import SITE, WAREHOUSE, Flow, Step
from alokon.store import cases, papers, settings
from inventory.core.counting import Cut, Observation
from inventory.core.errors import Problem
from inventory.core.ledger import Move
from inventory.core.months import Month
from inventory.store import chain, counts, masters, writer
from inventory.store.rules import Entry


def plain(value: object) -> object:
    """Answers as the ledger keeps them: months as text, empty answers left out."""
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, Mapping):
        return {name: plain(answer) for name, answer in value.items() if answer is not None}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


@dataclass(frozen=True)
class Act:
    """One step about to be performed in an open transaction."""

    db: sa.Connection
    desk: Desk
    flow: Flow
    step: Step
    case: Case
    answers: planning.Answers
    key: str
    request: str

    def perform(
        self,
        *,
        undo: tuple[Move, ...] = (),
        undone: tuple[Change, ...] = (),
        unseen: Collection[int] = (),
        corrects: int | None = None,
        reason: str = "",
        warnings: tuple[Problem, ...] = (),
    ) -> Done:
        """Plan and write. `undo`, `undone` and `unseen` take back what a corrected event moved, changed and saw."""
        db, book, step = self.db, self.desk.book, self.step
        sites = sites_of(db, book, self.flow, self.case)
        items = masters.items(db, book)
        before = self.case.after(undone)
        stock = load_stock(db, book, step, before, self.answers, sites, items, undo)
        counting = load_counting(db, book, step, before, items)
        names = {code: item.name for code, item in items.items()}
        plan = planning.plan(step, before, self.answers, stock, names, counting)
        slots = {day: _slot(db, book, sites, day) for day in {t.day for t in plan.transfers}}
        moves = (*undo, *_moves(plan, sites, items, slots, before_count=step.by_expiry))
        case_id = self.case.id or cases.next_id(db, book)
        moves = tuple(m if m.consignment or m.reverses else m._replace(consignment=case_id) for m in moves)
        paper = papers.next_number(db, book, step.paper, plan.day, settings.settings(db, book)) if step.paper else None
        entry = Entry(
            kind=f"{self.flow.code}.{step.name}",
            occurred_on=plan.day,
            recorded_at=self.desk.now,
            actor=self.desk.actor.user_id,
            key=self.key,
            request=self.request,
            payload=self._payload(case_id, plan, paper, undone, reason),
            moves=moves,
            lots=plan.lots,
            corrects=corrects,
            cuts=self._cuts(plan, sites[SITE].id),
            observations=self._observations({**dict.fromkeys(unseen), **plan.seen}),
        )
        posted = writer.post(db, book, entry)
        self._write(case_id, plan, sites, posted, (*undone, *plan.changes), corrects)
        if paper:
            issued = {"case_id": case_id, "event": posted.seq, "issued_on": plan.day, "head": posted.head}
            papers.add(db, book, paper, **issued)
        return Done(posted.seq, posted.head, case_id, paper.number if paper else None, warnings)

    def _cuts(self, plan: planning.Plan, site: int) -> tuple[Cut, ...]:
        """The cut of a count that is opened, behind everything its day holds so far."""
        if not plan.cut:
            return ()
        return (Cut(site, plan.day, counts.open_slot(self.db, self.desk.book, site, plan.day)),)

    def _observations(self, seen: Mapping[int, int | None]) -> tuple[Observation, ...]:
        """What was seen of each lot at the cut of the case; None takes it back."""
        if not seen:
            return ()
        cut = cut_of_case(self.db, self.desk.book, self.case)
        return tuple(Observation(cut, lot, quantity) for lot, quantity in seen.items())

    def _payload(
        self, case_id: int, plan: planning.Plan, paper: papers.Numbered | None, undone: tuple[Change, ...], reason: str
    ) -> str:
        return chain.canonical(
            {
                "case": case_id,
                "flow": self.flow.code,
                "step": self.step.name,
                "site": self.case.site,
                "role": self.desk.actor.name,
                "answers": plain(self.answers.values),
                "lines": plain(self.answers.rows),
                "state": plan.state,
                "paper": paper.number if paper else None,
                "undone": [list(c) for c in undone],
                "changes": [list(c) for c in plan.changes],
                "reason": reason,
            }
        )

    def _write(
        self,
        case_id: int,
        plan: planning.Plan,
        sites: Mapping[str, Site],
        posted: writer.Posted,
        changes: tuple[Change, ...],
        corrects: int | None,
    ) -> None:
        db, book = self.db, self.desk.book
        header: dict[str, object] = {
            "state": plan.state,
            "changed_on": max(plan.day, self.case.changed_on) if self.case.id else plan.day,
            **{name: str(self.answers.values[name]) for name in ("month", "urgency") if self.answers.values.get(name)},
        }
        if not self.case.id:
            warehouse = sites["warehouse"].id if "warehouse" in sites else None
            own = {"id": case_id, "flow": self.flow.code, "site": sites["site"].id, "warehouse": warehouse}
            cases.add(db, book, {**own, "opened_on": plan.day, **header})
            header = {}
        cases.save(db, book, replace(self.case, id=case_id), changes, posted.lots, **header)
        cases.add_step(
            db,
            book,
            {
                "case_id": case_id,
                "event": posted.seq,
                "step": self.step.name,
                "state": plan.state,
                "done_on": plan.day,
                "recorded_at": self.desk.now.isoformat(),
                "actor": self.desk.actor.user_id,
                "role": self.desk.actor.name,
                "corrects": corrects,
                "answers": chain.canonical({**_mapping(plain(self.answers.values)), "lines": plain(self.answers.rows)}),
            },
        )


def _mapping(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value


def _slot(db: sa.Connection, book: str, sites: Mapping[str, Site], day: date) -> int:
    """The slot of a day that is open at every site of the case: behind the counts already taken there."""
    own = {site.id for role, site in sites.items() if role in (SITE, WAREHOUSE)}
    return max(counts.open_slot(db, book, site, day) for site in own)


def _moves(
    plan: planning.Plan,
    sites: Mapping[str, Site],
    items: Mapping[str, masters.Item],
    slots: Mapping[date, int],
    *,
    before_count: bool,
) -> list[Move]:
    """The plan's transfers as moves between places of the book, each in its day's open slot.

    What was used over a month stands before the last count of its last day, which saw what was left.
    """
    return [
        Move(
            items[t.item].id, t.lot, t.quantity, place_of(sites, t.source), place_of(sites, t.destination), t.day,
            max(slots[t.day] - 1, 0) if before_count else slots[t.day],
        )
        for t in plan.transfers
    ]  # fmt: skip
