"""The letter of a recall to one place."""

from alokon.catalog import FUNDS, ITEMS
from reports.case_papers.facts import CaseFacts
from reports.dataset import Workbook
from reports.labels import expiry_of
from reports.papers.penarikan import RecallLetter, penarikan


def letter(facts: CaseFacts) -> Workbook:
    """About the lot the case names."""
    (line,) = facts.issued.after.leaves
    item, names = ITEMS[line.item], facts.lots[line.lot or 0]
    return penarikan(
        RecallLetter(
            heading=facts.heading,
            to=facts.site,
            address=facts.address if facts.faskes else "",
            name=item.name,
            batch=names.key.batch,
            expiry=expiry_of(names.facts),
            fund=FUNDS[names.key.fund].name,
            book=line["requested"],
            unit=item.unit,
            reason=facts.answer("reason"),
            basis=facts.answer("document"),
            head=facts.office.signer("head"),
        )
    )
