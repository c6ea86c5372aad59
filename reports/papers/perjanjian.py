"""Surat perjanjian and perjanjian kerja sama: two parties, what they agree in articles, and their signatures.

The order is that of a perjanjian of Indonesian offices: title, number, the day and the parties, articles (Pasal), the
close. The seed names these papers and prints no model of them; our articles are belum diverifikasi.
"""

from dataclasses import dataclass

from reports.dataset import Block, Dataset, Facts, Items, Paragraph, Workbook
from reports.paper import Heading, Signer, day_in_words, headed, or_blank

FIRST, SECOND = "PIHAK KESATU", "PIHAK KEDUA"


@dataclass(frozen=True)
class Party:
    """One side: the office it acts for, and the rank of who signs for it; the name is left to be written."""

    office: str
    rank: str


@dataclass(frozen=True)
class Article:
    """A Pasal: its title, and its sentences; several are counted."""

    title: str
    texts: tuple[str, ...]
    facts: Facts | None = None


@dataclass(frozen=True)
class Agreement:
    """An agreement between the office and another party."""

    heading: Heading
    title: str
    first: Party
    second: Party
    articles: tuple[Article, ...]


def agreement(told: Agreement) -> Workbook:
    """The agreement on paper."""
    day = told.heading.day
    when = day_in_words(day) if day else or_blank(None)
    page = Dataset(
        name="perjanjian",
        title=told.title.upper(),
        subtitle=(f"NOMOR {or_blank(told.heading.number)}",),
        before=(
            f"Pada hari ini, {when}, bertempat di {told.heading.place}, yang bertanda tangan di bawah ini:",
            *_party(told.first, FIRST),
            *_party(told.second, SECOND),
            f"{FIRST} dan {SECOND} sepakat mengadakan perjanjian dengan ketentuan sebagai berikut.",
            *(block for n, article in enumerate(told.articles, 1) for block in _article(article, n)),
        ),
        after=("Demikian perjanjian ini dibuat rangkap dua, masing-masing berkekuatan hukum sama.",),
        signatures=(
            Signer(told.second.rank).sign(f"{SECOND},"),
            Signer(told.first.rank).sign(f"{FIRST},"),
        ),
        prose=True,
        sheet="Perjanjian",
    )
    return headed("Perjanjian", told.heading, page)


def _party(party: Party, called: str) -> tuple[Block, ...]:
    return (
        Facts((("Nama", or_blank(None)), ("Jabatan", party.rank), ("Instansi", party.office))),
        f"selanjutnya disebut {called}.",
    )


def _article(article: Article, n: int) -> tuple[Block, ...]:
    texts = article.texts if len(article.texts) == 1 else (Items(article.texts),)
    return (
        Paragraph(f"Pasal {n}\n{article.title}", "center", bold=True),
        *texts,
        *([article.facts] if article.facts else []),
    )
