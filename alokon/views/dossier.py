"""One case whole: its lines, what was done to it and by whom, what was corrected, its papers, and what to mind."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa

from alokon.faskes import Faskes
from alokon.service.desk import kecamatan_of
from alokon.sop.case import Case
from alokon.sop.clocks import CALENDAR_DAYS, Reading, Timing, timing_of
from alokon.sop.model import Flow, Step
from alokon.sop.registry import FLOWS
from alokon.store import cases, faskes, papers
from alokon.store.cases import StepTaken
from alokon.store.papers import Paper
from alokon.store.settings import settings
from alokon.views.answered import Known
from alokon.views.running import clocks
from alokon.views.withheld import withheld
from inventory.core.errors import Problem
from inventory.core.places import TRACKED
from inventory.store import masters, queries
from inventory.store.queries import Names
from inventory.store.schema import event

TAKEN, CORRECTION, WITHDRAWAL = "taken", "correction", "withdrawal"


class Deed(NamedTuple):
    """A step as it was taken. A correction replaces an earlier deed, a withdrawal only takes it back; both say why.

    `replaced_by` is the event that took this one back, None while it stands.
    """

    step: Step
    taken: StepTaken
    kind: str
    reason: str
    replaced_by: int | None
    paper: Paper | None

    @property
    def stands(self) -> bool:
        """Whether what it did still counts."""
        return self.replaced_by is None and self.kind != WITHDRAWAL

    @property
    def words(self) -> str:
        """What was done: a withdrawal names the step it took back."""
        return self.step.done if self.kind != WITHDRAWAL else f"Dibatalkan: {self.step.done}"

    @property
    def recorded_at(self) -> datetime:
        """When it was written into the book."""
        return datetime.fromisoformat(self.taken.recorded_at)


@dataclass(frozen=True)
class Dossier:
    """A case with everything a page tells about it; `faskes` is None when it is about a warehouse.

    `partner` is the other faskes it is about, if any.
    """

    case: Case
    flow: Flow
    site_name: str
    faskes: Faskes | None
    area: str | None
    kecamatan: str
    deeds: tuple[Deed, ...]
    papers: tuple[Paper, ...]
    lots: Mapping[int, Names]
    obstacles: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    partner: Faskes | None = None
    timing: Timing = CALENDAR_DAYS
    sites: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> Known:
        """What its answers name."""
        return Known(self.lots, self.sites)

    @property
    def state(self) -> str:
        """The state in words."""
        return self.flow.states[self.case.state]

    @property
    def over(self) -> date | None:
        """The day the case ended, None while a step can be taken."""
        return None if self.flow.open_to(self.case.state) else self.deeds[-1].taken.done_on

    def answer(self, name: str) -> object:
        """The newest standing answer to a field of the case, None when nobody gave one."""
        given = [deed.taken.answers[name] for deed in self.deeds if deed.stands and name in deed.taken.answers]
        return given[-1] if given else None

    def clocks(self, today: date) -> list[Reading]:
        """The flow's standard times beside the actual ones."""
        stands = [deed.taken for deed in self.deeds if deed.stands]
        return clocks(self.flow, stands, today, self.timing, self.over)


def dossier(db: sa.Connection, book: str, case_id: int, today: date, flows: Collection[str] | None = None) -> Dossier:
    """Everything about one case of some flows, as it stands on a day; refuses `case_unknown`."""
    case = cases.load(db, book, case_id, flows)
    taken = cases.steps_of(db, book, [case_id]).get(case_id, [])
    issued = papers.of_cases(db, book, [case_id]).get(case_id, [])
    flow = FLOWS[case.flow]
    entry = faskes.entry(db, book, case.site)
    known = entry.faskes if entry else None
    areas = faskes.kecamatan_list(db, book)
    area = known.kecamatan if known else kecamatan_of(db, book, case.site)
    other = faskes.entry(db, book, case.partner) if case.partner else None
    partner = other.faskes if other else None
    obstacles, warnings = _gate(db, book, flow, case, partner or known, today)
    named = queries.lot_names(db, book, {line.lot for line in case.lines if line.lot})
    return Dossier(
        case=case,
        flow=flow,
        site_name=known.name if known else masters.sites(db, book, {case.site})[case.site].name,
        faskes=known,
        area=area,
        kecamatan=areas[area].name if area in areas else "",
        deeds=tuple(_deeds(flow, taken, issued, _reasons(db, book, taken))),
        papers=tuple(issued),
        lots=named,
        obstacles=obstacles,
        warnings=(*warnings, *_recalled(db, book, case, named)),
        partner=partner,
        timing=timing_of(settings(db, book)),
        sites=_sites(db, book, flow, taken),
    )


