"""The scenarios that are rules without steps: shown here, or by the test named, or no rule of ours, with the reason.

Those with steps are in `tests/inventory/test_scenarios.py`.
"""

import ast
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from inventory.core.counting import Cut, Observation
from inventory.core.errors import Problem, Refused
from inventory.core.goods import LotKey
from inventory.store import queries
from inventory.store.engine import reading
from tests.books import BOOK, PUSKESMAS, WAREHOUSE, Book
from tests.conftest import ROOT
from tests.inventory.shop import BATCH, OTHER_BATCH, PILL, Shop, day
from tests.inventory.test_posting import codes, on_hand
from tests.inventory.test_scenarios import ALL

HERE = "tests/inventory/test_scenario_rules.py"
CORRECTIONS = "tests/inventory/test_corrections.py"
COUNTING, POSTING = "tests/inventory/test_counting.py", "tests/inventory/test_posting.py"
SHOWN = {
    "S07": (POSTING, "test_a_balance_never_passes_the_limit"),
    "S08": (HERE, "test_a_batch_may_stand_twice_in_a_voucher_and_not_on_a_sheet"),
    "S25": ("tests/alokon/service/test_backdating.py", "test_who_may_not_date_back_is_told_from_which_day_on"),
    "S28": (CORRECTIONS, "test_what_is_taken_back_already_and_what_took_it_back_is_never_taken_back_again"),
    "S32": (COUNTING, "test_movements_between_counting_and_confirming_stay_out_of_the_variance"),
    "S33": (HERE, "test_a_sheet_without_lines_or_confirmed_already_is_refused"),
    "S35": (COUNTING, "test_a_count_below_what_is_reserved_gives_up_the_newest_reservations"),
    "S36": (HERE, "test_a_count_of_several_lots_is_one_event_with_a_line_for_each_difference"),
    "S47": (HERE, "test_what_has_expired_is_never_issued_and_told_when_it_is_why"),
    "S53": (HERE, "test_the_warehouse_falls_when_goods_leave_and_the_faskes_rises_when_it_confirms"),
    "S54": (HERE, "test_a_shipment_is_received_in_part_until_its_last_unit_is_accounted_for"),
    "S57": (POSTING, "test_a_month_closes_only_when_it_is_over"),
}
"""Scenario → the test that shows it. Ours differs in S28: a document is mended whole, so nobody names a line that
cannot be taken back; and in S32, S33 and S35: a count stands, whatever comes later."""

NOT_OURS = {
    "S46": "an expiry is read from the label; nothing is derived from it",
}


def test_every_rule_without_steps_is_shown_or_has_a_reason() -> None:
    rules = {name for name, scenario in ALL.items() if not scenario["steps"]}
    assert rules == SHOWN.keys() | NOT_OURS.keys()
    for path, test in SHOWN.values():
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert test in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def told(act: Callable[[], object]) -> list[Problem]:
    with pytest.raises(Refused) as caught:
        act()
    return list(caught.value.problems)


def test_a_batch_may_stand_twice_in_a_voucher_and_not_on_a_sheet(shop: Shop) -> None:
    """S08; two lines that each fit are refused when they do not fit together."""
    shop.post(shop.receipt(100, day("01-05")))
    shop.post(shop.issue(10, day("01-06")), shop.issue(20, day("01-06")))
    assert on_hand(shop) == 70
    assert codes(lambda: shop.post(shop.issue(40, day("01-07")), shop.issue(40, day("01-07")))) == ["short"]
    cut = Cut(shop.site["GUDANG"], day("01-08"), 0)
    seen = [Observation(cut, shop.lot[BATCH], quantity) for quantity in (70, 69)]
    assert codes(lambda: shop.post(on=day("01-08"), cuts=[cut], observations=seen)) == ["lot_counted_twice"]


def test_a_count_of_several_lots_is_one_event_with_a_line_for_each_difference(shop: Shop) -> None:
    """S36: 20, 30 and 10, of which 19, 33 and 10 are seen."""
    third = LotKey(PILL, "C3", "APBN")
    lots = {BATCH: 20, OTHER_BATCH: 30, third: 10}
    shop.post(*(shop.receipt(quantity, day("01-05"), lot) for lot, quantity in lots.items()))
    counted = shop.count(day("01-31"), {BATCH: 19, OTHER_BATCH: 33, third: 10})
    shelf = shop.place["GUDANG", "shelf"]
    assert {(m.lot, m.quantity if m.destination == shelf else -m.quantity) for m in counted.derived} == {
        (shop.lot[BATCH], -1), (shop.lot[OTHER_BATCH], 3),
    }  # fmt: skip
    assert [on_hand(shop, lot) for lot in lots] == [19, 33, 10]
    agreed = shop.count(day("02-28"), {BATCH: 19, OTHER_BATCH: 33, third: 10})
    assert agreed.derived == ()
    assert shop.verify().findings == ()


@pytest.fixture
def book(engine: sa.Engine) -> Book:
    """An office that has nothing yet."""
    return Book(engine)


