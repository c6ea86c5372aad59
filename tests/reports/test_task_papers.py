"""Every letter of the other procedures, from a case that really came to it; nothing a person answered is lost."""

from datetime import datetime

import pytest
from sqlalchemy import Engine

from alokon.recipients import KAMPUNG, PARTNER, POSYANDU, SCHOOL
from alokon.sop.registry import FLOWS
from alokon.store import papers
from inventory.store.engine import reading
from reports.case_papers.catalogue import paper_of
from reports.case_papers.tasks import BUILDERS
from reports.html import render_html
from tests.alokon.sop.test_handing_out import enter
from tests.alokon.sop.test_tasks import DATA, HEAD, STAFF, TERMS, UPTD, lived
from tests.books import BOOK, PUSKESMAS, WIB, Book

ASKED = {
    "letter": "005/88", "rank": "Kepala Badan", "purpose": "Penyusunan RKPD", "variables": "PUS per desa",
    "since": "2025-01-01", "until": "2025-12-31",
}  # fmt: skip
PROPOSED = [{"kecamatan": "Kawali", "letter": "400/31", "ppkbd": 11, "sub_ppkbd": 84}]
REVIEWED = ("06", STAFF, "review", {"review": "Lengkap", "advice": "setuju"})


def papers_of(engine: Engine, case: int) -> dict[str, str]:
    """Kind → the whole paper of a case in words."""
    with reading(engine) as db:
        found = papers.of_cases(db, BOOK, [case])[case]
        at = datetime(2026, 3, 2, 9, tzinfo=WIB)
        return {one.kind: " ".join(render_html(paper_of(db, BOOK, one, at)).decode().split()) for one in found}


def imp(book: Book) -> int:
    """Up to the copies of the decree."""
    return lived(
        book, "imp", "DINAS",
        ("05", STAFF, "regulate", {"subject": "Penunjukan PPKBD", "until": "2026-01-09"}),
        ("06", STAFF, "take_proposals", {"lines": PROPOSED}),
        ("06", STAFF, "compile", {"ppkbd": 11, "sub_ppkbd": 84}),
        ("06", STAFF, "examine", {}),
        ("06", STAFF, "draft", {}),
        ("08", STAFF, "analyse", {"result": "Sesuai ajuan"}),
        ("08", STAFF, "print_draft", {}),
        ("08", HEAD, "recommend", {}),
        ("08", STAFF, "send", {}),
        ("12", STAFF, "correct_draft", {"correction": "Lampiran"}),
        ("12", STAFF, "revise", {}),
        ("12", STAFF, "await_decree", {}),
        ("15", STAFF, "take_decree", {"decree": "476/Kpts.1/2026", "decree_date": "2026-01-14"}),
        ("15", STAFF, "distribute", {"lines": [{"recipient": "Balai Penyuluhan Kawali", "copies": 2}]}),
    )  # fmt: skip


def kie(book: Book) -> int:
    """Up to the agreement."""
    return lived(
        book, "kie", enter(book, PARTNER, name="Radio kabupaten", kecamatan=None),
        ("05", STAFF, "prepare", {"theme": "KB pascapersalinan", "media": "elektronik"}),
        ("06", STAFF, "make", {"version": "Spot 30 detik"}),
        ("06", HEAD, "approve_media", {}),
        ("06", STAFF, "apply", {"addressee": "Pimpinan Radio", "wanted": "Dua minggu"}),
        ("07", STAFF, "agree", {"agreement": "Tayang 14 kali"}),
    )  # fmt: skip


def sik(book: Book) -> int:
    """The whole orientation."""
    return lived(
        book, "sik", "DINAS",
        ("05", STAFF, "schedule", {
            "held_on": "2026-01-20", "time": "09.30 WIB sampai selesai", "place": "Aula dinas", "theme": "R/II/KB",
            "agenda": "09.30 Pembukaan; 10.00 Paparan", "lines": [{"faskes": PUSKESMAS, "why": "Terlambat lapor"}],
        }),
        ("06", STAFF, "material", {"material": "Pencatatan", "points": "Alur laporan; R/II/KB"}),
        ("20", STAFF, "orient", {"present": 12}),
        ("21", STAFF, "monitor", {"result": "Sudah dapat mengisi"}),
    )  # fmt: skip


def ssk(book: Book) -> int:
    """The whole of it."""
    lesson = {"subject": "Geografi", "topic": "Dinamika penduduk", "grade": "XI", "assessed": 64, "passed": 60}
    return lived(
        book, "ssk", enter(book, SCHOOL, name="SMA Negeri 1"),
        ("05", STAFF, "coordinate", {"partners": "Dinas Pendidikan", "agreement": "Satu sekolah"}),
        ("12", HEAD, "appoint", {"decree": "421/7"}),
        ("13", STAFF, "launch", {
            "held_on": "2026-01-19", "time": "08.00 WIB", "place": "Halaman sekolah", "invited": "Camat; Kepala SMA",
        }),
        ("19", STAFF, "socialise", {"present": 30}),
        ("26", STAFF, "teach", {"pupils": 64, "lines": [lesson]}),
    )  # fmt: skip


