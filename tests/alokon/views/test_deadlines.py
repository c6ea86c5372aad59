"""What falls due is told once for every procedure: beside the standard times, whatever day people promised."""

from datetime import date

import pytest
import sqlalchemy as sa

from alokon.views.deadlines import Deadline, deadlines
from inventory.store.engine import reading
from tests.alokon.sop.test_receiving import PILL, announce
from tests.books import BOOK, PUSKESMAS, Book
from tests.web.office import statements


@pytest.fixture
def book(engine: sa.Engine) -> Book:
    """A book in which nothing is promised yet."""
    return Book(engine)


def due(book: Book, today: str) -> list[Deadline]:
    """The deadlines of all cases on a day."""
    with reading(book.engine) as db:
        return deadlines(db, BOOK, date.fromisoformat(today), None)


def test_a_shipment_that_was_announced_falls_due_on_the_day_it_is_expected(book: Book) -> None:
    announce(book, PILL)
    [coming] = due(book, "2026-01-14")
    assert (coming.what, coming.due, coming.over) == ("Perkiraan tiba", date(2026, 1, 12), 2)


def test_a_follow_up_falls_due_on_the_day_it_was_promised_for(book: Book) -> None:
    found = {"manner": "telepon", "findings": "Kartu kosong", "follow_up": "Isi"}
    book.take("uptd", "2026-02-20", "pembinaan", "coach", site=PUSKESMAS, due="2026-03-01", **found)
    [promised] = due(book, "2026-02-28")
    assert (promised.what, promised.due, promised.over) == ("Tenggat tindak lanjut", date(2026, 3, 1), 0)


def test_all_deadlines_are_found_by_three_questions(book: Book) -> None:
    for _ in range(3):
        announce(book, PILL)
    with reading(book.engine) as db, statements(book.engine) as asked:
        assert len(deadlines(db, BOOK, date(2026, 1, 14), None)) == 3
    assert len(asked) == 3
