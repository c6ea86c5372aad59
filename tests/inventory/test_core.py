"""The pure rules of the ledger: months, packs, lots, first expired first out, and what may leave on a day."""

import doctest
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.core import goods, ledger, months
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.core.goods import MOST, LotFacts, LotKey, LotStock, Pack, in_packs, last_day, pick_fefo, to_base
from inventory.core.ledger import (
    CardKey,
    CardLine,
    Move,
    available_from,
    balance_on,
    check_quantities,
    reverse,
    running,
    shortfall,
)
from inventory.core.months import Month
from inventory.store import chain
from tests.inventory.shop import day

CARD = CardKey(1, 1)
DAYS = st.integers(1, 9).map(lambda n: date(2026, 1, n))
LINES = st.lists(
    st.builds(
        lambda day, slot, event, quantity, outgoing: CardLine(
            day, slot, event, outgoing, 1, -quantity if outgoing else quantity
        ),
        DAYS, st.integers(0, 1), st.integers(1, 50), st.integers(1, 20), st.booleans(),
    ),
    max_size=12, unique_by=lambda line: (line.event, line.outgoing),
)  # fmt: skip


def line(on: str, delta: int, event: int = 1, slot: int = 0, number: int = 1) -> CardLine:
    return CardLine(day(on), slot, event, delta < 0, number, delta)


def stock(lot: int, available: int, expiry: date | None, batch: str = "") -> LotStock:
    return LotStock(lot, LotKey("PIL", batch or str(lot), "APBN"), LotFacts(expiry), available)


@pytest.mark.parametrize("module", [months, goods, ledger, chain])
def test_the_examples_in_the_documentation_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.failed == 0
    assert result.attempted > 0


def test_months_run_over_the_year() -> None:
    assert Month(2026, 12).next == Month(2027, 1)
    assert Month(2026, 1).previous == Month(2025, 12)
    assert Month(2026, 1).plus(-13) == Month(2024, 12)
    assert sorted([Month(2026, 2), Month(2025, 12)]) == [Month(2025, 12), Month(2026, 2)]
    assert (Month(2028, 2).last, Month(2028, 2).days) == (date(2028, 2, 29), 29)


@pytest.mark.parametrize(
    "text",
    [
        "2026-13",
        "2026-00",
        "2026-1",
        "202-011",
        "2026/01",
        "januari",
        "",
        "2026-01-01",
        "0000-01",
        "٢٠٢٦-٠١",
        "2026-01\n",
    ],
)
def test_what_is_not_a_month_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        Month.parse(text)


@given(st.dates())
def test_a_month_reads_back_what_it_writes(on: date) -> None:
    month = Month.of(on)
    assert Month.parse(str(month)) == month
    assert month.first <= on <= month.last
    assert month.next.previous == month
    assert (month.next.first - month.last).days == 1


@given(st.integers(0, 10_000), st.integers(1, 500))
def test_packs_convert_exactly_or_name_the_remainder(quantity: int, size: int) -> None:
    pack = Pack("dus", size)
    assert in_packs(to_base(quantity, pack), pack) == quantity
    if quantity % size:
        with pytest.raises(Refused) as refused:
            in_packs(quantity, pack)
        (problem,) = refused.value.problems
        assert (problem.code, problem.facts["remainder"]) == ("not_whole_packs", quantity % size)


@pytest.mark.parametrize(
    ("label", "last", "precision"),
    [
        ((2026,), date(2026, 12, 31), "year"),
        ((2026, 2), date(2026, 2, 28), "month"),
        ((2026, 2, 5), date(2026, 2, 5), "day"),
    ],
)
def test_a_label_means_its_last_day(label: tuple[int, ...], last: date, precision: str) -> None:
    assert last_day(*label) == (last, precision)


def test_a_lot_may_be_used_on_the_day_it_expires_but_not_after() -> None:
    facts = LotFacts(day("03-31"))
    assert facts.usable_on(day("03-31"))
    assert not facts.usable_on(day("04-01"))
    assert LotFacts().usable_on(date.max)


def test_first_expired_goes_out_first_and_goods_without_expiry_last() -> None:
    pick = pick_fefo([stock(1, 5, None), stock(2, 5, day("12-31")), stock(3, 5, day("06-30"))], 12, day("01-01"))
    assert [(taken.lot, quantity) for taken, quantity in pick.taken] == [(3, 5), (2, 5), (1, 2)]
    assert (pick.short, pick.skipped) == (0, ())


def test_equal_expiry_goes_by_batch_then_sibling_whatever_the_order_given() -> None:
    one, two = stock(1, 1, day("06-30"), "B"), stock(2, 1, day("06-30"), "A")
    sibling = LotStock(3, LotKey("PIL", "A", "APBN", 1), LotFacts(day("06-30")), 1)
    for given_order in ([one, two, sibling], [sibling, two, one]):
        assert [taken.lot for taken, _ in pick_fefo(given_order, 3, day("01-01")).taken] == [2, 3, 1]


