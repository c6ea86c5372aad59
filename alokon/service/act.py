"""One step being performed in an open transaction: planned, posted to the ledger, written as case and paper."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from alokon.people import in_scope
from alokon.service.desk import Desk, Done
from alokon.service.moving import Sides, moves_of, question, roles_on, sides_of, slot_on
from alokon.service.stock import Site, cut_of_case, load_counting, load_stock, sites_of
from alokon.sop import plan as planning
from alokon.sop.case import Case, Change
from alokon.sop.model import SITE, WAREHOUSE, Flow, Step
from alokon.sop.registry import FLOWS
from alokon.store import cases, papers, settings
from alokon.store.cases import StepTaken
from inventory.core.counting import Cut, Observation
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.core.ledger import Line, Move, reverse
from inventory.core.months import Month
from inventory.store import chain, corrections, counts, masters, writer
from inventory.store.rules import Entry

LACKING = frozenset({"not_enough", "taken_later", "more_than_shipped"})
"""Codes of refusals for lack of goods, which may lie there on the other side of a count."""


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
        slot: int | None = None,
        undone: tuple[Change, ...] = (),
        unseen: Collection[int] = (),
        corrects: StepTaken | None = None,
        reason: str = "",
        warnings: tuple[Problem, ...] = (),
    ) -> Done:
        """Plan and write. `corrects` is the step done again; `undone` and `unseen` take back what it changed and saw.

        `slot` says where the document stands among the counts of its day, once somebody was asked.
        """
        db, book, step = self.db, self.desk.book, self.step
        sites = sites_of(db, book, self.flow, self.case)
        items = masters.items(db, book)
        before = self.case.after(undone)
        stands = corrections.standing(db, book, corrects.event) if corrects else {}
        sides = sides_of(db, book, sites, self.answers.day)
        if slot is not None:
            slot = sides.at(slot, self._seen_roles())
        else:
            slot = slot_on(step, self.answers.day, sides, stands.values())
        plan = self._planned(before, sites, items, sides, slot, stands)
        case_id = self.case.id or cases.next_id(db, book)
        moves = moves_of(db, book, plan, sites, items, self._slots(plan, sites, sides, slot, stands.values()), case_id)
        if corrects:
            redated = plan.day != corrects.done_on
            moves = corrections.amended(db, book, stands, moves, self.desk.today, redated=redated)
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
            corrects=corrects.event if corrects else None,
            cuts=self._cuts(plan, sites[SITE].id),
            observations=self._observations({**dict.fromkeys(unseen), **plan.seen}),
        )
        posted = writer.post(db, book, entry)
        self._write(case_id, plan, sites, posted, (*undone, *plan.changes), entry.corrects)
        if paper:
            issued = {"case_id": case_id, "event": posted.seq, "issued_on": plan.day, "head": posted.head}
            papers.add(db, book, paper, **issued)
        self._give_up(case_id, {m.consignment for m in posted.derived if m.consignment})
        return Done(posted.seq, posted.head, case_id, paper.number if paper else None, warnings)

    def _planned(
        self,
        before: Case,
        sites: Mapping[str, Site],
        items: Mapping[str, masters.Item],
        sides: Sides,
        slot: int | None,
        stands: Mapping[Line, Move],
    ) -> planning.Plan:
        """The plan of the step on the stock of its day, on its side of the counts.

        Where the side is not known and goods are lacking, the refusal asks for it too.
        """
        db, book, step, day = self.db, self.desk.book, self.step, self.answers.day
        undo = [reverse(m, line, m.moved_on, m.slot) for line, m in stands.items()]
        shut = bool(stands) and corrections.is_shut(db, book, stands.values())
        as_of, at = (self.desk.today, None) if shut else (day, slot)
        stock = load_stock(db, book, step, before, self.answers, sites, items, as_of, at, undo)
        counting = load_counting(db, book, step, before, items)
        names = {code: item.name for code, item in items.items()}
        try:
            return planning.plan(step, before, self.answers, stock, names, counting)
        except Refused as refused:
            if slot is None and any(problem.code in LACKING for problem in refused.problems):
                refused.problems += tuple(question(sides, self._seen_roles(), sites, day))
            raise

    def _slots(
        self,
        plan: planning.Plan,
        sites: Mapping[str, Site],
        sides: Sides,
        slot: int | None,
        stood: Collection[Move],
    ) -> dict[date, int]:
        """The slot of each day on which goods of the plan move; refuses `count_side_missing` where nobody said."""
        if slot is None:
            refuse_if(question(sides, roles_on(plan.transfers, plan.day) & self._seen_roles(), sites, plan.day))
        found = {plan.day: sides.behind if slot is None else slot}
        for day in {t.day for t in plan.transfers} - found.keys():
            others = sides_of(self.db, self.desk.book, sites, day)
            at = slot_on(self.step, day, others, stood)
            found[day] = others.behind if at is None else at
        return found

    def _seen_roles(self) -> set[str]:
        """The roles of the sites whose counts the actor can be asked about: its own, and those of the kabupaten's."""
        return {SITE, WAREHOUSE} if in_scope(self.desk.actor, None, None) else {SITE}

    def _give_up(self, by: int, numbers: Collection[int]) -> None:
        """Cases whose reservations a count gave up take the step that their flow declares for that."""
        for number in sorted(numbers):
            case = cases.load(self.db, self.desk.book, number)
            flow = FLOWS[case.flow]
            if flow.gives_up:
                told = {"date": self.desk.today, "reason": f"{self.flow.title}, berkas {by}"}
                answers = planning.Answers(told, (), self.desk.today)
                step, key = flow.step(flow.gives_up), f"{self.key}/{number}"
                Act(self.db, self.desk, flow, step, case, answers, key, self.request).perform()

    def _cuts(self, plan: planning.Plan, site: int) -> tuple[Cut, ...]:
        """The cut of a count that is opened, behind everything its day holds so far."""
        if not plan.cut:
            return ()
        return (Cut(site, plan.day, counts.open_slot(self.db, self.desk.book, plan.day)),)

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
