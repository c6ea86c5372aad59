"""Surat penarikan: a place is told that a batch is recalled, and what to do with it."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from alokon.text import Expiry, number
from reports.dataset import Column, Facts, Workbook
from reports.paper import Heading, Signer, Table, or_blank
from reports.papers.letter import URGENT, Letter, letter

COLUMNS = (
    Column("name", "Nama Barang"),
    Column("batch", "Nomor Batch"),
    Column("expiry", "Kedaluwarsa", "expiry"),
    Column("fund", "Sumber Dana"),
    Column("book", "Menurut buku", "quantity"),
    Column("unit", "Satuan"),
    Column("found", "Ditemukan", width=14),
)

TO_DO = (
    "Segera hentikan pemakaian batch tersebut, pisahkan dari barang lain, dan catat pemisahannya. Jangan "
    "dimusnahkan atau dikembalikan sebelum ada pemberitahuan."
)
COMING = (
    "{quantity} sedang dalam perjalanan ke tempat Saudara. Jangan dipakai: catat penerimaannya seperti biasa, dan "
    "pisahkan; dalam buku langsung masuk karantina."
)
TO_KNOW = "Menurut buku batch ini pernah ada dan sudah habis. Periksa rak; bila masih ditemukan, segera laporkan."


class RecalledLot(NamedTuple):
    """A lot of the batch; `book` is what the place has of it as the book says, `coming` what is on its way there."""

    name: str
    batch: str
    expiry: Expiry | date | None
    fund: str
    book: int
    coming: int
    unit: str


@dataclass(frozen=True)
class RecallLetter:
    """A letter about a batch to one place, lot by lot."""

    heading: Heading
    to: str
    address: str
    lots: tuple[RecalledLot, ...]
    reason: str
    basis: str
    head: Signer


def penarikan(told: RecallLetter) -> Workbook:
    """The letter on paper, with room for what was found."""
    about = Facts((("Alasan", told.reason), ("Dasar", or_blank(told.basis))))
    rows = tuple((x.name, x.batch, x.expiry, x.fund, x.book, x.unit, "") for x in told.lots)
    return letter(
        Letter(
            heading=told.heading,
            to=(told.to,),
            to_place=told.address or "Tempat",
            about=f"Penarikan batch {told.lots[0].batch}".strip(),
            nature=URGENT,
            body=("Dengan ini kami sampaikan bahwa batch tersebut di bawah ini ditarik dari peredaran.", about),
            table=Table(COLUMNS, rows, by_hand=True),
            after=_said(told.lots),
            signer=told.head,
            kind="Surat Penarikan",
            name="penarikan",
        )
    )


def _said(lots: tuple[RecalledLot, ...]) -> tuple[str, ...]:
    """What the place is to do: with what it has, with what is on its way, or to look once more."""
    coming = sum(x.coming for x in lots)
    said = [TO_DO] if any(x.book for x in lots) else []
    if coming:
        said.append(COMING.format(quantity=f"{number(coming)} {lots[0].unit}"))
    return tuple(said) or (TO_KNOW,)
