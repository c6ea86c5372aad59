"""The registry's word on a step: who may be served on a day."""

from datetime import date

import sqlalchemy as sa

from alokon.recipients import gate
from alokon.sop.case import Case
from alokon.sop.model import Step
from alokon.store import faskes, recipients
from inventory.core.errors import Problem, Refused, refuse_if


def check_gate(db: sa.Connection, book: str, step: Step, case: Case, day: date) -> tuple[Problem, ...]:
    """Refuse a step the registry does not allow; returns what to mind. A partner is the one that is served."""
    if not step.gated:
        return ()
    served = case.partner or case.site
    recipient = recipients.entry(db, book, served)
    if recipient is not None:
        told = gate(recipient.recipient, day)
        refuse_if(told.problems)
        return told.warnings
    found = faskes.entry(db, book, served)
    if found is None:
        raise Refused(Problem("faskes_unknown", {"code": served}, "site"))
    answer = faskes.gate_of(db, book, found.faskes, day)
    if answer.problems:
        raise Refused(*answer.problems)
    return answer.warnings
