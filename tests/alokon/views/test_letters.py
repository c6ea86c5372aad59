"""The register of letters: what went out by its number, what came in by an agenda number that stays."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from alokon.recipients import POSYANDU
from alokon.sop.registry import FLOWS, KEPT_APART
from alokon.vault import Vault
from alokon.views.letters import CORRECTED, NOTED, STRUCK, WITHDRAWN, Incoming, incoming, outgoing
from inventory.store.engine import reading
from reports.catalogue import build
from reports.report import Parameters
from tests.alokon.sop.test_handing_out import enter
from tests.books import BOOK, WIB, Book
from tests.scenarios.procedures import TERMS
from tests.shelter import Shelter
from tests.web.office import statements

YEAR = date(2026, 1, 1), date(2026, 12, 31)
CIAMIS = {"kecamatan": "Ciamis", "letter": "400/12", "ppkbd": 7, "sub_ppkbd": 60}
KAWALI = {"kecamatan": "Kawali", "letter": "400/31", "ppkbd": 11, "sub_ppkbd": 84}
LATE = {"kecamatan": "Cikoneng", "letter": "400/40", "ppkbd": 3, "sub_ppkbd": 9}


def proposals(book: Book, day: str, *rows: dict[str, object]) -> tuple[int, int]:
    """A request for cadres, and the letters that came; (case, the event that noted them)."""
    case = book.take("program", "2026-01-05", "imp", "regulate", site="DINAS", subject="Penunjukan").case
    done = book.take("program", day, "imp", "take_proposals", case=case, lines=list(rows))
    assert case
    return case, done.event


def came(engine: Engine, since: date = YEAR[0], until: date = YEAR[1]) -> list[Incoming]:
    """The letters that came in."""
    with reading(engine) as db:
        return incoming(db, BOOK, since, until)


def test_letters_that_came_in_are_numbered_in_the_order_they_were_noted(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    proposals(book, "2026-01-20", CIAMIS, KAWALI)
    posyandu = enter(book, POSYANDU, name="Posyandu Melati")
    case = book.take("uptd", "2026-01-06", "posyandu", "policy", site=posyandu, basis="Renja").case
    book.take("uptd", "2026-01-07", "posyandu", "plan_data", case=case, **TERMS)
    book.take("uptd", "2026-01-08", "posyandu", "propose_targets", case=case, cover="05/RT.2")
    told = [(one.agenda, one.number, one.sender, one.about) for one in came(sqlite_engine)]
    assert told == [
        (1, "400/12", "Kecamatan Ciamis", "Kegiatan dinas sendiri"),
        (2, "400/31", "Kecamatan Kawali", "Kegiatan dinas sendiri"),
        (3, "05/RT.2", "Ketua RT, Posyandu Melati", "Posyandu Melati"),
    ]
    only = came(sqlite_engine, date(2026, 1, 1), date(2026, 1, 10))
    assert [(one.agenda, one.number) for one in only] == [(3, "05/RT.2")], "a span leaves the numbers as they are"


def test_an_agenda_number_stays_when_its_note_is_corrected_or_taken_back(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    _, first = proposals(book, "2026-01-06", CIAMIS, KAWALI)
    _, second = proposals(book, "2026-01-07", LATE)
    typed = {**CIAMIS, "letter": "400/21"}
    again = book.correct("program", "2026-01-08", first, "Salah ketik", lines=[typed, KAWALI, LATE]).event
    book.correct("program", "2026-01-08", again, "Surat Kawali belum ada", lines=[typed])
    book.take_back("program", "2026-01-09", second, "Salah berkas")
    assert [(one.agenda, one.number, one.became) for one in came(sqlite_engine)] == [
        (1, "400/21", CORRECTED),
        (2, "400/31", STRUCK),
        (3, "400/40", WITHDRAWN),
        (4, "400/40", STRUCK),
    ]


def test_papers_are_told_with_the_step_that_issued_them_and_what_became_of_them(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = book.take("program", "2026-01-05", "imp", "regulate", site="DINAS", subject="Penunjukan")
    book.correct("program", "2026-01-06", case.event, "Perihal salah", subject="Penetapan")
    other = book.take("program", "2026-02-02", "imp", "regulate", site="DINAS", subject="Lain")
    book.take_back("program", "2026-02-03", other.event, "Tidak jadi")
    with reading(sqlite_engine) as db:
        found = outgoing(db, BOOK, *YEAR)
        assert outgoing(db, BOOK, date(2026, 1, 6), date(2026, 2, 1)) == []
    assert [(one.paper.kind, one.step.name, one.became) for one in found] == [
        ("imp-regulasi", "regulate", CORRECTED),
        ("imp-regulasi", "regulate", WITHDRAWN),
    ]
    assert "/001/IMP-REG/" in found[0].paper.number


def test_no_letter_of_a_sealed_file_is_in_the_register(sqlite_engine: Engine, tmp_path: Path) -> None:
    book = Book(sqlite_engine)
    Shelter(book, Vault(tmp_path / "sealed.key")).closed()
    with reading(sqlite_engine) as db:
        assert outgoing(db, BOOK, *YEAR) == []
        assert incoming(db, BOOK, *YEAR) == []
    assert not NOTED.keys() & KEPT_APART


def test_the_report_asks_the_same_number_of_questions_for_one_letter_and_for_many(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    proposals(book, "2026-01-06", CIAMIS)
    asked = Parameters(since=date(2026, 1, 1), until=date(2026, 3, 1), kecamatan="32.07.01")

    def questions(asked: Parameters) -> tuple[int, int]:
        with statements(sqlite_engine) as sent, reading(sqlite_engine) as db:
            workbook = build(db, BOOK, "register-surat", asked, printed_at=datetime(2026, 3, 2, 9, tzinfo=WIB))
        return len(sent), sum(len(data.rows) for data in workbook.datasets)

    everywhere = Parameters(since=date(2026, 1, 1), until=date(2026, 3, 1))
    few, rows = questions(everywhere)
    assert rows == 2
    proposals(book, "2026-01-07", KAWALI, LATE)
    assert questions(everywhere) == (few, 5)
    assert questions(asked)[1] == 0, "the office's own work lies in no kecamatan"


@pytest.mark.parametrize("flow", sorted(NOTED))
def test_whoever_wrote_a_letter_is_told_from_answers_that_are_asked(flow: str) -> None:
    for name, fields in NOTED[flow].items():
        step = FLOWS[flow].step(name)
        for field, of_rows in fields:
            known = {one.name: one.name for one in (step.line_fields if of_rows else step.fields)}
            assert field.sender.format_map({**known, "site": "site"})
