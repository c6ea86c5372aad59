"""The papers of a request for data: the sheet for the head, the answer, and the record of the hand-over."""

from reports.case_papers.answers import answers, head, record, told
from reports.case_papers.facts import CaseFacts
from reports.dataset import Workbook
from reports.papers.disposisi import Disposisi, disposisi
from reports.papers.letter import Letter, letter


def data_sheet(facts: CaseFacts) -> Workbook:
    """The sheet on which a head says what to do with a request for data."""
    return disposisi(
        Disposisi(
            heading=facts.heading,
            sender=facts.site,
            number=told(facts, "letter"),
            day=None,
            received=facts.issued.opened.done_on,
            agenda=facts.paper.number,
            nature="Biasa",
            about=f"Permohonan data: {told(facts, 'purpose')}",
            desks=("Sekretaris", "Kepala Bidang PPDI", "Petugas Pengelola Data"),
            head=head(facts),
        )
    )


def data_answer(facts: CaseFacts) -> Workbook:
    """The letter that grants a request for data, or refuses it with the reason."""
    refused = facts.issued.taken.step == "refuse"
    asked: tuple[tuple[str, str], ...] = (("Tujuan", "purpose"), ("Variabel", "variables"))
    more = (("Alasan", "reason"),) if refused else (("Syarat", "conditions"), ("Berlaku sampai", "valid_until"))
    word = "tidak dapat kami setujui" if refused else "kami setujui"
    return letter(
        Letter(
            heading=facts.heading,
            to=(f"{told(facts, 'rank')} {facts.site}",),
            about=f"{'Penolakan' if refused else 'Persetujuan'} permohonan data",
            body=(
                f"Sehubungan dengan surat Saudara Nomor {told(facts, 'letter')}, permohonan data berikut {word}:",
                answers(facts, (*asked, *more)),
            ),
            signer=head(facts),
        )
    )


def data_handover(facts: CaseFacts) -> Workbook:
    """The record of a hand-over of data: variables, rows and digest, never the data."""
    return record(
        facts,
        "Serah Terima Data dan Informasi Keluarga",
        "telah diserahkan data sebagai berikut:",
        (
            ("Penerima", "receiver"),
            ("Variabel", "given_variables"),
            ("Jumlah baris", "rows"),
            ("Sidik berkas (SHA-256)", "digest"),
            ("Surat perjanjian", "contract"),
            ("Berlaku sampai", "valid_until"),
        ),
        taker="Yang menerima data",
    )