def rumah_data(book: Book) -> int:
    """The whole of it."""
    return lived(
        book, "rumah-data", enter(book, KAMPUNG, name="Kampung KB Mekar", village="Mekar"),
        ("05", UPTD, "rally", {"agreement": "Rumah data di balai desa"}),
        ("06", UPTD, "find", {"candidates": 8}),
        ("07", UPTD, "meet", {"present": 14}),
        ("08", UPTD, "choose", {"cadres": 4}),
        ("09", UPTD, "confirm", {"decree": "141/3"}),
        ("12", UPTD, "train_1", {"present": 4}),
        ("13", UPTD, "train_2", {"present": 4}),
        ("30", UPTD, "work", {"year": 2025, "couples": 1812, "members": 566, "unmet": 71}),
    )  # fmt: skip


def posyandu(book: Book) -> int:
    """Up to the report."""
    counts = {"pregnant": 9, "postpartum": 3, "nursing": 14, "infants": 17, "toddlers": 61}
    return lived(
        book, "posyandu", enter(book, POSYANDU, name="Posyandu Melati", village="Desa 1"),
        ("05", UPTD, "policy", {"basis": "Renja 2026"}),
        ("06", UPTD, "plan_data", TERMS),
        ("06", UPTD, "propose_targets", {"cover": "05/RT.2"}),
        ("12", UPTD, "update", {"month": "2025-12", **counts}),
        ("15", UPTD, "analyse_targets", {"analysis": "Tiga ibu nifas belum ber-KB"}),
        ("15", UPTD, "gather", {"programme": "Kunjungan rumah"}),
    )  # fmt: skip


def data(book: Book) -> int:
    """A request that is granted and handed over."""
    given = {"given_variables": "PUS per desa", "rows": 265, "digest": "a" * 64}
    return lived(
        book, "data-eksternal", enter(book, PARTNER, name="Bappeda", kecamatan=None),
        ("05", STAFF, "ask_data", ASKED),
        REVIEWED,
        ("07", HEAD, "grant", {"conditions": "Sel kecil ditutup", "valid_until": "2026-12-31"}),
        ("08", DATA, "provide", given),
        ("08", DATA, "deliver", {"contract": "SP/1", "receiver": "Kepala Bidang"}),
    )  # fmt: skip


SAID = {
    "imp-regulasi": ("Penunjukan PPKBD", "paling lambat 9 Januari 2026", "Kepala Dinas"),
    "imp-rekap": ("Kawali", "400/31", "PPKBD 11, Sub PPKBD 84"),
    "imp-draf-sk": ("Penetapan PPKBD dan Sub PPKBD", "KESATU", "Kecamatan Kawali: PPKBD 11, Sub PPKBD 84"),
    "imp-rekomendasi": ("Sesuai ajuan", "IMP-SK", "Bupati", "direkomendasikan"),
    "imp-nota-dinas": ("Bagian Hukum", "Bupati", "IMP-REK"),
    "imp-tanda-terima": ("476/Kpts.1/2026", "14 Januari 2026", "Balai Penyuluhan Kawali"),
    "kie-permohonan": ("Pimpinan Radio", "Media elektronik", "KB pascapersalinan", "Dua minggu"),
    "kie-kesepakatan": ("Radio kabupaten", "Tayang 14 kali"),
    "sik-undangan": ("20 Januari 2026", "09.30 WIB", "Aula dinas", "R/II/KB", "JADWAL", "Paparan", "Puskesmas Ciamis"),
    "sik-paparan": ("PENCATATAN", "Alur laporan", "Selasa, 20 Januari 2026, 09.30 WIB"),
    "sik-monev": ("12", "Sudah dapat mengisi", "bertempat di Aula dinas"),
    "ssk-kesepakatan": ("Dinas Pendidikan", "Satu sekolah"),
    "ssk-penunjukan": ("421/7", "SMA Negeri 1", "SSK-KSP"),
    "ssk-undangan": ("19 Januari 2026", "08.00 WIB", "Halaman sekolah", "2. Kepala SMA"),
    "ssk-penilaian": ("Geografi", "Dinamika penduduk", "XI", "64", "60"),
    "rumah-data-kesepakatan": ("Rumah data di balai desa", "Kampung KB Mekar"),
    "rumah-data-pengukuhan": ("141/3", "Kepala Desa Mekar", "sejumlah 4 orang", "RD-SK"),
    "rumah-data-desa": ("2025", "1.812", "566", "71", "Desa Mekar"),
    "posyandu-kak": ("Data yang mutakhir", "Peraturan Pemerintah Nomor 17 Tahun 2018", "menurut Renja 2026"),
    "posyandu-pengantar": ("05/RT.2", "Kepala Desa 1", "Ketua RT"),
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
}
"""Kind → what must stand on the paper."""

LIVED = (imp, kie, sik, ssk, rumah_data, posyandu, data)


@pytest.mark.parametrize("tell", LIVED, ids=lambda tell: tell.__name__)
def test_the_letters_of_a_case_say_what_was_answered_on_the_way(sqlite_engine: Engine, tell: object) -> None:
    assert callable(tell)
    book = Book(sqlite_engine)
    told = papers_of(sqlite_engine, tell(book))
    assert told
    for kind, words in told.items():
        assert "Sanggau" not in words, "a rule of another kabupaten binds nobody here"
        assert not [said for said in SAID[kind] if said not in words], kind


def test_a_refused_request_gets_a_letter_with_the_reason(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = lived(
        book, "data-internal", "DINAS",
        ("05", STAFF, "ask_data", ASKED),
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
