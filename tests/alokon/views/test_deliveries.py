"""Alokasi: every stage of every item with its day and number, corrections and withdrawals taken into account."""

import pytest
import sqlalchemy as sa

from alokon.store import cases
from alokon.views.deliveries import Delivery, count_deliveries, deliveries
from inventory.store.engine import reading
from tests.books import BOOK, PMB, PUSKESMAS, Book


@pytest.fixture
def book(engine: sa.Engine) -> Book:
    """A warehouse with pil and kondom."""
    book = Book(engine)
    book.receive("2026-01-05", "PILK", "A1", 1000)
    book.receive("2026-01-05", "KONDOM", "K1", 1440)
    return book


def listed(book: Book, **options: object) -> list[Delivery]:
    """The deliveries, newest first."""
    with reading(book.engine) as db:
        return deliveries(db, BOOK, **options)  # type: ignore[arg-type]


def test_a_stage_not_reached_is_none(book: Book) -> None:
    book.request("2026-01-06", ("PILK", 100))
    one = listed(book)[0]
    assert (one.asked.quantity, str(one.asked.day), one.asked.number) == (
        100,
        "2026-01-06",
        "400.13.16/001/PMH/DPPKBPPPA/I/2026",
    )
    assert (one.approved, one.sent, one.received, one.planned) == (None, None, None, False)


def test_a_line_cut_to_nothing_is_approved_with_zero(book: Book) -> None:
    case = book.request("2026-01-06", ("PILK", 100), ("KONDOM", 144))
    book.order("2026-01-07", case, (1, "APBN", 0), (2, "APBN", 144), note="Stok faskes cukup")
    pil, kondom = listed(book)
    assert pil.approved
    assert pil.approved.quantity == 0
    assert pil.note == "Stok faskes cukup"
    assert kondom.approved
    assert kondom.approved.quantity == 144


def test_an_order_sent_back_is_no_longer_approved(book: Book) -> None:
    case = book.request("2026-01-06", ("PILK", 100))
    book.order("2026-01-07", case, (1, "APBN", 100))
    book.take("gudang", "2026-01-08", "distribusi", "send_back", case=case, reason="Rak kosong")
    assert listed(book)[0].approved is None


def test_goods_taken_back_from_the_road_are_not_sent(book: Book) -> None:
    case = book.request("2026-01-06", ("PILK", 100))
    book.order("2026-01-07", case, (1, "APBN", 100))
    book.issue_and_ship("2026-01-08", case)
    assert listed(book)[0].coming == 100
    book.take("gudang", "2026-01-09", "distribusi", "unship", case=case, reason="Mobil mogok")
    assert (listed(book)[0].sent, listed(book)[0].coming) == (None, 0)


def test_what_arrives_in_parts_adds_up_with_every_number(book: Book) -> None:
    case = book.request("2026-01-06", ("PILK", 100))
    book.order("2026-01-07", case, (1, "APBN", 100))
    book.issue_and_ship("2026-01-08", case)
    line = book.leaves(case)[0].number
    for day, row in (
        ("2026-01-09", {"accepted": 60}),
        ("2026-01-11", {"accepted": 37, "damaged": 2, "short": 1, "note": "Basah"}),
    ):
        book.take("bidan", day, "distribusi", "receive", case=case, receiver="Bidan", lines=[{"line": line, **row}])
    one = listed(book)[0]
    assert one.received
    assert (one.received.quantity, str(one.received.day)) == (97, "2026-01-11")
    assert one.received.number.split(", ") == [f"400.13.16/00{n}/BAST/DPPKBPPPA/I/2026" for n in (1, 2)]
    assert (one.lost, one.coming) == ({"damaged": 2, "short": 1}, 0)


def test_a_corrected_receipt_keeps_its_number_and_shows_the_mended_quantity(book: Book) -> None:
    case = book.deliver("2026-01-08", "PILK", 60)
    line = book.leaves(case)[0].number
    with reading(book.engine) as db:
        event = cases.steps_of(db, BOOK, [case])[case][-1].event
    row = {"line": line, "accepted": 59, "short": 1, "note": "Salah hitung"}
    book.correct("bidan", "2026-01-09", event, "Salah ketik", date="2026-01-08", receiver="Bidan", lines=[row])
    one = listed(book)[0]
    assert one.received
    assert (one.received.quantity, one.received.number) == (59, "400.13.16/001/BAST/DPPKBPPPA/I/2026")


def test_pages_count_items_and_sites_and_items_narrow_them(book: Book) -> None:
    for day in ("2026-01-06", "2026-01-07", "2026-01-08"):
        book.request(day, ("PILK", 10), ("KONDOM", 12))
    book.request("2026-01-09", ("PILK", 10), site=PMB, who="pmb")
    assert [(d.row.site, d.item) for d in listed(book, limit=2)] == [(PMB, "PILK"), (PUSKESMAS, "PILK")]
    assert [str(d.row.opened_on) for d in listed(book, sites=[PUSKESMAS], item="KONDOM", limit=2, offset=1)] == [
        "2026-01-07",
        "2026-01-06",
    ]
    with reading(book.engine) as db:
        whole, own, kondom = (count_deliveries(db, BOOK, *by) for by in ((), ([PUSKESMAS],), (None, "KONDOM")))
    assert (whole, own, kondom) == (7, 6, 3)
