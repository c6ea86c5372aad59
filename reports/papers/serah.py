"""Surat retur and surat mutasi: lots that one site hands to another, with the reason, for both to sign.

No printed form of an office was found; the table is that of the issue voucher.
"""

from dataclasses import dataclass

from reports.dataset import Dataset, Facts, Workbook
from reports.paper import RECEIVER, Heading, Signer, or_blank, paper
from reports.papers.goods import COLUMNS, GoodsLine, goods_rows, goods_total, in_words


@dataclass(frozen=True)
class HandOver:
    """Goods that go from one site to another; `title` is what the paper is called."""

    heading: Heading
    title: str
    giver: str
    taker: str
    address: str
    reason: str
    lines: tuple[GoodsLine, ...]
    witness: Signer


def serah(given: HandOver) -> Workbook:
    """The goods on paper, and three signatures."""
    facts = Facts(
        (
            ("Dari", given.giver),
            ("Kepada", given.taker),
            ("Alamat", or_blank(given.address)),
            ("Alasan", or_blank(given.reason)),
        )
    )
    page = Dataset(
        name="serah",
        title=given.title,
        columns=COLUMNS,
        rows=goods_rows(given.lines),
        totals=goods_total(given.lines),
        before=(facts,),
        after=in_words(given.lines),
        signatures=(
            RECEIVER.sign(),
            given.witness.sign("Mengetahui,"),
            Signer("Yang Menyerahkan").sign(place_date=given.heading.place_date),
        ),
        sheet="Serah terima",
    )
    return paper(given.title.title(), given.heading, page)
