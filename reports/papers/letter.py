"""Surat dinas: the letter of an office, from its letterhead to its tembusan; every other letter is made of its pieces.

The order is that of a naskah dinas: place and day at the right; Nomor, Sifat, Lampiran, Hal; to whom; the text with a
table where it needs one; who signs; tembusan. For Ciamis Peraturan Bupati 23/2023 rules it; its own models are belum
diverifikasi.
"""

from dataclasses import dataclass

from reports.dataset import Block, Dataset, Facts, Items, Paragraph, Workbook
from reports.paper import NO_TABLE, Heading, Signer, Table, headed, or_blank, written_day

USUAL, IMPORTANT, URGENT, SECRET = "Biasa", "Penting", "Segera", "Rahasia"
"""What a letter says of its Sifat."""

CLOSING = "Demikian disampaikan, atas perhatian dan kerja samanya diucapkan terima kasih."

WIDE = 7
"""The most columns a table between the margins of a letter may have; above it the margins are those of a form."""


@dataclass(frozen=True)
class Letter:
    """A letter: to whom, about what, in which words, signed by whom.

    `body` stands above the table, `after` below it, then the `closing`. Several in `to` are numbered. `copied_to` is
    the tembusan. `seen_by` signs at the left of the signer. `enclosed` are its lampiran, a page each. `kind` is what
    the paper is called, in its name and on its stamp.
    """

    heading: Heading
    to: tuple[str, ...]
    about: str
    body: tuple[Block, ...]
    signer: Signer
    to_place: str = "Tempat"
    nature: str = USUAL
    attachment: str = "-"
    table: Table = NO_TABLE
    after: tuple[Block, ...] = ()
    closing: str = CLOSING
    seen_by: Signer | None = None
    copied_to: tuple[str, ...] = ()
    enclosed: tuple[Dataset, ...] = ()
    kind: str = "Surat"
    name: str = "surat"


def letter(told: Letter) -> Workbook:
    """The letter on paper, and what is enclosed."""
    page = Dataset(
        name=told.name,
        title="",
        before=(
            Paragraph(told.heading.place_date, "right"),
            Facts(
                (
                    ("Nomor", or_blank(told.heading.number)),
                    ("Sifat", told.nature),
                    ("Lampiran", told.attachment),
                    ("Hal", told.about),
                )
            ),
            addressed(told.to, told.to_place),
            *told.body,
        ),
        after=(*told.after, *filter(None, (told.closing,))),
        signatures=(*([told.seen_by.sign("Mengetahui,")] if told.seen_by else ()), told.signer.sign()),
        below=copied(told.copied_to),
        prose=len(told.table.columns) <= WIDE,
        sheet=told.kind,
    )
    return headed(told.kind, told.heading, told.table.on(page), *told.enclosed)


def enclosure(heading: Heading, kind: str, title: str, table: Table) -> Dataset:
    """A lampiran of a letter on a page of its own, under the letter it belongs to."""
    belongs = Facts((("Lampiran", kind), ("Nomor", or_blank(heading.number)), ("Tanggal", written_day(heading.day))))
    page = Dataset(
        name=f"lampiran-{title.lower().replace(' ', '-')}",
        title="",
        before=(belongs, Paragraph(title.upper(), "center", bold=True)),
        prose=len(table.columns) <= WIDE,
        sheet=title,
    )
    return table.on(page)


def addressed(to: tuple[str, ...], place: str) -> str:
    """To whom a letter goes; several are numbered.

    >>> addressed(("Kepala Puskesmas", "Camat"), "Ciamis")
    'Kepada Yth.\\n1. Kepala Puskesmas\\n2. Camat\\ndi Ciamis'
    """
    names = to if len(to) == 1 else tuple(f"{n}. {name}" for n, name in enumerate(to, 1))
    return "\n".join(("Kepada Yth.", *names, f"di {place}"))


def copied(to: tuple[str, ...]) -> tuple[Block, ...]:
    """The tembusan below the signature; nothing when nobody gets one."""
    return (Paragraph("Tembusan:"), Items(to)) if to else ()
