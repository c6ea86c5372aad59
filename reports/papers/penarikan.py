"""Surat penarikan: a place is told that a batch is recalled, and what to do with it. The layout is ours."""

from dataclasses import dataclass
from datetime import date

from alokon.text import Expiry
from reports.dataset import Column, Dataset, Facts, Workbook
from reports.paper import Heading, Signer, or_blank, paper

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


def penarikan(letter: RecallLetter) -> Workbook:
    """The letter on paper, with room for what was found."""
    about = Facts(
        (
            ("Kepada", letter.to),
            ("Alamat", or_blank(letter.address)),
            ("Alasan", letter.reason),
            ("Dasar", or_blank(letter.basis)),
        )
    )
    row = (letter.name, letter.batch, letter.expiry, letter.fund, letter.book, letter.unit, "")
    page = Dataset(
        name="penarikan",
        title="SURAT PENARIKAN BATCH",
        columns=COLUMNS,
        rows=(row,),
        before=(about,),
        after=(TO_DO if letter.book else TO_KNOW,),
        signatures=(letter.head.sign(place_date=letter.heading.place_date),),
        by_hand=True,
        sheet="Penarikan",
    )
    return paper("Surat Penarikan", letter.heading, page)
