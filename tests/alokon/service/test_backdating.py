"""What is dated before what stands already: seen first, within the rights and days of whoever enters it."""

import pytest
from sqlalchemy import Engine

from alokon.messages import sentence
from alokon.people import ROLES
from alokon.service.backdating import Unseen
from alokon.service.desk import NOT_ASKED, Consent
from alokon.service.perform import Command, take
from alokon.service.setup import change_settings
from inventory.core.errors import Refused
from tests.books import PUSKESMAS, WAREHOUSE, Book

LABEL = {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "2028"}


@pytest.fixture
def book(sqlite_engine: Engine) -> Book:
    """100 cycles of pil since 5 January, of which 40 have gone to the puskesmas on 10 February."""
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    book.deliver("2026-02-10", "PILK", 40)
    return book


def receipt(day: str, quantity: int = 10) -> dict[str, object]:
    row = {**LABEL, "stated": quantity, "accepted": quantity}
    return {"date": day, "sender": "Perwakilan BKKBN Jawa Barat", "document": "SJ-9", "lines": [row]}


def late(dated: str, consent: Consent = NOT_ASKED, key: str = "k") -> Command:
    """A receipt with a date, as it is sent."""
    return Command("penerimaan", "take_in", receipt(dated), key, site=WAREHOUSE, consent=consent)


def refused(book: Book, command: Command) -> Refused:
    """Why the warehouse's receipt is not written on 12 February."""
    before = book.held()
    with pytest.raises(Refused) as caught:
        take(book.desk("gudang", "2026-02-12"), command)
    assert book.held() == before, "nothing is written"
    return caught.value


def test_what_changes_later_balances_is_shown_first_and_written_once_it_was_seen(book: Book) -> None:
    unseen = refused(book, late("2026-02-01"))
    assert isinstance(unseen, Unseen)
    (card,) = unseen.effect.impact.cards
    assert [(s.before, s.after) for s in card.shifts] == [(60, 70)]
    take(book.desk("gudang", "2026-02-12"), late("2026-02-01", Consent(unseen.effect.code)))
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 70


def test_what_was_seen_counts_no_more_once_the_book_has_moved_on(book: Book) -> None:
    first = refused(book, late("2026-02-01"))
    assert isinstance(first, Unseen)
    book.deliver("2026-02-11", "PILK", 5)
    again = refused(book, late("2026-02-01", Consent(first.effect.code)))
    assert isinstance(again, Unseen)
    assert len(again.effect.impact.cards[0].shifts) == 2


def test_what_stands_behind_everything_needs_no_look(book: Book) -> None:
    take(book.desk("gudang", "2026-02-12"), late("2026-02-12"))
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 70


def test_a_submission_sent_again_is_the_same_event_and_asks_nothing(book: Book) -> None:
    unseen = refused(book, late("2026-02-01"))
    assert isinstance(unseen, Unseen)
    desk = book.desk("gudang", "2026-02-12")
    done = take(desk, late("2026-02-01", Consent(unseen.effect.code)))
    again = take(desk, late("2026-02-01"))
    assert (again.repeated, again.event) == (True, done.event)


def test_how_far_back_is_a_setting_for_office_and_faskes(book: Book) -> None:
    change_settings(book.desk("admin", "2026-02-12"), {"backdate.office": 7}, book.key())
    (problem,) = refused(book, late("2026-02-01")).problems
    assert (problem.code, problem.facts["limit"], problem.field) == ("backdating_too_far", 7, "date")
    used = [{"item": "PILK", "fund": "APBN", "service": 10}]
    book.take(
        "bidan", "2026-03-04", "pemakaian", "report", site=PUSKESMAS, month="2026-02", date="2026-02-28", lines=used
    )


