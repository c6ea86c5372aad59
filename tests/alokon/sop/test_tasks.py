"""What the other procedures refuse on the way; their stories are in `tests.scenarios.procedures`."""

import pytest
from sqlalchemy import Engine

from alokon.people import Forbidden
from alokon.recipients import AREA, KAMPUNG, PARTNER, POSYANDU
from alokon.sop.fields import read_fields
from alokon.sop.registry import SOPS
from tests.alokon.sop.test_distribution import refused
from tests.alokon.sop.test_handing_out import enter
from tests.books import PUSKESMAS, Book
from tests.scenarios.procedures import DATA, HEAD, REQUEST, REVIEWED, STAFF, TRAINED_ONCE, UPTD, VILLAGE, lived


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


def test_rumah_data_its_cadres_are_trained_twice_before_they_work(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = lived(book, "rumah-data", enter(book, KAMPUNG), *TRAINED_ONCE)
    told = refused(lambda: book.take(UPTD, "2026-01-13", "rumah-data", "work", case=case, **VILLAGE))
    assert list(told) == ["wrong_state"]
    book.take(UPTD, "2026-01-13", "rumah-data", "train_2", case=case, present=4, agreed="2026-02-28")
    book.take(UPTD, "2026-01-30", "rumah-data", "work", case=case, **VILLAGE)
    assert book.case(case).state == "rumah-data.8"


@pytest.mark.parametrize("flow", ["data-eksternal", "data-internal"])
def test_data_are_handed_over_only_once_they_were_granted(sqlite_engine: Engine, flow: str) -> None:
    book = Book(sqlite_engine)
    user = enter(book, PARTNER, kecamatan=None)
    case = lived(
        book, flow, user,
        ("05", STAFF, "ask_data", REQUEST),
        REVIEWED,
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
        "since": "2025-01-01", "until": "2025-12-31", "lines": [{"dataset": "siga"}],
    }  # fmt: skip
    case = lived(
        book, "data-eksternal", user,
        ("05", STAFF, "ask_data", asked),
        ("06", STAFF, "review", {"review": "Data perorangan", "advice": "tolak"}),
        ("07", HEAD, "refuse", {"reason": "Tujuannya tidak sah"}),
    )  # fmt: skip
    assert book.case(case).state == "data-eksternal.tolak"


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
