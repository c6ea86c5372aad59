"""What is carried from where it will expire to where it is used: rules that hold for any figures."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from alokon.planning.lapsing import lapses
from alokon.planning.rescue import Risk, Taker, rescues

ON = date(2026, 3, 1)
SITES = ("A", "B", "C", "D")

takers = st.lists(
    st.builds(
        Taker,
        st.sampled_from(SITES),
        st.integers(0, 200),
        st.fractions(0, 10, max_denominator=30),
    ),
    unique_by=lambda taker: taker.site,
)
risks = st.lists(
    st.builds(
        Risk,
        st.sampled_from(SITES),
        st.integers(1, 5),
        st.integers(1, 300).map(lambda days: ON + timedelta(days=days)),
        st.integers(1, 300),
    ),
    unique_by=(lambda risk: (risk.site, risk.lot), lambda risk: risk.lot),
)
margins = st.integers(0, 60)


@given(risks, takers, margins)
def test_no_more_is_carried_than_is_at_risk_and_never_to_where_it_lies(
    found: list[Risk], sites: list[Taker], margin: int
) -> None:
    gone: dict[tuple[str, int], int] = defaultdict(int)
    for one in rescues(found, sites, ON, margin):
        assert one.quantity > 0
        assert one.source != one.destination
        gone[one.source, one.lot] += one.quantity
    at_risk = {(risk.site, risk.lot): risk.unused for risk in found}
    assert all(units <= at_risk[lot] for lot, units in gone.items())


@given(risks, takers, margins)
def test_the_taker_uses_up_all_it_is_given_in_time(found: list[Risk], sites: list[Taker], margin: int) -> None:
    """Even when everything it has already goes first, and each batch has to be gone `margin` days early."""
    ends = {risk.lot: risk.expiry - timedelta(days=margin) for risk in found}
    for taker in sites:
        mine = [one for one in rescues(found, sites, ON, margin) if one.destination == taker.site]
        lots: list[tuple[int, date | None, int]] = [(one.lot, ends[one.lot], one.quantity) for one in mine]
        own = [(0, min(ends.values()), taker.position)] if mine and taker.position else []
        assert not any(lapse.unused for lapse in lapses([*own, *lots], taker.daily, ON) if lapse.lot)


@given(risks, takers, margins)
def test_the_order_of_what_is_given_changes_nothing(found: list[Risk], sites: list[Taker], margin: int) -> None:
    assert rescues(found, sites, ON, margin) == rescues(found[::-1], sites[::-1], ON, margin)


def test_whoever_runs_out_first_is_served_first() -> None:
    risk = Risk("A", 1, ON + timedelta(days=100), 30)
    full, empty = Taker("B", 50, Fraction(1)), Taker("C", 10, Fraction(1))
    assert [one.destination for one in rescues([risk], [full, empty], ON, 30)] == ["C"]
