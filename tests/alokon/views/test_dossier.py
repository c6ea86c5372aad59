"""A case whole: what stands, what was corrected or withdrawn, what lies ahead."""

from datetime import date

import pytest
import sqlalchemy as sa

from alokon.service.correct import correct
from alokon.sop.distribution import DISTRIBUTION
from alokon.views.casebook import count_states, page_of_cases
from alokon.views.dossier import CORRECTION, TAKEN, WITHDRAWAL, Dossier, ahead, dossier
from inventory.store.engine import reading
from tests.books import BOOK, PMB, PUSKESMAS, Book

TODAY = date(2026, 3, 2)


@pytest.fixture
def book(engine: sa.Engine) -> Book:
    """A warehouse with pil."""
    book = Book(engine)
    book.receive("2026-01-05", "PILK", "A1", 1000)
    return book


def whole(book: Book, case: int) -> Dossier:
    """A case as its page reads it."""
    with reading(book.engine) as db:
        return dossier(db, BOOK, case, TODAY)


def test_a_corrected_step_no_longer_stands_and_says_what_replaced_it(book: Book) -> None:
    case = book.deliver("2026-01-08", "PILK", 60)
    event = whole(book, case).deeds[-1].taken.event
    row = {"line": book.leaves(case)[0].number, "accepted": 59, "short": 1, "note": "Salah hitung"}
    done = book.correct("bidan", "2026-01-09", event, "Salah ketik", date="2026-01-08", receiver="Bidan", lines=[row])
    original, correction = whole(book, case).deeds[-2:]
    assert (original.kind, original.stands, original.replaced_by) == (TAKEN, False, done.event)
    assert (correction.kind, correction.stands, correction.reason) == (CORRECTION, True, "Salah ketik")
    assert whole(book, case).answer("lines") == [row]


def test_a_withdrawn_step_leaves_the_case_where_it_was(book: Book) -> None:
    case = book.deliver("2026-01-08", "PILK", 60)
    event = whole(book, case).deeds[-1].taken.event
    book.take_back("bidan", "2026-01-09", event, "Tertukar")
    found = whole(book, case)
    assert [deed.stands for deed in found.deeds[-2:]] == [False, False]
    assert found.deeds[-1].kind == WITHDRAWAL
    assert found.case.state == "dikirim"
    assert [r.running for r in found.clocks(TODAY)] == [False, False, True]


def test_a_receipt_withdrawn_while_another_one_stands_is_told_as_withdrawn(book: Book) -> None:
    case = book.request("2026-02-01", ("PILK", 100))
    book.order("2026-02-01", case, (1, "APBN", 100))
    book.issue_and_ship("2026-02-02", case)
    (line,) = book.leaves(case)
    first, second = (
        book.take(
            "bidan", day, "distribusi", "receive", case=case, receiver="Bidan",
            lines=[{"line": line.number, "accepted": quantity}],
        ).event
        for day, quantity in (("2026-02-03", 40), ("2026-02-10", 30))
    )  # fmt: skip
    book.take_back("bidan", "2026-02-11", first, "Tertukar", impact=True)
    deeds = whole(book, case).deeds
    assert (deeds[-1].kind, deeds[-1].words) == (WITHDRAWAL, "Dibatalkan: Penerimaan dikonfirmasi")
    assert [deed.taken.event for deed in deeds if deed.stands][-1] == second


def test_clocks_stop_when_a_case_is_rejected(book: Book) -> None:
    case = book.request("2026-01-06", ("PILK", 10))
    book.take("sekretaris", "2026-01-07", "distribusi", "reject", case=case, reason="Sudah dilayani")
    service = whole(book, case).clocks(TODAY)[1]
    assert (service.days, service.late, service.running) == (1, False, False)


def test_what_lies_ahead_leaves_out_what_stops_a_case() -> None:
    assert [step.name for step in ahead(DISTRIBUTION, "diperintahkan")] == ["issue", "ship", "receive"]
    assert ahead(DISTRIBUTION, "diterima") == []


def test_the_registry_is_asked_only_while_a_gated_step_lies_ahead(book: Book) -> None:
    case = book.request("2026-01-06", ("PILK", 10), site=PMB, who="pmb")
    assert [problem.code for problem in whole(book, case).warnings] == ["agreement_expired"]
    book.order("2026-01-07", case, (1, "APBN", 10))
    assert whole(book, case).warnings
    book.issue_and_ship("2026-01-08", case)
    assert whole(book, case).warnings == ()


def test_states_are_counted_over_the_sites_asked_for(book: Book) -> None:
    book.request("2026-01-06", ("PILK", 10))
    book.request("2026-01-06", ("PILK", 10), site=PMB, who="pmb")
    with reading(book.engine) as db:
        assert count_states(db, BOOK, flows=["distribusi"]) == {("distribusi", "diminta"): 2}
        assert count_states(db, BOOK, sites=[PUSKESMAS]) == {("distribusi", "diminta"): 1}


def test_a_list_tells_the_newest_answers_of_the_opening_step(book: Book) -> None:
    case = book.request("2026-01-06", ("PILK", 10))
    event = whole(book, case).deeds[0].taken.event
    again = {"urgency": "darurat", "reason": "Kosong", "lines": [{"item": "PILK", "requested": 20}]}
    correct(book.desk("bidan", "2026-01-06"), event, {"date": "2026-01-06", **again}, "Kurang", book.key())
    with reading(book.engine) as db:
        listed = page_of_cases(db, BOOK, "distribusi")[0]
    assert listed.opening["urgency"] == "darurat"
    assert [line["requested"] for line in listed.lines] == [20]
