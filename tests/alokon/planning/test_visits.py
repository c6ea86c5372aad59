"""Whom to visit first: the score is the sum anybody can check, and the order is settled."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from alokon.planning.visits import EMPTY, LATE, UNSEEN, WEIGHTS, Candidate, Reason, candidate, in_turn

REASONS = st.lists(st.builds(Reason, st.sampled_from(list(WEIGHTS)), st.integers(0, 9)), max_size=6)
CANDIDATES = st.lists(
    st.builds(candidate, st.uuids().map(str), REASONS, st.one_of(st.none(), st.dates(date(2025, 1, 1))))
)


def test_clients_who_go_without_weigh_as_much_as_months_nobody_knows_of() -> None:
    found = candidate("F1", [Reason(UNSEEN, 1), Reason(LATE, 2), Reason(EMPTY, 2)], None)
    assert [reason.kind for reason in found.reasons] == [EMPTY, LATE, UNSEEN]
    assert found.score == 6 + 6 + 1


def test_a_reason_that_never_occurred_is_none() -> None:
    assert in_turn([candidate("F1", [Reason(LATE, 0)], None)]) == []


@given(CANDIDATES)
def test_whoever_has_a_reason_is_in_the_plan_once_and_the_weightiest_first(found: list[Candidate]) -> None:
    turn = in_turn(found)
    assert sorted(one.site for one in turn) == sorted(one.site for one in found if one.reasons)
    assert [one.score for one in turn] == sorted((one.score for one in turn), reverse=True)
    assert in_turn(reversed(found)) == turn
