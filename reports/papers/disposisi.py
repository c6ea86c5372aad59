"""Lembar disposisi: goes before a letter that came in, and says who shall do what with it.

The head is what an agenda of letters knows; what is ticked and noted is written by hand.
"""

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from reports.dataset import Column, Dataset, Facts, Workbook
from reports.paper import Heading, Signer, or_blank, paper, written_day

BOX = "□"
WISHES = (
    "Tanggapan dan saran",
    "Proses lebih lanjut",
    "Koordinasikan / konfirmasikan",
    "Untuk diketahui",
    "Wakili / hadiri",
    "Arsipkan",
)
"""What a head may want done with a letter; the office's own list is belum diverifikasi."""

NOTE_LINES = 5


@dataclass(frozen=True)
class Disposisi:
    """The sheet of one letter: who wrote it, when it came, its number in the agenda, and who may be given it."""

    heading: Heading
    sender: str
    number: str
    day: date | None
    received: date | None
    agenda: str
    nature: str
    about: str
    desks: tuple[str, ...]
    head: Signer
    wishes: tuple[str, ...] = WISHES


def disposisi(sheet: Disposisi) -> Workbook:
    """The sheet on paper, with boxes to tick and room to write."""
    pairs = (
        ("Surat dari", or_blank(sheet.sender)),
        ("Nomor surat", or_blank(sheet.number)),
        ("Tanggal surat", written_day(sheet.day)),
        ("Diterima tanggal", written_day(sheet.received)),
        ("Nomor agenda", or_blank(sheet.agenda)),
        ("Sifat", or_blank(sheet.nature)),
    )
    boxes = zip_longest(*([f"{BOX}  {text}" for text in texts] for texts in (sheet.desks, sheet.wishes)), fillvalue="")
    first = Dataset(
        name="disposisi",
        title="LEMBAR DISPOSISI",
        columns=(Column("desk", "Diteruskan kepada Sdr."), Column("wish", "Dengan hormat harap")),
        rows=tuple(boxes),
        before=(Facts(pairs, columns=2), Facts((("Hal", or_blank(sheet.about)),))),
        by_hand=True,
        sheet="Disposisi",
    )
    note = Dataset(
        name="catatan",
        title="",
        columns=(Column("note", "Catatan"),),
        rows=(("\n" * NOTE_LINES,),),
        signatures=(sheet.head.sign(place_date=sheet.heading.place_date),),
        continues=True,
        sheet="Catatan",
    )
    return paper("Lembar Disposisi", sheet.heading, first, note)
