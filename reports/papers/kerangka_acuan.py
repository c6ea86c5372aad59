"""Kerangka acuan kerja (KAK): why an activity is done, on which rules, for what, by when, and from which money."""

from dataclasses import dataclass

from reports.dataset import Block, Dataset, Items, Paragraph, Workbook
from reports.paper import Heading, Signer, or_blank, paper


@dataclass(frozen=True)
class KerangkaAcuan:
    """Terms of reference of an activity; `rules` may be empty, and so may `parts` leave a text to be written.

    `parts` are (heading, text) below the dasar hukum, in their order.
    """

    heading: Heading
    about: str
    rules: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    signer: Signer


def kerangka_acuan(terms: KerangkaAcuan) -> Workbook:
    """The terms of reference on paper."""
    chapters: list[tuple[str, Block]] = [(title, or_blank(text)) for title, text in terms.parts]
    if terms.rules:
        chapters.insert(0, ("Dasar hukum", Items(terms.rules)))
    page = Dataset(
        name="kak",
        title=f"KERANGKA ACUAN KERJA (KAK)\n{terms.about.upper()}",
        before=tuple(block for n, chapter in enumerate(chapters) for block in _chapter(n, *chapter)),
        signatures=(terms.signer.sign(place_date=terms.heading.place_date),),
        prose=True,
        sheet="KAK",
    )
    return paper("Kerangka Acuan Kerja", terms.heading, page)


def _chapter(n: int, title: str, content: Block) -> tuple[Block, ...]:
    """A lettered heading and what stands under it."""
    return (Paragraph(f"{chr(ord('A') + n)}. {title}", bold=True), content)