def test_what_was_counted_is_confirmed_however_long_ago_the_count_was_opened(book: Book) -> None:
    change_settings(book.desk("admin", "2026-02-12"), {"backdate.office": 0}, book.key())
    (lot,) = {line.lot for line in book.leaves(1)}
    opened = book.take("gudang", "2026-02-08", "opname", "open_count", site=WAREHOUSE).case
    rows = [{"lot": lot, "counted": 99, "note": "Hilang"}]
    book.take("gudang", "2026-02-12", "opname", "tally", case=opened, lines=rows)
    book.take("gudang", "2026-02-12", "opname", "confirm_count", case=opened, impact=True)
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 59


def test_who_may_not_date_back_is_told_from_which_day_on(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = ROLES["pengelola"]
    monkeypatch.setitem(ROLES, "pengelola", keeper._replace(permissions=keeper.permissions - {"backdate"}))
    (problem,) = refused(book, late("2026-02-01")).problems
    assert (problem.code, problem.facts["newest"].isoformat()) == ("backdating_not_allowed", "2026-02-10")
    take(book.desk("gudang", "2026-02-12"), late("2026-02-10"))


def test_a_closed_month_stays_closed_for_everybody(book: Book) -> None:
    book.close("gudang", "2026-02-12", WAREHOUSE, "2026-01")
    (problem,) = refused(book, late("2026-01-20")).problems
    assert problem.code == "month_closed"


def test_a_document_of_a_counted_day_asks_on_which_side_of_the_count_it_stands(book: Book) -> None:
    book.count("2026-02-12", WAREHOUSE, {"A1": 58})
    (problem,) = refused(book, late("2026-02-12")).problems
    assert (problem.code, problem.facts["slots"], problem.field) == ("count_side_missing", (0,), "slot")
    desk = book.desk("gudang", "2026-02-12")
    take(desk, late("2026-02-12", Consent(slot=1)))
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 68
    unseen = refused(book, late("2026-02-12", Consent(slot=0), key="k2"))
    assert isinstance(unseen, Unseen)
    (recount,) = unseen.effect.impact.cards[0].recounts
    assert (recount.before, recount.after) == (-2, -12)
    take(desk, late("2026-02-12", Consent(unseen.effect.code, 0), key="k2"))
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 68


def test_goods_of_a_faskes_do_not_ask_about_a_count_of_the_warehouse(book: Book) -> None:
    case = book.request("2026-02-12", ("PILK", 10))
    book.order("2026-02-12", case, (1, "APBN", 10))
    book.issue_and_ship("2026-02-12", case)
    book.count("2026-02-13", WAREHOUSE, {"A1": 50})
    book.accept("2026-02-13", case)
    assert book.held()[PUSKESMAS, "shelf", "PILK"] == 50


def test_a_correction_stays_on_its_side_of_the_count_and_shows_what_it_changes(book: Book) -> None:
    done = take(book.desk("gudang", "2026-02-12"), late("2026-02-12"))
    book.count("2026-02-12", WAREHOUSE, {"A1": 69})
    book.correct("gudang", "2026-02-13", done.event, "Salah ketik", impact=True, **receipt("2026-02-12", 12))
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 69
    assert book.went(WAREHOUSE, "variance") == -3


def test_what_later_documents_need_is_refused_with_their_names(book: Book) -> None:
    """Of the 100 that lay there in January 40 went on 10 February: 61 may not be set aside before that."""
    (lot,) = {line.lot for line in book.leaves(1)}
    rows = [{"lot": lot, "cause": "damaged", "quantity": 61}]
    about = {"site": WAREHOUSE, "reason": "Basah", "lines": rows}
    with pytest.raises(Refused) as caught:
        book.take("gudang", "2026-02-12", "rusak-ed", "declare", date="2026-02-01", **about)
    (problem,) = caught.value.problems
    assert (problem.code, problem.facts["available"], problem.field) == ("taken_later", 60, "lines-0-quantity")
    assert "SPMB" in sentence(problem)
    with pytest.raises(Refused, match="not_enough"):
        book.take("gudang", "2026-02-12", "rusak-ed", "declare", **about)
    rows[0]["quantity"] = 101
    with pytest.raises(Refused, match="not_enough"):
        book.take("gudang", "2026-02-12", "rusak-ed", "declare", date="2026-02-01", **about)
