"""What all papers share: heading, people who sign, the stamp, days and amounts in words.

A paper is a workbook whose datasets are the facts of one case, so it prints, opens in Excel and shows on a page
like any report. The files in `reports/papers` only say what stands on each.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from alokon.text import MONTHS, long_date, rupiah, terbilang, terbilang_rupiah, weekday
from reports.around import BLANK
from reports.dataset import Column, Dataset, Kop, Line, Signature, Stamp, Total, Workbook


@dataclass(frozen=True)
class Heading:
    """Letterhead, number and day of a paper, and the state of the book it was printed from.

    An empty `number` and a `day` of None are left to be written by hand, a `number` of None is no number at all;
    `copies` names who keeps each copy.
    """

    kop: Kop
    place: str
    number: str | None = ""
    day: date | None = None
    head_code: str = ""
    printed_at: datetime | None = None
    copies: tuple[str, ...] = ()

    @property
    def place_date(self) -> str:
        """Place and day as they stand above the last signature."""
        return f"{self.place}, {written_day(self.day)}"


@dataclass(frozen=True)
class Signer:
    """Who signs: the role as printed, and what is known of the person; a `nip` of None has no NIP line."""

    role: str
    name: str = ""
    nip: str | None = ""
    rank: str = ""

    def sign(self, *above: str, place_date: str = "") -> Signature:
        """The place on the paper, with lines above the role."""
        return Signature(self.role, self.name, self.nip, self.rank, place_date, above)


RECEIVER = Signer("Yang Menerima")


@dataclass(frozen=True)
class Table:
    """The table of a paper whose words are its own: columns and rows, and the totals that close it."""

    columns: tuple[Column, ...] = ()
    rows: Sequence[Line] = ()
    totals: tuple[Total, ...] = ()
    number_row: bool = False
    by_hand: bool = False

    def on(self, page: Dataset) -> Dataset:
        """A page with this table."""
        return replace(
            page,
            columns=self.columns,
            rows=self.rows,
            totals=self.totals,
            number_row=self.number_row,
            by_hand=self.by_hand,
        )


NO_TABLE = Table()


def paper(kind: str, heading: Heading, *pages: Dataset) -> Workbook:
    """Pages under one letterhead and one stamp; the first carries letterhead and number, the last the copies."""
    first, *others = pages
    return headed(kind, heading, replace(first, number=heading.number), *others)


def headed(kind: str, heading: Heading, *pages: Dataset) -> Workbook:
    """Pages that carry their number in their own words, under one letterhead and one stamp."""
    first, *others = pages
    datasets = [replace(first, kop=heading.kop), *others]
    if heading.copies:
        copies = "; ".join(f"{n}. {holder}" for n, holder in enumerate(heading.copies, 1))
        note = f"Dibuat rangkap {len(heading.copies)} ({terbilang(len(heading.copies))}): {copies}."
        datasets[-1] = replace(datasets[-1], notes=(*datasets[-1].notes, note))
    reference = f"{kind} {heading.number or ''}".strip()
    return Workbook(kind, tuple(datasets), Stamp(heading.head_code, reference, heading.printed_at))


def written_day(day: date | None) -> str:
    """The day in long form, or a line to write it on."""
    return long_date(day) if day else BLANK


def opening(day: date, where: str) -> str:
    """The beginning of the first sentence of a berita acara.

    >>> opening(date(2026, 1, 15), "gudang")[:51]
    'Pada hari ini, Kamis tanggal lima belas bulan Janua'
    """
    return f"Pada hari ini, {day_in_words(day)}, bertempat di {where}"


def day_in_words(day: date) -> str:
    """The day as a berita acara opens with it.

    >>> day_in_words(date(2026, 1, 15))
    'Kamis tanggal lima belas bulan Januari tahun dua ribu dua puluh enam (15 Januari 2026)'
    """
    words = f"tanggal {terbilang(day.day)} bulan {MONTHS[day.month - 1]} tahun {terbilang(day.year)}"
    return f"{weekday(day)} {words} ({long_date(day)})"


def amount_in_words(sen: int) -> str:
    """An amount with its words, as a paper states a total.

    >>> amount_in_words(125000000)
    'Rp1.250.000 (satu juta dua ratus lima puluh ribu rupiah)'
    """
    return f"{rupiah(sen)} ({terbilang_rupiah(sen)})"


BLANK_LINES = (BLANK * 3,) * 3
"""A list of which nothing is known yet, to be written by hand."""


def or_blank(text: str | None) -> str:
    """The text, or a line to write it on."""
    return text or BLANK


def listed(parts: Sequence[str]) -> str:
    """Parts in one sentence.

    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b, dan c', 'a')
    """
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"