def _sites(db: sa.Connection, book: str, flow: Flow, taken: Sequence[StepTaken]) -> dict[str, str]:
    """The names of the sites that answers to its steps tell by code; no question where none does."""
    steps, codes = {step.name: step for step in flow.steps}, set()
    for one in taken:
        step = steps[one.step]
        for fields, rows in ((step.fields, [one.answers]), (step.line_fields, _rows(one))):
            named = [one_field.name for one_field in fields if one_field.kind == "site"]
            codes |= {str(row[name]) for row in rows for name in named if row.get(name)}
    return {code: site.name for code, site in masters.sites(db, book, codes).items()} if codes else {}


def _rows(one: StepTaken) -> Sequence[Mapping[str, object]]:
    rows = one.answers.get("lines")
    return rows if isinstance(rows, list) else ()


def _gate(
    db: sa.Connection, book: str, flow: Flow, case: Case, known: Faskes | None, today: date
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """What the registry says against serving the site, while a step that asks it still lies ahead."""
    if known is None or not any(step.gated for step in ahead(flow, case.state)):
        return (), ()
    answer = faskes.gate_of(db, book, known, today)
    return answer.problems, answer.warnings


def _recalled(db: sa.Connection, book: str, case: Case, named: Mapping[int, Names]) -> list[Problem]:
    """`batch_recalled` for every batch that the case still has on its way and that must not be used any more."""
    held = withheld(db, book)
    lots = {line.lot for line in case.leaves if line.lot and held.holder(line.lot)}
    if not lots:
        return []
    sums: dict[int, int] = defaultdict(int)
    for h in queries.holdings(db, book, items={named[lot].key.item for lot in lots}, kinds=TRACKED):
        if h.consignment == case.id and h.lot in lots:
            sums[h.lot] += h.quantity
    keys = {lot: named[lot].key for lot in sums}
    return [
        Problem("batch_recalled", {"item": key.item, "batch": key.batch, "quantity": sums[lot]})
        for lot, key in keys.items()
    ]


def ahead(flow: Flow, state: str) -> list[Step]:
    """The steps a case in a state may still come to, if nothing stops it or takes it back."""
    found: list[Step] = []
    seen, queue = {state}, [state]
    while queue:
        onward = [step for step in flow.open_to(queue.pop()) if not step.alarming]
        found += onward
        new = {step.after for step in onward if step.after} - seen
        seen |= new
        queue += new
    return found


def _reasons(db: sa.Connection, book: str, taken: Collection[StepTaken]) -> dict[int, str]:
    """Why each correcting event was made, as its payload in the chain says."""
    wanted = [step.event for step in taken if step.corrects is not None]
    query = sa.select(event.c.seq, event.c.payload).where(event.c.book == book, event.c.seq.in_(wanted))
    return {seq: str(json.loads(payload).get("reason", "")) for seq, payload in db.execute(query)}


def _deeds(flow: Flow, taken: list[StepTaken], issued: list[Paper], reasons: Mapping[int, str]) -> list[Deed]:
    by_event = {paper.event: paper for paper in issued}
    replaced = {step.corrects: step.event for step in taken if step.corrects is not None}
    deeds = []
    for one in taken:
        step, reason = flow.step(one.step), reasons.get(one.event, "")
        deeds.append(Deed(step, one, _kind_of(one), reason, replaced.get(one.event), by_event.get(one.event)))
    return deeds


def _kind_of(taken: StepTaken) -> str:
    """Whether a step was simply taken, done again as a correction, or withdrawn."""
    if taken.corrects is None:
        return TAKEN
    return WITHDRAWAL if taken.withdraws else CORRECTION
