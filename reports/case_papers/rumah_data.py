"""The papers of a Rumah Data Kependudukan: agreement, the decree that confirms its cadres, the village's figures."""

from dataclasses import replace

from reports.case_papers.answers import NO, answers, head, person, signed_record, told
from reports.case_papers.facts import CaseFacts
from reports.dataset import Column, Facts, Kop, Workbook
from reports.paper import Signer, Table, or_blank
from reports.papers.keputusan import Annex, Keputusan, keputusan

CADRES = (
    Column("name", "Nama kader", width=60),
    Column("address", "RT/RW", width=16),
    Column("post", "Kedudukan", width=30),
)
MOST_LINES = 50
"""The most lines of a lampiran that are left for names; whoever has more goes on in the document to be edited."""


def rally(facts: CaseFacts) -> Workbook:
    """What a village agreed on for its Rumah Data."""
    return signed_record(
        facts,
        "Kesepakatan Pembentukan Rumah Data Kependudukan",
        "pemuda dan tokoh masyarakat yang hadir sepakat sebagai berikut:",
        answers(facts, (("Isi kesepakatan", "agreement"),)),
        (
            person("Wakil Pemuda"),
            person("Tokoh Masyarakat"),
            person(f"Kepala {facts.village}"),
            Signer("Balai Penyuluhan KB"),
        ),
    )


def confirmation(facts: CaseFacts) -> Workbook:
    """The village head's decree that confirms the cadres; their names are written into its lampiran."""
    chosen = facts.issued.told("cadres")
    lines = min(chosen, MOST_LINES) if isinstance(chosen, int) else 0
    place = facts.so_far("opened_at")
    opened = f" bertempat di {place}" if place else ""
    kop = Kop((f"PEMERINTAH {facts.office.kabupaten.upper()}", f"KEPALA {facts.village.upper()}"))
    return keputusan(
        Keputusan(
            heading=replace(facts.heading, kop=kop, number=told(facts, "decree"), place=facts.village),
            authority=f"Kepala {facts.village}",
            about=f"Pengukuhan Kader Rumah Data Kependudukan {facts.site}",
            weighed=(
                f"bahwa untuk mengelola data kependudukan di {facts.site} diperlukan kader Rumah Data Kependudukan;",
                "bahwa kader tersebut telah dipilih bersama ketua RT dan RW;",
                "bahwa berdasarkan pertimbangan pada huruf a dan huruf b perlu menetapkan Keputusan Kepala Desa;",
            ),
            rules=facts.rules or (or_blank(""),),
            decided=(
                f"Mengukuhkan kader Rumah Data Kependudukan sejumlah {told(facts, 'cadres')} orang sebagaimana "
                "tercantum dalam Lampiran Keputusan ini.",
                f"Meresmikan Rumah Data Kependudukan {facts.site}{opened}.",
                "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
            ),
            signer=person(f"Kepala {facts.village}"),
            draft=False,
            annexes=(Annex("Kader Rumah Data Kependudukan", _names(lines)),),
            copied_to=("Camat.", f"{head(facts).role}."),
            reference=facts.paper.number,
        )
    )


def _names(lines: int) -> Table:
    return Table((NO, *CADRES), tuple((n, None, None, None) for n in range(1, lines + 1)), by_hand=True)


def village_figures(facts: CaseFacts) -> Workbook:
    """Data informasi desa: the counts a Rumah Data keeps."""
    names = (("Tahun data", "year"), ("PUS", "couples"), ("Peserta KB", "members"), ("Unmet need", "unmet"))
    told_of = Facts((("Desa", facts.village), ("Kecamatan", facts.area), *answers(facts, names).pairs))
    return signed_record(
        facts,
        "Data Informasi Desa",
        f"dicatat data {facts.site} sebagai berikut:",
        told_of,
        (person(f"Kepala {facts.village}"), person("Ketua Rumah Data")),
    )
