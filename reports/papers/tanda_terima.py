"""Tanda terima: somebody got something from somebody, and signs for it."""

from dataclasses import dataclass

from reports.dataset import Block, Dataset, Facts, Workbook
from reports.paper import RECEIVER, Heading, Signer, Table, or_blank, paper

GIVER = Signer("Yang Menyerahkan")


@dataclass(frozen=True)
class TandaTerima:
    """A receipt: from whom, by whom, for what; what was handed over stands in the table."""

    heading: Heading
    sender: str
    receiver: str
    purpose: str
    table: Table
    after: tuple[Block, ...] = ()
    taker: Signer = RECEIVER
    giver: Signer = GIVER


def tanda_terima(receipt: TandaTerima) -> Workbook:
    """The receipt on paper, signed by both."""
    facts = Facts(
        (
            ("Telah diterima dari", or_blank(receipt.sender)),
            ("Oleh", or_blank(receipt.receiver)),
            ("Untuk keperluan", or_blank(receipt.purpose)),
        )
    )
    page = Dataset(
        name="tanda-terima",
        title="TANDA TERIMA",
        before=(facts, "Berupa:"),
        after=receipt.after,
        signatures=(receipt.giver.sign(), receipt.taker.sign(place_date=receipt.heading.place_date)),
        sheet="Tanda terima",
    )
    return paper("Tanda Terima", receipt.heading, receipt.table.on(page))
