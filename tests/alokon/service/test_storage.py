"""The store inspected by its keeper: in order it is done at once, anything else is followed up; on both databases."""

import pytest
import sqlalchemy as sa

from alokon.people import Forbidden
from alokon.sop.storage import NO, QUESTIONS, YES
from inventory.core.errors import Refused
from tests.books import WAREHOUSE, Book


@pytest.fixture
def book(engine: sa.Engine) -> Book:
    """An empty office."""
    return Book(engine)


def inspect(book: Book, who: str = "gudang", **answers: object) -> int:
    given = {name: YES for name, _, _ in QUESTIONS} | answers
    return book.take(who, "2026-03-02", "periksa-gudang", "inspect", site=WAREHOUSE, **given).case or 0


def test_a_store_in_order_needs_no_follow_up(book: Book) -> None:
    assert book.case(inspect(book)).state == "selesai"


def test_what_is_not_in_order_stays_open_until_it_is_followed_up(book: Book) -> None:
    told = {"findings": "AC mati", "follow_up": "Lapor bagian umum", "due": "2026-03-20"}
    case = inspect(book, cooling=NO, **told)
    assert book.case(case).state == "terbuka"
    book.take("gudang", "2026-03-18", "periksa-gudang", "settle_inspection", case=case, result="AC diganti")
    assert book.case(case).state == "selesai"


def test_a_fault_without_its_follow_up_is_refused_and_so_is_a_question_left_open(book: Book) -> None:
    with pytest.raises(Refused) as refused:
        inspect(book, cooling=NO)
    assert {(p.code, p.field) for p in refused.value.problems} == {
        ("finding_missing", field) for field in ("findings", "follow_up", "due")
    }
    with pytest.raises(Refused, match="field_missing"):
        inspect(book, fire="")


def test_the_keeper_inspects(book: Book) -> None:
    with pytest.raises(Forbidden):
        inspect(book, who="bidan")
