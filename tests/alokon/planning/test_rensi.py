"""A round's goods for one item: exact, within what there is, and nothing given that would expire with its holder."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from alokon.planning.rensi import Shelf, floor_of, shares
from alokon.planning.sharing import RULES, Claim, share

ON = date(2026, 2, 10)
LEVELS = Fraction(1), Fraction(3)


def claim(code: str, position: int, wanted: int, monthly: int | None) -> Claim:
    return Claim(code, position, wanted, None if monthly is None else Fraction(monthly), *LEVELS)


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    rows = draw(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 90), st.integers(1, 40)), min_size=1, max_size=6))
    return [claim(f"F{n}", *row) for n, row in enumerate(rows)]


@st.composite
def shelf(draw: st.DrawFn) -> list[Shelf]:
    rows = draw(st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 200)), st.integers(1, 120)), max_size=5))
    return [
        Shelf(n, ("APBN", "APBD")[n % 2], None if days is None else ON + timedelta(days=days), quantity)
        for n, (days, quantity) in enumerate(rows)
    ]


@given(claims(), shelf(), st.integers(0, 100), st.sampled_from([1, 12]), st.sampled_from(list(RULES)))
def test_no_lot_gives_more_than_it_holds_and_the_floor_is_kept(
    asked: list[Claim], lots: list[Shelf], floor: int, pack: int, rule: str
) -> None:
    supply = sum(lot.quantity for lot in lots)
    kept = min(floor, supply)
    found = shares(asked, lots, kept, pack, ON, 30, rule)
    for lot in lots:
        assert sum(one.quantity for one in found.given if one.lot == lot.lot) <= lot.quantity
    assert found.left >= kept
    assert found.total + found.left == supply
    for one in asked:
        assert found.by_code()[one.code] <= -(-one.wanted // pack) * pack


@given(claims(), shelf(), st.sampled_from([1, 12]), st.sampled_from(list(RULES)))
def test_nobody_is_given_what_it_cannot_use_up_in_time(
    asked: list[Claim], lots: list[Shelf], pack: int, rule: str
) -> None:
    """First expired first out, every unit of a lot is used up thirty days before the lot expires."""
    found = shares(asked, lots, 0, pack, ON, 30, rule)
    expiry = {lot.lot: lot.expiry for lot in lots}
    for one in asked:
        have = one.position
        for lot in sorted(lots, key=lambda lot: (lot.expiry or date.max, lot.lot)):
            part = sum(g.quantity for g in found.given if (g.code, g.lot) == (one.code, lot.lot))
            have += part
            until = expiry[lot.lot]
            if part and until:
                assert have <= one.pace * Fraction((until - ON).days - 30, 30)


@given(claims(), st.integers(0, 400), st.sampled_from([1, 12]), st.sampled_from(list(RULES)))
def test_lots_that_last_change_nothing_in_what_everyone_gets(
    asked: list[Claim], supply: int, pack: int, rule: str
) -> None:
    found = shares(asked, [Shelf(1, "APBN", None, supply)] if supply else [], 0, pack, ON, 30, rule)
    assert {one.code: found.by_code()[one.code] for one in asked} == share(asked, supply, pack, rule).given
    assert not found.capped


def test_short_dated_lots_go_to_whoever_uses_the_item_faster() -> None:
    """The lot lasts 60 days, 30 of them to be used: the slow one can take 5, the fast one the rest."""
    asked = [claim("A", 0, 15, 5), claim("B", 0, 90, 30)]
    found = shares(asked, [Shelf(1, "APBN", ON + timedelta(days=60), 30)], 0, 1, ON, 30)
    assert found.by_fund() == {("B", "APBN"): 25, ("A", "APBN"): 5}


def test_what_a_capped_one_leaves_goes_to_the_others() -> None:
    asked = [claim("A", 8, 7, 5), claim("B", 0, 90, 30)]
    found = shares(asked, [Shelf(1, "APBN", ON + timedelta(days=60), 40)], 0, 1, ON, 30)
    assert (found.by_code()["A"], found.by_code()["B"], found.left) == (0, 30, 10)
    assert found.capped == {"A", "B"}


def test_the_first_to_expire_goes_first_whatever_its_fund() -> None:
    lots = [Shelf(1, "APBN", date(2028, 1, 31), 20), Shelf(2, "APBD", date(2027, 1, 31), 20)]
    found = shares([claim("A", 0, 30, 10)], lots, 0, 1, ON, 30)
    assert found.by_fund() == {("A", "APBD"): 20, ("A", "APBN"): 10}


def test_the_floor_is_months_of_use_but_never_more_than_there_is() -> None:
    assert floor_of(Fraction(25, 2), Fraction(1), 100) == 13
    assert floor_of(Fraction(25, 2), Fraction(1), 5) == 5
    assert floor_of(None, Fraction(1), 5) == 0
