"""Correction: what a case is once a step of it is taken back or done again, and who may do that."""

from datetime import date

import pytest
import sqlalchemy as sa

from alokon.people import Forbidden
from alokon.service.correct import TAKE_BACK, correct
from alokon.sop.model import Step
from alokon.sop.registry import FLOWS
from alokon.store import cases
from alokon.views.events import detail
from inventory.core.errors import Refused
from inventory.store.engine import reading
from tests.books import BOOK, PMB, PUSKESMAS, WAREHOUSE, Book

CORRECTABLE = [step for flow in FLOWS.values() for step in flow.steps if step.correctable]


@pytest.fixture
def book(sqlite_engine: sa.Engine) -> Book:
    """A warehouse with pil."""
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 1000)
    return book


def refused(book: Book, who: str, day: str, step: str, case: int, **answers: object) -> list[str]:
    """The codes for which a step of a case is refused."""
    with pytest.raises(Refused) as caught:
        book.take(who, day, "distribusi", step, case=case, **answers)
    return [problem.code for problem in caught.value.problems]


def last_event(book: Book, case: int) -> int:
    """The event of the newest step of a case."""
    with reading(book.engine) as db:
        return cases.steps_of(db, BOOK, [case])[case][-1].event


def arrived(book: Book, day: str, case: int, quantity: int) -> int:
    """The puskesmas confirms a part of what is on its way; returns the event."""
    (line,) = book.leaves(case)
    rows = [{"line": line.number, "accepted": quantity}]
    return book.take("bidan", day, "distribusi", "receive", case=case, receiver="Bidan", lines=rows).event


def sent(book: Book, quantity: int) -> int:
    """So much is on its way to the puskesmas from 2 February; returns the case."""
    case = book.request("2026-02-01", ("PILK", quantity))
    book.order("2026-02-01", case, (1, "APBN", quantity))
    book.issue_and_ship("2026-02-02", case)
    return case


def test_a_case_is_received_in_part_while_another_receipt_of_it_stands(book: Book) -> None:
    case = sent(book, 100)
    first, second = arrived(book, "2026-02-03", case, 40), arrived(book, "2026-02-10", case, 30)
    book.take_back("bidan", "2026-02-11", first, "Tertukar", impact=True)
    assert book.case(case).state == "diterima_sebagian"
    assert refused(book, "gudang", "2026-02-12", "unship", case, reason="Salah muat") == ["wrong_state"]
    book.take_back("bidan", "2026-02-12", second, "Tertukar juga")
    assert book.case(case).state == "dikirim"


def test_a_receipt_that_was_done_again_stands_and_one_taken_back_does_not(book: Book) -> None:
    case = sent(book, 100)
    first, second = arrived(book, "2026-02-03", case, 40), arrived(book, "2026-02-10", case, 60)
    rows = [{"line": book.leaves(case)[0].number, "accepted": 35}]
    about = {"receiver": "Bidan", "lines": rows}
    again = book.correct("bidan", "2026-02-10", first, "Salah hitung", impact=True, **about).event
    assert book.case(case).state == "diterima_sebagian"
    book.take_back("bidan", "2026-02-11", second, "Tertukar")
    assert book.case(case).state == "diterima_sebagian"
    book.take_back("bidan", "2026-02-12", again, "Tertukar juga")
    assert book.case(case).state == "dikirim"


@pytest.mark.parametrize("step", CORRECTABLE, ids=lambda step: step.name)
def test_no_step_that_is_corrected_says_only_what_a_withdrawal_says(step: Step) -> None:
    """A withdrawal says when and why, so a step that asks why must ask for something else too."""
    needed = {field.name for field in step.fields if field.required} - {field.name for field in TAKE_BACK.fields}
    assert step.line_fields or needed or "reason" not in {field.name for field in step.fields}


def test_a_correction_does_not_let_a_step_be_dated_before_one_already_taken(book: Book) -> None:
    case = book.request("2026-02-08", ("PILK", 20))
    event = last_event(book, case)
    book.order("2026-02-10", case, (1, "APBN", 20))
    book.take("gudang", "2026-02-12", "distribusi", "send_back", case=case, reason="Kurang")
    lines = [{"item": "PILK", "requested": 10}]
    about = {"date": "2026-02-08", "urgency": "rutin", "reason": "Stok menipis", "lines": lines}
    correct(book.desk("bidan", "2026-02-13"), event, about, "Salah ketik", book.key())
    assert book.case(case).changed_on == date(2026, 2, 12)
    rows = [{"line": 2, "fund": "APBN", "approved": 10}]
    told = refused(book, "sekretaris", "2026-02-13", "order", case, date="2026-02-09", lines=rows)
    assert told == ["day_before_last_step"]


def test_taking_a_receipt_back_does_not_let_a_step_be_dated_before_the_one_that_stands(book: Book) -> None:
    case = sent(book, 100)
    first = arrived(book, "2026-02-03", case, 40)
    arrived(book, "2026-02-10", case, 30)
    book.take_back("bidan", "2026-02-11", first, "Tertukar", impact=True)
    assert book.case(case).changed_on == date(2026, 2, 10)


