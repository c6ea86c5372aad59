"""The house rule held against an exact solver: nobody could be better off than it leaves the worst off."""

from fractions import Fraction

import highspy
from hypothesis import given, settings
from hypothesis import strategies as st

from alokon.planning.sharing import Claim, share

MOST = 1000.0
"""More months than anyone can come to."""


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    rows = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 60), st.integers(1, 20)), min_size=1, max_size=5))
    return [Claim(f"F{n}", a, b, Fraction(c), Fraction(1), Fraction(3)) for n, (a, b, c) in enumerate(rows)]


def packs_of(claim: Claim, pack: int) -> int:
    """The packs that fill what a claim lacks."""
    return -(-claim.wanted // pack)


def best_lowest(asked: list[Claim], packs: int, pack: int) -> float:
    """The most months of stock that the worst off can be left with, among those who do not get all they lack."""
    solver = highspy.Highs()
    solver.silent()
    lowest = solver.addVariable(0, MOST)
    given_packs = []
    for claim in asked:
        most = packs_of(claim, pack)
        taken, whole = solver.addIntegral(0, most), solver.addBinary()
        solver.addConstr(taken >= most * whole)
        pace = float(claim.pace)
        solver.addConstr(lowest <= claim.position / pace + (pack / pace) * taken + MOST * whole)
        given_packs.append(taken)
    solver.addConstr(sum(given_packs[1:], given_packs[0] * 1) <= packs)
    solver.maximize(lowest)
    return float(solver.getObjectiveValue())


@given(claims(), st.integers(0, 30), st.sampled_from([1, 5, 12]))
@settings(deadline=None, max_examples=60)
def test_an_exact_solution_is_never_better_for_the_worst_off(asked: list[Claim], packs: int, pack: int) -> None:
    found = share(asked, packs * pack, pack).given
    lacking = [claim for claim in asked if found[claim.code] < packs_of(claim, pack) * pack]
    ours = min((float(claim.months(found[claim.code])) for claim in lacking), default=MOST)
    assert ours >= best_lowest(asked, packs, pack) - 1e-6
