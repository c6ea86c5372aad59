"""Goods beside alokon: they come to a storeroom of their own, and packing uses them up."""

from datetime import date

import pytest
from sqlalchemy import Engine

from alokon.views import monthly, rollup
from alokon.views.stock import on_hand
from inventory.core.months import Month
from inventory.store import queries
from inventory.store.engine import reading
from inventory.verify import verify
from tests.alokon.sop.test_distribution import refused
from tests.books import BOOK, PUSKESMAS, STOREROOM, WAREHOUSE, Book

PAPER = {"sender": "Penyedia bahan kemasan", "document": "BAST/APBD/7"}
BOXES = {"item": "KARDUS", "fund": "APBD", "stated": 50, "accepted": 50}


def bring(book: Book, *rows: dict[str, object], day: str = "2026-01-05", site: str = STOREROOM) -> None:
    """Goods beside alokon arrive at the storeroom."""
    book.take("gudang", day, "penerimaan-penunjang", "take_in_supplies", site=site, lines=list(rows), **PAPER)


def ordered(book: Book) -> int:
    """A delivery of pil to the Puskesmas, up to its SPMB; returns the case."""
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = book.request("2026-01-06", ("PILK", 30))
    book.take(
        "sekretaris", "2026-01-06", "distribusi", "order", case=case,
        lines=[{"line": 1, "fund": "APBN", "approved": 30}],
    )  # fmt: skip
    return case


def test_packing_uses_up_boxes_with_the_voucher(engine: Engine) -> None:
    book = Book(engine)
    bring(book, BOXES, {**BOXES, "item": "PLASTIK_KLIP", "stated": 500, "accepted": 500})
    case = ordered(book)
    used = [{"item": "KARDUS", "used": 2}, {"item": "PLASTIK_KLIP", "used": 12}]
    assert book.take("gudang", "2026-01-07", "distribusi", "issue", case=case, lines=used).paper is not None
    held = book.held()
    assert (held[STOREROOM, "shelf", "KARDUS"], held[STOREROOM, "shelf", "PLASTIK_KLIP"]) == (48, 488)
    assert {line.item for line in book.case(case).lines} == {"PILK"}, "what it is packed in is no line of the case"
    with reading(engine) as db:
        assert verify(db, BOOK).sound


def test_a_voucher_needs_no_packing(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    case = ordered(book)
    assert book.take("gudang", "2026-01-07", "distribusi", "issue", case=case).paper is not None


def test_more_packing_than_the_storeroom_holds_is_refused_and_nothing_is_issued(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    bring(book, BOXES)
    case = ordered(book)
    rows = [{"item": "KARDUS", "used": 51}, {"item": "KANTONG", "used": 1}]
    told = refused(lambda: book.take("gudang", "2026-01-07", "distribusi", "issue", case=case, lines=rows))
    assert told == {"supplies_short": "lines-1-used"} or told == {"supplies_short": "lines-0-used"}
    assert book.case(case).state == "diperintahkan"
    assert book.held()[STOREROOM, "shelf", "KARDUS"] == 50


def test_the_oldest_boxes_go_first_whoever_paid_for_them(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    bring(book, {**BOXES, "batch": "2024", "fund": "APBN", "stated": 3, "accepted": 3}, {**BOXES, "batch": "2025"})
    case = ordered(book)
    book.take("gudang", "2026-01-07", "distribusi", "issue", case=case, lines=[{"item": "KARDUS", "used": 5}])
    with reading(sqlite_engine) as db:
        [row] = on_hand(db, BOOK, date(2026, 1, 7), sites=[STOREROOM])
    assert [(batch.key.batch, batch.carded) for batch in row.batches] == [("2025", 48)]


@pytest.mark.parametrize(("item", "site"), [("PILK", STOREROOM), ("KARDUS", WAREHOUSE), ("KARDUS", PUSKESMAS)])
def test_no_store_takes_goods_that_are_not_its_own(sqlite_engine: Engine, item: str, site: str) -> None:
    book = Book(sqlite_engine)
    row = {"item": item, "batch": "X1", "fund": "APBD", "expiry": "12/2028", "stated": 5, "accepted": 5}
    told = refused(
        lambda: book.take("admin", "2026-01-05", "saldo-awal", "open", site=site, document="Daftar", lines=[row])
    )
    assert told == {"goods_not_accepted": "item"}


def test_the_reports_of_alokon_know_nothing_of_the_storeroom(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    bring(book, BOXES)
    book.receive("2026-01-05", "PILK", "A1", 100)
    with reading(sqlite_engine) as db:
        rows = monthly.mutations(db, BOOK, Month(2026, 1))
        crossed = rollup.crossings(db, BOOK, Month(2026, 1), ())
    assert {(key.site, key.item) for key in rows} == {(WAREHOUSE, "PILK")}
    assert {one.goods.item for one in crossed} == {"PILK"}


def test_the_storeroom_is_counted_and_closed_like_any_store(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    bring(book, BOXES)
    case = book.take("gudang", "2026-01-20", "opname", "open_count", site=STOREROOM).case
    with reading(sqlite_engine) as db:
        [lot] = queries.lot_names(db, BOOK)
    seen = [{"lot": lot, "counted": 48}]
    book.take("gudang", "2026-01-20", "opname", "tally", case=case, lines=seen)
    why = [{"line": 1, "note": "Dua kardus rusak saat dibuka"}]
    assert book.take("gudang", "2026-01-20", "opname", "confirm_count", case=case, lines=why).paper is not None
    assert book.held()[STOREROOM, "shelf", "KARDUS"] == 48
    book.close("gudang", "2026-02-02", STOREROOM, "2026-01")
    told = refused(lambda: bring(book, {**BOXES, "batch": "2026"}, day="2026-01-25"))
    assert "month_closed" in told
