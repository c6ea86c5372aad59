"""The work of the day follows from the declarations: whoever may carry a case on, has it on their list."""

from datetime import date

import pytest
import sqlalchemy as sa

from alokon.sop.registry import FLOWS
from alokon.store.cases import CaseRow
from alokon.views.todo import Todo, own_step, todo
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import ACTORS, BOOK, PMB, PUSKESMAS, WAREHOUSE, Book

TODAY = date(2026, 3, 2)


@pytest.fixture
def book(engine: sa.Engine) -> Book:
    """A warehouse with pil."""
    book = Book(engine)
    book.receive("2026-01-05", "PILK", "A1", 1000)
    return book


def day_of(book: Book, who: str, today: date = TODAY) -> Todo:
    """What somebody has to do."""
    with reading(book.engine) as db:
        return todo(db, BOOK, ACTORS[who], today, [WAREHOUSE])


def steps(found: Todo) -> list[str]:
    """The steps that wait, in order."""
    return [job.step.name for job in found.jobs if job.step]


def test_a_case_is_the_work_of_whoever_carries_it_on(book: Book) -> None:
    case = book.request("2026-02-27", ("PILK", 10))
    assert steps(day_of(book, "sekretaris")) == ["order"]
    assert steps(day_of(book, "gudang")) == []
    book.order("2026-02-28", case, (1, "APBN", 10))
    assert steps(day_of(book, "gudang")) == ["issue"]
    book.issue_and_ship("2026-03-01", case)
    assert steps(day_of(book, "bidan")) == ["receive"]
    assert steps(day_of(book, "pmb")) == []
    assert [job.row.id for job in day_of(book, "gudang").watched] == [case]


def test_nobody_is_told_to_stop_a_case_or_to_act_for_another() -> None:
    flow = FLOWS["distribusi"]
    asked = CaseRow(1, flow.code, "diminta", PUSKESMAS, "Puskesmas", TODAY, TODAY, None, None)
    sent = asked._replace(state="dikirim")
    assert own_step(flow, asked, ACTORS["bidan"]) is None
    assert own_step(flow, sent, ACTORS["gudang"]) is None
    step = own_step(flow, sent, ACTORS["bidan"])
    assert step
    assert step.name == "receive"


def test_the_giver_hands_over_and_the_taker_receives() -> None:
    flow = FLOWS["mutasi"]
    row = CaseRow(1, flow.code, "diusulkan", PUSKESMAS, "Puskesmas", TODAY, TODAY, None, None, PMB, "PMB")
    name = {who: own_step(flow, row, ACTORS[who]) for who in ("bidan", "pmb")}
    assert (name["bidan"] and name["bidan"].name, name["pmb"]) == ("hand_over", None)
    sent = row._replace(state="dikirim")
    name = {who: own_step(flow, sent, ACTORS[who]) for who in ("bidan", "pmb")}
    assert (name["bidan"], name["pmb"] and name["pmb"].name) == (None, "receive")


def test_urgent_then_overdue_then_oldest(book: Book) -> None:
    fresh = book.request("2026-03-01", ("PILK", 10))
    late = book.request("2026-02-01", ("PILK", 10))
    book.take(
        "pmb", "2026-03-02", "distribusi", "request", site=PMB, urgency="darurat", reason="Kosong",
        lines=[{"item": "PILK", "requested": 5}],
    )  # fmt: skip
    jobs = day_of(book, "sekretaris").jobs
    assert [job.row.id for job in jobs][1:] == [late, fresh]
    assert [job.overdue(TODAY) for job in jobs] == [False, True, False]


def test_a_promise_gone_by_is_overdue(book: Book) -> None:
    found = {"manner": "telepon", "findings": "Kartu kosong", "follow_up": "Isi"}
    book.take("uptd", "2026-02-20", "pembinaan", "coach", site=PUSKESMAS, due="2026-03-01", **found)
    (job,) = day_of(book, "uptd").jobs
    assert (job.due, job.overdue(date(2026, 3, 1)), job.overdue(TODAY)) == (date(2026, 3, 1), False, True)


def test_the_first_month_still_open_is_to_be_closed_by_its_own_site(book: Book) -> None:
    assert [(one.site, one.month) for one in day_of(book, "gudang").unclosed] == [(WAREHOUSE, Month(2026, 1))]
    book.close("gudang", "2026-02-02", WAREHOUSE, "2026-01")
    assert [one.month for one in day_of(book, "gudang").unclosed] == [Month(2026, 2)]
    book.close("gudang", "2026-03-02", WAREHOUSE, "2026-02")
    assert day_of(book, "gudang").unclosed == ()
    assert [one.site for one in day_of(book, "bidan").unclosed] == [PUSKESMAS]
    assert day_of(book, "auditor").unclosed == ()


def test_faskes_that_have_not_closed_last_month_are_unreported(book: Book) -> None:
    book.deliver("2026-02-05", "PILK", 10)
    assert day_of(book, "data").unreported == (PUSKESMAS, PMB)
    book.close("bidan", "2026-03-01", PUSKESMAS, "2026-02")
    assert (day_of(book, "data").unreported, day_of(book, "data").expected) == ((PMB,), 2)
    assert day_of(book, "uptd").unreported == ()


def test_out_of_stock_is_what_was_used_and_is_gone(book: Book) -> None:
    book.deliver("2026-02-05", "PILK", 10)
    assert day_of(book, "data").empty == ()
    use = [{"item": "PILK", "fund": "APBN", "service": 10}]
    book.take("bidan", "2026-02-28", "pemakaian", "report", site=PUSKESMAS, month="2026-02", lines=use)
    assert day_of(book, "data").empty == ((PUSKESMAS, "PILK"),)
    assert day_of(book, "pmb").empty == ()
