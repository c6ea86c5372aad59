"""The other procedures as their staff live them: one file of each, from its first row to its last."""

from collections.abc import Mapping

import pytest
from sqlalchemy import Engine

from alokon.people import Forbidden
from alokon.recipients import AREA, KAMPUNG, PARTNER, POSYANDU, SCHOOL
from alokon.sop.fields import read_fields
from alokon.sop.registry import FLOWS, SOPS
from tests.alokon.sop.test_distribution import refused
from tests.alokon.sop.test_handing_out import enter
from tests.books import PUSKESMAS, Book

STAFF, HEAD, DATA, UPTD = "program", "sekretaris", "data", "uptd"

TERMS = {
    "outline": "Pemutakhiran triwulan", "objective": "Data yang mutakhir", "output": "Data per posyandu",
    "span": "Januari 2026",
}  # fmt: skip
"""What the KAK of a posyandu says."""

Told = tuple[str, str, str, Mapping[str, object]]
"""A step as it is told: day of January, who, which, and what is answered."""


def lived(book: Book, flow: str, site: str, *told: Told) -> int:
    """A file opened and carried through its steps in order; returns it."""
    case: int | None = None
    for day, who, step, answers in told:
        at: dict[str, object] = {"case": case} if case else {"site": site}
        case = book.take(who, f"2026-01-{day}", flow, step, **at, **answers).case
    assert case
    return case


def test_imp_the_bupati_appoints_the_cadres_of_the_district(engine: Engine) -> None:
    """From the letter to the kecamatan to the archive; Bagian Hukum sends the draft back once."""
    book = Book(engine)
    asked = [
        {"kecamatan": "Ciamis", "letter": "400/12", "ppkbd": 7, "sub_ppkbd": 60},
        {"kecamatan": "Kawali", "letter": "400/31", "ppkbd": 11, "sub_ppkbd": 84},
    ]
    named = [{"kecamatan": "Ciamis", "village": "Benteng", "level": "ppkbd", "count": 1}]
    case = lived(
        book, "imp", "DINAS",
        ("05", STAFF, "regulate", {"subject": "Penunjukan PPKBD dan Sub PPKBD"}),
        ("06", STAFF, "take_proposals", {"lines": asked}),
        ("06", STAFF, "compile", {"ppkbd": 18, "sub_ppkbd": 144}),
        ("06", STAFF, "examine", {}),
        ("06", STAFF, "draft", {"version": "1", "agreed": "2026-01-09"}),
        ("08", STAFF, "analyse", {"result": "Sesuai ajuan"}),
        ("08", STAFF, "print_draft", {}),
        ("08", HEAD, "recommend", {}),
        ("08", STAFF, "send", {"receipt": "TT-3"}),
        ("12", STAFF, "correct_draft", {"correction": "Lampiran per desa"}),
        ("12", STAFF, "revise", {"version": "2"}),
        ("12", STAFF, "await_decree", {}),
        ("15", STAFF, "take_decree", {"decree": "476/Kpts.1/2026", "decree_date": "2026-01-14", "lines": named}),
        ("15", STAFF, "distribute", {"lines": [{"recipient": "Balai Penyuluhan Ciamis", "copies": 2}]}),
        ("15", STAFF, "archive", {"place": "Lemari 2"}),
    )  # fmt: skip
    assert book.case(case).state == "imp.15"
    assert FLOWS["imp"].open_to("imp.15") == []


