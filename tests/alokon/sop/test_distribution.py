"""Penyaluran alokon as its people tell it: from the truck to the shelf, and what goes wrong on the way."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from alokon.people import Forbidden
from alokon.service.desk import Done
from alokon.store import cases
from inventory.core.errors import Refused
from inventory.store.engine import reading
from inventory.verify import verify
from tests.books import BOOK, PMB, PUSKESMAS, WAREHOUSE, Book


def refused(act: Callable[[], object]) -> dict[str, str | None]:
    """Code → field of every problem an act is refused for."""
    with pytest.raises(Refused) as caught:
        act()
    return {problem.code: problem.field for problem in caught.value.problems}


def test_the_story_of_one_request(engine: Engine) -> None:
    """The whole way, on both databases: two batches, a cut line, a part delivery with damage and a shortage."""
    book = Book(engine)
    book.receive("2026-01-05", "PILK", "A-LAMA", 40, expiry="03/2026")
    book.receive("2026-01-05", "PILK", "A-BARU", 1000, expiry="08/2027")
    book.receive("2026-01-05", "KONDOM", "K1", 10 * 144)

    case = book.request("2026-01-06", ("PILK", 100), ("KONDOM", 288))
    book.order("2026-01-07", case, (1, "APBN", 80), (2, "APBN", 288), note="Disesuaikan dengan pemakaian")
    assert book.held()[WAREHOUSE, "reserved", "PILK"] == 80
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 960

    book.issue_and_ship("2026-01-08", case)
    assert book.case(case).state == "dikirim"
    assert book.held()["JALAN", "transit", "PILK"] == 80
    assert (WAREHOUSE, "reserved", "PILK") not in book.held()

    old, new, condoms = book.leaves(case)
    assert (old["issued"], new["issued"], condoms["issued"]) == (40, 40, 288)
    arrived = [{"line": old.number, "accepted": 38, "damaged": 1, "short": 1, "note": "Dus penyok"}]
    book.take("bidan", "2026-01-10", "distribusi", "receive", case=case, receiver="Bidan", lines=arrived)
    assert book.case(case).state == "diterima_sebagian"
    rest = [{"line": line.number, "accepted": line["issued"]} for line in (new, condoms)]
    book.take("bidan", "2026-01-12", "distribusi", "receive", case=case, receiver="Bidan", lines=rest)

    assert book.case(case).state == "selisih"
    held = {
        (WAREHOUSE, "shelf", "PILK"): 960,
        (WAREHOUSE, "shelf", "KONDOM"): 1152,
        (PUSKESMAS, "shelf", "PILK"): 78,
        (PUSKESMAS, "damaged", "PILK"): 1,
        (PUSKESMAS, "shelf", "KONDOM"): 288,
    }
    assert book.held() == {**held, ("JALAN", "missing", "PILK"): 1}
    found = [{"line": old.number, "kept": 1, "note": "Tertinggal di meja pengepakan"}]
    book.take("gudang", "2026-01-13", "distribusi", "resolve_short", case=case, lines=found)
    assert book.case(case).state == "diterima"
    assert book.held() == {**held, (WAREHOUSE, "shelf", "PILK"): 961}


def short_by(engine: Engine, quantity: int) -> tuple[Book, int, int]:
    """A delivery of 60 pil of which some came short; the book, the case and the lot's line."""
    book = Book(engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = book.request("2026-01-06", ("PILK", 60))
    book.order("2026-01-06", case, (1, "APBN", 60))
    book.issue_and_ship("2026-01-06", case)
    (line,) = book.leaves(case)
    row = {"line": line.number, "accepted": 60 - quantity, "short": quantity, "note": "Dus terbuka"}
    book.take("bidan", "2026-01-07", "distribusi", "receive", case=case, receiver="Bidan", lines=[row])
    return book, case, line.number


def test_what_came_short_stays_open_until_every_unit_is_settled(engine: Engine) -> None:
    book, case, line = short_by(engine, 10)

    def resolve(day: str, **parts: object) -> Done:
        rows = [{"line": line, **parts}]
        return book.take("gudang", day, "distribusi", "resolve_short", case=case, lines=rows)

    with pytest.raises(Refused, match="reason_missing"):
        resolve("2026-01-08", lost=10)
    with pytest.raises(Refused, match="more_than_missing"):
        resolve("2026-01-08", lost=11, note="Hilang di jalan")
    resolve("2026-01-08", found=6, note="Ada di dus lain")
    assert book.case(case).state == "selisih"
    done = resolve("2026-01-09", kept=3, lost=1, note="Tiga masih di rak, satu hilang")
    assert book.case(case).state == "diterima"
    assert book.held() == {(WAREHOUSE, "shelf", "PILK"): 43, (PUSKESMAS, "shelf", "PILK"): 56}
    book.correct("gudang", "2026-01-09", done.event, "Yang hilang ketemu",
                 lines=[{"line": line, "kept": 4, "note": "Semua di rak"}])  # fmt: skip
    assert book.held()[WAREHOUSE, "shelf", "PILK"] == 44
    with reading(engine) as db:
        assert not verify(db, BOOK).findings


def test_a_receipt_with_a_shortage_can_still_be_corrected_while_it_is_open(sqlite_engine: Engine) -> None:
    book, case, line = short_by(sqlite_engine, 10)
    with reading(sqlite_engine) as db:
        event = cases.steps_of(db, BOOK, [case])[case][-1].event
    rows = [{"line": line, "accepted": 60}]
    book.correct("bidan", "2026-01-07", event, "Salah hitung", receiver="Bidan", lines=rows)
    assert book.case(case).state == "diterima"


def test_a_faskes_does_not_settle_its_own_shortage(sqlite_engine: Engine) -> None:
    book, case, line = short_by(sqlite_engine, 1)
    rows = [{"line": line, "lost": 1, "note": "Hilang"}]
    with pytest.raises(Forbidden):
        book.take("bidan", "2026-01-08", "distribusi", "resolve_short", case=case, lines=rows)


def test_the_five_quantities_stay_side_by_side(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "IUD", "U1", 50)
    case = book.request("2026-01-06", ("IUD", 30))
    book.order("2026-01-07", case, (1, "APBN", 20), note="Stok terbatas")
    book.issue_and_ship("2026-01-08", case)
    book.accept("2026-01-09", case)
    asked, ordered, sent = book.case(case).lines
    assert (asked["requested"], ordered["approved"], sent["issued"], sent["accepted"]) == (30, 20, 20, 20)
    assert ordered.note == "Stok terbatas"


def test_fefo_takes_the_batch_that_expires_first_and_never_one_that_has(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "HABIS", 500, expiry="01/2026")
    book.receive("2026-01-05", "PILK", "DEKAT", 30, expiry="06/2026")
    book.receive("2026-01-05", "PILK", "JAUH", 500, expiry="2028")
    case = book.request("2026-02-01", ("PILK", 50))
    book.order("2026-02-01", case, (1, "APBN", 50))
    assert sorted(line["approved"] for line in book.leaves(case)) == [20, 30]


def test_a_batch_that_expires_between_order_and_voucher_is_replaced(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "DEKAT", 100, expiry="31/01/2026")
    book.receive("2026-01-05", "PILK", "JAUH", 100, expiry="2028")
    case = book.request("2026-01-30", ("PILK", 60))
    book.order("2026-01-31", case, (1, "APBN", 60))
    book.take("gudang", "2026-02-01", "distribusi", "issue", case=case)
    issued = {line.lot: line["issued"] for line in book.leaves(case) if line["issued"]}
    assert list(issued.values()) == [60]
    assert book.held()[WAREHOUSE, "reserved", "PILK"] == 60
    assert [line["approved"] for line in book.leaves(case)] == [0, 60]


def test_one_fund_never_fills_a_line_of_another(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    book.receive("2026-01-05", "PILK", "D1", 10, fund="APBD")
    case = book.request("2026-01-06", ("PILK", 20))
    assert refused(lambda: book.order("2026-01-06", case, (1, "APBD", 20))) == {"not_enough": "lines-0-approved"}
    book.order("2026-01-06", case, (1, "APBD", 10), (1, "APBN", 10))
    assert {(line.fund, line["approved"]) for line in book.leaves(case)} == {("APBD", 10), ("APBN", 10)}


def test_all_reasons_are_told_at_once(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 10)
    case = book.request("2026-01-06", ("PILK", 20), ("IUD", 5))
    told = refused(lambda: book.order("2026-01-06", case, (1, "APBN", 15)))
    assert told == {"not_enough": "lines-0-approved", "reason_missing": "lines-0-note", "line_unanswered": "lines"}
    assert book.case(case).state == "diminta"


def test_a_line_may_be_refused_with_a_reason(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = book.request("2026-01-06", ("PILK", 20), ("IUD", 5))
    book.order("2026-01-06", case, (1, "APBN", 20), (2, "APBN", 0), note="IUD kosong di provinsi")
    assert [line["approved"] for line in book.case(case).children(2)] == [0]


def test_a_short_shelf_sends_the_order_back_and_frees_what_was_reserved(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = book.request("2026-01-06", ("PILK", 20))
    book.order("2026-01-06", case, (1, "APBN", 20))
    book.take("gudang", "2026-01-07", "distribusi", "send_back", case=case, reason="Di rak hanya 12")
    assert book.case(case).state == "diminta"
    assert book.held() == {(WAREHOUSE, "shelf", "PILK"): 100}
    book.order("2026-01-08", case, (1, "APBN", 12), note="Yang ada di rak")
    assert book.held()[WAREHOUSE, "reserved", "PILK"] == 12


@pytest.mark.parametrize("until", ["order", "issue"])
def test_a_case_not_yet_sent_can_be_cancelled(sqlite_engine: Engine, until: str) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = book.request("2026-01-06", ("PILK", 20))
    book.order("2026-01-06", case, (1, "APBN", 20))
    if until == "issue":
        book.take("gudang", "2026-01-07", "distribusi", "issue", case=case)
    book.take("gudang", "2026-01-08", "distribusi", "cancel", case=case, reason="Faskes tutup")
    assert book.held() == {(WAREHOUSE, "shelf", "PILK"): 100}
    told = refused(lambda: book.take("gudang", "2026-01-09", "distribusi", "ship", case=case))
    assert list(told) == ["wrong_state"]


def test_goods_on_the_way_can_be_called_back(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = book.request("2026-01-06", ("PILK", 20))
    book.order("2026-01-06", case, (1, "APBN", 20))
    book.issue_and_ship("2026-01-07", case)
    book.take("gudang", "2026-01-08", "distribusi", "unship", case=case, reason="Mobil rusak")
    assert book.held()[WAREHOUSE, "reserved", "PILK"] == 20
    assert book.case(case).state == "dikemas"


def test_a_receipt_must_account_for_what_was_shipped(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = book.request("2026-01-06", ("PILK", 20))
    book.order("2026-01-06", case, (1, "APBN", 20))
    book.issue_and_ship("2026-01-07", case)
    line = book.leaves(case)[0].number

    def receive(**row: object) -> object:
        rows = [{"line": line, **row}]
        return book.take("bidan", "2026-01-08", "distribusi", "receive", case=case, receiver="Bidan", lines=rows)

    assert refused(lambda: receive(accepted=20, damaged=1, note="x")) == {"more_than_shipped": "lines-0-accepted"}
    assert refused(lambda: receive(accepted=19, short=1)) == {"reason_missing": "lines-0-note"}
    assert refused(lambda: receive(accepted=0)) == {"no_lines": "lines"}
    receive(accepted=17, damaged=1, short=1, returned=1, surplus=2, note="Dihitung bersama pengantar")
    assert book.held() == {
        (WAREHOUSE, "shelf", "PILK"): 81,
        (PUSKESMAS, "shelf", "PILK"): 19,
        (PUSKESMAS, "damaged", "PILK"): 1,
        ("JALAN", "missing", "PILK"): 1,
    }


def test_the_same_submission_twice_is_one_receipt_and_another_under_its_key_is_refused(engine: Engine) -> None:
    book = Book(engine)
    row = {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "2028", "stated": 10, "accepted": 10}

    def send(**change: object) -> object:
        about = {"sender": "Provinsi", "document": "1", "lines": [{**row, **change}]}
        return book.take("gudang", "2026-01-05", "penerimaan", "take_in", site=WAREHOUSE, key="sekali", **about)

    first, again = send(), send()
    assert (first.event, first.paper) == (again.event, again.paper)  # type: ignore[attr-defined]
    assert book.held() == {(WAREHOUSE, "shelf", "PILK"): 10}
    assert list(refused(lambda: send(accepted=9, note="salah"))) == ["key_reused"]


def test_only_a_registered_and_active_faskes_may_ask(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    assert list(refused(lambda: book.request("2023-12-01", ("PILK", 10)))) == ["faskes_not_registered"]


def test_a_lapsed_contract_warns_and_does_not_stop_the_service(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    rows = [{"item": "PILK", "requested": 10}]
    answers = {"urgency": "darurat", "reason": "Habis", "lines": rows}
    asked = book.take("pmb", "2026-01-06", "distribusi", "request", site=PMB, **answers)
    assert [warning.code for warning in asked.warnings] == ["agreement_expired"]


@pytest.mark.parametrize(
    ("who", "site"), [("pmb", PUSKESMAS), ("auditor", PUSKESMAS), ("uptd", PMB), ("sekretaris", PUSKESMAS)]
)
def test_nobody_asks_for_a_faskes_that_is_not_theirs(sqlite_engine: Engine, who: str, site: str) -> None:
    book = Book(sqlite_engine)
    told = refused(lambda: book.request("2026-01-06", ("PILK", 10), site=site, who=who))
    assert set(told) <= {"not_permitted", "out_of_scope"}
    assert told


def test_a_step_is_never_dated_before_the_one_it_follows(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = book.request("2026-01-06", ("PILK", 20))
    rows = [{"line": 1, "fund": "APBN", "approved": 20}]
    answers = {"date": "2026-01-05", "lines": rows}
    told = refused(lambda: book.take("sekretaris", "2026-01-07", "distribusi", "order", case=case, **answers))
    assert told == {"day_before_last_step": "date"}


def test_goods_that_expire_before_they_are_sent_are_received_all_the_same(sqlite_engine: Engine) -> None:
    """Their day is past when the truck leaves; the faskes still answers for every unit that was on it."""
    book = Book(sqlite_engine)
    book.receive("2026-02-02", "PILK", "A-LAMA", 60, expiry="10/02/2026")
    case = book.request("2026-02-05", ("PILK", 60))
    book.order("2026-02-06", case, (1, "APBN", 60))
    book.take("gudang", "2026-02-09", "distribusi", "issue", case=case)
    book.take("gudang", "2026-02-12", "distribusi", "ship", case=case, vehicle="Mobil box")
    (line,) = book.leaves(case)
    answered = [{"line": line.number, "accepted": 0, "damaged": 60, "note": "Kedaluwarsa di jalan"}]
    book.take("bidan", "2026-02-14", "distribusi", "receive", case=case, receiver="Bidan", lines=answered)
    assert book.case(case).state == "diterima"
    assert book.held() == {(PUSKESMAS, "damaged", "PILK"): 60}


def test_what_a_month_used_stands_before_the_count_that_saw_what_was_left(sqlite_engine: Engine) -> None:
    """60 came, 48 were seen at the month's end: a report of 10 leaves a variance of 2, not of 12."""
    book = Book(sqlite_engine)
    book.receive("2026-01-05", "PILK", "A1", 100)
    book.deliver("2026-01-08", "PILK", 60)
    book.count("2026-01-31", PUSKESMAS, {"A1": 48})
    used = [{"item": "PILK", "fund": "APBN", "service": 10}]
    about = {"site": PUSKESMAS, "month": "2026-01", "lines": used}
    book.take("bidan", "2026-01-31", "pemakaian", "report", impact=True, **about)
    assert book.held("2026-01-31")[PUSKESMAS, "shelf", "PILK"] == 48
    assert book.went(PUSKESMAS, "variance") == -2
