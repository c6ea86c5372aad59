"""What a back-dated step would change, by its names: published reports, counts, documents."""

import pytest
from sqlalchemy import Engine

from alokon.service.backdating import Unseen
from alokon.service.perform import Command, take
from alokon.service.publish import publish
from alokon.views import impact
from alokon.views.impact import Told
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import BOOK, PUSKESMAS, WAREHOUSE, Book

JANUARY = Month(2026, 1)


@pytest.fixture
def book(engine: Engine) -> Book:
    """100 cycles of pil in January, 40 of which went to the puskesmas in the same month."""
    book = Book(engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    book.deliver("2026-01-20", "PILK", 40)
    return book


def told(book: Book, dated: str, batch: str = "A1", seen: set[str] | None = None) -> Told:
    """What a receipt of one cycle at the warehouse would change, as somebody sees it who may read some sites."""
    row = {"item": "PILK", "batch": batch, "fund": "APBN", "expiry": "2028", "stated": 1, "accepted": 1}
    answers = {"date": dated, "sender": "Perwakilan BKKBN Jawa Barat", "document": "SJ-9", "lines": [row]}
    with pytest.raises(Unseen) as unseen:
        take(book.desk("gudang", "2026-02-12"), Command("penerimaan", "take_in", answers, "k", site=WAREHOUSE))
    with reading(book.engine) as db:
        return impact.tell(db, BOOK, unseen.value.effect, seen)


def published(book: Book, month: Month) -> None:
    publish(book.desk("data", "2026-02-08"), "bkkbn", month, {"sheets": [str(month)]}, book.key())


def test_a_report_is_named_that_had_the_site_in_it_and_was_opened_again(book: Book) -> None:
    book.close("gudang", "2026-02-07", WAREHOUSE, "2026-01")
    published(book, JANUARY)
    book.reopen("gudang", "2026-02-09", WAREHOUSE, "2026-01")
    assert [(one.report, one.month, one.version) for one in told(book, "2026-01-10").reports] == [("bkkbn", JANUARY, 1)]


def test_a_report_is_not_named_that_was_published_without_the_site(book: Book) -> None:
    book.close("bidan", "2026-02-07", PUSKESMAS, "2026-01")
    published(book, JANUARY)
    assert told(book, "2026-01-10").reports == ()


def test_documents_are_called_by_the_papers_that_went_with_the_goods(book: Book) -> None:
    (balance,) = told(book, "2026-01-10").balances
    (later,) = balance.later
    assert (later.document.name.split("/")[2], later.document.case, later.change) == ("SBBK", 2, -40)
    assert (balance.site_name, balance.place, balance.before, balance.after, balance.lowest) == (
        "Gudang Alokon Kabupaten", "", 60, 61, 61,
    )  # fmt: skip


def test_a_count_is_named_by_its_case(book: Book) -> None:
    opened = book.take("gudang", "2026-01-31", "opname", "open_count", site=WAREHOUSE).case
    (lot,) = {line.lot for line in book.leaves(2)}
    book.take("gudang", "2026-01-31", "opname", "tally", case=opened, lines=[{"lot": lot, "counted": 60}])
    book.take("gudang", "2026-01-31", "opname", "confirm_count", case=opened)
    found = told(book, "2026-01-10")
    assert [(one.case, one.before, one.after) for one in found.balances[0].recounted] == [(opened, 0, -1)]
    assert (found.recounts, found.documents, len(found.vouchers)) == (1, 1, 1)


def test_a_new_batch_in_a_month_that_is_published_already_is_shown_too(book: Book) -> None:
    book.close("gudang", "2026-02-07", WAREHOUSE, "2026-01")
    published(book, JANUARY)
    book.reopen("gudang", "2026-02-09", WAREHOUSE, "2026-01")
    found = told(book, "2026-01-10", batch="B9")
    assert (found.balances, [one.month for one in found.reports]) == ((), [JANUARY])


def test_a_faskes_sees_no_card_and_no_document_of_another_site(book: Book) -> None:
    found = told(book, "2026-01-10", seen={PUSKESMAS})
    assert (found.balances, found.vouchers, found.elsewhere) == ((), [], 1)
