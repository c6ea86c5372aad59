"""What an answer to a request rests on, and use and stock month by month."""

from datetime import date

import pytest
import sqlalchemy as sa

from alokon.views.basis import Basis, basis
from alokon.views.gone import left
from alokon.views.trend import month_end_stock
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import BOOK, PUSKESMAS, WAREHOUSE, Book

TODAY = date(2026, 3, 2)


@pytest.fixture
def book(engine: sa.Engine) -> Book:
    """Two funds in the warehouse, one batch past its end; the puskesmas has used 40 in January and closed it."""
    book = Book(engine)
    book.receive("2026-01-05", "PILK", "A0", 30, expiry="02/2026")
    book.receive("2026-01-05", "PILK", "A1", 1000)
    book.receive("2026-01-05", "PILK", "D1", 200, fund="APBD")
    book.deliver("2026-01-08", "PILK", 60)
    book.take("bidan", "2026-01-31", "pemakaian", "report", site=PUSKESMAS, month="2026-01", lines=[row(40)])
    book.close("bidan", "2026-02-02", PUSKESMAS, "2026-01")
    return book


def row(service: int) -> dict[str, object]:
    """Use of pil in pelayanan."""
    return {"item": "PILK", "fund": "APBN", "service": service}


def rests_on(book: Book, case: int, day: date = TODAY) -> Basis:
    """What a request for pil rests on."""
    with reading(book.engine) as db:
        return basis(db, BOOK, book.case(case), ["PILK"], day)["PILK"]


def test_the_warehouse_is_told_fund_by_fund_without_what_has_expired(book: Book) -> None:
    found = rests_on(book, book.request("2026-03-01", ("PILK", 100)))
    assert [(f.fund, f.on_shelf, f.available, f.expired) for f in found.funds] == [
        ("APBN", 970, 970, 0),
        ("APBD", 200, 200, 0),
        ("MANDIRI", 0, 0, 0),
    ]
    assert [lot.key.batch for lot in found.funds[0].lots] == ["A1"]


def test_what_may_leave_is_the_lowest_balance_from_the_day_on(book: Book) -> None:
    case = book.request("2026-02-20", ("PILK", 100))
    later = book.request("2026-02-20", ("PILK", 900))
    book.order("2026-03-01", later, (1, "APBN", 900), note="")
    fund = rests_on(book, case, date(2026, 2, 20)).funds[0]
    assert (fund.on_shelf, fund.available) == (70, 70)


def test_own_stock_use_and_months_are_those_of_reported_months(book: Book) -> None:
    found = rests_on(book, book.request("2026-03-01", ("PILK", 100)))
    assert found.own
    assert (found.own.usable, found.own.use.monthly) == (20, 50)
    assert found.use.months[-2:] == [(Month(2026, 1), 40), (Month(2026, 2), None)]


def test_a_reported_month_without_use_is_none_used_whatever_else_is_asked_for(book: Book) -> None:
    case = book.request("2026-03-01", ("PILK", 100), ("KONDOM", 144))
    with reading(book.engine) as db:
        alone = basis(db, BOOK, book.case(case), ["KONDOM"], TODAY)
        beside = basis(db, BOOK, book.case(case), ["KONDOM", "PILK"], TODAY)
    assert alone["KONDOM"].use == beside["KONDOM"].use
    assert alone["KONDOM"].use.months[-2:] == [(Month(2026, 1), 0), (Month(2026, 2), None)]


def test_use_of_a_month_that_is_not_reported_is_not_told(book: Book) -> None:
    book.take("bidan", "2026-02-28", "pemakaian", "report", site=PUSKESMAS, month="2026-02", lines=[row(7)])
    case = book.request("2026-03-01", ("PILK", 100))
    assert rests_on(book, case).use.months[-1] == (Month(2026, 2), None)
    book.close("bidan", "2026-03-01", PUSKESMAS, "2026-02")
    assert rests_on(book, case).use.months[-1] == (Month(2026, 2), 7)


def test_other_deliveries_on_the_way_or_approved_count_beside_the_request(book: Book) -> None:
    road = book.request("2026-02-20", ("PILK", 50))
    book.order("2026-02-21", road, (1, "APBN", 50))
    book.issue_and_ship("2026-02-22", road)
    promised = book.request("2026-02-25", ("PILK", 25))
    book.order("2026-02-26", promised, (1, "APBN", 25))
    found = rests_on(book, book.request("2026-03-01", ("PILK", 100)))
    assert (found.coming, found.promised) == (50, 25)


def test_use_is_told_by_month_with_corrections_taken_off(book: Book) -> None:
    done = book.take("bidan", "2026-02-28", "pemakaian", "report", site=PUSKESMAS, month="2026-02", lines=[row(15)])
    book.correct("bidan", "2026-02-28", done.event, "Salah", month="2026-02", date="2026-02-28", lines=[row(5)])
    with reading(book.engine) as db:
        found = left(db, BOOK, date(2026, 1, 1), TODAY, sites=[PUSKESMAS], items=["PILK"])
    assert [(one.month, one.quantity) for one in found] == [("2026-01", 40), ("2026-02", 5)]


def test_stock_at_month_ends_is_the_books_own(book: Book) -> None:
    months = [Month(2025, 12), Month(2026, 1), Month(2026, 2), Month(2026, 3)]
    book.deliver("2026-03-01", "PILK", 70)
    with reading(book.engine) as db:
        everywhere = month_end_stock(db, BOOK, months, "PILK")
        own = month_end_stock(db, BOOK, months, "PILK", [PUSKESMAS])
        store = month_end_stock(db, BOOK, months, "PILK", [WAREHOUSE])
    assert list(everywhere.values()) == [0, 1190, 1190, 1190]
    assert list(own.values()) == [0, 20, 20, 90]
    assert list(store.values()) == [0, 1170, 1170, 1100]
