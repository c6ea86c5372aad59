"""Standard max-min and emergency orders: worked out by hand, and held against a clerk who goes through every day."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alokon.planning.backtest import replay
from alokon.planning.need import FORCED, ORDERS, STANDARD
from alokon.planning.policies import grid
from alokon.planning.watch import falls_on
from alokon.planning.world import STORE, Arrival, Rounds, World
from tests.alokon.planning.test_backtest import lot, rounds, world

PLENTY = 1_000_000
use_of_months = st.lists(st.integers(0, 90), min_size=1, max_size=6)


def day(n: int) -> date:
    """The nth of January."""
    return date(2026, 1, n)


@pytest.mark.parametrize(("opening", "given"), [(60, 0), (49, 0), (48, 62), (45, 65), (10, 93)])
def test_who_is_above_the_minimum_waits_for_the_next_round(opening: int, given: int) -> None:
    """31 a month, looked at in the evening of the 17th: 17 are used, and 31 are the minimum."""
    found = replay(world({"F1": [31]}, {"F1": [lot(1, opening)], STORE: [lot(2, PLENTY)]}), rounds(order=STANDARD))
    assert found.units == given


def test_an_emergency_order_comes_between_the_rounds_and_is_counted_apart() -> None:
    """One a day: 15 are left on the 5th, less than half a month, 15½, and 78 are ordered. 81 are left on the 17th."""
    past = world({"F1": [31]}, {"F1": [lot(1, 20)], STORE: [lot(2, PLENTY)]})
    found = replay(past, rounds(urgent=2))
    assert (found.urgent, found.urgent_units) == ({("F1", day(7))}, 78)
    assert (found.trips, found.units) == ({("F1", day(20))}, 12)
    assert found.days_out == 0


def test_what_is_on_the_road_is_not_ordered_again() -> None:
    """Ordered on the 4th and there on the 29th: the ten days from the 19th on end with nothing, and no second order."""
    past = world({"F1": [31]}, {"F1": [lot(1, 19)], STORE: [lot(2, PLENTY)]})
    found = replay(past, rounds(lead=28, urgent=25))
    assert found.urgent == {("F1", day(29))}
    assert found.days_out == 10


def test_emergencies_may_have_what_the_warehouse_keeps_for_them() -> None:
    past = world({"F1": [31]}, {"F1": [lot(1, 20)], STORE: [lot(2, 30)]})
    assert replay(past, rounds(floor=1)).units == 0
    found = replay(past, rounds(floor=1, urgent=2))
    assert (found.units, found.urgent_units) == (0, 30)


def test_who_got_nothing_asks_again_when_the_warehouse_has_something() -> None:
    """The warehouse is empty on the 5th and gets goods on the 10th; two days later the faskes has them."""
    came = Arrival(day(10), STORE, lot(3, 200))
    found = replay(world({"F1": [31]}, {"F1": [lot(1, 20)]}, [came]), rounds(urgent=2))
    assert found.urgent == {("F1", day(12))}
    assert found.urgent_units == 93 - 10


def test_what_comes_from_elsewhere_ends_the_need() -> None:
    """Three are all the warehouse has; with 200 from elsewhere on the 10th nothing more is asked of it."""
    came = Arrival(day(10), "F1", lot(3, 200))
    found = replay(world({"F1": [31, 28]}, {"F1": [lot(1, 20)], STORE: [lot(2, 3)]}, [came]), rounds(urgent=2))
    assert found.urgent_units == 3
    assert found.days_out == 0


def test_those_who_fall_on_one_evening_share_what_is_there() -> None:
    past = world({"F1": [31], "F2": [31]}, {"F1": [lot(1, 20)], "F2": [lot(1, 20)], STORE: [lot(2, 40)]})
    found = replay(past, rounds(urgent=2))
    assert found.urgent == {("F1", day(7)), ("F2", day(7))}
    assert (found.urgent_units, found.units) == (40, 0)


def test_what_expires_brings_the_stock_below_the_level() -> None:
    """100 of 110 end on the 8th: on the evening of the 9th only what is left of the ten can be counted on."""
    past = world({"F1": [31]}, {"F1": [lot(1, 100, 7), lot(2, 10)], STORE: [lot(3, PLENTY)]})
    assert replay(past, rounds(urgent=2)).urgent == {("F1", day(11))}


@given(st.integers(0, 120), st.fractions(0, 60, max_denominator=30), st.integers(0, 90), st.integers(0, 31))
def test_the_day_a_stock_falls_is_the_day_a_clerk_would_see_it(
    have: int, level: Fraction, wanted: int, done: int
) -> None:
    seen = (n for n in range(done + 1, 32) if have - (wanted * n // 31 - wanted * done // 31) < level)
    assert falls_on(have, level, wanted, 31, done) == next(seen, None)


def clerk(past: World, policy: Rounds) -> tuple[int, set[date], set[date], int]:
    """Days out, days of deliveries, of emergency deliveries, and units used, of one faskes with a full warehouse."""
    wanted, monthly = past.wanted["F1"], past.uses["F1"][0].monthly or Fraction()
    have, coming, out, used = sum(one.quantity for one in past.opening["F1"]), dict[date, int](), 0, 0
    trips: tuple[set[date], set[date]] = (set(), set())
    today, last = past.months[0].first, past.months[-1].last
    while today <= last:
        n = past.place_of(today)
        have += coming.pop(today, 0)
        days = past.months[n].days
        asked = wanted[n] * today.day // days - wanted[n] * (today.day - 1) // days
        used, have, out = used + min(asked, have), max(0, have - asked), out + (asked >= have)
        position, levels = have + sum(coming.values()), policy.levels
        in_round = today.day == policy.day and n % policy.cycle == 0
        low = policy.urgent is not None and position < levels.emergency * monthly and today < last
        due = in_round and (policy.order == FORCED or position <= levels.minimum * monthly)
        order = ceil(max(Fraction(), levels.maximum * monthly - position)) if due or (low and not in_round) else 0
        if order:
            comes = today + timedelta(days=policy.lead if in_round else policy.urgent or 0)
            coming[comes] = coming.get(comes, 0) + order
            trips[not in_round].add(comes)
        today += timedelta(days=1)
    return out, *trips, used


@given(
    use_of_months, st.integers(0, 200), st.integers(1, 3), st.sampled_from(list(ORDERS)), st.integers(1, 40),
    st.one_of(st.none(), st.integers(1, 40)),
)  # fmt: skip
def test_a_replay_that_jumps_from_event_to_event_is_the_clerk_who_goes_day_by_day(
    wanted: list[int], opening: int, cycle: int, order: str, lead: int, urgent: int | None
) -> None:
    past = world({"F1": wanted}, {"F1": [lot(1, opening)] if opening else [], STORE: [lot(2, PLENTY)]})
    policy = rounds(cycle, lead=lead, order=order, urgent=urgent)
    found = replay(past, policy)
    trips, helped = ({when for _, when in one} for one in (found.trips, found.urgent))
    assert (found.days_out, trips, helped, found.used) == clerk(past, policy)


@given(use_of_months, st.integers(0, 200), st.integers(1, 3), st.integers(1, 28), st.integers(2, 4))
def test_a_higher_maximum_never_means_more_days_without_where_the_warehouse_has_plenty(
    wanted: list[int], opening: int, cycle: int, lead: int, maximum: int
) -> None:
    """Only where goods come before the next round, nothing expires and the average stays: else it need not be so."""
    past = world({"F1": wanted}, {"F1": [lot(1, opening)] if opening else [], STORE: [lot(2, PLENTY)]})
    less, more = (replay(past, rounds(cycle, each, lead)) for each in (maximum, maximum + 1))
    assert more.days_out <= less.days_out
    assert more.unmet <= less.unmet


@given(use_of_months, st.integers(0, 200), st.sampled_from(list(ORDERS)))
def test_an_emergency_level_of_zero_is_none(wanted: list[int], opening: int, order: str) -> None:
    past = world({"F1": wanted}, {"F1": [lot(1, opening)] if opening else [], STORE: [lot(2, 500)]})
    policy = rounds(order=order)
    assert replay(past, policy._replace(urgent=3)) == replay(past, policy)


def test_a_grid_leaves_out_an_emergency_level_that_is_no_lower_than_the_minimum() -> None:
    half, one, two = Fraction(1, 2), Fraction(1), Fraction(2)
    found = grid([1], [half, one], [two], list(ORDERS), [Fraction(0), half])
    assert [(each.minimum, each.emergency) for each in found if each.order == STANDARD] == [
        (half, 0),
        (one, 0),
        (one, half),
    ]
    assert len(found) == 6


def test_packs_are_whole_between_the_rounds_too() -> None:
    past = replace(world({"F1": [31]}, {"F1": [lot(1, 20)], STORE: [lot(2, PLENTY)]}, pack=12))
    assert replay(past, rounds(urgent=2)).urgent_units == 84
