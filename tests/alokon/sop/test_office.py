"""The ways every procedure of printed rows has: on hold, a stage back, a stage not needed, refused, cancelled."""

from datetime import date

import pytest
from sqlalchemy import Engine

from alokon.people import Forbidden
from alokon.recipients import SCHOOL
from alokon.sop.fields import Field
from alokon.sop.model import Sop
from alokon.sop.office import Stage, procedure, standard_time
from alokon.sop.printed import PrintedSection, PrintedSop, unticked
from alokon.sop.registry import FLOWS, SOPS
from alokon.views.deadlines import deadlines
from alokon.views.dossier import dossier
from inventory.store.engine import reading
from tests.alokon.sop.test_distribution import refused
from tests.alokon.sop.test_handing_out import enter
from tests.books import BOOK, Book

TASKS = [sop for sop in SOPS.values() if any(flow.holds[0] for flow in sop.flows)]


def begun(book: Book) -> int:
    """A school's file, opened with the agreement of everybody."""
    school = enter(book, SCHOOL)
    told = {"partners": "Dinas Pendidikan", "agreement": "Satu sekolah percontohan"}
    return book.take("program", "2026-01-05", "ssk", "coordinate", site=school, **told).case or 0


def test_a_case_on_hold_takes_no_step_until_it_is_taken_up_and_the_days_do_not_count(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = begun(book)
    book.take("program", "2026-01-06", "ssk", "hold", case=case, reason="Libur sekolah")
    assert book.case(case).state == "ssk.1~"
    told = refused(lambda: book.take("sekretaris", "2026-01-20", "ssk", "appoint", case=case, decree="SK 1"))
    assert list(told) == ["wrong_state"]
    book.take("program", "2026-01-20", "ssk", "resume", case=case, reason="Sekolah masuk")
    book.take("sekretaris", "2026-01-21", "ssk", "appoint", case=case, decree="SK 1")
    with reading(sqlite_engine) as db:
        clock = dossier(db, BOOK, case, date(2026, 1, 21)).clocks(date(2026, 1, 21))[1]
    assert (clock.clock.told, clock.days, clock.held, clock.late) == ("2 minggu", 2, 14, False)


def test_a_case_goes_back_a_stage_with_a_reason_and_forward_again(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = begun(book)
    book.take("sekretaris", "2026-01-06", "ssk", "appoint", case=case, decree="SK 1")
    assert "field_missing" in refused(lambda: book.take("program", "2026-01-07", "ssk", "step_back", case=case))
    book.take("program", "2026-01-07", "ssk", "step_back", case=case, reason="Sekolahnya keliru")
    assert book.case(case).state == "ssk.1"
    told = refused(lambda: book.take("program", "2026-01-07", "ssk", "step_back", case=case, reason="Lagi"))
    assert list(told) == ["wrong_state"], "before the first row there is nothing"
    book.take("sekretaris", "2026-01-08", "ssk", "appoint", case=case, decree="SK 2")
    assert book.case(case).state == "ssk.2"


def test_who_only_works_on_a_case_decides_nothing_and_cancels_nothing(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = begun(book)
    for step, told in (("appoint", {"decree": "SK 1"}), ("drop", {"reason": "Batal"})):
        with pytest.raises(Forbidden):
            book.take("program", "2026-01-06", "ssk", step, case=case, **told)
    book.take("sekretaris", "2026-01-06", "ssk", "drop", case=case, reason="Tidak ada anggaran")
    assert book.case(case).state == "ssk.batal"


def test_a_stage_that_is_not_needed_is_skipped_and_one_that_is_needed_is_not(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = book.take("program", "2026-01-05", "kie", "prepare", site="DINAS", theme="KB", media="cetak").case
    told = refused(lambda: book.take("program", "2026-01-05", "kie", "skip", case=case, reason="Tidak perlu"))
    assert list(told) == ["wrong_state"]
    book.take("program", "2026-01-05", "kie", "make", case=case, version="Poster 1")
    book.take("sekretaris", "2026-01-05", "kie", "approve_media", case=case)
    book.take("program", "2026-01-05", "kie", "apply", case=case, addressee="Media cetak", wanted="Februari")
    book.take("program", "2026-01-06", "kie", "agree", case=case, agreement="Sekali tayang")
    book.take("program", "2026-01-06", "kie", "skip", case=case, reason="Media tidak mengedit ulang")
    assert book.case(case or 0).state == "kie.6"


def test_a_time_that_was_agreed_on_falls_due_on_its_day(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = book.take("program", "2026-01-05", "kie", "prepare", site="DINAS", theme="KB", media="cetak").case
    book.take("program", "2026-01-05", "kie", "make", case=case, version="Poster 1")
    book.take("sekretaris", "2026-01-05", "kie", "approve_media", case=case)
    book.take("program", "2026-01-05", "kie", "apply", case=case, addressee="Media cetak", wanted="Februari")
    book.take("program", "2026-01-05", "kie", "agree", case=case, agreement="Sekali tayang")
    book.take("program", "2026-01-05", "kie", "edit", case=case, agreed="2026-01-20")
    with reading(sqlite_engine) as db:
        [due] = deadlines(db, BOOK, date(2026, 1, 23), None)
    assert (due.what, due.due, due.over) == ("7. Catat publikasi", date(2026, 1, 20), 3)


def test_a_twelfth_procedure_takes_one_declaration(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (
        unticked("1", "Menerima tamu", ("Staf",), "Buku tamu", "5 Menit", "Tamu tercatat"),
        unticked("2", "Mengantar tamu", ("Staf",), "", "1 Hari", "Tamu terlayani"),
    )
    printed = PrintedSop("Tamu", "Tamu", None, ("Staf",), "Kelengkapan", (PrintedSection("", rows),))
    flow = procedure(
        "tamu",
        "Pelayanan tamu",
        printed,
        (
            Stage("1", "greet", "Catat tamu", "Tamu dicatat", "Menunggu", fields=(Field("office", "Dari instansi"),)),
            Stage("2", "guide", "Antar tamu", "Tamu diantar", "Terlayani"),
        ),
    )
    guests = Sop("tamu", "Pelayanan Tamu", printed, (flow,))
    monkeypatch.setitem(SOPS, guests.code, guests)
    monkeypatch.setitem(FLOWS, flow.code, flow)
    book = Book(sqlite_engine)
    case = book.take("program", "2026-01-05", "tamu", "greet", site="DINAS", office="Kecamatan").case
    with reading(sqlite_engine) as db:
        assert [(one.what, one.over) for one in deadlines(db, BOOK, date(2026, 1, 8), None)] == [("2. Antar tamu", 2)]
    book.take("program", "2026-01-06", "tamu", "guide", case=case)
    with reading(sqlite_engine) as db:
        assert deadlines(db, BOOK, date(2026, 1, 8), None) == []


def test_a_procedure_has_a_stage_for_every_printed_row() -> None:
    printed = SOPS["ssk"].printed
    with pytest.raises(ValueError, match="stages tell"):
        procedure("x", "X", printed, (Stage("1", "one", "Satu", "Satu", "Satu"),))


@pytest.mark.parametrize("sop", TASKS, ids=[sop.code for sop in TASKS])
def test_every_printed_time_runs_as_a_clock(sop: Sop) -> None:
    [flow] = [flow for flow in sop.flows if flow.holds[0]]
    timed = {step.number for step in sop.printed.steps if standard_time(step.waktu)}
    assert {clock.label.partition(".")[0] for clock in flow.clocks} == timed
    unread = {step.waktu for step in sop.printed.steps if step.waktu and not standard_time(step.waktu)}
    assert unread <= {"2 Kali"}
