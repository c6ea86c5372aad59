"""A step about to be performed in an open transaction: by whom, of which case, with which answers."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from alokon.people import in_scope
from alokon.service.desk import Desk
from alokon.sop.case import Case
from alokon.sop.model import KEPT, Flow, Step
from alokon.sop.plan import Answers
from inventory.core.months import Month


@dataclass(frozen=True)
class Act:
    """One step about to be performed in an open transaction; `sealed` is the digest of what it seals beside."""

    db: sa.Connection
    desk: Desk
    flow: Flow
    step: Step
    case: Case
    answers: Answers
    key: str
    request: str
    sealed: str = ""

    @property
    def seen_roles(self) -> set[str]:
        """The roles of the sites whose counts the actor can be asked about: its own, and those of the kabupaten's."""
        return set(KEPT) if in_scope(self.desk.actor, None, None) else {self.step.by}


def plain(value: object) -> object:
    """Answers as the ledger keeps them: months as text, empty answers left out."""
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, Mapping):
        return {name: plain(answer) for name, answer in value.items() if answer is not None}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value
