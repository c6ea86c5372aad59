"""Kinerja SOP: standard times against real ones, counted by hand."""

from datetime import date, datetime

from sqlalchemy import Engine

from alokon.recipients import SCHOOL
from alokon.sop.registry import SOPS
from alokon.views.performance import figures, kept
from inventory.store.engine import reading
from reports.catalogue import build
from reports.dataset import Facts, Section
from reports.report import Parameters
from tests.alokon.sop.test_handing_out import enter
from tests.alokon.sop.test_office import begun
from tests.books import BOOK, WIB, Book

SINCE, UNTIL, TODAY = date(2026, 1, 1), date(2026, 1, 31), date(2026, 3, 2)


def told(book: Book) -> tuple[int, int, int]:
    """Three schools: appointed after 7 days, after 20 (the standard is 2 weeks), and still waiting."""
    cases = [begun(book), begun(book), begun(book)]
    book.take("sekretaris", "2026-01-12", "ssk", "appoint", case=cases[0], decree="SK 1")
    book.take("sekretaris", "2026-01-25", "ssk", "appoint", case=cases[1], decree="SK 2")
    return cases[0], cases[1], cases[2]


def test_a_standard_time_is_told_with_what_ended_what_was_late_and_the_median(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    told(book)
    with reading(sqlite_engine) as db:
        found = {one.clock.name: one for one in figures(kept(db, BOOK, SINCE, UNTIL, TODAY))}
    appoint = found["appoint"]
    assert (appoint.begun, appoint.ended, appoint.late) == (3, 2, 2), "one ended late, one is late and still runs"
    assert (appoint.median_days, appoint.most_days) == (13.5, 20)
    assert (found["launch"].begun, found["launch"].ended, found["launch"].median_days) == (2, 0, None)


def test_the_workbook_has_the_times_and_the_register_of_the_span_alone(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    first, second, third = told(book)
    later = book.take(
        "program", "2026-02-03", "ssk", "coordinate", site=enter(book, SCHOOL), partners="A", agreement="B"
    ).case
    asked = Parameters(since=SINCE, until=UNTIL)
    with reading(sqlite_engine) as db:
        workbook = build(db, BOOK, "kinerja-sop", asked, printed_at=datetime(2026, 3, 2, 9, tzinfo=WIB))
    times, register = workbook.datasets
    assert isinstance(times.rows[0], Section)
    rows = {row[0]: row[1:] for row in times.rows if isinstance(row, tuple)}
    assert rows["2. Tunjuk sekolah"][:4] == ("2 minggu", 3, 2, 2)
    listed = {int(str(row[0])): row for row in register.rows if isinstance(row, tuple)}
    assert listed.keys() == {first, second, third}
    assert later not in listed
    assert listed[first][6] == "3. Catat launching"
    assert listed[second][6] == "2. Tunjuk sekolah; 3. Catat launching"


def test_the_superiors_sheet_tells_each_sop_and_leaves_room_to_write(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    first, _, third = told(book)
    book.take("program", "2026-01-13", "ssk", "launch", case=first, place="Halaman")
    book.take("program", "2026-01-15", "ssk", "hold", case=third, reason="Kepala sekolah berganti")
    asked = Parameters(since=SINCE, until=UNTIL)
    with reading(sqlite_engine) as db:
        [data] = build(db, BOOK, "pengawasan-internal", asked, printed_at=datetime(2026, 3, 2, 9, tzinfo=WIB)).datasets
    rows = [row for row in data.rows if isinstance(row, tuple)]
    assert len(rows) == len(SOPS)
    [ssk] = [row for row in rows if row[1] == SOPS["ssk"].name]
    assert ssk[2:] == (3, 0, 0, 2, 1, "2 dari 2", "", None, None, None, None)
    [kept_apart] = [row for row in rows if row[2] is None]
    assert kept_apart[1] == SOPS["p2tp2a"].name
    assert data.before == (
        Facts(
            (
                ("Pengawasan Internal", "Pengawasan internal dilaksanakan oleh atasan langsung"),
                (
                    "Evaluasi Kinerja Pelayanan",
                    "Evaluasi berdasarkan pengawasan atasan langsung terkait kinerja dan kedisiplinan.",
                ),
            )
        ),
    )


def test_a_median_lies_beyond_its_standard_once_more_than_half_ran_over(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    told(book)
    late = begun(book)
    book.take("sekretaris", "2026-01-28", "ssk", "appoint", case=late, decree="SK 3")
    with reading(sqlite_engine) as db:
        found = {one.clock.name: one for one in figures(kept(db, BOOK, SINCE, UNTIL, TODAY))}
    assert (found["appoint"].ended, found["appoint"].ended_late, found["appoint"].slow) == (3, 2, True)
