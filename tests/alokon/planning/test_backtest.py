"""The past under another policy: nothing appears or vanishes, and what a storekeeper expects comes out."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alokon.planning.backtest import replay
from alokon.planning.consumption import Consumption, MonthUse, Window
from alokon.planning.demand import demand
from alokon.planning.levels import Levels
from alokon.planning.need import FORCED, ORDERS
from alokon.planning.outcome import Outcome, whole
from alokon.planning.policies import grid
from alokon.planning.rack import Rack
from alokon.planning.rensi import Shelf
from alokon.planning.world import STORE, Arrival, Rounds, World
from inventory.core.goods import Pack
from inventory.core.months import Month

JANUARY = Month(2026, 1)
MONTHS = tuple(JANUARY.plus(n) for n in range(6))
WINDOW = Window(3, 6, 3)


def rounds(
    cycle: int = 1, maximum: int = 3, lead: int = 3, floor: int = 0, order: str = FORCED, urgent: int | None = None
) -> Rounds:
    """A policy of minimum one month; with emergency orders at half a month where they come some days later."""
    emergency = Fraction(0) if urgent is None else Fraction(1, 2)
    levels = Levels(Fraction(cycle), Fraction(1), Fraction(maximum), emergency)
    return Rounds(cycle, levels, lead, 17, 30, Fraction(floor), order, urgent)


def world(
    wanted: dict[str, list[int]],
    opening: dict[str, list[Shelf]],
    arrivals: list[Arrival] | None = None,
    sent: list[Arrival] | None = None,
    pack: int = 1,
) -> World:
    months = MONTHS[: len(next(iter(wanted.values())))]
    averages = {code: Fraction(sum(each), len(each)) for code, each in wanted.items()}
    return World(
        item="PILK",
        pack=Pack("pak", pack),
        months=months,
        wanted={code: tuple(each) for code, each in wanted.items()},
        uses={code: (Consumption(monthly, (), (), (), WINDOW),) * len(months) for code, monthly in averages.items()},
        opening={code: tuple(lots) for code, lots in opening.items()},
        arrivals=tuple(arrivals or ()),
        sent=tuple(sent or ()),
    )


def lot(number: int, quantity: int, days: int | None = None) -> Shelf:
    """A parcel that expires so many days after New Year's Day."""
    return Shelf(number, "APBN", None if days is None else date(2026, 1, 1) + timedelta(days=days), quantity)


@st.composite
def parcels(draw: st.DrawFn) -> list[Shelf]:
    rows = draw(st.lists(st.tuples(st.integers(1, 200), st.one_of(st.none(), st.integers(0, 220))), max_size=4))
    return [lot(n, quantity, days) for n, (quantity, days) in enumerate(rows)]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    length = draw(st.integers(1, 6))
    codes = ["F1", "F2", "F3"][: draw(st.integers(1, 3))]
    wanted = {code: draw(st.lists(st.integers(0, 90), min_size=length, max_size=length)) for code in codes}
    opening = {code: draw(parcels()) for code in (*codes, STORE)}
    span = (MONTHS[length - 1].last - JANUARY.first).days
    days = st.integers(0, span).map(lambda n: JANUARY.first + timedelta(days=n))
    found = st.builds(Arrival, days, st.sampled_from((*codes, STORE)), st.builds(lot, st.integers(10, 14), st.just(30)))
    sent = st.builds(Arrival, days, st.sampled_from(codes), st.builds(lot, st.integers(0, 4), st.integers(1, 60)))
    came, went = draw(st.lists(found, max_size=4)), draw(st.lists(sent, max_size=4))
    return world(wanted, opening, came, went, draw(st.sampled_from([1, 12])))


policies = st.one_of(
    st.none(),
    st.builds(
        rounds, st.integers(1, 3), st.integers(2, 4), st.integers(1, 60), st.integers(0, 2),
        st.sampled_from(list(ORDERS)), st.one_of(st.none(), st.integers(1, 10)),
    ),
)  # fmt: skip


def expired(found: Outcome) -> int:
    return sum(found.expired.values()) + sum(found.stale.values())


@given(worlds(), policies)
def test_what_was_there_and_what_came_is_used_expired_or_left(past: World, policy: Rounds | None) -> None:
    found = replay(past, policy)
    came = sum(lot.quantity for lots in past.opening.values() for lot in lots)
    came += sum(one.parcel.quantity for one in past.arrivals)
    assert came == found.used + expired(found) + found.left
    assert found.used + found.unmet == sum(map(sum, past.wanted.values()))


@given(worlds(), policies)
def test_the_same_past_comes_out_the_same(past: World, policy: Rounds | None) -> None:
    assert replay(past, policy) == replay(past, policy)


