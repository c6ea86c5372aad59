"""The papers of a request for data: the sheet for the head, the answer, the hand-over and what is agreed with it.

The seed names the agreements and prints none; their articles are ours, belum diverifikasi.
"""

from collections.abc import Iterator
from dataclasses import replace

from alokon.sop.tasks.data_use import DATASETS
from alokon.store import releases
from alokon.text import number
from reports.case_papers.answers import answers, head, told
from reports.case_papers.facts import CaseFacts
from reports.dataset import Block, Facts, Items, Workbook
from reports.paper import Signer
from reports.papers.berita_acara import BeritaAcara, berita_acara
from reports.papers.disposisi import Disposisi, disposisi
from reports.papers.letter import Letter, letter
from reports.papers.perjanjian import FIRST, SECOND, Agreement, Article, Party, agreement

ASK = "ask_data"


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
    sets = "; ".join(dict(DATASETS)[str(row["dataset"])] for row in facts.issued.rows(ASK))
    span = f"{told(facts, 'since')} sampai {told(facts, 'until')}"
    more = (("Alasan", "reason"),) if refused else (("Syarat", "conditions"), ("Berlaku sampai", "valid_until"))
    word = "tidak dapat kami setujui" if refused else "kami setujui"
    return letter(
        Letter(
            heading=facts.heading,
            to=(f"{told(facts, 'rank')}\n{facts.site}",),
            about=f"{'Penolakan' if refused else 'Persetujuan'} permohonan data",
            body=(
                f"Sehubungan dengan surat Saudara Nomor {told(facts, 'letter')}, permohonan data berikut {word}:",
                Facts(
                    (
                        *answers(facts, asked).pairs,
                        ("Kumpulan data", sets),
                        ("Masa data", span),
                        *answers(facts, more).pairs,
                    )
                ),
            ),
            signer=head(facts),
        )
    )


def data_handover(facts: CaseFacts) -> Workbook:
    """The record of a hand-over of data: variables, rows and digest, and the files of the book in it."""
    names = (
        ("Penerima", "receiver"),
        ("Variabel", "given_variables"),
        ("Jumlah baris", "rows"),
        ("Sidik berkas (SHA-256)", "digest"),
        ("Surat perjanjian", "contract"),
        ("Perjanjian kerja sama", "cooperation"),
        ("Berlaku sampai", "valid_until"),
    )
    filled = berita_acara(
        BeritaAcara(
            heading=facts.heading,
            about="Serah Terima Data dan Informasi Keluarga",
            day=facts.paper.issued_on,
            where=facts.office.place,
            done=f"telah diserahkan kepada {facts.site} data sebagai berikut:",
            signatures=(Signer("Yang menerima data").sign(), head(facts).sign()),
            body=(answers(facts, names), *_files(facts)),
            prose=True,
        )
    )
    return replace(filled, stamp=replace(filled.stamp, reference=f"BAST data {facts.paper.number}"))


def data_agreement(facts: CaseFacts) -> Workbook:
    """What a user of the office binds himself to; the agreement is the one paper of the hand-over."""
    return _use(facts, None)


def data_contract(facts: CaseFacts) -> Workbook:
    """The same with an institution, under the number both gave it."""
    return _use(facts, told(facts, "contract", ""))


def _use(facts: CaseFacts, own: str | None) -> Workbook:
    """The purpose, secrecy, how long, and what happens afterwards."""
    given = (("Variabel", "given_variables"), ("Jumlah baris", "rows"), ("Sidik berkas (SHA-256)", "digest"))
    span = f"{told(facts, 'since')} sampai {told(facts, 'until')}"
    return _agreement(
        facts, "Perjanjian Penggunaan Data dan Informasi Keluarga", own,
        Article("Tujuan", (
            f"Data diberikan untuk tujuan ini, dan tidak dipakai untuk hal lain: {told(facts, 'purpose')}.",
        )),
        Article("Data yang diberikan", (f"{FIRST} memberikan data masa {span}:",), answers(facts, given)),
        Article("Kewajiban", (
            f"{SECOND} menjaga kerahasiaan data, tidak meneruskannya kepada pihak lain, dan menyimpannya sehingga "
            "hanya petugas yang memerlukan dapat membacanya.",
            f"{SECOND} memenuhi syarat pemakaian: {told(facts, 'conditions', '-')}.",
            f"{SECOND} segera memberitahukan secara tertulis kepada {FIRST} setiap kegagalan pelindungan data pribadi, "
            "agar pemberitahuan menurut Pasal 46 Undang-Undang Nomor 27 Tahun 2022 dapat disampaikan dalam 3 x 24 jam.",
        )),
        Article("Masa berlaku", (
            f"Perjanjian ini berlaku sampai {told(facts, 'valid_until')}. Sesudah itu {SECOND} menghapus data dan "
            f"memberitahukan penghapusannya secara tertulis kepada {FIRST}.",
        )),
    )  # fmt: skip


def data_cooperation(facts: CaseFacts) -> Workbook:
    """What the office and an institution agree on beyond the one hand-over."""
    return _agreement(
        facts, "Perjanjian Kerja Sama Pemanfaatan Data dan Informasi Keluarga", told(facts, "cooperation", ""),
        Article("Maksud dan tujuan", (
            f"Kerja sama ini mengatur pemanfaatan data dan informasi keluarga untuk tujuan: {told(facts, 'purpose')}.",
        )),
        Article("Ruang lingkup", (
            "Penyediaan, penyerahan, pemanfaatan, dan pelindungan data serta pelaporan hasilnya.",
        )),
        Article("Hak dan kewajiban", (
            f"{FIRST} menyediakan data yang disetujui dan menjelaskan cara membacanya.",
            f"{SECOND} memanfaatkan data menurut surat perjanjian Nomor {told(facts, 'contract')} dan menyampaikan "
            f"hasil pemanfaatannya kepada {FIRST}.",
        )),
        Article("Pembiayaan", ("Biaya yang timbul ditanggung masing-masing pihak.",)),
        Article("Jangka waktu", (f"Kerja sama ini berlaku sampai {told(facts, 'valid_until')}.",)),
        Article("Perselisihan", ("Perselisihan diselesaikan dengan musyawarah untuk mufakat.",)),
    )  # fmt: skip


def _agreement(facts: CaseFacts, title: str, own: str | None, *articles: Article) -> Workbook:
    """An agreement with whoever asked, under a number of its own (empty: to be written), or under that of the paper."""
    heading = facts.heading if own is None else replace(facts.heading, number=own)
    first = Party(facts.office_name, head(facts).role)
    return agreement(Agreement(heading, title, first, Party(facts.site, told(facts, "receiver")), articles))


def _files(facts: CaseFacts) -> Iterator[Block]:
    """The files of the book that were made for the request, by their names and digests."""
    made = releases.of_case(facts.db, facts.book, facts.paper.case_id)
    if made:
        yield "Berkas yang dibuat dari buku, dengan sidik SHA-256-nya:"
        yield Items(tuple(f"{one.name} ({number(one.rows)} baris)\n{one.digest}" for one in made))
