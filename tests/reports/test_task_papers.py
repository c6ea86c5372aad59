"""Every letter of the other procedures, from a case that really came to it; nothing a person answered is lost."""

from datetime import datetime

import pytest
from sqlalchemy import Engine

from alokon.sop.registry import FLOWS
from alokon.store import papers
from inventory.store.engine import reading
from reports.case_papers.catalogue import paper_of
from reports.case_papers.tasks import BUILDERS
from reports.html import render_html
from tests.books import BOOK, WIB, Book
from tests.scenarios.procedures import HEAD, REQUEST, REVIEWED, STAFF, STORIES, lived


def papers_of(engine: Engine, case: int) -> dict[str, str]:
    """Kind → the whole paper of a case in words."""
    with reading(engine) as db:
        found = papers.of_cases(db, BOOK, [case]).get(case, [])
        at = datetime(2026, 3, 2, 9, tzinfo=WIB)
        return {one.kind: " ".join(render_html(paper_of(db, BOOK, one, at)).decode().split()) for one in found}


SAID = {
    "imp-regulasi": ("Penunjukan PPKBD dan Sub PPKBD", "paling lambat 9 Januari 2026", "Kepala Dinas"),
    "imp-rekap": ("Kawali", "400/31", "PPKBD 18, Sub PPKBD 144"),
    "imp-draf-sk": ("Penetapan PPKBD dan Sub PPKBD", "KESATU", "Kecamatan Kawali: PPKBD 11, Sub PPKBD 84"),
    "imp-rekomendasi": ("Sesuai ajuan", "IMP-SK", "Bupati", "direkomendasikan"),
    "imp-nota-dinas": ("Bagian Hukum", "Bupati", "IMP-REK"),
    "imp-tanda-terima": ("476/Kpts.1/2026", "14 Januari 2026", "Balai Penyuluhan Ciamis"),
    "kie-permohonan": ("Pimpinan Radio", "Media elektronik", "KB pascapersalinan", "Dua minggu"),
    "kie-kesepakatan": ("Radio kabupaten", "Tayang 14 kali"),
    "sik-undangan": ("20 Januari 2026", "09.30 WIB", "Aula dinas", "R/II/KB", "JADWAL", "Paparan", "Puskesmas Ciamis"),
    "sik-paparan": ("PENCATATAN", "Alur laporan", "Selasa, 20 Januari 2026, 09.30 WIB"),
    "sik-monev": ("12", "Sudah dapat mengisi", "bertempat di Aula dinas"),
    "ssk-kesepakatan": ("Dinas Pendidikan", "Satu sekolah"),
    "ssk-penunjukan": ("421/7", "SMA Negeri 1", "SSK-KSP"),
    "ssk-undangan": ("13 Januari 2026", "08.00 WIB", "Halaman sekolah", "2. Kepala SMA"),
    "ssk-penilaian": ("Geografi", "Dinamika penduduk", "XI", "64", "60"),
    "rumah-data-kesepakatan": ("Rumah data di balai desa", "Kampung KB Mekar"),
    "rumah-data-pengukuhan": ("141/3", "Kepala Desa Mekar", "sejumlah 4 orang", "RD-SK"),
    "rumah-data-desa": ("2025", "1.812", "566", "71", "Desa Mekar"),
    "posyandu-kak": ("Data yang mutakhir", "Peraturan Pemerintah Nomor 17 Tahun 2018", "menurut Renja 2026"),
    "posyandu-pengantar": ("05/RT.2", "Kepala Desa Benteng", "Ketua RT"),
    "posyandu-pemutakhiran": ("Desember 2025", "61", "Kader Posyandu"),
    "posyandu-laporan": (
        "Camat Ciamis",
        "Desember 2025",
        "Lembaga Adat Desa",
        "Posyandu Melati",
        "61",
        "Tiga ibu nifas belum ber-KB",
        "Kunjungan rumah",
    ),
    "data-disposisi": ("005/88", "Bappeda", "Penyusunan RKPD"),
    "data-jawaban": ("kami setujui", "Sel kecil ditutup", "31 Desember 2026"),
    "data-serah-terima": ("PUS per desa", "265", "a" * 64, "SP/1"),
    "data-perjanjian": (
        "PIHAK KEDUA",
        "Pasal 4",
        "a" * 64,
        "Sel kecil ditutup",
        "31 Desember 2026",
        "/DT-PJJ/",
    ),
}
"""Kind → what must stand on the paper."""


@pytest.mark.parametrize("flow", STORIES)
def test_the_letters_of_a_case_say_what_was_answered_on_the_way(sqlite_engine: Engine, flow: str) -> None:
    told = papers_of(sqlite_engine, STORIES[flow](Book(sqlite_engine)).case)
    assert told.keys() == {step.paper for step in FLOWS[flow].steps if step.paper and step.name != "refuse"}
    for kind, words in told.items():
        assert "Sanggau" not in words, "a rule of another kabupaten binds nobody here"
        assert not [said for said in SAID[kind] if said not in words], kind


def test_a_hand_over_to_an_institution_has_its_agreement_and_its_cooperation_as_letters_too(
    sqlite_engine: Engine,
) -> None:
    case = STORIES["data-eksternal"](Book(sqlite_engine)).case
    with reading(sqlite_engine) as db:
        found = next(one for one in papers.of_cases(db, BOOK, [case])[case] if one.kind == "data-serah-terima")
        at = datetime(2026, 3, 2, 9, tzinfo=WIB)
        agreed, pks = (paper_of(db, BOOK, found, at, layout) for layout in ("perjanjian", "pks"))
    words = " ".join(render_html(agreed).decode().split())
    assert not [said for said in ("NOMOR SP/1", "PIHAK KESATU", "Penyusunan RKPD", "a" * 64) if said not in words]
    words = " ".join(render_html(pks).decode().split())
    assert not [said for said in ("KERJA SAMA", "surat perjanjian Nomor SP/1", "Pasal 6", "....") if said not in words]


def test_a_refused_request_gets_a_letter_with_the_reason(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = lived(
        book, "data-internal", "DINAS",
        ("05", STAFF, "ask_data", REQUEST),
        REVIEWED,
        ("07", HEAD, "refuse", {"reason": "Tujuannya tidak sah"}),
    )  # fmt: skip
    words = papers_of(sqlite_engine, case)["data-jawaban"]
    assert "tidak dapat kami setujui" in words
    assert "Tujuannya tidak sah" in words


def test_every_letter_is_made_by_a_step_and_looked_at_here() -> None:
    made = {step.paper for flow in FLOWS.values() for step in flow.steps}
    assert set(BUILDERS) == set(SAID)
    assert set(BUILDERS) <= made
