"""Barang penunjang: what went to whom, and the cadres with their decree and kit."""

from datetime import date, datetime

from sqlalchemy import Engine

from alokon.recipients import CADRES, SCHOOL
from inventory.store.engine import reading
from reports.catalogue import build
from reports.dataset import Dataset
from reports.report import Parameters
from tests.alokon.sop.test_handing_out import KITS, LEAFLET, enter, give
from tests.alokon.sop.test_supplies import bring
from tests.books import BOOK, WIB, Book


def sheets(engine: Engine, since: date, until: date) -> tuple[Dataset, ...]:
    """The report of a span."""
    asked = Parameters(since=since, until=until)
    with reading(engine) as db:
        return build(db, BOOK, "penunjang", asked, printed_at=datetime(2026, 3, 2, 9, tzinfo=WIB)).datasets


def told(engine: Engine) -> Book:
    """Two groups of cadres with a decree, one without; one of them has its kit, a school its leaflets."""
    book = Book(engine)
    bring(book, KITS, LEAFLET)
    first = enter(book, CADRES, name="Kader A", decree="SK 1", decree_until=date(2026, 3, 31))
    enter(book, CADRES, name="Kader B", decree="SK 1")
    enter(book, CADRES, name="Kader C")
    give(book, first, {"item": "KIT_KADER", "quantity": 3}, {"item": "LEAFLET", "quantity": 20})
    give(book, enter(book, SCHOOL, name="Sekolah"), {"item": "LEAFLET", "quantity": 50}, day="2026-02-10")
    return book


def test_what_was_given_is_told_for_the_span_alone(sqlite_engine: Engine) -> None:
    told(sqlite_engine)
    given, _ = sheets(sqlite_engine, date(2026, 2, 1), date(2026, 2, 28))
    rows = [row for row in given.rows if isinstance(row, tuple)]
    assert rows == [("Sekolah", "Ciamis", None, "Leaflet", "lembar", 50)]


def test_a_giving_that_was_taken_back_is_not_told(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    bring(book, LEAFLET)
    what = {"purpose": "Penyuluhan", "receiver": "Ketua", "lines": [{"item": "LEAFLET", "quantity": 50}]}
    done = book.take("gudang", "2026-01-10", "penyerahan-penunjang", "hand_out", site="DINAS", **what)
    book.take_back("gudang", "2026-01-10", done.event, "Salah catat")
    given, _ = sheets(sqlite_engine, date(2026, 1, 1), date(2026, 1, 31))
    assert given.rows == ()


def test_cadres_are_told_with_their_decree_and_whether_they_have_a_kit(sqlite_engine: Engine) -> None:
    told(sqlite_engine)
    _, groups = sheets(sqlite_engine, date(2026, 1, 1), date(2026, 1, 31))
    rows = {row[0]: row[3:] for row in groups.rows if isinstance(row, tuple)}
    assert rows == {
        "Kader A": ("SK 1", date(2026, 3, 31), 3, None, None, 20, "SK hampir berakhir"),
        "Kader B": ("SK 1", None, None, None, None, None, "SK berlaku, belum punya kit"),
        "Kader C": (None, None, None, None, None, None, "SK tidak berlaku, belum punya kit"),
    }
