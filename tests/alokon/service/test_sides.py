"""On which side of the counts of its day a document stands, at one site and between two."""

import pytest
from sqlalchemy import Engine

from alokon.service.correct import correct
from alokon.service.desk import NOT_ASKED, Consent
from alokon.service.perform import Command, take
from alokon.views.events import moves
from inventory.core.errors import Problem, Refused
from inventory.store import queries
from inventory.store.engine import reading
from tests.books import BOOK, PUSKESMAS, WAREHOUSE, Book, having_seen

DAY = "2026-01-31"


@pytest.fixture
def book(sqlite_engine: Engine) -> Book:
    """100 cycles of pil at the warehouse."""
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    return book


def asked_for(book: Book, quantity: int, day: str = DAY) -> int:
    """A case of the puskesmas with so much reserved."""
    case = book.request(day, ("PILK", quantity))
    book.order(day, case, (1, "APBN", quantity))
    return case


def lot(book: Book) -> int:
    with reading(book.engine) as db:
        return next(n for n, names in queries.lot_names(db, BOOK).items() if names.key.batch == "A1")


def refused(book: Book, command: Command, who: str = "gudang") -> dict[str, Problem]:
    with pytest.raises(Refused) as caught:
        take(book.desk(who, DAY), command)
    return {problem.code: problem for problem in caught.value.problems}


def declaration(book: Book, quantity: int, key: str, consent: Consent = NOT_ASKED) -> Command:
    """So much declared broken at the warehouse."""
    rows = [{"lot": lot(book), "cause": "damaged", "quantity": quantity}]
    answers = {"date": DAY, "reason": "Basah", "lines": rows}
    return Command("rusak-ed", "declare", answers, key, site=WAREHOUSE, consent=consent)


def test_a_midwife_who_counts_first_reports_her_month_all_the_same(book: Book) -> None:
    """100 came, 20 were seen at the month's end, and the report tells of the 80."""
    book.deliver("2026-01-06", "PILK", 100)
    book.count(DAY, PUSKESMAS, {"A1": 20})
    used = [{"item": "PILK", "fund": "APBN", "service": 80}]
    book.take("bidan", DAY, "pemakaian", "report", site=PUSKESMAS, month="2026-01", lines=used, impact=True)
    assert book.held(DAY)[PUSKESMAS, "shelf", "PILK"] == 20
    assert book.went(PUSKESMAS, "variance") == 0


def test_goods_that_lay_there_before_the_count_ask_for_their_side_when_they_are_lacking(book: Book) -> None:
    book.count(DAY, WAREHOUSE, {"A1": 10})
    told = refused(book, declaration(book, 90, "k"))
    assert told.keys() == {"not_enough", "count_side_missing"}
    book.take(
        "gudang", DAY, "rusak-ed", "declare", site=WAREHOUSE, reason="Basah", slot=0, impact=True,
        lines=[{"lot": lot(book), "cause": "damaged", "quantity": 90}],
    )  # fmt: skip
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 10
    assert book.went(WAREHOUSE, "variance") == 0


def test_what_leaves_after_one_count_was_gone_at_the_next_count_of_another_site(book: Book) -> None:
    """The puskesmas counts, the warehouse ships, the warehouse counts: its count has seen that the goods were gone."""
    book.deliver("2026-01-06", "PILK", 10)
    case = asked_for(book, 10)
    book.count(DAY, PUSKESMAS, {"A1": 10})
    book.issue_and_ship(DAY, case)
    book.count(DAY, WAREHOUSE, {"A1": 80})
    assert book.went(WAREHOUSE, "variance") == 0
    book.accept(DAY, case)
    assert book.held()[PUSKESMAS, "shelf", "PILK"] == 20


def test_goods_sent_behind_one_count_arrive_before_the_next(book: Book) -> None:
    """The warehouse counts and ships, the puskesmas receives and then counts."""
    case = asked_for(book, 10)
    book.count(DAY, WAREHOUSE, {"A1": 100})
    book.issue_and_ship(DAY, case)
    book.count(DAY, PUSKESMAS, {"A1": 10})
    rows = [{"line": line.number, "accepted": 10} for line in book.leaves(case)]
    answers = {"date": DAY, "receiver": "Bidan", "lines": rows}
    slots = refused(book, Command("distribusi", "receive", answers, "k", case=case), "bidan")
    before = slots["count_side_missing"].facts["slots"]
    assert isinstance(before, tuple)
    about = {"receiver": "Bidan", "lines": rows}
    book.take("bidan", DAY, "distribusi", "receive", case=case, slot=before[0], impact=True, **about)
    assert book.held()[PUSKESMAS, "shelf", "PILK"] == 10
    assert book.went(PUSKESMAS, "variance") == 0


def test_a_midwife_who_gives_goods_back_is_not_asked_about_the_count_of_the_warehouse(book: Book) -> None:
    case = asked_for(book, 10, "2026-01-30")
    book.issue_and_ship("2026-01-30", case)
    book.count(DAY, WAREHOUSE, {"A1": 90})
    rows = [{"line": line.number, "accepted": 8, "returned": 2, "note": "Salah kirim"} for line in book.leaves(case)]
    answers = {"date": DAY, "receiver": "Bidan", "lines": rows}
    take(book.desk("bidan", DAY), Command("distribusi", "receive", answers, "k", case=case))
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 92, "it came back behind the count"


def test_a_corrected_report_stays_before_the_count_it_stood_before(book: Book) -> None:
    book.deliver("2026-01-06", "PILK", 100)
    book.count(DAY, PUSKESMAS, {"A1": 100})
    used = [{"item": "PILK", "fund": "APBN", "service": 30}]
    about = {"site": PUSKESMAS, "month": "2026-01", "lines": used}
    done = book.take("bidan", DAY, "pemakaian", "report", **about)
    book.count(DAY, PUSKESMAS, {"A1": 100})
    given = {"month": "2026-01", "lines": used, "note": "Buku bantu"}
    again = book.correct("bidan", DAY, done.event, "Catatan", **given)
    with reading(book.engine) as db:
        assert moves(db, BOOK, [again.event]) == [], "the same goods on the same side: nothing is moved"
    assert book.held()[PUSKESMAS, "shelf", "PILK"] == 100


def test_a_correction_before_a_count_is_held_against_what_lay_there_then(book: Book) -> None:
    done = take(book.desk("gudang", DAY), declaration(book, 20, "k"))
    book.count(DAY, WAREHOUSE, {"A1": 10})
    book.deliver("2026-02-02", "PILK", 10)
    rows = [{"lot": lot(book), "cause": "damaged", "quantity": 30}]
    desk, answers = book.desk("gudang", "2026-02-03"), {"date": DAY, "reason": "Basah", "lines": rows}
    having_seen(lambda consent: correct(desk, done.event, answers, "Salah hitung", "k2", consent))
    assert book.held()[WAREHOUSE, "damaged", "PILK"] == 30
    assert book.held().get((WAREHOUSE, "shelf", "PILK"), 0) == 0


def test_a_count_that_was_dropped_asks_nobody(book: Book) -> None:
    case = book.take("gudang", DAY, "opname", "open_count", site=WAREHOUSE).case
    assert "count_side_missing" in refused(book, declaration(book, 5, "k"))
    book.take("gudang", DAY, "opname", "drop_count", case=case, reason="Salah hari")
    take(book.desk("gudang", DAY), declaration(book, 5, "k"))
    assert book.held()[WAREHOUSE, "damaged", "PILK"] == 5
