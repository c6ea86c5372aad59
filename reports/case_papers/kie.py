"""The letters of Promosi dan KIE: the request to a medium, and what was agreed on."""

from reports.case_papers.answers import basis, head, person, told
from reports.case_papers.facts import CaseFacts
from reports.dataset import Facts, Workbook
from reports.papers.berita_acara import BeritaAcara, berita_acara
from reports.papers.letter import Letter, letter


def airing_request(facts: CaseFacts) -> Workbook:
    """The request to a medium to air or print."""
    return letter(
        Letter(
            heading=facts.heading,
            to=(told(facts, "addressee"),),
            about="Permohonan siaran promosi dan KIE",
            body=(
                *basis(facts),
                "Dalam rangka promosi program Bangga Kencana, dimohon kesediaan Saudara untuk menyiarkan atau memuat:",
                Facts(
                    (
                        ("Media", told(facts, "media")),
                        ("Tema", told(facts, "theme")),
                        ("Bahan", told(facts, "version")),
                        ("Waktu", told(facts, "wanted")),
                    )
                ),
            ),
            signer=head(facts),
        )
    )


def airing_agreement(facts: CaseFacts) -> Workbook:
    """What the office and a medium agreed on."""
    return berita_acara(
        BeritaAcara(
            heading=facts.heading,
            about="Kesepakatan Publikasi",
            day=facts.paper.issued_on,
            where=facts.where,
            done="kami yang bertanda tangan di bawah ini sepakat atas publikasi berikut:",
            signatures=(person(_medium(facts)).sign("Pihak Kedua,"), head(facts).sign("Pihak Pertama,")),
            body=(
                Facts(
                    (
                        ("Pihak Pertama", facts.office_name),
                        ("Pihak Kedua", _medium(facts)),
                        ("Media", told(facts, "media")),
                        ("Tema", told(facts, "theme")),
                        ("Bahan", told(facts, "version")),
                        ("Waktu", told(facts, "wanted")),
                        ("Isi kesepakatan", told(facts, "agreement")),
                    ),
                    numbered=True,
                ),
            ),
            prose=True,
        )
    )


def _medium(facts: CaseFacts) -> str:
    """Who airs or prints: whom the case is about, or whom the office asked when it is about the office's own work."""
    return told(facts, "addressee") if facts.is_own else facts.site
