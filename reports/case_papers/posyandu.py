"""The papers of data and targets of a Posyandu: KAK, pengantar RT, the form they are brought up to date on, report."""

from dataclasses import replace

from alokon.sop.tasks.posyandu import TARGETS
from reports.case_papers.answers import NO, answers, basis, head, person, told
from reports.case_papers.facts import CaseFacts
from reports.dataset import Column, Kop, Workbook
from reports.paper import Table
from reports.papers.disposisi import BOX
from reports.papers.formulir import Formulir, formulir
from reports.papers.kerangka_acuan import KerangkaAcuan, kerangka_acuan
from reports.papers.letter import Letter, letter

ABOUT = "Pengelolaan Data dan Sasaran Posyandu"
DOTS = "." * 8

SENT = (Column("what", "Jenis yang dikirim"), Column("count", "Banyaknya"), Column("note", "Keterangan"))
COUNTED = (
    Column("target", "Sasaran"),
    Column("count", "Jumlah", "int", unit="orang"),
    Column("same", "Sesuai", align="center", width=8),
    Column("changed", "Perubahan", width=14),
    Column("note", "Keterangan"),
)


def terms(facts: CaseFacts) -> Workbook:
    """The terms of reference of the work on a posyandu's data."""
    parts = (
        ("Latar belakang", f"Pengelolaan data dan sasaran posyandu dilaksanakan menurut {facts.so_far('basis')}."),
        ("Tujuan", facts.so_far("objective")),
        ("Sasaran", ", ".join(label for _, label in TARGETS) + f" di wilayah {facts.site}"),
        ("Ruang lingkup kegiatan", facts.so_far("outline")),
        ("Keluaran", facts.so_far("output")),
        ("Waktu pelaksanaan", facts.so_far("span")),
        ("Sumber biaya", facts.so_far("budget")),
    )
    return kerangka_acuan(KerangkaAcuan(facts.heading, f"{ABOUT}\n{facts.site}", facts.rules, parts, head(facts)))


def cover(facts: CaseFacts) -> Workbook:
    """The pengantar with which a RT proposes data and targets; the number of the RT's own stands in its words."""
    kop = Kop((f"PEMERINTAH {facts.office.kabupaten.upper()}", facts.village.upper(), f"RUKUN TETANGGA {DOTS}"))
    proposed = facts.so_far("proposed") or f"Usulan data dan sasaran {facts.site}"
    row = (1, proposed, "1 (satu) berkas", "Untuk ditindaklanjuti")
    number = facts.so_far("cover")
    return letter(
        Letter(
            heading=replace(facts.heading, kop=kop, place=facts.village),
            to=(f"Lurah / Kepala {facts.village}",),
            about="Pengantar data dan sasaran posyandu",
            body=(
                f"Menurut pengantar RT Nomor {number}, bersama ini disampaikan:" if number
                else "Bersama ini disampaikan:",
            ),
            signer=person(f"Ketua RT {DOTS}"),
            table=Table((NO, *SENT), (row,)),
            kind="Surat Pengantar",
            name="pengantar",
        )
    )  # fmt: skip


def update_form(facts: CaseFacts) -> Workbook:
    """The form of one month: what was counted, to be ticked where it holds and signed."""
    counts = [facts.issued.told(name) for name, _ in TARGETS]
    rows = tuple(
        (n, label, count if isinstance(count, int) else None, BOX, None, None)
        for n, ((_, label), count) in enumerate(zip(TARGETS, counts, strict=True), 1)
    )
    return formulir(
        Formulir(
            heading=facts.heading,
            title="Formulir Pemutakhiran\nData dan Sasaran Posyandu",
            facts=(
                ("Posyandu", facts.site),
                ("Desa/kelurahan", facts.village),
                ("Kecamatan", facts.area),
                ("Bulan data", told(facts, "month")),
            ),
            table=Table((NO, *COUNTED), rows, by_hand=True),
            signatures=(
                person(f"Lurah / Kepala {facts.village}").sign("Mengetahui,"),
                person("Ketua RT").sign(),
                person("Kader Posyandu").sign(place_date=facts.heading.place_date),
            ),
            notes=("Hanya jumlah yang dicatat; nama sasaran tidak ditulis pada formulir ini.",),
        )
    )


def report(facts: CaseFacts) -> Workbook:
    """The report on a posyandu's targets, to the Camat."""
    names = (
        ("Bulan data", "month"),
        *((label, name) for name, label in TARGETS),
        ("Hasil analisa", "analysis"),
        ("Upaya perbaikan", "effort"),
        ("Program kerja", "programme"),
    )
    return letter(
        Letter(
            heading=facts.heading,
            to=(f"Camat {facts.area}",),
            about=f"Laporan data dan sasaran {facts.site}",
            body=(*basis(facts), "Bersama ini dilaporkan data dan sasaran:", answers(facts, names)),
            signer=head(facts),
            copied_to=("Kepala Puskesmas.",),
        )
    )