ends = st.one_of(st.none(), st.integers(0, 35))


@given(st.lists(st.tuples(st.integers(1, 40), ends), max_size=4), st.integers(0, 90))
def test_a_month_in_spans_is_the_month_day_by_day(rows: list[tuple[int, int | None]], wanted: int) -> None:
    """The rack jumps from expiry to expiry; a clerk who goes through the days one by one finds the same."""
    lots = [lot(n, quantity, days) for n, (quantity, days) in enumerate(rows)]
    rack, clerk = Rack(lots), {one.lot: one.quantity for one in lots}
    out = rack.use(JANUARY, wanted, 1, 31)
    empty, used = 0, 0
    for day in range(1, 32):
        today = date(2026, 1, day)
        usable = sorted((one.expiry or date.max, one.lot) for one in lots if (one.expiry or date.max) >= today)
        asked = wanted * day // 31 - wanted * (day - 1) // 31
        for _, number in usable:
            part = min(asked, clerk[number])
            clerk[number] -= part
            asked, used = asked - part, used + part
        empty += not any(clerk[number] for _, number in usable)
    assert (out, rack.used) == (empty, used)


def test_a_round_brings_a_faskes_to_its_maximum() -> None:
    """31 a month: 16 are used by the 17th and 14 more until the round arrives on the 20th of January."""
    found = replay(world({"F1": [31]}, {"F1": [lot(1, 20)], STORE: [lot(2, 500)]}), rounds(maximum=3))
    assert found.days_out == 0
    assert (found.units, found.lines) == (93 - 3, 1)
    assert found.trips == {("F1", date(2026, 1, 20))}
    assert found.held == 20 + 90 - 31


def test_a_place_with_levels_of_its_own_is_brought_up_to_those() -> None:
    """31 a month each and nothing there: 93 for the one, 31 for the other."""
    past = world({"F1": [31], "J1": [31]}, {STORE: [lot(2, 500)]})
    own = {"J1": Levels(Fraction(1), Fraction(1, 2), Fraction(1), Fraction(0))}
    assert replay(past, rounds(maximum=3)._replace(own=own)).units == 93 + 31


def test_rounds_that_are_farther_apart_save_trips_and_cost_stock_outs() -> None:
    past = world({"F1": [60] * 6}, {"F1": [lot(1, 60)], STORE: [lot(2, 5000)]})
    often, seldom = (replay(past, rounds(cycle, maximum=2)) for cycle in (1, 3))
    assert len(often.trips) > len(seldom.trips)
    assert often.days_out == 0
    assert seldom.days_out > 0


def test_a_batch_nobody_can_use_up_in_time_expires_in_the_warehouse() -> None:
    past = world({"F1": [10, 10]}, {"F1": [lot(1, 30)], STORE: [lot(2, 100, 40), lot(3, 100)]})
    found = replay(past, rounds())
    assert found.stale == {2: 100}
    assert not found.expired


def test_the_real_deliveries_are_played_again_and_never_more_than_there_was() -> None:
    past = world({"F1": [31, 28]}, {STORE: [lot(2, 30)]}, sent=[Arrival(date(2026, 2, 1), "F1", lot(2, 40))])
    found = replay(past, None)
    assert (found.days_out, found.units, found.used) == (31 + 0, 30, 28)
    assert found.left == 2


def test_a_delivery_of_several_goods_on_a_day_is_one_trip() -> None:
    one = replay(world({"F1": [31]}, {STORE: [lot(2, 500)]}), rounds())
    other = one._replace(item="IUD")
    assert whole([one, other]).trips == 1
    assert whole([one, other]).lines == 2


def test_a_month_without_a_report_wants_what_the_others_want() -> None:
    told = [MonthUse(JANUARY, 31), MonthUse(JANUARY.next, None), MonthUse(JANUARY.plus(2), 5, days_out=29)]
    found = demand(told)
    assert found is not None
    assert (found.wanted, found.assumed) == ((31, 28, 31), 2)
    assert demand([MonthUse(JANUARY, None)]) is None


@pytest.mark.parametrize("cycle", [1, 2, 3])
def test_no_policy_lets_a_round_be_farther_away_than_its_maximum_lasts(cycle: int) -> None:
    assert all(one.maximum >= cycle for one in grid([cycle], [Fraction(1, 2)], [Fraction(2), Fraction(4)]))


def test_the_warehouse_keeps_its_floor() -> None:
    past = world({"F1": [30]}, {STORE: [lot(2, 100)]})
    assert replay(past, rounds(floor=2)).units == 40
    assert replay(replace(past, pack=Pack("lusin", 12)), rounds(floor=2)).units == 36
