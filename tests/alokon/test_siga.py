"""R/II/KB: which move is which code, and that the form's sums hold whatever the moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alokon import siga
from alokon.catalog import ITEMS
from alokon.siga import Flow, code_of, contribution, saldo_akhir, siga_quantity
from inventory.core import places

KONDOM = ITEMS["KONDOM"]


def tally(opening, moves):
    counts = {**siga.NOTHING, siga.OPENING: opening}
    for code, quantity in map(contribution, moves):
        counts[code] += quantity
    return counts


@pytest.mark.parametrize(
    ("kind", "direction", "site_kind", "code"),
    [
        (places.TRANSIT, "in", places.ROAD, "1"),
        (places.SUPPLIER, "in", places.OUTSIDE, "1"),
        (places.CLIENT, "out", places.OUTSIDE, "2"),
        (places.NETWORK, "out", places.OUTSIDE, "3"),
        (places.SHELF, "out", places.FACILITY, "3"),
        (places.DAMAGED, "out", places.FACILITY, "4"),
        (places.EXPIRED, "out", places.FACILITY, "5"),
        (places.SHELF, "in", places.FACILITY, "1"),
        (places.MISSING, "in", places.ROAD, "1"),
    ],
)
def test_each_code_has_its_moves(kind, direction, site_kind, code):
    assert code_of(kind, direction, site_kind) == code


@pytest.mark.parametrize(
    ("kind", "direction", "site_kind"),
    [
        (places.VARIANCE, "in", places.OUTSIDE),
        (places.VARIANCE, "out", places.OUTSIDE),
        (places.SHELF, "out", places.WAREHOUSE),
        (places.QUARANTINE, "out", places.FACILITY),
        (places.TRANSIT, "out", places.ROAD),
        (places.CLIENT, "in", places.OUTSIDE),
    ],
)
def test_what_the_form_has_no_code_for_stands_apart(kind, direction, site_kind):
    assert code_of(kind, direction, site_kind) == "lainnya"


def test_a_reversal_takes_back_in_the_column_of_its_original():
    receipt = Flow(places.TRANSIT, "in", places.ROAD, 100)
    undone = Flow(places.TRANSIT, "out", places.ROAD, 100, reversal=True)
    again = Flow(places.TRANSIT, "in", places.ROAD, 90)
    counts = tally(0, [receipt, undone, again])
    assert counts == {"0": 0, "1": 90, "2": 0, "3": 0, "4": 0, "5": 0, "lainnya": 0}


def test_lainnya_is_signed():
    assert contribution(Flow(places.VARIANCE, "in", places.OUTSIDE, 3)) == ("lainnya", 3)
    assert contribution(Flow(places.VARIANCE, "out", places.OUTSIDE, 3)) == ("lainnya", -3)
    assert contribution(Flow(places.VARIANCE, "out", places.OUTSIDE, 3, reversal=True)) == ("lainnya", -3)


flows = st.builds(
    Flow,
    kind=st.sampled_from(sorted(places.KINDS)),
    direction=st.sampled_from(["in", "out"]),
    site_kind=st.sampled_from(sorted(places.SITE_PLACES)),
    quantity=st.integers(1, 10_000),
    reversal=st.booleans(),
)


@given(st.integers(0, 10_000), st.lists(flows, max_size=20))
def test_the_closing_balance_is_what_the_moves_leave(opening, moves):
    left = opening + sum(f.quantity if f.direction == "in" else -f.quantity for f in moves)
    assert saldo_akhir(tally(opening, moves)) == left


def test_the_footer_counts_no_lainnya_as_receipt_or_issue():
    counts = {"0": 10, "1": 50, "2": 12, "3": 5, "4": 1, "5": 2, "lainnya": 4}
    assert siga.total_penerimaan(counts) == 50
    assert siga.total_pengeluaran(counts) == 20
    assert saldo_akhir(counts) == 44


def test_the_six_codes_are_those_of_the_form():
    assert list(siga.NAMES) == ["0", "1", "2", "3", "4", "5"]
    assert "lainnya" not in siga.NAMES


@pytest.mark.parametrize(
    ("quantity", "whole", "remainder"), [(24, 2, 0), (30, 2, 6), (0, 0, 0), (-30, -2, -6), (5, 0, 5)]
)
def test_kondom_is_reported_in_lusin_and_odd_pieces_are_flagged(quantity, whole, remainder):
    view = siga_quantity(KONDOM, quantity)
    assert (view.whole, view.remainder, view.unit) == (whole, remainder, "lusin")
    assert view.exact == (remainder == 0)
    assert view.value * 12 == quantity


@pytest.mark.parametrize("code", [code for code in ITEMS if code != "KONDOM"])
def test_every_other_item_is_reported_in_its_base_unit(code):
    view = siga_quantity(ITEMS[code], 7)
    assert (view.whole, view.exact, view.unit) == (7, True, ITEMS[code].unit)
