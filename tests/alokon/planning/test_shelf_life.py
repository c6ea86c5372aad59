"""Months left at arrival, by sender and item."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from alokon.planning.shelf_life import Arrival, by_sender, is_short, months_left

DAY = date(2026, 1, 1)
ARRIVALS = st.lists(
    st.builds(
        Arrival,
        case=st.integers(1, 5),
        sender=st.sampled_from(["Provinsi", "Pusat"]),
        item=st.sampled_from(["PILK", "KONDOM"]),
        arrived=st.dates(DAY, date(2026, 12, 31)),
        stated=st.integers(0, 1000),
        received=st.integers(0, 1000),
        expiry=st.none() | st.dates(DAY, date(2031, 12, 31)),
    )
)


def arrival(case: int = 1, sender: str = "Provinsi", **facts: object) -> Arrival:
    """A batch of pil that came as stated on the first of January 2026, good for two years."""
    usual = {"item": "PILK", "arrived": DAY, "stated": 100, "received": 100, "expiry": date(2028, 1, 1)}
    return Arrival(case, sender, **{**usual, **facts})  # type: ignore[arg-type]


def test_the_mean_is_weighted_by_quantity_and_the_least_is_not() -> None:
    short, long = date(2026, 7, 2), date(2030, 1, 1)
    (line,) = by_sender([arrival(received=300, stated=300, expiry=short), arrival(case=2, expiry=long)], 12)
    assert line.least == months_left(DAY, short)
    assert line.mean == (300 * months_left(DAY, short) + 100 * 48) / 400
    assert (line.receipts, line.short, line.short_share) == (2, 300, Fraction(3, 4))


def test_twelve_whole_months_are_not_short_and_a_day_less_is() -> None:
    assert not is_short(DAY, date(2027, 1, 1), 12)
    assert is_short(DAY, date(2026, 12, 31), 12)
    assert not is_short(date(2027, 2, 28), date(2028, 2, 28), 12)
    assert not is_short(date(2028, 2, 29), date(2029, 2, 28), 12)


def test_more_of_one_batch_never_hides_what_is_missing_of_another() -> None:
    (line,) = by_sender([arrival(received=90), arrival(received=110)], 12)
    assert (line.difference, line.over, line.under) == (0, 10, 10)


def test_a_batch_without_expiry_counts_as_received_but_has_no_months() -> None:
    (line,) = by_sender([arrival(expiry=None)], 12)
    assert (line.received, line.dated, line.least, line.mean, line.short_share) == (100, 0, None, None, None)


def test_what_did_not_come_has_no_shelf_life_and_is_missing() -> None:
    (line,) = by_sender([arrival(received=0, expiry=date(2026, 2, 1))], 12)
    assert (line.least, line.short, line.under) == (None, 0, 100)


def test_a_sender_is_one_whatever_case_and_spacing_the_name_was_typed_in() -> None:
    lines = by_sender([arrival(sender="Perwakilan  BKKBN"), arrival(sender="perwakilan bkkbn ")], 12)
    assert [(line.sender, line.received) for line in lines] == [("Perwakilan BKKBN", 200)]


@given(ARRIVALS, st.integers(1, 36))
def test_no_quantity_is_lost_or_counted_twice(arrivals: list[Arrival], months: int) -> None:
    lines = by_sender(arrivals, months)
    assert sum(line.received for line in lines) == sum(one.received for one in arrivals)
    assert sum(line.over - line.under for line in lines) == sum(one.received - one.stated for one in arrivals)
    for line in lines:
        assert 0 <= line.short <= line.dated <= line.received
        assert line.mean is None or (line.least is not None and line.least <= line.mean)
