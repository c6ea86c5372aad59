"""Sharing scarce stock: the properties every rule has, held against a naive hand-out one pack at a time."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alokon.planning.sharing import BY_REQUEST, BY_USE, MONTHS, RULES, Claim, share

MINIMUM, MAXIMUM = Fraction(1), Fraction(3)


def claim(code: str, position: int, wanted: int, monthly: int | None) -> Claim:
    return Claim(code, position, wanted, None if monthly is None else Fraction(monthly), MINIMUM, MAXIMUM)


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    rows = draw(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 90), st.integers(1, 40)), min_size=1, max_size=8))
    return [claim(f"F{n}", *row) for n, row in enumerate(rows)]


SUPPLY, PACK, RULE = st.integers(0, 400), st.sampled_from([1, 5, 12]), st.sampled_from(list(RULES))


@given(claims(), SUPPLY, PACK, RULE)
def test_what_is_handed_out_adds_up_and_nobody_gets_more_than_it_lacks(
    asked: list[Claim], supply: int, pack: int, rule: str
) -> None:
    found = share(asked, supply, pack, rule)
    lacking = sum(-(-one.wanted // pack) * pack for one in asked)
    assert sum(found.given.values()) == min(supply // pack * pack, lacking)
    assert sum(found.given.values()) + found.left == supply
    for one in asked:
        assert found.given[one.code] % pack == 0
        assert found.given[one.code] < one.wanted + pack or found.given[one.code] == 0


@given(claims(), SUPPLY, PACK, RULE)
def test_more_supply_gives_nobody_less(asked: list[Claim], supply: int, pack: int, rule: str) -> None:
    before, after = share(asked, supply, pack, rule).given, share(asked, supply + pack, pack, rule).given
    assert all(after[code] >= before[code] for code in before)


@given(claims(), SUPPLY, PACK, RULE, st.randoms())
def test_the_order_of_the_claims_does_not_matter(
    asked: list[Claim], supply: int, pack: int, rule: str, random: Random
) -> None:
    other = list(asked)
    random.shuffle(other)
    assert share(other, supply, pack, rule).given == share(asked, supply, pack, rule).given


@given(claims(), SUPPLY, PACK)
def test_the_house_rule_gives_each_pack_to_the_lowest(asked: list[Claim], supply: int, pack: int) -> None:
    """Below the minimum before all others, then lowest in months of stock, then by code."""
    got = {one.code: 0 for one in asked}
    for _ in range(supply // pack):
        open_ = [one for one in asked if got[one.code] < one.wanted]
        if not open_:
            break
        next_ = min(
            open_,
            key=lambda one: (one.months(got[one.code]) >= one.minimum, one.months(got[one.code]), one.code),
        )
        got[next_.code] += pack
    assert share(asked, supply, pack).given == got


def test_everyone_reaches_the_minimum_before_anyone_gets_more() -> None:
    asked = [claim("A", 0, 30, 10), claim("B", 25, 35, 20), claim("C", 0, 60, 20)]
    assert share(asked, 30, 1).given == {"A": 10, "B": 0, "C": 20}


def test_then_months_of_stock_are_made_equal() -> None:
    asked = [claim("A", 0, 30, 10), claim("B", 20, 40, 20)]
    assert share(asked, 25, 1).given == {"A": 15, "B": 10}


def test_by_request_shares_in_proportion_to_what_is_lacking() -> None:
    asked = [claim("A", 0, 30, 1), claim("B", 0, 60, 40)]
    assert share(asked, 45, 1, BY_REQUEST).given == {"A": 15, "B": 30}


def test_by_use_shares_in_proportion_to_use_whatever_is_there() -> None:
    asked = [claim("A", 100, 90, 10), claim("B", 0, 90, 20)]
    assert share(asked, 45, 1, BY_USE).given == {"A": 15, "B": 30}


def test_whose_use_is_unknown_is_taken_to_use_what_it_lacks_within_its_maximum() -> None:
    asked = [claim("A", 0, 30, None), claim("B", 0, 30, 10)]
    assert share(asked, 20, 1).given == {"A": 10, "B": 10}


@pytest.mark.parametrize("rule", RULES)
def test_ties_go_by_code(rule: str) -> None:
    asked = [claim("B", 0, 10, 10), claim("A", 0, 10, 10)]
    assert share(asked, 5, 5, rule).given == {"A": 5, "B": 0}


def test_the_last_pack_may_hold_more_than_is_lacking() -> None:
    assert share([claim("A", 0, 13, 10)], 100, 12, MONTHS).given == {"A": 24}