def test_a_sheet_without_lines_or_confirmed_already_is_refused(book: Book) -> None:
    """S33; that the book has moved on since the sheet was opened is no reason: see S32."""
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = book.take("gudang", "2026-01-08", "opname", "open_count", site=WAREHOUSE).case
    unseen = told(lambda: book.take("gudang", "2026-01-08", "opname", "confirm_count", case=case))
    with reading(book.engine) as db:
        (lot,) = queries.lot_names(db, BOOK)
    book.take("gudang", "2026-01-08", "opname", "tally", case=case, lines=[{"lot": lot, "counted": 100}])
    book.take("gudang", "2026-01-08", "opname", "confirm_count", case=case)
    again = told(lambda: book.take("gudang", "2026-01-09", "opname", "confirm_count", case=case))
    assert [(problem.code, problem.facts["state"]) for problem in (*unseen, *again)] == [
        ("wrong_state", "dibuka"), ("wrong_state", "disahkan"),
    ]  # fmt: skip


def test_what_has_expired_is_never_issued_and_told_when_it_is_why(book: Book) -> None:
    """S47: four good ones go; of eight, four have expired; and four that have expired are none."""
    book.receive("2026-01-05", "PILK", "BAIK", 4, expiry="2028")
    book.receive("2026-01-05", "PILK", "HABIS", 4, expiry="31/01/2026")
    book.receive("2026-01-05", "IUD", "HABIS", 4, expiry="31/01/2026")
    case = book.request("2026-02-02", ("PILK", 8), ("IUD", 4))
    asked = [(1, "APBN", 8), (2, "APBN", 4)]
    found = told(lambda: book.order("2026-02-02", case, *asked))
    facts = [(p.code, p.facts["available"], p.facts["expired"]) for p in found]
    assert facts == [("not_enough", 4, 4), ("not_enough", 0, 4)]
    book.order("2026-02-02", case, (1, "APBN", 4), (2, "APBN", 0), note="Sisanya kedaluwarsa")
    assert book.held()[WAREHOUSE, "reserved", "PILK"] == 4


def test_the_warehouse_falls_when_goods_leave_and_the_faskes_rises_when_it_confirms(book: Book) -> None:
    """S53: 3, none, 4 + 1 of two batches, 55 + 18 of two batches, and 9."""
    sent = {"SUNTIK1": [3], "SUNTIK3P": [4, 1], "PILK": [55, 18], "IUD": [9]}
    for item, batches in sent.items():
        for n, quantity in enumerate(batches):
            book.receive("2026-01-05", item, f"B{n}", quantity, expiry=str(2027 + n))
    wanted = {item: sum(batches) for item, batches in sent.items()}
    case = book.request("2026-01-06", *wanted.items(), ("KONDOM", 144))
    lines = [(n, "APBN", quantity) for n, quantity in enumerate(wanted.values(), 1)]
    book.order("2026-01-07", case, *lines, (5, "APBN", 0), note="Kondom kosong")
    assert stands(book, WAREHOUSE) == wanted, "what is ordered has not left"
    book.issue_and_ship("2026-01-08", case)
    assert (stands(book, WAREHOUSE), stands(book, PUSKESMAS)) == ({}, {})
    leaves = [line for line in book.leaves(case) if line["issued"]]
    assert sorted(line["issued"] for line in leaves) == [1, 3, 4, 9, 18, 55]
    confirmed: dict[str, int] = {}
    for line in leaves:
        rows = [{"line": line.number, "accepted": line["issued"]}]
        book.take("bidan", "2026-01-09", "distribusi", "receive", case=case, receiver="Bidan", lines=rows)
        confirmed[line.item] = confirmed.get(line.item, 0) + line["issued"]
        assert stands(book, PUSKESMAS) == confirmed
    assert confirmed == wanted


def stands(book: Book, site: str) -> dict[str, int]:
    """What stands on the card of a site: its shelf and what is reserved there."""
    sums: dict[str, int] = {}
    for (where, kind, item), quantity in book.held().items():
        if where == site and kind in ("shelf", "reserved"):
            sums[item] = sums.get(item, 0) + quantity
    return sums


def test_a_shipment_is_received_in_part_until_its_last_unit_is_accounted_for(book: Book) -> None:
    """S54; every receipt is an event of its own, for each is somebody's word."""
    book.receive("2026-01-05", "PILK", "A1", 100)
    case = book.request("2026-01-06", ("PILK", 30))
    book.order("2026-01-06", case, (1, "APBN", 30))
    book.issue_and_ship("2026-01-07", case)
    states = []
    for on, quantity in (("2026-01-08", 10), ("2026-01-09", 10), ("2026-01-10", 10)):
        rows = [{"line": book.leaves(case)[0].number, "accepted": quantity}]
        book.take("bidan", on, "distribusi", "receive", case=case, receiver="Bidan", lines=rows)
        states.append(book.case(case).state)
    assert states == ["diterima_sebagian", "diterima_sebagian", "diterima"]
    assert stands(book, PUSKESMAS) == {"PILK": 30}
