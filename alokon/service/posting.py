"""A step performed in an open transaction: planned, posted to the ledger, recorded with its paper."""

from collections.abc import Collection, Mapping
from datetime import date

from alokon.service import recording, withheld
from alokon.service.act import Act
from alokon.service.desk import Done
from alokon.service.gate import check_gate
from alokon.service.moving import Sides, moves_of, question, roles_on, sides_of, slot_on
from alokon.service.stock import Site, cut_of_case, load_counting, load_stock, sites_of
from alokon.service.withheld import Apart
from alokon.sop import plan as planning
from alokon.sop.adopted import settings_for
from alokon.sop.case import Case, Change
from alokon.sop.model import SITE, Flow
from alokon.sop.registry import FLOWS
from alokon.sop.withheld import Withheld
from alokon.sop.work import Following
from alokon.store import cases, papers, settings
from alokon.store.cases import StepTaken
from inventory.core.counting import Cut, Observation
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.core.ledger import Line, Move, reverse
from inventory.store import corrections, counts, masters, writer
from inventory.store.rules import Entry

LACKING = frozenset({"not_enough", "taken_later", "more_than_shipped", "supplies_short"})
"""Codes of refusals for lack of goods, which may lie there on the other side of a count."""


def post(
    act: Act,
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
    db, book, step = act.db, act.desk.book, act.step
    sites = sites_of(db, book, act.flow, act.case)
    items = masters.items(db, book)
    before = act.case.after(undone)
    stands = corrections.standing(db, book, corrects.event) if corrects else {}
    sides = sides_of(db, book, sites, act.answers.day)
    if slot is not None:
        slot = sides.at(slot, act.seen_roles)
    else:
        slot = slot_on(step, act.answers.day, sides, stands.values())
    held = withheld.known(db, book, corrects)
    plan = _planned(act, before, sites, items, sides, slot, stands, held)
    case_id = act.case.id or cases.next_id(db, book)
    moves = moves_of(db, book, plan, sites, items, _slots(act, plan, sites, sides, slot, stands.values()), case_id)
    if corrects:
        redated = plan.day != corrects.done_on
        moves = corrections.amended(db, book, stands, moves, act.desk.today, redated=redated)
    paper = _numbered(act, plan.day)
    entry = Entry(
        kind=f"{act.flow.code}.{step.name}",
        occurred_on=plan.day,
        recorded_at=act.desk.now,
        actor=act.desk.actor.user_id,
        key=act.key,
        request=act.request,
        payload=recording.payload(act, case_id, plan, paper, undone, reason),
        moves=moves,
        lots=plan.lots,
        corrects=corrects.event if corrects else None,
        cuts=_cuts(act, plan, sites[SITE].id),
        observations=_observations(act, {**dict.fromkeys(unseen), **plan.seen}),
    )
    posted = writer.post(db, book, entry)
    recording.record(act, case_id, plan, sites, posted, (*undone, *plan.changes), entry.corrects)
    if paper:
        papers.add(db, book, paper, case_id=case_id, event=posted.seq, issued_on=plan.day, head=posted.head)
    _give_up(act, case_id, {m.consignment for m in posted.derived if m.consignment})
    apart = withheld.set_apart(act, plan, held, posted.lots)
    number = paper.number if paper else None
    _bring_about(act, case_id, plan, apart, number or f"{act.flow.title}, berkas {case_id}")
    return Done(posted.seq, posted.head, case_id, number, (*warnings, *withheld.warnings_of(act, apart)))


def _planned(
    act: Act,
    before: Case,
    sites: Mapping[str, Site],
    items: Mapping[str, masters.Item],
    sides: Sides,
    slot: int | None,
    stands: Mapping[Line, Move],
    held: Withheld,
) -> planning.Plan:
    """The plan of the step on the stock of its day, on its side of the counts.

    Where the side is not known and goods are lacking, the refusal asks for it too.
    """
    db, book, step, day = act.db, act.desk.book, act.step, act.answers.day
    undo = [reverse(m, line, m.moved_on, m.slot) for line, m in stands.items()]
    shut = bool(stands) and corrections.is_shut(db, book, stands.values())
    as_of, at = (act.desk.today, None) if shut else (day, slot)
    stock = load_stock(db, book, step, before, act.answers, sites, items, as_of, at, undo, held)
    counting = load_counting(db, book, step, before, items)
    names = {code: item.name for code, item in items.items()}
    try:
        return planning.plan(step, before, act.answers, stock, names, counting)
    except Refused as refused:
        if slot is None and any(problem.code in LACKING for problem in refused.problems):
            refused.problems += tuple(question(sides, act.seen_roles, sites, day))
        raise


def _numbered(act: Act, day: date) -> papers.Numbered | None:
    """The number of the paper the step makes, by the settings of its procedure; None where it makes none."""
    if not act.step.paper:
        return None
    values = settings_for(settings.settings(act.db, act.desk.book), act.flow.code)
    return papers.next_number(act.db, act.desk.book, act.step.paper, day, values)


def _slots(
    act: Act,
    plan: planning.Plan,
    sites: Mapping[str, Site],
    sides: Sides,
    slot: int | None,
    stood: Collection[Move],
) -> dict[date, int]:
    """The slot of each day on which goods of the plan move; refuses `count_side_missing` where nobody said."""
    if slot is None:
        refuse_if(question(sides, roles_on(plan.transfers, plan.day) & act.seen_roles, sites, plan.day))
    found = {plan.day: sides.behind if slot is None else slot}
    for day in {t.day for t in plan.transfers} - found.keys():
        others = sides_of(act.db, act.desk.book, sites, day)
        at = slot_on(act.step, day, others, stood)
        found[day] = others.behind if at is None else at
    return found


def _give_up(act: Act, by: int, numbers: Collection[int]) -> None:
    """Cases whose reservations a count gave up take the step that their flow declares for that."""
    for number in sorted(numbers):
        case = cases.load(act.db, act.desk.book, number)
        flow = FLOWS[case.flow]
        if flow.gives_up:
            told = {"date": act.desk.today, "reason": f"{act.flow.title}, berkas {by}"}
            answers = planning.Answers(told, (), act.desk.today)
            step, key = flow.step(flow.gives_up), f"{act.key}/{number}"
            post(Act(act.db, act.desk, flow, step, case, answers, key, act.request))


def _bring_about(act: Act, case_id: int, plan: planning.Plan, apart: Collection[Apart], named: str) -> None:
    """What follows in other cases: from the step itself, then from what it set apart; `named` is what they may cite."""
    for n, following in enumerate(plan.followings):
        _follow(act, case_id, n, following, named)
    for n, (holder, following) in enumerate(withheld.opened_by(act, case_id, apart), len(plan.followings)):
        _follow(act, holder, n, following, named)


def _follow(act: Act, by: int, n: int, following: Following, number: str) -> None:
    """What follows in another case, by an event of its own; its gate and its state are asked as for any other."""
    db, desk, day = act.db, act.desk, act.answers.day
    flow = FLOWS[following.flow]
    step, cited = flow.step(following.step), {following.cites: number} if following.cites else {}
    case = _followed(act, flow, following, by)
    if case.id and (case.flow != flow.code or day < case.changed_on):
        raise Refused(Problem("not_followed", {"case": case.id, "step": step.label, "last": case.changed_on}))
    check_gate(db, desk.book, step, case, day)
    answers = planning.Answers({"date": day, **following.values, **cited}, following.rows, day)
    post(Act(db, desk, flow, step, case, answers, f"{act.key}/{n}", act.request))


def _followed(act: Act, flow: Flow, following: Following, by: int) -> Case:
    """The case that stands, or a new one that `by` opens."""
    if following.case is not None:
        return cases.load(act.db, act.desk.book, following.case)
    warehouse = str(settings.settings(act.db, act.desk.book)["warehouse"]) if flow.warehouse else None
    return Case(0, flow.code, "", following.site, warehouse, act.answers.day, origin=by)


def _cuts(act: Act, plan: planning.Plan, site: int) -> tuple[Cut, ...]:
    """The cut of a count that is opened, behind everything its day holds so far."""
    if not plan.cut:
        return ()
    return (Cut(site, plan.day, counts.open_slot(act.db, act.desk.book, plan.day)),)


def _observations(act: Act, seen: Mapping[int, int | None]) -> tuple[Observation, ...]:
    """What was seen of each lot at the cut of the case; None takes it back."""
    if not seen:
        return ()
    cut = cut_of_case(act.db, act.desk.book, act.case)
    return tuple(Observation(cut, lot, quantity) for lot, quantity in seen.items())
