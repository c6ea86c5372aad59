"""The papers of orientations, Sekolah Siaga Kependudukan, Rumah Data and Posyandu."""

from reports.case_papers.answers import answers, day_of, head, record, told
from reports.case_papers.facts import CaseFacts
from reports.dataset import Workbook
from reports.papers.letter import Letter, letter
from reports.papers.undangan import Undangan, undangan


def orientation(facts: CaseFacts) -> Workbook:
    """The invitation to an orientation, to the faskes that are asked to come."""
    return undangan(
        Undangan(
            heading=facts.heading,
            to=("Pimpinan faskes menurut daftar undangan",),
            reason="orientasi pencatatan dan pelaporan program Bangga Kencana",
            day=day_of(facts, "held_on"),
            time="09.00 WIB sampai dengan selesai",
            where=told(facts, "place"),
            agenda=told(facts, "theme"),
            signer=head(facts),
        )
    )


def monitoring(facts: CaseFacts) -> Workbook:
    """What monitoring found after an orientation."""
    return record(
        facts,
        "Monitoring dan Evaluasi",
        "kami telah memantau hasil orientasi pencatatan dan pelaporan dengan hasil:",
        (("Peserta", "present"), ("Hasil", "result"), ("Tindak lanjut", "follow_up")),
    )


def ssk_agreement(facts: CaseFacts) -> Workbook:
    """What the offices and partners agreed on for a school."""
    return record(
        facts,
        "Kesepakatan Sekolah Siaga Kependudukan",
        "OPD dan mitra kerja yang hadir sepakat sebagai berikut:",
        (("Yang hadir", "partners"), ("Isi kesepakatan", "agreement")),
    )


def ssk_appointment(facts: CaseFacts) -> Workbook:
    """The letter that appoints a school."""
    return letter(
        Letter(
            heading=facts.heading,
            to=(f"Kepala {facts.site}",),
            about="Penunjukan Sekolah Siaga Kependudukan",
            body=(
                f"Berdasarkan surat penunjukan Nomor {told(facts, 'decree')}, {facts.site} ditunjuk sebagai Sekolah "
                "Siaga Kependudukan.",
            ),
            signer=head(facts),
            copied_to=("Kepala Dinas Pendidikan.",),
        )
    )


def rally(facts: CaseFacts) -> Workbook:
    """What a village agreed on for its Rumah Data."""
    return record(
        facts,
        "Kesepakatan Pembentukan Rumah Data Kependudukan",
        "pemuda dan tokoh masyarakat yang hadir sepakat sebagai berikut:",
        (("Isi kesepakatan", "agreement"),),
    )


def village_figures(facts: CaseFacts) -> Workbook:
    """Data informasi desa: the counts a Rumah Data keeps."""
    return record(
        facts,
        "Data Informasi Desa",
        f"dicatat data {facts.site} sebagai berikut:",
        (("Tahun", "year"), ("PUS", "couples"), ("Peserta KB", "members"), ("Unmet need", "unmet")),
    )


def posyandu_report(facts: CaseFacts) -> Workbook:
    """The report on a posyandu's targets, to the Camat."""
    names = (
        ("Ibu hamil", "pregnant"),
        ("Ibu nifas", "postpartum"),
        ("Ibu menyusui", "nursing"),
        ("Bayi", "infants"),
        ("Anak balita", "toddlers"),
        ("Hasil analisa", "analysis"),
        ("Upaya perbaikan", "effort"),
        ("Program kerja", "programme"),
    )
    return letter(
        Letter(
            heading=facts.heading,
            to=("Camat",),
            about=f"Laporan data dan sasaran {facts.site}",
            body=("Bersama ini dilaporkan data dan sasaran:", answers(facts, names)),
            signer=head(facts),
        )
    )
