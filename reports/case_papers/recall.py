"""The letter of a recall to one place."""

from collections.abc import Mapping

from alokon.catalog import FUNDS, ITEMS
from alokon.sop.case import Line
from reports.case_papers.facts import CaseFacts
from reports.dataset import Workbook
from reports.labels import expiry_of
from reports.papers.penarikan import RecalledLot, RecallLetter, penarikan


def letter(facts: CaseFacts) -> Workbook:
    """About the lots the case names."""
    rows = facts.issued.taken.answers.get("lines")
    assert isinstance(rows, list)
    coming = {row["lot"]: row.get("coming") or 0 for row in rows}
    return penarikan(
        RecallLetter(
            heading=facts.heading,
            to=facts.site,
            address=facts.address if facts.faskes else "",
            lots=tuple(_lot(facts, line, coming) for line in facts.issued.after.leaves),
            reason=facts.answer("reason"),
            basis=facts.answer("document"),
            head=facts.office.signer("head"),
        )
    )


def _lot(facts: CaseFacts, line: Line, coming: Mapping[object, int]) -> RecalledLot:
    item, names = ITEMS[line.item], facts.lots[line.lot or 0]
    return RecalledLot(
        name=item.name,
        batch=names.key.batch,
        expiry=expiry_of(names.facts),
        fund=FUNDS[names.key.fund].name,
        book=line["requested"],
        coming=coming.get(line.lot, 0),
        unit=item.unit,
    )
