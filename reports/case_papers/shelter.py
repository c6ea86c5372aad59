"""The papers of an opened file of P2TP2A: filled in from what was sealed, printed on demand and kept nowhere.

They carry the number of the file's register. A letter leaves its own number to be written by hand and tells whoever
gets it only what they need: an SPT names nobody, a referral names the victim and tells nothing of what happened. The
titles are the outputs the SOP prints for its rows; the wording is ours.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from alokon.sop.tasks.p2tp2a import CASES, SERVICES
from alokon.views.dossier import Dossier
from reports.case_papers.shelter_file import DASH, ROWS, SKIP, OpenedFile, standing_steps
from reports.dataset import Block, Column, Dataset, Facts, Items, Paragraph, Workbook
from reports.paper import Signer, Table, paper
from reports.papers.letter import SECRET, Letter, letter

CHAIR, KEEPER, REPORTER = Signer("Ketua P2TP2A"), Signer("Petugas P2TP2A"), Signer("Pelapor", nip=None)
CONFIDENTIAL = (
    "Dokumen ini memuat identitas pelapor dan korban yang dijamin kerahasiaannya. Simpan di lemari terkunci; jangan "
    "disalin atau difoto."
)


class SealedPaper(NamedTuple):
    """A paper of an opened file: what it is called, the step after which it can be printed, and how it is filled in.

    `service` is the step it asks others for; it is not printed once that was marked as not needed.
    """

    label: str
    after: str
    build: Callable[[OpenedFile], Workbook]
    service: str = ""


def reporting_form(file: OpenedFile) -> Workbook:
    """Row 1: who reports, about whom, and what happened."""
    heading = replace(file.heading, day=file.days["intake"])
    page = Dataset(
        name="formulir-pelaporan",
        title="FORMULIR PELAPORAN KASUS",
        before=(
            Facts((("Tanggal laporan", file.day("intake")), ("Saluran", file.told("intake", "channel")))),
            Paragraph("A. Pelapor", bold=True),
            _pairs(file, ("Nama", "reporter"), ("Kontak dan alamat", "reporter_contact")),
            Paragraph("B. Korban", bold=True),
            _pairs(file, ("Nama", "victim"), ("Kontak dan alamat", "victim_contact")),
            Paragraph("C. Uraian kejadian", bold=True),
            *_text(file.told("intake", "account")),
        ),
        notes=(CONFIDENTIAL,),
        signatures=(REPORTER.sign(), KEEPER.sign("Penerima laporan,", place_date=heading.place_date)),
        prose=True,
        sheet="Formulir",
    )
    return paper("Formulir Pelaporan", heading, page)


CHECKED = (
    Column("no", "No.", "int", align="center"),
    Column("paper", "Kelengkapan"),
    Column("state", "Keadaan"),
    Column("note", "Keterangan"),
)


def complaint_file(file: OpenedFile) -> Workbook:
    """Row 2: what the file holds; the two papers the service standard asks for, and the form of row 1."""
    heading = replace(file.heading, day=file.days["accept_file"])
    asked = (("Pengantar RT/RW", "letter"), ("Fotokopi KTP pelapor", "identity"))
    rows = (
        (1, "Formulir pelaporan kasus", "Ada", file.day("intake")),
        *((n, name, file.told("accept_file", field), "") for n, (name, field) in enumerate(asked, 2)),
    )
    page = Dataset(
        name="berkas-pengaduan",
        title="BERKAS PENGADUAN KASUS",
        before=(
            Facts(
                (
                    ("Tanggal laporan", file.day("intake")),
                    ("Berkas diterima", file.day("accept_file")),
                    ("Saluran", file.told("intake", "channel")),
                    ("Pelapor", file.told("intake", "reporter")),
                )
            ),
        ),
        after=("Pelayanan selesai paling lama 3 (tiga) bulan sejak berkas pengaduan diterima, tanpa biaya.",),
        notes=(CONFIDENTIAL,),
        signatures=(REPORTER.sign(), KEEPER.sign("Penerima berkas,", place_date=heading.place_date)),
        sheet="Berkas pengaduan",
    )
    return paper("Berkas Pengaduan", heading, Table(CHECKED, rows, by_hand=True).on(page))


SENT = (
    Column("no", "No.", "int", align="center"),
    Column("name", "Nama"),
    Column("post", "Jabatan"),
    Column("signed", "Tanda tangan"),
)
TEAM = ("Petugas P2TP2A", "Pekerja sosial", "Pendamping")
"""Who row 3 may send, as the SOP names its actors."""


def outreach_order(file: OpenedFile) -> Workbook:
    """Row 3: the order to go and see; it names no victim, because it is shown on the way."""
    number = file.said.get("outreach", {}).get("order", "")
    heading = replace(file.heading, number=number, day=file.days.get("outreach"))
    page = Dataset(
        name="spt-penjangkauan",
        title="SURAT PERINTAH TUGAS",
        before=(
            "Yang bertanda tangan di bawah ini memerintahkan kepada petugas yang namanya tercantum dalam daftar untuk:",
            Items(
                (
                    f"melaksanakan verifikasi dan penjangkauan atas berkas register {file.heading.number};",
                    "menjaga kerahasiaan identitas pelapor dan korban; dan",
                    "melaporkan hasilnya kepada Ketua P2TP2A segera sesudah selesai.",
                )
            ),
        ),
        after=("Demikian surat perintah ini dibuat untuk dilaksanakan dengan penuh tanggung jawab.",),
        signatures=(file.office.signer("head").sign(place_date=heading.place_date),),
        sheet="SPT",
    )
    rows = tuple((n, "", post, "") for n, post in enumerate(TEAM, 1))
    return paper("SPT Penjangkauan", heading, Table(SENT, rows, by_hand=True).on(page))


class Referral(NamedTuple):
    """To whom a service is referred, and what is asked of them."""

    to: str
    asked: str


REFERRALS = {
    "medical": Referral("Direktur RSUD", "pemeriksaan medis"),
    "psychological": Referral("Psikolog", "pemeriksaan psikologis"),
    "legal": Referral("Advokat pendamping", "bantuan hukum pada pemeriksaan, penyidikan dan proses di pengadilan"),
    "reintegrate": Referral("Kepala Dinas Sosial", "fasilitasi reintegrasi atau rehabilitasi"),
}
"""Rows 5–8: who gives the service as the SOP names them; of row 8 it names nobody, the standard tells of a social
worker of Dinas Sosial."""


def referral(service: str) -> Callable[[OpenedFile], Workbook]:
    """Rows 5–8: the letter that refers the victim; no narrative, nothing of the reporter."""
    to, asked = REFERRALS[service]

    def build(file: OpenedFile) -> Workbook:
        return letter(
            Letter(
                heading=replace(file.heading, number="", day=file.days.get(service)),
                to=(to,),
                about=f"Rujukan korban untuk {asked.partition(' pada ')[0]}",
                body=(
                    f"Bersama ini kami rujuk korban yang kami dampingi untuk memperoleh {asked}:",
                    Facts((("Nama", file.told("intake", "victim")), ("Register", file.heading.number or ""))),
                    "Yang bersangkutan didampingi petugas kami. Hal lain yang diperlukan untuk pelayanan dapat "
                    "ditanyakan langsung kepada pendamping; mohon identitasnya dijaga kerahasiaannya.",
                ),
                signer=CHAIR,
                nature=SECRET,
                kind=f"Rujukan {SERVICES[service]}",
                name=f"rujukan-{service}",
            )
        )

    return build


def handling_report(file: OpenedFile) -> Workbook:
    """Row 9: what was done in every row, and how the case ended."""
    heading = replace(file.heading, day=file.days["close_case"])
    steps: list[Block] = []
    for row, step in enumerate(ROWS[2:-1], 3):
        done = f"{SERVICES[step.name]} tidak diperlukan" if step.name in file.skipped else step.done
        told = Paragraph(f"{row}. {done}, {file.day(step.name)}", bold=True)
        steps += [told, *_text(_outcome(file, step.name))]
    page = Dataset(
        name="laporan-penanganan",
        title="LAPORAN PENANGANAN KASUS",
        before=(
            Facts(
                (
                    ("Laporan diterima", f"{file.day('intake')} ({file.told('intake', 'channel')})"),
                    ("Berkas diterima", file.day("accept_file")),
                    ("Korban", file.told("intake", "victim")),
                    ("Laporan polisi", f"{file.told('police', 'police')}, {file.told('police', 'reference')}"),
                    ("Berkas ditutup", file.day("close_case")),
                    ("Putusan mengikat", file.told("close_case", "ruling")),
                )
            ),
            *steps,
            Paragraph("9. Laporan akhir", bold=True),
            *_text(file.told("close_case", "report")),
        ),
        notes=(CONFIDENTIAL,),
        signatures=(CHAIR.sign("Mengetahui,"), KEEPER.sign(place_date=heading.place_date)),
        prose=True,
        sheet="Laporan penanganan",
    )
    return paper("Laporan Penanganan", heading, page)


def _outcome(file: OpenedFile, step: str) -> str:
    """What came of a row: the narrative that was written, or why the service was not needed."""
    if step in file.skipped:
        return file.skipped[step]
    said = file.said.get(step, {})
    return next((said[name] for name in ("findings", "assessment", "result") if said.get(name)), DASH)


def _pairs(file: OpenedFile, *names: tuple[str, str]) -> Facts:
    return Facts(tuple((label, file.told("intake", name)) for label, name in names))


def _text(said: str) -> list[Block]:
    """A narrative as it was written, a paragraph to a line."""
    return [line for line in said.splitlines() if line.strip()] or [DASH]


PAPERS: dict[str, SealedPaper] = {
    "formulir": SealedPaper("Formulir pelaporan kasus", "intake", reporting_form),
    "berkas": SealedPaper("Berkas pengaduan", "accept_file", complaint_file),
    "spt": SealedPaper("SPT penjangkauan", "accept_file", outreach_order),
    "rujukan-medis": SealedPaper("Rujukan medis", "assess", referral("medical"), "medical"),
    "rujukan-psikologis": SealedPaper("Rujukan psikologis", "assess", referral("psychological"), "psychological"),
    "rujukan-hukum": SealedPaper("Rujukan bantuan hukum", "assess", referral("legal"), "legal"),
    "rujukan-reintegrasi": SealedPaper("Rujukan reintegrasi", "assess", referral("reintegrate"), "reintegrate"),
    "laporan": SealedPaper("Laporan penanganan kasus", "close_case", handling_report),
}
"""Every paper of an opened file by its name."""


def printable(found: Dossier) -> dict[str, SealedPaper]:
    """The papers that can be printed of a file as it stands, by name; a complaint has none."""
    if found.flow.code != CASES.code:
        return {}
    done = standing_steps(found)
    needless = {name for name, deed in done.items() if deed.step.name == SKIP}
    return {name: one for name, one in PAPERS.items() if one.after in done and one.service not in needless}
