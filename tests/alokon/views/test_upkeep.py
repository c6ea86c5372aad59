"""What the warehouse asks for follows from what is there: a month, a day, a reading; on both databases."""

from datetime import date, datetime

import pytest
import sqlalchemy as sa

from alokon.climate import Reading
from alokon.service.climate import correct_reading, log_reading
from alokon.sop.storage import QUESTIONS, YES
from alokon.views.upkeep import Outside, Uninspected, Unread, Upkeep, upkeep
from inventory.core.places import WAREHOUSE as KIND
from inventory.store import masters
from inventory.store.engine import reading
from tests.books import BOOK, WAREHOUSE, WIB, Book
from tests.web.office import statements

NAME = "Gudang Alokon Kabupaten"


@pytest.fixture
def book(engine: sa.Engine) -> Book:
    """An empty office."""
    return Book(engine)


def asked(book: Book, day: str, hour: int = 9) -> Upkeep:
    now = datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=WIB)
    with reading(book.engine) as db:
        return upkeep(db, BOOK, masters.sites(db, BOOK, kind=KIND), now)


def inspect(book: Book, day: str) -> int:
    answers = {name: YES for name, _, _ in QUESTIONS}
    return book.take("gudang", day, "periksa-gudang", "inspect", site=WAREHOUSE, **answers).event


def log(book: Book, day: str, time: str, tenths: int = 270, action: str = "") -> int:
    desk = book.desk("gudang", day)._replace(now=datetime.fromisoformat(f"{day}T16:00").replace(tzinfo=WIB))
    return log_reading(desk, WAREHOUSE, Reading(date.fromisoformat(day), time, tenths, 55, action), book.key()).event


def test_the_month_asks_for_its_inspection_until_there_is_one(book: Book) -> None:
    assert asked(book, "2026-03-01").uninspected == (Uninspected(WAREHOUSE, NAME, None),)
    inspect(book, "2026-03-10")
    assert asked(book, "2026-03-31").uninspected == ()
    (april,) = asked(book, "2026-04-01").uninspected
    assert (april.last, april.overdue(date(2026, 4, 30))) == (date(2026, 3, 10), False)
    (may,) = asked(book, "2026-05-01").uninspected
    assert may.overdue(date(2026, 5, 1)), "April went by without"


def test_an_inspection_taken_back_or_moved_counts_where_it_stands(book: Book) -> None:
    wrong = inspect(book, "2026-03-10")
    book.take_back("gudang", "2026-03-11", wrong, "Berkas ganda")
    assert [one.last for one in asked(book, "2026-03-12").uninspected] == [None]
    late = inspect(book, "2026-03-12")
    answers = {name: YES for name, _, _ in QUESTIONS} | {"date": "2026-02-27"}
    book.correct("gudang", "2026-03-13", late, "Tanggal keliru", **answers)
    assert [one.last for one in asked(book, "2026-03-13").uninspected] == [date(2026, 2, 27)]


def test_today_asks_for_the_times_that_have_come(book: Book) -> None:
    assert asked(book, "2026-03-10").unread == (Unread(WAREHOUSE, NAME, ("pagi",), 7),)
    assert asked(book, "2026-03-10", hour=13).unread == (Unread(WAREHOUSE, NAME, ("pagi", "sore"), 7),)
    for day in ("2026-03-08", "2026-03-09", "2026-03-10"):
        log(book, day, "pagi")
    log(book, "2026-03-09", "sore")
    assert asked(book, "2026-03-10").unread == ()
    assert asked(book, "2026-03-10", hour=13).unread == (Unread(WAREHOUSE, NAME, ("sore",), 6),)


def test_what_lay_outside_the_limits_is_told_for_a_week(book: Book) -> None:
    hot = log(book, "2026-03-04", "sore", 312, "AC diperbaiki")
    log(book, "2026-03-05", "sore", 305, "Pintu dibuka")
    log(book, "2026-03-05", "pagi")
    ((told,)) = asked(book, "2026-03-06").outside
    assert isinstance(told, Outside)
    assert [(one.day.day, one.tenths) for one in told.readings] == [(5, 305), (4, 312)]
    desk = book.desk("gudang", "2026-03-06")
    correct_reading(desk, hot, Reading(date(2026, 3, 4), "sore", 212, 55), "Angka terbalik", book.key())
    assert [len(one.readings) for one in asked(book, "2026-03-12").outside] == [1]
    assert asked(book, "2026-03-13").outside == ()


def test_three_questions_are_asked_however_much_there_is(book: Book) -> None:
    for day in ("2026-03-08", "2026-03-09"):
        log(book, day, "pagi")
        inspect(book, day)
    with reading(book.engine) as db:
        sites = masters.sites(db, BOOK, kind=KIND)
        with statements(book.engine) as sent:
            upkeep(db, BOOK, sites, datetime(2026, 3, 10, 9, tzinfo=WIB))
    assert len([one for one in sent if one.startswith("SELECT")]) == 3
