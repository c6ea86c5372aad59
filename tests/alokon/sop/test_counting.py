"""Opname as its people tell it: opened at an instant, noted, and let to stand while goods go on moving."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine

from alokon.store import cases
from alokon.views.dossier import dossier
from inventory.core.errors import Problem, Refused
from inventory.store import queries
from inventory.store.engine import reading
from inventory.verify import verify
from tests.books import BOOK, PUSKESMAS, WAREHOUSE, Book


def told(act: Callable[[], object]) -> list[Problem]:
    with pytest.raises(Refused) as caught:
        act()
    return list(caught.value.problems)


def lot(book: Book, batch: str) -> int:
    with reading(book.engine) as db:
        return next(n for n, names in queries.lot_names(db, BOOK).items() if names.key.batch == batch)


def opened(book: Book, day: str, site: str = WAREHOUSE, who: str = "gudang") -> int:
    done = book.take(who, day, "opname", "open_count", site=site)
    assert done.case is not None
    return done.case


def test_a_count_goes_on_while_goods_come_and_go(engine: Engine) -> None:
    """Opened on the eighth; on the tenth a delivery leaves; on the eleventh what was seen is let to stand."""
    book = Book(engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = opened(book, "2026-01-08")
    book.deliver("2026-01-10", "PILK", 20)
    book.take("gudang", "2026-01-11", "opname", "tally", case=case, lines=[{"lot": lot(book, "A1"), "counted": 98}])
    (line,) = book.leaves(case)
    (problem,) = told(lambda: book.take("gudang", "2026-01-11", "opname", "confirm_count", case=case))
    assert (problem.code, problem.facts["book"], problem.facts["counted"]) == ("variance_unexplained", 100, 98)
    why = [{"line": line.number, "note": "Dua cycle tidak ditemukan"}]
    book.take("gudang", "2026-01-11", "opname", "confirm_count", case=case, lines=why, impact=True)
    assert book.case(case).state == "disahkan"
    assert book.held("2026-01-09")[WAREHOUSE, "shelf", "PILK"] == 98
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 78
    assert book.went(WAREHOUSE, "variance") == -2


def test_a_variance_beyond_the_tolerance_waits_for_the_approver(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = opened(book, "2026-01-08")
    seen = [{"lot": lot(book, "A1"), "counted": 60, "note": "Rak bawah terendam"}]
    book.take("gudang", "2026-01-08", "opname", "tally", case=case, lines=seen)
    (problem,) = told(lambda: book.take("gudang", "2026-01-08", "opname", "confirm_count", case=case))
    assert (problem.code, problem.facts["tolerance"]) == ("approval_needed", 5)
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 100
    book.take("sekretaris", "2026-01-09", "opname", "approve_count", case=case)
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 60


def test_blank_is_not_zero_and_what_is_noted_again_replaces_what_was_noted(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    book.receive("2026-01-05", "KONDOM", "K1", 144)
    case = opened(book, "2026-01-08")
    for counted in (39, 100):
        rows = [{"lot": lot(book, "A1"), "counted": counted}]
        book.take("gudang", "2026-01-08", "opname", "tally", case=case, lines=rows)
    assert [line["counted"] for line in book.leaves(case)] == [100]
    book.take("gudang", "2026-01-08", "opname", "confirm_count", case=case)
    assert book.held() == {(WAREHOUSE, "shelf", "PILK"): 100, (WAREHOUSE, "shelf", "KONDOM"): 144}


def test_a_batch_the_book_did_not_know_is_named_by_its_label(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = opened(book, "2026-01-08", PUSKESMAS, "bidan")
    found = {"item": "PILK", "batch": "TEMUAN", "fund": "APBN", "expiry": "08/2027", "counted": 6, "note": "Di laci"}
    assert [p.code for p in told(lambda: book.take("bidan", "2026-01-08", "opname", "tally", case=case, lines=[
        {"item": "PILK", "counted": 6}
    ]))] == ["lot_missing"]  # fmt: skip
    book.take("bidan", "2026-01-08", "opname", "tally", case=case, lines=[found])
    assert [p.code for p in told(lambda: book.take("bidan", "2026-01-08", "opname", "confirm_count", case=case))] == [
        "approval_needed"
    ]
    book.take("bidan", "2026-01-08", "opname", "tally", case=case, lines=[{**found, "counted": 7}])
    assert [line["counted"] for line in book.leaves(case)] == [7], "named again, it is the same batch"
    book.take("sekretaris", "2026-01-09", "opname", "approve_count", case=case)
    assert book.held()[PUSKESMAS, "shelf", "PILK"] == 7


def test_a_late_paper_changes_the_variance_of_a_count_that_stands(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = opened(book, "2026-01-08")
    seen = [{"lot": lot(book, "A1"), "counted": 130, "note": "Dokumen penerimaan menyusul"}]
    book.take("gudang", "2026-01-08", "opname", "tally", case=case, lines=seen)
    book.take("sekretaris", "2026-01-08", "opname", "approve_count", case=case)
    assert book.went(WAREHOUSE, "variance") == 30
    row = {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "2028", "stated": 30, "accepted": 30}
    about = {"date": "2026-01-07", "sender": "Perwakilan BKKBN Jawa Barat", "document": "SBBK/PROV/2", "lines": [row]}
    book.take("gudang", "2026-01-09", "penerimaan", "take_in", site=WAREHOUSE, impact=True, **about)
    assert (book.went(WAREHOUSE, "variance"), book.held()[WAREHOUSE, "shelf", "PILK"]) == (0, 130)


def test_an_opname_that_is_dropped_leaves_no_variance(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = opened(book, "2026-01-08")
    book.take("gudang", "2026-01-08", "opname", "tally", case=case, lines=[{"lot": lot(book, "A1"), "counted": 1}])
    book.take("gudang", "2026-01-08", "opname", "drop_count", case=case, reason="Salah gudang")
    assert (book.case(case).state, book.held()[WAREHOUSE, "shelf", "PILK"]) == ("dibatalkan", 100)


def test_a_count_taken_back_leaves_what_the_documents_say_and_may_be_told_again(engine: Engine) -> None:
    book = Book(engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = opened(book, "2026-01-08")
    seen = [{"lot": lot(book, "A1"), "counted": 98, "note": "Hilang"}]
    book.take("gudang", "2026-01-08", "opname", "tally", case=case, lines=seen)
    stands = book.take("gudang", "2026-01-08", "opname", "confirm_count", case=case)
    book.take_back("gudang", "2026-01-09", stands.event, "Satu dus belum dihitung")
    assert (book.case(case).state, book.held()[WAREHOUSE, "shelf", "PILK"]) == ("dihitung", 100)
    again = [{"lot": lot(book, "A1"), "counted": 99, "note": "Hilang"}]
    book.take("gudang", "2026-01-09", "opname", "tally", case=case, lines=again)
    book.take("gudang", "2026-01-09", "opname", "confirm_count", case=case)
    assert (book.held("2026-01-08")[WAREHOUSE, "shelf", "PILK"], book.went(WAREHOUSE, "variance")) == (99, -1)
    with reading(book.engine) as db:
        assert verify(db, BOOK).sound


def test_a_count_confirmed_anew_without_a_difference_is_not_taken_for_a_withdrawal(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = opened(book, "2026-01-08")
    book.take("gudang", "2026-01-08", "opname", "tally", case=case, lines=[{"lot": lot(book, "A1"), "counted": 100}])
    stands = book.take("gudang", "2026-01-08", "opname", "confirm_count", case=case)
    again = book.correct("gudang", "2026-01-09", stands.event, "Tanggal salah")
    with reading(book.engine) as db:
        taken = cases.steps_of(db, BOOK, [case])[case]
    assert [(one.event, one.withdraws) for one in taken if one.corrects] == [(again.event, False)]
    assert book.case(case).state == "disahkan"


def counted(book: Book, day: str, batch: str, quantity: int, site: str = WAREHOUSE, cut_on: str = "") -> int:
    """A count of one batch that stands, opened on a day of its own where one is given; returns its case."""
    case = opened(book, cut_on or day, site)
    seen = [{"lot": lot(book, batch), "counted": quantity, "note": "Hilang"}]
    book.take("gudang", day, "opname", "tally", case=case, lines=seen)
    book.take("sekretaris", day, "opname", "approve_count", case=case)
    return case


def reserved(book: Book) -> int:
    """A case for which 60 of batch A1 are reserved; 40 of it lie free, and 50 of a batch that expires later."""
    book.receive("2026-01-05", "PILK", "A1", 100, expiry="2027")
    book.receive("2026-01-05", "PILK", "B2", 50, expiry="2028")
    case = book.request("2026-01-06", ("PILK", 60))
    book.order("2026-01-07", case, (1, "APBN", 60))
    return case


def held_for(book: Book, case: int) -> list[tuple[int, int, int]]:
    """(lot, approved, issued) of the lots of a case with anything left."""
    return [(x.lot or 0, x["approved"], x["issued"]) for x in book.leaves(case) if x["approved"] or x["issued"]]


def test_a_case_whose_reservation_a_count_gave_up_is_told_and_gets_other_lots(engine: Engine) -> None:
    """41 of 100 are left: 19 of the 60 reserved are given up, and the voucher takes them from the later batch."""
    book = Book(engine)
    case = reserved(book)
    by = counted(book, "2026-01-08", "A1", 41)
    a, b = lot(book, "A1"), lot(book, "B2")
    assert held_for(book, case) == [(a, 41, 0)]
    with reading(book.engine) as db:
        newest = cases.steps_of(db, BOOK, [case])[case][-1]
    assert (newest.step, newest.answers["reason"]) == ("give_up", f"Stok opname, berkas {by}")
    book.take("gudang", "2026-01-09", "distribusi", "issue", case=case)
    assert held_for(book, case) == [(a, 41, 41), (b, 19, 19)]
    book.take("gudang", "2026-01-09", "distribusi", "ship", case=case, vehicle="Mobil box")
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 31
    with reading(book.engine) as db:
        assert verify(db, BOOK).sound


def test_a_packed_voucher_that_loses_goods_to_a_count_is_made_anew(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = reserved(book)
    first = book.take("gudang", "2026-01-08", "distribusi", "issue", case=case)
    counted(book, "2026-01-09", "A1", 50)
    assert (book.case(case).state, held_for(book, case)) == ("diperintahkan", [(lot(book, "A1"), 50, 0)])
    with reading(book.engine) as db:
        found = dossier(db, BOOK, case, date(2026, 1, 20)).clocks(date(2026, 1, 20))
        clocks = {one.clock.name: one.started for one in found}
    assert clocks["penyaluran"] is None, "the voucher counts no more"
    again = book.take("gudang", "2026-01-10", "distribusi", "issue", case=case)
    assert again.paper != first.paper
    assert sum(issued for _, _, issued in held_for(book, case)) == 60


def test_a_count_that_leaves_what_is_reserved_tells_no_case(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = reserved(book)
    counted(book, "2026-01-08", "A1", 60)
    assert held_for(book, case) == [(lot(book, "A1"), 60, 0)]
    with reading(book.engine) as db:
        assert [one.step for one in cases.steps_of(db, BOOK, [case])[case]] == ["request", "order"]


def test_nobody_gives_a_reservation_up_by_hand(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = reserved(book)
    (problem,) = told(lambda: book.take("gudang", "2026-01-08", "distribusi", "give_up", case=case, reason="Coba"))
    assert problem.code == "step_unknown"
    assert held_for(book, case) == [(lot(book, "A1"), 60, 0)]
