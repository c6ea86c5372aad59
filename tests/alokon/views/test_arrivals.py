"""Receipts as the book has them now, and how few questions it takes."""

from datetime import date

from sqlalchemy import Engine

from alokon.planning.shelf_life import Arrival
from alokon.views.arrivals import arrivals
from inventory.store.engine import reading
from tests.alokon.sop.test_receiving import LABEL, PILL, announce, come
from tests.books import BOOK, Book
from tests.web.office import statements

SENDER = "Perwakilan BKKBN Jawa Barat"
FIRST, LAST = date(2026, 1, 1), date(2026, 1, 31)
AUGUST = date(2028, 8, 31)


def found(book: Book, since: date = FIRST, until: date = LAST) -> list[Arrival]:
    """What arrived."""
    with reading(book.engine) as db:
        return arrivals(db, BOOK, since, until)


def test_an_announced_shipment_arrives_on_the_day_it_is_received(engine: Engine) -> None:
    book = Book(engine)
    case = announce(book, PILL)
    assert found(book) == []
    come(book, case, {**LABEL, "line": 1, "accepted": 97, "damaged": 2, "note": "Satu kurang"})
    assert found(book) == [Arrival(case, SENDER, "PILK", date(2026, 1, 12), 100, 99, AUGUST)]
    assert found(book, until=date(2026, 1, 11)) == []


def test_a_correction_shows_and_a_withdrawal_leaves_nothing(engine: Engine) -> None:
    book = Book(engine)
    done = book.receive("2026-01-05", "PILK", "A1", 100, expiry="08/2028")
    gone = book.receive("2026-01-06", "PILK", "A2", 50, expiry="08/2028")
    row = {**LABEL, "stated": 80, "accepted": 80, "expiry": "12/2026"}
    row["batch"] = "A3"
    about = {"sender": SENDER, "document": "SBBK/PROV/A1", "date": "2026-01-05"}
    book.correct("gudang", "2026-01-07", done.event, "Salah baca", lines=[row], **about)
    book.take_back("gudang", "2026-01-07", gone.event, "Tercatat dua kali")
    assert found(book) == [Arrival(done.case or 0, SENDER, "PILK", date(2026, 1, 5), 80, 80, date(2026, 12, 31))]


def test_more_receipts_take_no_more_questions(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    counts = []
    for n in range(1, 4):
        book.receive("2026-01-05", "PILK", f"B{n}", 10)
        with statements(book.engine) as asked:
            assert len(found(book)) == n
        counts.append(len(asked))
    assert counts[0] == counts[-1]
