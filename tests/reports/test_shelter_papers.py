"""Papers of an opened file of P2TP2A: what stands on each, and what must not."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from alokon.service import sealed
from alokon.service.unsealed import told_for_paper
from alokon.vault import Vault
from alokon.views.dossier import dossier
from inventory.store.engine import reading
from reports.case_papers.shelter import PAPERS
from reports.case_papers.shelter_file import OpenedFile, opened_file, standing_steps
from reports.formats import render
from tests.books import BOOK, WIB, Book
from tests.reports.test_letters import edited, printed
from tests.shelter import PLANTED, Shelter, on

REPORTER, VICTIM, PHONE, VILLAGE, NARRATIVE = PLANTED


@pytest.fixture
def shelter(sqlite_engine: Engine, tmp_path: Path) -> Shelter:
    return Shelter(Book(sqlite_engine), Vault(tmp_path / "vault"))


def opened(shelter: Shelter, case: int, day: str = "2026-02-11") -> OpenedFile:
    """The file as somebody opens it on a day."""
    desk = shelter.desk(day)
    opening = sealed.open_case(desk, case, "layanan", "Mencetak", shelter.book.key()).event
    answers = told_for_paper(desk, case, "laporan", opening, shelter.book.key())
    with reading(shelter.book.engine) as db:
        found = dossier(db, BOOK, case, on(day), ["p2tp2a"])
        return opened_file(db, BOOK, found, answers, datetime(2026, 2, 11, 9, 0, tzinfo=WIB))


def test_every_paper_prints_as_pdf_and_for_a_word_processor_and_tells_whom_it_must(shelter: Shelter) -> None:
    file = opened(shelter, shelter.closed())
    names = {
        "formulir": {REPORTER, VICTIM, PHONE, VILLAGE, NARRATIVE},
        "berkas": {REPORTER},
        "laporan": {VICTIM},
        "spt": set[str](),
    }
    number = file.heading.number or ""
    for name, one in PAPERS.items():
        workbook = one.build(file)
        assert workbook.datasets[0].kop is not None
        forms = [" ".join(printed(workbook)), *([edited(workbook)] if name in ("formulir", "rujukan-medis") else [])]
        for said in forms:
            shown = {word for word in PLANTED if word in said}
            assert shown == names.get(name, {VICTIM}), name
            assert number in said, name
            assert ("dijamin kerahasiaannya" in said) == (name in {"formulir", "berkas", "laporan"}), name


def test_the_report_tells_every_row_with_its_day_and_why_a_service_was_not_needed(shelter: Shelter) -> None:
    said = " ".join(printed(PAPERS["laporan"].build(opened(shelter, shelter.closed()))))
    for words in (
        "Laporan polisi : Dilaporkan ke polisi, Tanda bukti lapor",
        "3. Verifikasi lapangan selesai, 8 Januari 2026 Sesuai laporan",
        "5. Aspek medis didampingi, 12 Januari 2026 Diperiksa di RSUD",
        "7. Hukum tidak diperlukan, 20 Januari 2026 Tidak menempuh jalur hukum",
        "9. Laporan akhir Selesai",
    ):
        assert words in said


def test_the_check_list_says_what_is_there_and_what_follows(shelter: Shelter) -> None:
    said = " ".join(printed(PAPERS["berkas"].build(opened(shelter, shelter.closed()))))
    assert "2 Pengantar RT/RW Ada" in said
    assert "3 Fotokopi KTP pelapor Menyusul" in said


def test_a_step_that_was_sent_back_is_told_no_more(shelter: Shelter) -> None:
    case = shelter.intake("2026-01-06")
    shelter.through(
        case,
        ("2026-01-06", "accept_file", {"letter": "ada", "identity": "ada"}),
        ("2026-01-08", "outreach", {"order": "SPT-9", "findings": "Keliru"}),
        ("2026-01-09", "step_back", {"reason": "Salah berkas"}),
    )
    file = opened(shelter, case)
    assert (file.day("outreach"), file.told("outreach", "findings")) == ("-", "-")
    assert "SPT-9" not in " ".join(printed(PAPERS["spt"].build(file)))
    shelter.through(case, ("2026-01-10", "outreach", {"order": "SPT-10", "findings": "Benar"}))
    assert "SPT-10" in " ".join(printed(PAPERS["spt"].build(opened(shelter, case))))


def test_a_paper_is_offered_once_its_step_is_taken(shelter: Shelter) -> None:
    case = shelter.intake("2026-01-06")
    with reading(shelter.book.engine) as db:
        done = standing_steps(dossier(db, BOOK, case, on("2026-01-07"), ["p2tp2a"]))
    assert [name for name, one in PAPERS.items() if one.after in done] == ["formulir"]


def test_printing_writes_nothing_to_a_disk(shelter: Shelter, monkeypatch: pytest.MonkeyPatch) -> None:
    file = opened(shelter, shelter.closed())

    def spooled(*_: object, **__: object) -> None:
        raise AssertionError("a paper must not lie in a temporary folder")

    for maker in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile"):
        monkeypatch.setattr(f"tempfile.{maker}", spooled)
    for form in ("pdf", "docx"):
        assert render(PAPERS["formulir"].build(file), form)
