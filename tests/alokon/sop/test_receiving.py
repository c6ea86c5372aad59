"""A shipment that was announced: nothing moves before it is here, and every line of it is answered."""

import pytest
from sqlalchemy import Engine

from alokon.service.desk import Done
from tests.alokon.sop.test_distribution import refused
from tests.books import WAREHOUSE, Book

PAPER = {"sender": "Perwakilan BKKBN Jawa Barat", "document": "SBBK/PROV/20"}
PILL = {"item": "PILK", "fund": "APBN", "stated": 100}
LABEL = {"item": "PILK", "fund": "APBN", "batch": "A1", "expiry": "08/2028", "stated": 100, "accepted": 100}


def announce(book: Book, *rows: dict[str, object]) -> int:
    """The province announces a shipment; returns the case."""
    done = book.take(
        "gudang",
        "2026-01-05",
        "penerimaan",
        "announce",
        site=WAREHOUSE,
        expected="2026-01-12",
        lines=list(rows),
        **PAPER,
    )
    return done.case or 0


def come(book: Book, case: int, *rows: dict[str, object], day: str = "2026-01-12", **more: object) -> Done:
    """It is here and counted."""
    told = {**PAPER, **more}
    return book.take("gudang", day, "penerimaan", "take_in_announced", case=case, lines=list(rows), **told)


def test_an_announcement_moves_nothing_and_its_arrival_is_what_was_counted(engine: Engine) -> None:
    book = Book(engine)
    case = announce(book, PILL)
    assert (book.case(case).state, book.held()) == ("diumumkan", {})
    done = come(book, case, {**LABEL, "line": 1, "accepted": 97, "damaged": 2, "note": "Satu kurang, dua basah"})
    assert done.paper is not None
    told, lot = book.case(case).lines
    assert (told.parent, told["stated"], told.lot) == (None, 100, None)
    assert (lot.parent, lot["stated"], lot["accepted"], lot["damaged"]) == (1, 100, 97, 2)
    assert book.held() == {(WAREHOUSE, "shelf", "PILK"): 97, (WAREHOUSE, "damaged", "PILK"): 2}


def test_a_difference_from_the_announced_quantity_needs_a_reason(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = announce(book, PILL)
    told = refused(lambda: come(book, case, {**LABEL, "line": 1, "accepted": 90}))
    assert told == {"reason_missing": "lines-0-note"}


def test_every_announced_line_is_answered_and_what_did_not_come_with_zero(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = announce(book, PILL, {"item": "KONDOM", "fund": "APBN", "stated": 144})
    first = {**LABEL, "line": 1}
    assert refused(lambda: come(book, case, first)) == {"announced_unanswered": "lines"}
    none = {**LABEL, "item": "KONDOM", "line": 2, "batch": "K1", "stated": 144, "accepted": 0, "note": "Tertinggal"}
    come(book, case, first, none)
    assert book.held() == {(WAREHOUSE, "shelf", "PILK"): 100}


def test_a_batch_that_came_unannounced_is_taken_in_beside_the_announced(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = announce(book, PILL)
    more = {**LABEL, "batch": "A2", "stated": 0, "accepted": 20, "note": "Tidak ada di surat"}
    come(book, case, {**LABEL, "line": 1}, more)
    assert [line.parent for line in book.case(case).lines] == [None, 1, None]
    assert book.held() == {(WAREHOUSE, "shelf", "PILK"): 120}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{**LABEL, "line": 9}, {**LABEL, "line": 1, "batch": "A2"}], "line_unknown"),
        ([{**LABEL, "line": 1}, {**LABEL, "line": 1, "batch": "A2"}], "line_twice"),
        ([{**LABEL, "line": 1, "fund": "APBD"}], "announced_other"),
    ],
)
def test_a_row_answers_one_announced_line_of_its_item_and_fund(
    sqlite_engine: Engine, rows: list[dict[str, object]], code: str
) -> None:
    book = Book(sqlite_engine)
    case = announce(book, PILL)
    assert code in refused(lambda: come(book, case, *rows))
    assert book.held() == {}


def test_an_arrival_taken_back_is_awaited_again_and_an_announcement_may_be_dropped(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = announce(book, PILL)
    done = come(book, case, {**LABEL, "line": 1})
    book.take_back("gudang", "2026-01-13", done.event, "Salah berkas")
    assert (book.case(case).state, book.held()) == ("diumumkan", {})
    book.take("gudang", "2026-01-14", "penerimaan", "drop_announced", case=case, reason="Dialihkan ke kabupaten lain")
    assert book.case(case).state == "dibatalkan"
    assert refused(lambda: come(book, case, {**LABEL, "line": 1}, day="2026-01-15")) == {"wrong_state": None}
