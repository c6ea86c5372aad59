"""Sampul paparan: the cover of what is shown at a meeting, with its subjects in their order."""

from dataclasses import dataclass

from reports.dataset import Block, Dataset, Facts, Items, Paragraph, Workbook
from reports.paper import BLANK_LINES, Heading, Signer, paper


@dataclass(frozen=True)
class Sampul:
    """A cover: the occasion, the title of the talk, when and where, and its subjects; room for them when none."""

    heading: Heading
    occasion: str
    title: str
    facts: tuple[tuple[str, str], ...]
    points: tuple[str, ...]
    signer: Signer


def sampul(cover: Sampul) -> Workbook:
    """The cover on paper."""
    before: tuple[Block, ...] = (
        Paragraph(cover.title.upper(), "center", bold=True),
        Facts(cover.facts),
        Paragraph("Pokok bahasan", bold=True),
        Items(cover.points or BLANK_LINES),
    )
    page = Dataset(
        name="paparan",
        title=f"PAPARAN MATERI\n{cover.occasion.upper()}",
        before=before,
        signatures=(cover.signer.sign(place_date=cover.heading.place_date),),
        prose=True,
        sheet="Paparan",
    )
    return paper("Paparan Materi", cover.heading, page)