def test_imp_nobody_but_who_decides_recommends_the_draft_to_the_bupati(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    with pytest.raises(Forbidden):
        lived(
            book, "imp", "DINAS",
            ("05", STAFF, "regulate", {"subject": "Penunjukan"}),
            ("05", STAFF, "take_proposals", {}),
            ("05", STAFF, "compile", {"ppkbd": 1, "sub_ppkbd": 1}),
            ("05", STAFF, "examine", {}),
            ("05", STAFF, "draft", {}),
            ("05", STAFF, "analyse", {"result": "Sesuai"}),
            ("05", STAFF, "print_draft", {}),
            ("05", STAFF, "recommend", {}),
        )  # fmt: skip


def test_kie_a_spot_is_made_agreed_on_and_aired(engine: Engine) -> None:
    book = Book(engine)
    radio = enter(book, PARTNER, kecamatan=None)
    case = lived(
        book, "kie", radio,
        ("05", STAFF, "prepare", {"theme": "KB pascapersalinan", "media": "elektronik"}),
        ("06", STAFF, "make", {"version": "Spot 30 detik, versi 1"}),
        ("06", HEAD, "approve_media", {"revision": "Tambah nomor layanan"}),
        ("06", STAFF, "apply", {"addressee": "Radio kabupaten", "wanted": "Dua minggu"}),
        ("07", STAFF, "agree", {"agreement": "Tayang 14 kali"}),
        ("08", STAFF, "edit", {"agreed": "2026-01-31"}),
        ("20", STAFF, "publish_media", {"aired": "2026-01-12", "times": 14, "evidence": "Rekaman siaran"}),
    )  # fmt: skip
    assert book.case(case).state == "kie.7"


def test_field_data_only_counts_are_kept_and_a_number_that_names_a_person_is_refused(engine: Engine) -> None:
    book = Book(engine)
    area = enter(book, AREA)
    row = {"faskes": PUSKESMAS, "method": "PILK", "new_pbi": 3, "again_other": 12}
    case = lived(
        book, "data-lapangan", area,
        ("05", UPTD, "collect", {"month": "2025-12", "bkb": 40, "lines": [row]}),
        ("05", DATA, "enter", {"entered": 4}),
    )  # fmt: skip
    named = {"differences": "Peserta 3207011234567890 belum masuk"}
    told = refused(lambda: book.take(DATA, "2026-01-06", "data-lapangan", "output", case=case, **named))
    assert told == {"personal_number": "differences"}
    book.take(DATA, "2026-01-06", "data-lapangan", "output", case=case)
    assert book.case(case).state == "data-lapangan.3"


def test_sik_an_orientation_is_planned_held_and_followed_up(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    late = {"faskes": PUSKESMAS, "why": "Terlambat lapor dua bulan"}
    case = lived(
        book, "sik", "DINAS",
        ("05", STAFF, "schedule", {
            "held_on": "2026-01-20", "time": "09.00 WIB", "place": "Aula", "theme": "R/II/KB", "lines": [late],
        }),
        ("06", STAFF, "material", {"material": "Pencatatan dan pelaporan"}),
        ("20", STAFF, "orient", {"present": 12, "lines": [{"faskes": PUSKESMAS, "count": 2}]}),
        ("21", STAFF, "monitor", {"result": "Sudah dapat mengisi sendiri"}),
    )  # fmt: skip
    assert book.case(case).state == "sik.4"


def test_ssk_a_school_becomes_a_sekolah_siaga_kependudukan(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    school = enter(book, SCHOOL)
    lesson = {"subject": "Geografi", "topic": "Dinamika penduduk", "assessed": 64, "passed": 60}
    case = lived(
        book, "ssk", school,
        ("05", STAFF, "coordinate", {"partners": "Dinas Pendidikan", "agreement": "Satu sekolah percontohan"}),
        ("12", HEAD, "appoint", {"decree": "421/7"}),
        ("13", STAFF, "launch", {"held_on": "2026-01-13", "time": "08.00 WIB", "place": "Halaman sekolah"}),
        ("14", STAFF, "socialise", {"present": 30}),
        ("20", STAFF, "teach", {"pupils": 64, "lines": [lesson]}),
    )  # fmt: skip
    assert book.case(case).state == "ssk.5"


def test_rumah_data_its_cadres_are_trained_twice_before_they_work(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    kampung = enter(book, KAMPUNG)
    figures = {"year": 2025, "couples": 812, "members": 566, "unmet": 71}
    case = lived(
        book, "rumah-data", kampung,
        ("05", UPTD, "rally", {"agreement": "Rumah data di balai desa"}),
        ("06", UPTD, "find", {"candidates": 8}),
        ("07", UPTD, "meet", {"present": 14}),
        ("08", UPTD, "choose", {"cadres": 4}),
        ("09", UPTD, "confirm", {"decree": "141/3"}),
        ("12", UPTD, "train_1", {"present": 4}),
    )  # fmt: skip
    told = refused(lambda: book.take(UPTD, "2026-01-13", "rumah-data", "work", case=case, **figures))
    assert list(told) == ["wrong_state"]
    book.take(UPTD, "2026-01-13", "rumah-data", "train_2", case=case, present=4, agreed="2026-02-28")
    book.take(UPTD, "2026-01-30", "rumah-data", "work", case=case, **figures)
    assert book.case(case).state == "rumah-data.8"


@pytest.mark.parametrize("flow", ["data-eksternal", "data-internal"])
def test_data_are_handed_over_only_once_they_were_granted(sqlite_engine: Engine, flow: str) -> None:
    book = Book(sqlite_engine)
    user = enter(book, PARTNER, kecamatan=None)
    asked = {
        "letter": "005/88", "rank": "Kepala Badan", "purpose": "Penyusunan RKPD", "variables": "PUS per desa",
        "since": "2025-01-01", "until": "2025-12-31",
    }  # fmt: skip
    case = lived(
        book, flow, user,
        ("05", STAFF, "ask_data", asked),
        ("06", STAFF, "review", {"review": "Lengkap", "advice": "setuju"}),
    )  # fmt: skip
    given = {"given_variables": "PUS per desa", "rows": 265, "digest": "a" * 64}
    assert list(refused(lambda: book.take(DATA, "2026-01-06", flow, "provide", case=case, **given))) == ["wrong_state"]
    with pytest.raises(Forbidden):
        book.take(DATA, "2026-01-06", flow, "grant", case=case, conditions="Agregat", valid_until="2026-12-31")
    book.take(HEAD, "2026-01-07", flow, "grant", case=case, conditions="Agregat", valid_until="2026-12-31")
    book.take(DATA, "2026-01-08", flow, "provide", case=case, **given)
    book.take(DATA, "2026-01-08", flow, "deliver", case=case, contract="SP/1", receiver="Kepala Bidang")
    assert book.case(case).state == f"{flow}.5"


def test_a_request_for_data_may_be_refused_with_the_reason(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    user = enter(book, PARTNER, kecamatan=None)
    asked = {
        "letter": "005/89", "rank": "Direktur", "purpose": "Promosi", "variables": "Nama dan alamat",
        "since": "2025-01-01", "until": "2025-12-31",
    }  # fmt: skip
    case = lived(
        book, "data-eksternal", user,
        ("05", STAFF, "ask_data", asked),
        ("06", STAFF, "review", {"review": "Data perorangan", "advice": "tolak"}),
        ("07", HEAD, "refuse", {"reason": "Tujuannya tidak sah"}),
    )  # fmt: skip
    assert book.case(case).state == "data-eksternal.tolak"


def test_posyandu_targets_are_brought_up_to_date_and_reported(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    posyandu = enter(book, POSYANDU)
    counts = {"pregnant": 9, "postpartum": 3, "nursing": 14, "infants": 17, "toddlers": 61}
    case = lived(
        book, "posyandu", posyandu,
        ("05", UPTD, "policy", {"basis": "Renja 2026"}),
        ("06", UPTD, "plan_data", TERMS),
        ("06", UPTD, "propose_targets", {}),
        ("12", UPTD, "update", {"month": "2025-12", **counts}),
        ("15", UPTD, "analyse_targets", {"analysis": "Tiga ibu nifas belum ber-KB"}),
        ("15", UPTD, "gather", {}),
        ("15", UPTD, "take_report", {}),
    )  # fmt: skip
    assert book.case(case).state == "posyandu.7"


def test_a_uptd_works_on_the_files_of_its_own_kecamatan_alone(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    elsewhere = enter(book, POSYANDU, kecamatan="32.07.09")
    with pytest.raises(Forbidden):
        lived(book, "posyandu", elsewhere, ("05", UPTD, "policy", {"basis": "Renja 2026"}))


def test_no_stage_asks_for_a_person() -> None:
    """Names of people, their numbers and addresses have no field; numbers of sixteen digits are refused everywhere."""
    for sop in SOPS.values():
        for flow in sop.flows:
            for step in flow.steps:
                for field in (*step.fields, *step.line_fields):
                    said = field.label.casefold()
                    assert not any(word in said for word in ("nik", "nama orang", "nama ibu", "nama kader"))
                    if field.kind == "text":
                        problems = read_fields([field], {field.name: "3207011234567890"[: field.most]})[1]
                        assert [p.code for p in problems] == ["personal_number"] or field.most < 16
