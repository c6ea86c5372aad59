"""Surat keputusan: what is weighed, on which rules, and what is decided of it, with its lampiran.

The order is that of the Keputusan Bupati Ciamis which set the office's SOPs: title, number, TENTANG, who decides,
Menimbang, Mengingat, MEMUTUSKAN, Menetapkan, KESATU and on, where and when it was set, tembusan.
"""

from dataclasses import dataclass, replace

from alokon.text import terbilang
from reports.dataset import Dataset, Facts, Items, Paragraph, Signature, Workbook
from reports.paper import Heading, Signer, Table, headed, or_blank, written_day
from reports.papers.letter import WIDE, copied


@dataclass(frozen=True)
class Annex:
    """One lampiran: the title of its table, the table, and whether it lies across the page."""

    title: str
    table: Table
    landscape: bool = False


@dataclass(frozen=True)
class Keputusan:
    """A decree of an `authority` ("Kepala Dinas …") about something; a `draft` says that it is one.

    `weighed` are the sentences of Menimbang, `rules` those of Mengingat, `decided` the dictums from KESATU on.
    `reference` is the number the office keeps it under, where that of the decree is another's to give.
    """

    heading: Heading
    authority: str
    about: str
    weighed: tuple[str, ...]
    rules: tuple[str, ...]
    decided: tuple[str, ...]
    signer: Signer
    draft: bool = True
    annexes: tuple[Annex, ...] = ()
    copied_to: tuple[str, ...] = ()
    reference: str = ""

    @property
    def title(self) -> str:
        """What the decree is called."""
        return f"KEPUTUSAN {self.authority.upper()}"


def keputusan(decree: Keputusan) -> Workbook:
    """The decree on paper, each lampiran on a page of its own."""
    title = f"{decree.title} TENTANG {decree.about.upper()}"
    dictums = (Facts(((_dictum(n), text),)) for n, text in enumerate(decree.decided, 1))
    page = Dataset(
        name="keputusan",
        title=f"RANCANGAN\n{decree.title}" if decree.draft else decree.title,
        subtitle=(
            f"NOMOR {or_blank(decree.heading.number)}",
            "TENTANG",
            decree.about.upper(),
        ),
        before=(
            Paragraph(f"{decree.authority.upper()},", "center"),
            Items(decree.weighed, "a.", "Menimbang"),
            Items(decree.rules, "1.", "Mengingat"),
            Paragraph("MEMUTUSKAN:", "center", bold=True),
            Facts((("Menetapkan", f"{title}."),)),
            *dictums,
        ),
        signatures=(_signed(decree),),
        below=copied(decree.copied_to),
        prose=True,
        sheet="Keputusan",
    )
    annexes = (_annex(decree, annex, n) for n, annex in enumerate(decree.annexes, 1))
    filed = headed("Keputusan", decree.heading, page, *annexes)
    reference = f"Keputusan {decree.reference}" if decree.reference else filed.stamp.reference
    return replace(filed, stamp=replace(filed.stamp, reference=reference))


def _dictum(n: int) -> str:
    """The name of a dictum.

    >>> _dictum(1), _dictum(2), _dictum(11)
    ('KESATU', 'KEDUA', 'KESEBELAS')
    """
    return f"KE{terbilang(n).upper()}"


def _signed(decree: Keputusan) -> Signature:
    """Where and when it was set, and by whom."""
    heading = decree.heading
    return decree.signer.sign(f"Ditetapkan di {heading.place}", f"pada tanggal {written_day(heading.day)}")


def _annex(decree: Keputusan, annex: Annex, n: int) -> Dataset:
    """A lampiran under what it belongs to, signed like the decree."""
    which = f" {n}" if len(decree.annexes) > 1 else ""
    belongs = Facts(
        (
            (f"Lampiran{which}", decree.title.title().replace(" Dan ", " dan ")),
            ("Nomor", or_blank(decree.heading.number)),
            ("Tanggal", written_day(decree.heading.day)),
            ("Tentang", decree.about),
        )
    )
    page = Dataset(
        name=f"lampiran-{n}",
        title="",
        before=(belongs, Paragraph(annex.title.upper(), "center", bold=True)),
        signatures=(replace(_signed(decree), above=()),),
        landscape=annex.landscape,
        prose=len(annex.table.columns) <= WIDE,
        sheet=f"Lampiran{which}",
    )
    return annex.table.on(page)
