"""Berita acara: what was done on a day at a place, told so that those who sign it cannot later disagree."""

from dataclasses import dataclass
from datetime import date

from reports.dataset import Block, Dataset, Signature, Workbook
from reports.paper import NO_TABLE, Heading, Table, opening, paper

CLOSING = "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."


@dataclass(frozen=True)
class BeritaAcara:
    """One record: `done` completes "Pada hari ini, …, bertempat di …, ".

    `body` stands above the table, `after` below it; `about` is the title's second part; `prose` is told of a record
    that is text more than a table.
    """

    heading: Heading
    about: str
    day: date
    where: str
    done: str
    signatures: tuple[Signature, ...]
    body: tuple[Block, ...] = ()
    table: Table = NO_TABLE
    after: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    closing: str = CLOSING
    prose: bool = False
    name: str = "berita-acara"


def berita_acara(record: BeritaAcara) -> Workbook:
    """The record on paper."""
    page = Dataset(
        name=record.name,
        title=f"BERITA ACARA {record.about.upper()}",
        before=(f"{opening(record.day, record.where)}, {record.done}", *record.body),
        after=(*record.after, *filter(None, (record.closing,))),
        notes=record.notes,
        signatures=record.signatures,
        prose=record.prose,
        sheet="Berita acara",
    )
    return paper(f"Berita Acara {record.about}", record.heading, record.table.on(page))
