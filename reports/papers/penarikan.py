"""Surat penarikan: a place is told that a batch is recalled, and what to do with it."""

from dataclasses import dataclass
from datetime import date

from alokon.text import Expiry
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
TO_KNOW = "Menurut buku batch ini pernah ada dan sudah habis. Periksa rak; bila masih ditemukan, segera laporkan."


@dataclass(frozen=True)
class RecallLetter:
    """A letter about one lot to one place; `book` is what its shelf holds as the book has it."""

    heading: Heading
    to: str
    address: str
    name: str
    batch: str
    expiry: Expiry | date | None
    fund: str
    book: int
    unit: str
    reason: str
    basis: str
    head: Signer


def penarikan(told: RecallLetter) -> Workbook:
    """The letter on paper, with room for what was found."""
    about = Facts((("Alasan", told.reason), ("Dasar", or_blank(told.basis))))
    row = (told.name, told.batch, told.expiry, told.fund, told.book, told.unit, "")
    return letter(
        Letter(
            heading=told.heading,
            to=(told.to,),
            to_place=told.address or "Tempat",
            about=f"Penarikan batch {told.batch}".strip(),
            nature=URGENT,
            body=("Dengan ini kami sampaikan bahwa batch tersebut di bawah ini ditarik dari peredaran.", about),
            table=Table(COLUMNS, (row,), by_hand=True),
            after=(TO_DO if told.book else TO_KNOW,),
            signer=told.head,
            kind="Surat Penarikan",
            name="penarikan",
        )
    )
