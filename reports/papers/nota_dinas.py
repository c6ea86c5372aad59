"""Nota dinas: what one official of an office writes to another."""

from dataclasses import dataclass

from reports.dataset import Block, Dataset, Facts, Workbook
from reports.paper import NO_TABLE, Heading, Signer, Table, headed, or_blank, written_day
from reports.papers.letter import CLOSING, USUAL, WIDE, copied


@dataclass(frozen=True)
class NotaDinas:
    """A memo: from whose desk to whose, about what; `signer` is who sends it."""

    heading: Heading
    to: str
    sender: str
    about: str
    body: tuple[Block, ...]
    signer: Signer
    nature: str = USUAL
    attachment: str = "-"
    table: Table = NO_TABLE
    after: tuple[Block, ...] = ()
    closing: str = CLOSING
    copied_to: tuple[str, ...] = ()


def nota_dinas(memo: NotaDinas) -> Workbook:
    """The memo on paper; its number and day stand among its facts."""
    about = Facts(
        (
            ("Yth.", memo.to),
            ("Dari", memo.sender),
            ("Tanggal", written_day(memo.heading.day)),
            ("Nomor", or_blank(memo.heading.number)),
            ("Sifat", memo.nature),
            ("Lampiran", memo.attachment),
            ("Hal", memo.about),
        )
    )
    page = Dataset(
        name="nota-dinas",
        title="NOTA DINAS",
        before=(about, *memo.body),
        after=(*memo.after, *filter(None, (memo.closing,))),
        signatures=(memo.signer.sign(),),
        below=copied(memo.copied_to),
        prose=len(memo.table.columns) <= WIDE,
        sheet="Nota dinas",
    )
    return headed("Nota Dinas", memo.heading, memo.table.on(page))
