"""The papers of a Sekolah Siaga Kependudukan: agreement, appointment, invitation, and the sheet of lessons."""

from reports.case_papers.answers import answers, head, parts, signed_record, table, to_write, told
from reports.case_papers.facts import CaseFacts
from reports.dataset import Column, Workbook
from reports.paper import Signer
from reports.papers.formulir import Formulir, formulir
from reports.papers.letter import Letter, letter
from reports.papers.undangan import Undangan, undangan

EDUCATION = "Kepala Dinas Pendidikan"
SUBJECTS = ("subject", "topic", "grade", "method", "assessed", "passed")
LESSONS = (
    Column("subject", "Mata pelajaran"),
    Column("topic", "Materi kependudukan"),
    Column("grade", "Kelas", align="center"),
    Column("method", "Bentuk penilaian"),
    Column("assessed", "Siswa dinilai", "int"),
    Column("passed", "Siswa tuntas", "int"),
)
LINES = 8
"""How many lessons there is room for when none was told."""


def agreement(facts: CaseFacts) -> Workbook:
    """What the offices and partners agreed on for a school."""
    return signed_record(
        facts,
        "Kesepakatan Sekolah Siaga Kependudukan",
        "OPD dan mitra kerja yang hadir sepakat sebagai berikut:",
        answers(facts, (("Yang hadir", "partners"), ("Isi kesepakatan", "agreement"))),
        (Signer(EDUCATION), head(facts)),
    )


def appointment(facts: CaseFacts) -> Workbook:
    """The letter that appoints a school."""
    agreed = facts.told("ssk-kesepakatan")
    after = f" dan Berita Acara Kesepakatan Nomor {agreed}" if agreed else ""
    return letter(
        Letter(
            heading=facts.heading,
            to=(f"Kepala {facts.site}",),
            about="Penunjukan Sekolah Siaga Kependudukan",
            body=(
                f"Berdasarkan surat penunjukan Nomor {told(facts, 'decree')}{after}, {facts.site} ditunjuk sebagai "
                "Sekolah Siaga Kependudukan (SSK).",
                "Untuk pelaksanaannya dimohon Saudara menyiapkan pendidik dan mata pelajaran yang akan memuat materi "
                "kependudukan.",
            ),
            signer=head(facts),
            copied_to=(f"{EDUCATION}.",),
        )
    )


def launching(facts: CaseFacts) -> Workbook:
    """The invitation to the launching."""
    return undangan(
        Undangan(
            heading=facts.heading,
            to=parts(facts, "invited") or (f"Kepala {facts.site}",),
            reason=f"launching Sekolah Siaga Kependudukan di {facts.site}",
            day=facts.day("held_on") or facts.paper.issued_on,
            time=told(facts, "time"),
            where=told(facts, "place"),
            agenda="Launching Sekolah Siaga Kependudukan (SSK)",
            signer=head(facts),
            copied_to=(f"{EDUCATION}.",),
        )
    )


def lessons(facts: CaseFacts) -> Workbook:
    """The sheet of lessons (RPP) and their assessment; pupils are counted, never named."""
    rows = facts.issued.rows("teach")
    found = table(facts, "teach", LESSONS, SUBJECTS)
    return formulir(
        Formulir(
            heading=facts.heading,
            title="Lembar RPP dan Penilaian\nSekolah Siaga Kependudukan",
            facts=(("Sekolah", facts.site), ("Jumlah siswa", told(facts, "pupils"))),
            table=found if rows else to_write(LESSONS, LINES),
            signatures=(
                Signer(f"Kepala {facts.site}").sign("Mengetahui,"),
                Signer("Guru mata pelajaran").sign(place_date=facts.heading.place_date),
            ),
            notes=("Siswa dihitung, tidak dinamai. RPP dilampirkan oleh sekolah.",),
        )
    )
