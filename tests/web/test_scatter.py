"""The picture of policies: every point within its frame, and labels that can be read."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from web.scatter import LINE, WIDTH, Spot, draw

SPOTS = st.lists(
    st.builds(
        Spot, st.fractions(0, 9, max_denominator=20), st.fractions(0, 1, max_denominator=50),
        st.sampled_from(["1 bln · 1–3", "nyata"]), st.uuids().map(str), st.just("other"),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@given(SPOTS)
def test_every_point_lies_within_the_frame_and_keeps_its_place(spots: list[Spot]) -> None:
    found = draw(spots)
    assert [point.spot for point in found.points] == spots
    for point in found.points:
        assert found.left <= point.x <= found.right
        assert found.top <= point.y <= found.base
        assert 0 < point.label_x < WIDTH


def test_the_labels_of_points_that_coincide_stand_apart() -> None:
    first, second = draw([Spot(Fraction(2), Fraction(1, 10), "nyata", n, "other") for n in "ab"]).points
    assert first.anchor != second.anchor or abs(first.label_y - second.label_y) >= LINE
