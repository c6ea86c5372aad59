"""A history as postings: every closing comes out, nothing goes below zero, nothing is lost."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alokon.imports import lmis
from alokon.imports.lmis_history import (
    ADJUSTED_DOWN,
    ADJUSTED_UP,
    ISSUE,
    OPENING,
    RECEIPT,
    VARIANCE,
    Posting,
    history,
    signed,
)
from alokon.imports.lmis_rows import COLUMNS, LmisRow
from alokon.imports.mapping import parse_mapping
from inventory.core.months import Month
from tests.conftest import ROOT

Closings = dict[tuple[str, str, Month], int]


def folded(postings: Iterable[Posting]) -> tuple[Closings, int]:
    """The balance after each month that has postings, and the lowest balance there ever was."""
    balances: dict[tuple[str, str], int] = defaultdict(int)
    closings: Closings = {}
    lowest = 0
    for posting in postings:
        key = posting.site, posting.product
        balances[key] += signed(posting)
        lowest = min(lowest, balances[key])
        closings[(*key, posting.month)] = balances[key]
    return closings, lowest


def unmet(rows: Sequence[LmisRow], postings: Sequence[Posting]) -> list[LmisRow]:
    """The rows whose closing the postings do not give; a month without postings keeps the balance before it."""
    closings, _ = folded(postings)
    balances: dict[tuple[str, str], int] = defaultdict(int)
    wrong = []
    for row in sorted(rows, key=lambda r: r.month):
        key = row.site, row.product
        balances[key] = closings.get((*key, row.month), balances[key])
        if balances[key] != row.closing:
            wrong.append(row)
    return wrong


@pytest.mark.parametrize(("name", "variances"), [("subset_clean_8sites.csv", 0), ("subset_dirty_4sites.csv", 36)])
def test_every_closing_of_a_real_history_comes_out(shared_data: Path, name: str, variances: int) -> None:
    text = (ROOT / "sample_data" / "mappings" / "lmis-civ.toml").read_text(encoding="utf-8")
    rows = lmis.read((shared_data / name).read_bytes(), parse_mapping(text, COLUMNS)).rows
    postings = history(rows)
    assert unmet(rows, postings) == []
    assert folded(postings)[1] == 0
    assert sum(p.kind == VARIANCE for p in postings) == variances
    for kind, field in ((RECEIPT, "received"), (ISSUE, "distributed")):
        assert sum(p.quantity for p in postings if p.kind == kind) == sum(getattr(row, field) for row in rows)
    adjusted = sum(signed(p) for p in postings if p.kind in (ADJUSTED_UP, ADJUSTED_DOWN))
    assert adjusted == sum(row.adjustment for row in rows)


def row(
    month: int, opening: int, closing: int, received: int = 0, distributed: int = 0, adjustment: int = 0
) -> LmisRow:
    return LmisRow(month + 1, "C1", "P1", Month(2017, month), opening, received, distributed, adjustment, closing)


def posted(*rows: LmisRow) -> list[tuple[date, str, int]]:
    return [(p.day, p.kind, p.quantity) for p in history(rows)]


def test_receipt_and_increase_come_before_issue_and_decrease() -> None:
    assert posted(row(2, 1, 4, received=5, distributed=9, adjustment=7)) == [
        (date(2017, 1, 31), OPENING, 1),
        (date(2017, 2, 1), RECEIPT, 5),
        (date(2017, 2, 1), ADJUSTED_UP, 7),
        (date(2017, 2, 28), ISSUE, 9),
    ]
    assert posted(row(1, 9, 0, adjustment=-9))[1:] == [(date(2017, 1, 31), ADJUSTED_DOWN, 9)]


def test_an_opening_that_differs_is_a_signed_variance_on_the_first_day_also_after_a_gap() -> None:
    assert posted(row(1, 10, 10), row(2, 7, 7), row(5, 9, 9))[1:] == [
        (date(2017, 2, 1), VARIANCE, -3),
        (date(2017, 5, 1), VARIANCE, 2),
    ]


def test_a_closing_its_arithmetic_does_not_give_ends_with_a_variance_or_begins_with_the_missing_stock() -> None:
    assert posted(row(1, 10, 4, distributed=3))[1:] == [
        (date(2017, 1, 31), ISSUE, 3),
        (date(2017, 1, 31), VARIANCE, -3),
    ]
    assert posted(row(1, 2, 0, distributed=5)) == [
        (date(2016, 12, 31), OPENING, 2),
        (date(2017, 1, 1), VARIANCE, 3),
        (date(2017, 1, 31), ISSUE, 5),
    ]


def test_nothing_is_posted_for_nothing() -> None:
    assert history([row(1, 0, 0), row(2, 0, 0)]) == []


def test_months_come_in_order_then_sites_then_days() -> None:
    first = row(1, 5, 4, distributed=1)
    rows = [first._replace(site="C2"), first._replace(month=Month(2016, 12)), first, first._replace(product="P0")]
    order = [(str(p.month), p.day.isoformat(), p.site, p.product) for p in history(rows)]
    assert order == [
        ("2016-12", "2016-11-30", "C1", "P1"),
        ("2016-12", "2016-12-31", "C1", "P1"),
        ("2017-01", "2016-12-31", "C1", "P0"),
        ("2017-01", "2017-01-01", "C1", "P1"),
        ("2017-01", "2017-01-31", "C1", "P0"),
        ("2017-01", "2017-01-31", "C1", "P1"),
        ("2017-01", "2016-12-31", "C2", "P1"),
        ("2017-01", "2017-01-31", "C2", "P1"),
    ]


def test_a_series_the_book_has_already_goes_on_from_its_balance() -> None:
    postings = history([row(3, 7, 6, distributed=1)], {("C1", "P1"): 9})
    assert [(p.day, p.kind, p.quantity) for p in postings] == [
        (date(2017, 3, 1), VARIANCE, -2),
        (date(2017, 3, 31), ISSUE, 1),
    ]


QUANTITY = st.integers(0, 300)
MONTHS = st.lists(
    st.tuples(st.integers(1, 12), QUANTITY, QUANTITY, QUANTITY, QUANTITY, st.integers(-200, 200)),
    max_size=8,
    unique_by=lambda months: months[0],
)


@given(MONTHS)
def test_any_history_however_wrong_gives_its_closings_and_never_goes_below_zero(
    months: list[tuple[int, int, int, int, int, int]],
) -> None:
    rows = [row(month, *numbers) for month, *numbers in months]
    postings = history(rows)
    assert unmet(rows, postings) == []
    assert folded(postings)[1] == 0
    assert all(p.quantity > 0 for p in postings if p.kind != VARIANCE)
