"""Correction: what a case is once a step of it is taken back or done again, and who may do that."""

import pytest
import sqlalchemy as sa

from alokon.service.correct import TAKE_BACK
from alokon.sop.model import Step
from alokon.sop.registry import FLOWS
from inventory.core.errors import Refused
from tests.books import Book

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
    book.take_back("bidan", "2026-02-11", first, "Tertukar")
    assert book.case(case).state == "diterima_sebagian"
    assert refused(book, "gudang", "2026-02-12", "unship", case, reason="Salah muat") == ["wrong_state"]
    book.take_back("bidan", "2026-02-12", second, "Tertukar juga")
    assert book.case(case).state == "dikirim"


def test_a_receipt_that_was_done_again_stands_and_one_taken_back_does_not(book: Book) -> None:
    case = sent(book, 100)
    first, second = arrived(book, "2026-02-03", case, 40), arrived(book, "2026-02-10", case, 60)
    rows = [{"line": book.leaves(case)[0].number, "accepted": 35}]
    again = book.correct("bidan", "2026-02-10", first, "Salah hitung", receiver="Bidan", lines=rows).event
    assert book.case(case).state == "diterima_sebagian"
    book.take_back("bidan", "2026-02-11", second, "Tertukar")
    assert book.case(case).state == "diterima_sebagian"
    book.take_back("bidan", "2026-02-12", again, "Tertukar juga")
    assert book.case(case).state == "dikirim"


@pytest.mark.parametrize("step", CORRECTABLE, ids=lambda step: step.name)
def test_every_step_that_can_be_corrected_asks_more_than_a_withdrawal_does(step: Step) -> None:
    asked = {field.name for field in step.fields if field.required}
    assert step.line_fields or asked - {field.name for field in TAKE_BACK.fields}
