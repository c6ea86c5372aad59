"""What is dated before what stands already: who may do that and how far back, and that its impact is seen first.

The step is written, looked at, and undone again unless its impact was seen: what is shown is what would be.
"""

import sqlalchemy as sa

from alokon.people import KABUPATEN, ROLES, may
from alokon.service.desk import Desk, Done
from alokon.store import settings
from inventory.core.errors import Problem, Refused
from inventory.store.impact import Impact, impact

LIMITS = {True: "backdate.office", False: "backdate.site"}
"""Whether a role works for the whole kabupaten → the setting that says how many days back it may go."""


class Unseen(Refused):
    """The step would change what stands already, and the person has not seen how; nothing was written."""

    def __init__(self, found: Impact) -> None:
        super().__init__(Problem("impact_unseen", {"day": found.dated, "newest": found.newest}))
        self.impact = found


def check(db: sa.Connection, desk: Desk, done: Done, seen: str) -> None:
    """Raise unless what an act changed of what stood before it may be changed by the actor, and was seen by them.

    `Refused` with `backdating_not_allowed` or `backdating_too_far`; `Unseen` when `seen` is not the impact's code.
    """
    found = Impact() if done.repeated else impact(db, desk.book, done.event)
    if not found:
        return
    facts = {"day": found.dated, "newest": found.newest, "role": ROLES[desk.actor.role].label}
    if not may(desk.actor, "backdate"):
        raise Refused(Problem("backdating_not_allowed", facts, "date"))
    limit = int(str(settings.settings(db, desk.book)[LIMITS[ROLES[desk.actor.role].scope == KABUPATEN]]))
    if (desk.today - found.dated).days > limit:
        raise Refused(Problem("backdating_too_far", {**facts, "limit": limit}, "date"))
    if seen != found.code:
        raise Unseen(found)