def test_a_new_case_is_as_old_as_its_first_step(book: Book) -> None:
    asked = book.take(
        "bidan", "2026-02-10", "distribusi", "request", site=PUSKESMAS, date="2026-02-08", urgency="rutin",
        reason="Stok menipis", lines=[{"item": "PILK", "requested": 10}],
    )  # fmt: skip
    assert book.case(asked.case or 0).changed_on == date(2026, 2, 8)


def test_a_faskes_does_not_correct_what_only_the_office_may_do(book: Book) -> None:
    row = {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "2028", "stated": 50, "accepted": 50}
    opened = book.take("admin", "2026-01-05", "saldo-awal", "open", site=PUSKESMAS, document="Kartu stok", lines=[row])
    more = {"document": "Kartu stok", "lines": [{**row, "stated": 60, "accepted": 60}]}
    with pytest.raises(Forbidden, match="not_permitted"):
        book.correct("bidan", "2026-01-05", opened.event, "Kurang", **more)
    with pytest.raises(Forbidden, match="not_permitted"):
        book.take_back("bidan", "2026-01-05", opened.event, "Tidak perlu")
    book.correct("gudang", "2026-01-05", opened.event, "Kurang", **more)
    assert sum(line["accepted"] for line in book.case(opened.case or 0).lines) == 60


def test_a_faskes_does_not_withdraw_the_opening_that_the_office_entered(book: Book) -> None:
    row = {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "2028", "stated": 50, "accepted": 50}
    opened = book.take("admin", "2026-01-05", "saldo-awal", "open", site=PMB, document="Kartu stok", lines=[row])
    with pytest.raises(Forbidden, match="not_permitted"):
        book.take_back("pmb", "2026-01-06", opened.event, "Bukan punya kami")
    book.take_back("gudang", "2026-01-06", opened.event, "Salah tempat")
    assert book.case(opened.case or 0).state == "dibatalkan"


def test_the_office_corrects_what_only_a_faskes_may_do(book: Book) -> None:
    row = {"item": "PILK", "batch": "B1", "fund": "APBD", "expiry": "2028", "stated": 50, "accepted": 50}
    about = {"site": PMB, "sender": "Apotek", "document": "F-1", "lines": [row]}
    bought = book.take("pmb", "2026-01-06", "pembelian", "purchase", **about)
    book.take_back("gudang", "2026-01-07", bought.event, "Tercatat dua kali")
    assert book.case(bought.case or 0).state == "dibatalkan"


def two_batches(book: Book) -> tuple[int, list[dict[str, object]]]:
    """A receipt of two batches at the warehouse; its event and its rows."""
    rows: list[dict[str, object]] = [
        {"item": "PILK", "batch": batch, "fund": "APBN", "expiry": "2028", "stated": 50, "accepted": 50}
        for batch in ("B1", "B2")
    ]
    about = {"sender": "Perwakilan BKKBN Jawa Barat", "document": "SJ-2"}
    return book.take("gudang", "2026-01-06", "penerimaan", "take_in", site=WAREHOUSE, lines=rows, **about).event, rows


def moved(book: Book, event: int) -> list[tuple[str, int, str]]:
    """(batch, quantity, day) of the moves of an event."""
    with reading(book.engine) as db:
        found = detail(db, BOOK, event)
    assert found is not None
    return [(m.batch, m.quantity, m.moved_on.isoformat()) for m in found.moves]


def test_a_correction_of_one_row_touches_no_other(book: Book) -> None:
    event, rows = two_batches(book)
    about = {"sender": "Perwakilan BKKBN Jawa Barat", "document": "SJ-2", "date": "2026-01-06"}
    mended = [rows[0] | {"stated": 45, "accepted": 45}, rows[1]]
    again = book.correct("gudang", "2026-01-07", event, "Salah ketik", lines=mended, **about)
    assert moved(book, again.event) == [("B1", 50, "2026-01-06"), ("B1", 45, "2026-01-06")]
    dropped = book.correct("gudang", "2026-01-08", again.event, "Batch B2 bukan kiriman ini", lines=mended[:1], **about)
    assert moved(book, dropped.event) == [("B2", 50, "2026-01-06")]
    named = book.correct(
        "gudang", "2026-01-08", dropped.event, "Nomor", lines=mended[:1], **about | {"document": "SJ-3"}
    )
    assert moved(book, named.event) == []
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 1045
    book.take_back("gudang", "2026-01-09", named.event, "Tercatat dua kali")
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 1000


def test_a_document_of_a_closed_month_is_corrected_today(book: Book) -> None:
    event, rows = two_batches(book)
    book.close("gudang", "2026-02-02", WAREHOUSE, "2026-01")
    about = {"sender": "Perwakilan BKKBN Jawa Barat", "document": "SJ-2", "date": "2026-01-06"}
    mended = [rows[0] | {"stated": 45, "accepted": 45}, rows[1]]
    again = book.correct("gudang", "2026-02-03", event, "Salah ketik", lines=mended, **about)
    assert moved(book, again.event) == [("B1", 50, "2026-02-03"), ("B1", 45, "2026-02-03")]
    assert book.held("2026-01-31")[WAREHOUSE, "shelf", "PILK"] == 1100
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 1095
    with pytest.raises(Refused, match="month_closed"):
        book.correct("gudang", "2026-02-03", again.event, "Tanggal", lines=mended, **about | {"date": "2026-01-09"})
