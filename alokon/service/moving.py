"""The transfers of a plan as moves between places of the book, each before or after the counts of its day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from alokon.service.stock import Site, place_of
from alokon.sop.model import SITE, WAREHOUSE, Spot, Step
from alokon.sop.plan import Plan
from alokon.sop.work import Transfer
from inventory.core.errors import Problem, Refused
from inventory.core.ledger import Move
from inventory.core.places import CARDED
from inventory.store import counts, lots, masters


def slots_of(
    db: sa.Connection,
    book: str,
    step: Step,
    plan: Plan,
    sites: Mapping[str, Site],
    chosen: int | None,
    stood: Collection[Move] = (),
) -> dict[date, int]:
    """The slot in which the goods of a plan move, for each of its days.

    That is behind every count of the day at the sites of the case. Where the document's own day was counted at a site
    whose card changes, the person has `chosen`; a correction stays where the original `stood`; what was used over a
    month stands before the last count of its last day, which saw what was left. Refuses `count_side_missing`,
    `count_side_unknown`.
    """
    before = {m.moved_on: m.slot for m in stood}
    found = {}
    for day in {t.day for t in plan.transfers}:
        counted = {role: counts.open_slot(db, book, sites[role].id, day) for role in (SITE, WAREHOUSE) if role in sites}
        asked = max((counted[role] for role in _roles(plan.transfers, day)), default=0)
        if step.by_expiry:
            found[day] = max(*counted.values(), 1) - 1
        elif asked and day == plan.day and chosen is not None:
            found[day] = _checked(chosen, asked, day)
        elif day in before:
            found[day] = before[day]
        elif asked and day == plan.day:
            code = next(sites[role].code for role in (SITE, WAREHOUSE) if counted.get(role) == asked)
            raise Refused(Problem("count_side_missing", {"day": day, "site": code, "counts": asked}, "slot"))
        else:
            found[day] = max(counted.values())
    return found


def _roles(transfers: Sequence[Transfer], day: date) -> set[str]:
    """The roles of the sites whose stock cards change on a day."""
    pairs = [(t.source, t.destination) for t in transfers if t.day == day]
    return {
        spot.role
        for source, destination in pairs
        for spot in (source, destination)
        if spot.kind in CARDED and not _within(source, destination)
    }


def _within(source: Spot, destination: Spot) -> bool:
    """Whether goods stay on one stock card."""
    return source.role == destination.role and {source.kind, destination.kind} <= CARDED


def _checked(chosen: int, counted: int, day: date) -> int:
    if not 0 <= chosen <= counted:
        raise Refused(Problem("count_side_unknown", {"day": day, "counts": counted}, "slot"))
    return chosen


def moves_of(
    db: sa.Connection,
    book: str,
    plan: Plan,
    sites: Mapping[str, Site],
    items: Mapping[str, masters.Item],
    slots: Mapping[date, int],
    case: int,
) -> tuple[Move, ...]:
    """The plan's transfers as moves of a case; lots are named by their ids where the book knows their labels."""
    known = lots.meant(db, book, plan.lots)
    return tuple(
        Move(
            item=items[t.item].id,
            lot=t.lot if isinstance(t.lot, int) else known.get(t.lot, t.lot),
            quantity=t.quantity,
            source=place_of(sites, t.source),
            destination=place_of(sites, t.destination),
            moved_on=t.day,
            slot=slots[t.day],
            consignment=case,
        )
        for t in plan.transfers
    )
