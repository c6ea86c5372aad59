"""The record of a destruction."""

from datetime import date

from alokon.catalog import FUNDS
from alokon.sop.case import Line
from alokon.store import cases
from alokon.supplies import GOODS
from reports.case_papers.facts import CaseFacts
from reports.dataset import Workbook
from reports.labels import expiry_of
from reports.papers.pemusnahan import DestroyedLine, Destruction, pemusnahan

CAUSES = {"damaged": "Rusak", "expired": "Kedaluwarsa"}


def record(facts: CaseFacts) -> Workbook:
    """What was destroyed, on the permission that was noted before."""
    steps = cases.standing(cases.steps_of(facts.db, facts.book, [facts.issued.now.id])[facts.issued.now.id])
    allowed = next(step for step in steps if step.step == "allow_destruction").answers
    return pemusnahan(
        Destruction(
            heading=facts.heading,
            day=facts.issued.taken.done_on,
            place=facts.answer("place"),
            manner=facts.answer("manner"),
            decree=str(allowed["decree"]),
            decree_day=date.fromisoformat(str(allowed["decree_date"])),
            authority=str(allowed["authority"]),
            where=facts.site,
            executor=facts.answer("executor"),
            witnesses=(facts.answer("witness"), facts.answer("second_witness")),
            lines=tuple(_line(facts, line) for line in facts.issued.after.leaves if line["destroyed"]),
        )
    )


def _line(facts: CaseFacts, line: Line) -> DestroyedLine:
    item, names = GOODS[line.item], facts.lots[line.lot or 0]
    price, quantity = names.facts.unit_value_sen, line["destroyed"]
    causes = ", ".join(label for cause, label in CAUSES.items() if line[cause])
    return DestroyedLine(
        name=item.name,
        batch=names.key.batch,
        expiry=expiry_of(names.facts),
        fund=FUNDS[names.key.fund].name,
        quantity=quantity,
        unit=item.unit,
        value_sen=None if price is None else price * quantity,
        reason="; ".join(filter(None, [causes, line.note])),
    )
