"""What is dated before what stands already: who may do that and how far back, and that its impact is seen first.

The step is written, looked at, and undone again unless its impact was seen: what is shown is what would be.
"""

from typing import NamedTuple

import sqlalchemy as sa

from alokon.people import KABUPATEN, ROLES, may
from alokon.service.desk import Desk, Done
from alokon.store import publications, settings
from alokon.store.publications import Issued
from inventory.core.errors import Problem, Refused
from inventory.store import chain
from inventory.store.impact import Impact, impact

LIMITS = {True: "backdate.office", False: "backdate.site"}
"""Whether a role works for the whole kabupaten → the setting that says how many days back it may go."""


class Effect(NamedTuple):
    """What an act changes of what stands already in the ledger, and the published reports that say something else."""

    impact: Impact
    reports: tuple[Issued, ...]

    @property
    def code(self) -> str:
        """What a person sends back who has seen it; another one as soon as it is another effect."""
        return chain.sha256(chain.canonical([self.impact.code, self.reports]))[:16]


class Unseen(Refused):
    """The act would change what stands already, and the person has not seen how; nothing was written."""

    def __init__(self, effect: Effect) -> None:
        found = effect.impact
        super().__init__(Problem("impact_unseen", {"day": found.dated, "newest": found.newest}))
        self.effect = effect


def check(db: sa.Connection, desk: Desk, done: Done, seen: str, *, limited: bool = True) -> None:
    """Raise unless what an act changed of what stood before it may be changed by the actor, and was seen by them.

    `Refused` with `backdating_not_allowed`, or `backdating_too_far` where the act is `limited` to so many days;
    `Unseen` when `seen` is not the code of its effect.
    """
    if done.repeated:
        return
    found = impact(db, desk.book, done.event)
    effect = Effect(found, tuple(publications.changed(db, desk.book, found.touched)))
    if not found and not effect.reports:
        return
    facts = {"day": found.dated, "newest": found.newest, "role": ROLES[desk.actor.role].label}
    if not may(desk.actor, "backdate"):
        raise Refused(Problem("backdating_not_allowed", facts, "date"))
    limit = int(str(settings.settings(db, desk.book)[LIMITS[ROLES[desk.actor.role].scope == KABUPATEN]]))
    if limited and (desk.today - found.dated).days > limit:
        raise Refused(Problem("backdating_too_far", {**facts, "limit": limit}, "date"))
    if seen != effect.code:
        raise Unseen(effect)