def test_an_expired_lot_is_passed_over_and_named() -> None:
    old, good = stock(1, 5, day("01-31")), stock(2, 5, day("12-31"))
    pick = pick_fefo([old, good], 8, day("02-01"))
    assert [(taken.lot, quantity) for taken, quantity in pick.taken] == [(2, 5)]
    assert (pick.short, pick.skipped) == (3, (old,))


@given(st.lists(st.tuples(st.integers(0, 30), st.none() | DAYS), max_size=8), st.integers(0, 100), DAYS)
def test_picking_takes_what_is_asked_or_all_there_is(lots: list[tuple[int, date | None]], want: int, on: date) -> None:
    stocks = [stock(n, available, expiry) for n, (available, expiry) in enumerate(lots)]
    pick = pick_fefo(stocks, want, on)
    usable = sum(s.available for s in stocks if s.facts.usable_on(on))
    assert sum(quantity for _, quantity in pick.taken) == min(want, usable)
    assert pick.short == want - min(want, usable)
    assert all(0 < quantity <= taken.available and taken.facts.usable_on(on) for taken, quantity in pick.taken)
    ends = [taken.facts.expiry or date.max for taken, _ in pick.taken]
    assert ends == sorted(ends)


def test_inside_an_event_receipts_come_before_issues() -> None:
    lines = [line("01-05", -10, number=1), line("01-05", 20, number=2)]
    assert [balance for _, balance in running(lines)] == [20, 10]


def test_slots_part_a_day() -> None:
    lines = [line("01-05", 5, event=1, slot=1), line("01-05", -5, event=2, slot=0)]
    gap = shortfall(CARD, 0, lines, new=2)
    assert gap is not None
    assert gap.missing == 5


def test_what_may_leave_is_the_lowest_balance_from_that_day_on() -> None:
    later = [line("01-05", -80, event=2), line("01-07", 50, event=3)]
    assert available_from(70, later) == 20
    assert available_from(70, []) == 70


@given(LINES, DAYS)
def test_one_more_than_what_may_leave_would_go_short(lines: list[CardLine], on: date) -> None:
    if shortfall(CARD, 0, lines, 0):
        return
    later = [x for x in lines if x.moved_on > on]
    free = available_from(sum(x.delta for x in lines), later)
    new = CardLine(on, 9, 99, True, 1, -free)
    assert shortfall(CARD, 0, [*lines, new], 99) is None
    assert shortfall(CARD, 0, [*lines, new._replace(delta=-free - 1)], 99) is not None


@given(LINES)
def test_a_shortfall_is_the_deepest_point_of_the_running_balance(lines: list[CardLine]) -> None:
    lowest = min((balance for _, balance in running(lines)), default=0)
    gap = shortfall(CARD, 0, lines, new=0)
    assert (gap.missing if gap else 0) == max(-lowest, 0)
    if gap:
        assert set(gap.blocking) <= {x.event for x in lines if x.outgoing}


def test_a_shortfall_names_the_day_and_the_events_in_the_way() -> None:
    lines = [
        line("01-01", 10, 1),
        line("01-03", -4, 2),
        line("01-05", -6, 3),
        line("01-07", 9, 4),
        line("01-02", -5, 9),
        line("01-01", -1, 5),
    ]
    gap = shortfall(CARD, 0, lines, new=9)
    assert gap is not None
    assert (gap.day, gap.missing, gap.blocking) == (day("01-05"), 6, (2, 3))


@given(LINES, DAYS)
def test_a_balance_on_a_day_counts_that_day(lines: list[CardLine], on: date) -> None:
    assert balance_on(lines, on, 7) == 7 + sum(x.delta for x in lines if x.moved_on <= on)


def test_a_reversal_goes_the_other_way_and_knows_its_line() -> None:
    move = Move(1, 2, 30, 10, 20, day("01-05"), slot=2, consignment=7)
    back = reverse(move, (4, 1), day("01-09"))
    assert back == Move(1, 2, 30, 20, 10, day("01-09"), 0, 7, (4, 1))


@pytest.mark.parametrize(
    ("quantity", "destination", "code"),
    [
        (0, 2, "quantity_not_positive"),
        (-1, 2, "quantity_not_positive"),
        (MOST + 1, 2, "quantity_too_large"),
        (1, 1, "same_place"),
    ],
)
def test_a_move_needs_a_positive_quantity_and_two_places(quantity: int, destination: int, code: str) -> None:
    (problem,) = check_quantities([Move(1, 1, quantity, 1, destination, day("01-01"))])
    assert (problem.code, problem.facts["line"]) == (code, 1)


def test_every_fault_of_every_line_is_told_at_once() -> None:
    moves = [Move(1, 1, 0, 1, 1, day("01-01")), Move(1, 1, 5, 1, 2, day("01-01")), Move(1, 1, -3, 1, 2, day("01-01"))]
    told = [(p.code, p.facts["line"]) for p in check_quantities(moves)]
    assert told == [("quantity_not_positive", 1), ("same_place", 1), ("quantity_not_positive", 3)]


def test_refusing_carries_every_problem_or_does_nothing() -> None:
    refuse_if([])
    with pytest.raises(Refused) as refused:
        refuse_if([Problem("one"), Problem("two", {"n": 2})])
    assert [p.code for p in refused.value.problems] == ["one", "two"]
