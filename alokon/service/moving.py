"""The transfers of a plan as moves between places of the book, each before or after the counts of its day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.service.stock import Site, place_of
from alokon.sop.model import KEPT, SITE, Spot, Step
from alokon.sop.plan import Plan
from alokon.sop.work import Transfer
from alokon.store import opnames
from inventory.core.errors import Problem
from inventory.core.ledger import Move
from inventory.core.places import CARDED
from inventory.store import counts, lots, masters


class Sides(NamedTuple):
    """The counts of a day at the sites of a case, by role, as the slots they closed; `behind` is the slot after all.

    Slots are one order for the whole book's day, so what is entered after any count stands behind it.
    """

    counted: Mapping[str, tuple[int, ...]]
    behind: int

    def of(self, roles: Collection[str]) -> list[int]:
        """The slots closed by counts at the sites of some roles, in order."""
        return sorted({slot for role in roles for slot in self.counted.get(role, ())})

    def at(self, chosen: int, roles: Collection[str]) -> int:
        """The last slot before the first count at or behind a chosen one."""
        return next((slot for slot in self.of(roles) if slot >= chosen), self.behind)


def sides_of(db: sa.Connection, book: str, sites: Mapping[str, Site], day: date) -> Sides:
    """The counts of a day that stand or are still open, at the sites of a case."""
    roles = {sites[role].id: role for role in KEPT if role in sites}
    counted = opnames.counted(db, book, roles, day)
    return Sides({roles[site]: slots for site, slots in counted.items()}, counts.open_slot(db, book, day))


def slot_on(step: Step, day: date, sides: Sides, stood: Collection[Move]) -> int | None:
    """The slot of a day that a step needs not ask for; None where a count of the day leaves it open.

    A correction stays where the original stood, and what was used over a time stands before the last count of its day,
    which saw what was left.
    """
    before = next((m.slot for m in stood if m.moved_on == day), None)
    own = sides.counted.get(SITE, ())
    if before is not None:
        return before
    if step.by_expiry:
        return own[-1] if own else sides.behind
    return None if any(sides.counted.values()) else sides.behind


def roles_on(transfers: Sequence[Transfer], day: date) -> set[str]:
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


def question(sides: Sides, roles: Collection[str], sites: Mapping[str, Site], day: date) -> list[Problem]:
    """`count_side_missing` when the sites of some roles were counted on a day: `slots` are those the counts closed."""
    counted = [role for role in KEPT if role in roles and sides.counted.get(role)]
    if not counted:
        return []
    facts = {"day": day, "site": sites[counted[0]].code, "slots": tuple(sides.of(counted))}
    return [Problem("count_side_missing", facts, "slot")]


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
