"""A case as it was when a paper was issued: folded from what its events say they changed, up to that paper.

A paper printed again later shows what it ordered or confirmed then, whatever happened to the case since. Only its own
correction counts: then it shows the corrected figures, and says so.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from alokon.sop.case import Case, Change
from alokon.sop.registry import FLOWS
from alokon.store import cases, papers
from alokon.store.cases import StepTaken
from alokon.store.papers import Paper
from alokon.views.answered import in_words
from inventory.store.schema import event


@dataclass(frozen=True)
class Issued:
    """A paper with its case right before and right after the step it belongs to.

    `opened` is the step that opened the case, `taken` the paper's own as it stands (its correction, if any);
    `correction` is the event that corrected or withdrew it, with its reason; `now` is the case as it is today;
    `until` are the steps that stood with its own, its own as it stands now.
    """

    paper: Paper
    opened: StepTaken
    taken: StepTaken
    before: Case
    after: Case
    now: Case
    others: tuple[Paper, ...]
    correction: StepTaken | None = None
    withdrawn: bool = False
    reason: str = ""
    until: tuple[StepTaken, ...] = ()

    def told(self, name: str) -> object:
        """The newest answer to a field when the paper was issued, None when nobody had given one."""
        return next((step.answers[name] for step in reversed(self.until) if answers_to(step, name)), None)

    def in_words(self, name: str) -> str:
        """The same in the words of its field, empty when nobody had given one."""
        return next(
            (step_words(self.now.flow, step, name) for step in reversed(self.until) if answers_to(step, name)), ""
        )

    def rows(self, step: str) -> Sequence[Mapping[str, object]]:
        """The rows answered to a step by then, none when it was not taken."""
        found = [one.answers.get("lines") for one in self.until if one.step == step]
        return found[-1] if found and isinstance(found[-1], list) else ()

    def earlier(self, kind: str) -> Paper | None:
        """The newest paper of a kind that the case had when this one was issued."""
        found = [p for p in self.others if p.kind == kind and p.event <= self.paper.event]
        return found[-1] if found else None

    @property
    def corrected_at(self) -> datetime | None:
        """When it was corrected or withdrawn."""
        return datetime.fromisoformat(self.correction.recorded_at) if self.correction else None


def answers_to(step: StepTaken, name: str) -> bool:
    """Whether a step that was taken answered a field."""
    return step.answers.get(name) not in (None, "")


def step_words(flow: str, step: StepTaken, name: str) -> str:
    """What a step answered to a field, in words; empty when it answered nothing."""
    asked = next((field for field in FLOWS[flow].step(step.step).fields if field.name == name), None)
    return in_words(asked, step.answers[name], step.answers) if asked and answers_to(step, name) else ""


def issued(db: sa.Connection, book: str, asked: Sequence[Paper]) -> list[Issued]:
    """Everything some papers tell, in their order; five questions for however many."""
    numbers = {paper.case_id for paper in asked}
    now, steps = cases.load_some(db, book, numbers), cases.steps_of(db, book, numbers)
    payloads = _payloads(db, book, [step.event for taken in steps.values() for step in taken])
    others = papers.of_cases(db, book, numbers)
    return [_issued(p, now[p.case_id], steps[p.case_id], payloads, others[p.case_id]) for p in asked]


def _issued(
    paper: Paper,
    now: Case,
    steps: Sequence[StepTaken],
    payloads: Mapping[int, Mapping[str, object]],
    others: Sequence[Paper],
) -> Issued:
    """One paper of a case whose events said what they changed."""
    own = next(step for step in steps if step.event == paper.event)
    last = _standing(own, steps)
    shown = own if last.withdraws else last
    empty = replace(now, lines=(), state="")
    before = empty.after(c for step in steps if step.event < paper.event for c in _all(payloads[step.event], now))
    return Issued(
        paper=paper,
        opened=steps[0],
        taken=shown,
        before=before,
        after=before.after(_made(payloads[shown.event], "changes", now), shown.state),
        now=now,
        others=tuple(others),
        correction=last if last is not own else None,
        withdrawn=last.withdraws,
        reason=str(payloads[last.event].get("reason", "")),
        until=(*cases.standing(step for step in steps if step.event < paper.event), shown),
    )


def _standing(own: StepTaken, steps: Iterable[StepTaken]) -> StepTaken:
    """The last of the chain of corrections that begins with a step."""
    after = {step.corrects: step for step in steps if step.corrects is not None}
    while own.event in after:
        own = after[own.event]
    return own


def _payloads(db: sa.Connection, book: str, events: Iterable[int]) -> dict[int, Mapping[str, object]]:
    query = sa.select(event.c.seq, event.c.payload).where(event.c.book == book, event.c.seq.in_(list(events)))
    return {row.seq: json.loads(row.payload) for row in db.execute(query)}


def _all(payload: Mapping[str, object], now: Case) -> list[Change]:
    """What an event took back and what it made."""
    return [*_made(payload, "undone", now), *_made(payload, "changes", now)]


def _made(payload: Mapping[str, object], name: str, now: Case) -> list[Change]:
    """The line changes in a payload; a lot told by its label is the one that stands on the line."""
    rows = payload.get(name) or []
    assert isinstance(rows, list)
    changes = [Change(*row) for row in rows]
    return [c if isinstance(c.lot, int | None) else c._replace(lot=_lot(now, c.line)) for c in changes]


def _lot(now: Case, number: int) -> int | None:
    line = now.line(number)
    return line.lot if line else None
