"""A dataset that does not fit itself is refused, and its head is laid out without holes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.dataset import Column, Dataset, Total
from reports.header import headings, label_span
from reports.kinds import column_places

COLUMNS = (Column("a", "A"), Column("b", "B", "int"))


def test_a_row_must_have_a_value_for_each_column() -> None:
    with pytest.raises(ValueError, match="1 values for 2 columns"):
        Dataset("d", "D", COLUMNS, (("x",),))


def test_a_total_may_sum_known_columns_only() -> None:
    with pytest.raises(ValueError, match="unknown columns"):
        Dataset("d", "D", COLUMNS, (), (Total("Jumlah", {"c": 1}),))


def test_two_columns_may_not_share_a_key() -> None:
    with pytest.raises(ValueError, match="share a key"):
        Dataset("d", "D", (COLUMNS[0], COLUMNS[0]))


GROUPS = st.lists(st.lists(st.sampled_from(["X", "Y"]), max_size=3).map(tuple), min_size=1, max_size=8)


@given(GROUPS, st.booleans())
def test_the_head_covers_each_field_exactly_once(groups: list[tuple[str, ...]], number_row: bool) -> None:
    columns = tuple(Column(str(i), f"K{i}", group=group) for i, group in enumerate(groups))
    cells = headings(Dataset("d", "D", columns, number_row=number_row))
    fields = [
        (row, column)
        for h in cells
        for row in range(h.row, h.row + h.rows)
        for column in range(h.column, h.column + h.columns)
    ]
    rows = 1 + max(len(group) for group in groups) + number_row
    assert sorted(fields) == [(row, column) for row in range(rows) for column in range(len(columns))]


@given(GROUPS)
def test_only_neighbours_under_the_same_headings_are_merged(groups: list[tuple[str, ...]]) -> None:
    columns = tuple(Column(str(i), f"K{i}", group=group) for i, group in enumerate(groups))
    for heading in headings(Dataset("d", "D", columns)):
        paths = {groups[i][: heading.row + 1] for i in range(heading.column, heading.column + heading.columns)}
        assert len(paths) == 1


def test_the_label_of_a_total_ends_before_its_first_value() -> None:
    data = Dataset("d", "D", COLUMNS)
    assert label_span(data, Total("Jumlah", {"b": 3})) == 1
    assert label_span(data, Total("Jumlah", {"a": "x"})) == 1
    assert label_span(data, Total("Jumlah", {})) == 2


def test_one_odd_amount_gives_its_whole_column_two_decimals() -> None:
    columns = (Column("m", "M", "money"), Column("q", "Q", "quantity"))
    assert column_places(Dataset("d", "D", columns, ((100, 3), (200, 4)))) == (0, 0)
    assert column_places(Dataset("d", "D", columns, ((100, 3), (250, 1.5)))) == (2, 1)
    assert column_places(Dataset("d", "D", columns, ((100, 3),), (Total("J", {"m": 1}),))) == (2, 0)
