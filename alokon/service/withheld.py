"""What a step did with withheld batches: where any were set apart a case stands open, and whoever took it is told."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from alokon.service.act import Act
from alokon.sop.case import Case
from alokon.sop.model import WAREHOUSE, Spot
from alokon.sop.plan import Plan
from alokon.sop.registry import FLOWS
from alokon.sop.withheld import Holder, Withheld
from alokon.sop.work import Following
from alokon.store import cases
from alokon.store.cases import StepTaken
from alokon.views.withheld import withheld
from inventory.core.errors import Problem
from inventory.core.goods import LotKey
from inventory.core.places import QUARANTINE
from inventory.store import lots, masters


class Apart(NamedTuple):
    """So many base units of a withheld lot that a step set apart at a site, on account of a case."""

    site: str
    lot: int
    key: LotKey
    quantity: int
    holder: Holder


def known(db: sa.Connection, book: str, corrects: StepTaken | None) -> Withheld:
    """What is withheld from a step; of a correction, what was withheld when it was first taken."""
    found = withheld(db, book)
    if not found.lots or corrects is None:
        return found
    first = corrects
    while first.corrects is not None and (earlier := cases.step_of_event(db, book, first.corrects)) is not None:
        first = earlier
    return found.known_at(first.event)


def set_apart(act: Act, plan: Plan, held: Withheld, born: Mapping[LotKey, int]) -> list[Apart]:
    """What a plan sets apart, summed by site and lot; nothing for steps of the flow that settles what is set apart.

    `born` is what the keys of its lots mean.
    """
    sums: dict[tuple[str, int, Holder], int] = defaultdict(int)
    for t in plan.transfers:
        holder = held.holder(t.lot) if t.destination.kind == QUARANTINE else None
        rule = FLOWS[holder.flow].withholds if holder else None
        if holder and rule and rule.flow != act.flow.code:
            lot = t.lot if isinstance(t.lot, int) else born[t.lot]
            sums[_site_of(act.case, t.destination), lot, holder] += t.quantity
    keys = lots.identities(act.db, act.desk.book, {lot for _, lot, _ in sums})
    return [Apart(site, lot, keys[lot], n, holder) for (site, lot, holder), n in sums.items()]


def _site_of(case: Case, spot: Spot) -> str:
    """The code of the site a spot is at."""
    return str(case.warehouse) if spot.role == WAREHOUSE else case.at(spot.role)


def warnings_of(act: Act, apart: Collection[Apart]) -> tuple[Problem, ...]:
    """`batch_set_apart` for every batch and site, the site by its name."""
    sites = masters.sites(act.db, act.desk.book, {one.site for one in apart}) if apart else {}
    return tuple(Problem("batch_set_apart", _told(one, sites[one.site].name)) for one in apart)


def _told(one: Apart, site: str) -> dict[str, object]:
    return {"site": site, "item": one.key.item, "batch": one.key.batch, "quantity": one.quantity}


def opened_by(act: Act, by: int, apart: Iterable[Apart]) -> Iterator[tuple[int, Following]]:
    """The case to be opened where none stands open about what was set apart, with the one on whose account."""
    for one in apart:
        rule = FLOWS[one.holder.flow].withholds
        if rule and not _stands(act, rule.flow, one.site, one.lot):
            values = {"reason": f"{act.flow.title}, berkas {by}"}
            row = {"item": one.key.item, "fund": one.key.fund, "lot": one.lot, "requested": one.quantity}
            yield one.holder.case, Following(rule.flow, rule.step, one.site, values, (row,))


def _stands(act: Act, flow_code: str, site: str, lot: int) -> bool:
    """Whether a case of a flow about a site and a lot is open."""
    flow = FLOWS[flow_code]
    states = [state for state in flow.states if flow.open_to(state)]
    rows = cases.listing(act.db, act.desk.book, flows=[flow_code], states=states, sites=[site])
    lines = cases.lines_of(act.db, act.desk.book, [row.id for row in rows]) if rows else {}
    return any(line.lot == lot for group in lines.values() for line in group)
