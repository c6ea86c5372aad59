"""How near a batch is to its end, and since when goods lie where they wait: rules for any figures."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alokon.planning.expiring import BANDS, PAST, band_of, lying_since

days = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("expiry", "on", "key"),
    [
        (date(2026, 3, 12), date(2026, 3, 12), "1-bulan"),
        (date(2026, 3, 12), date(2026, 3, 13), "lewat"),
        (date(2026, 2, 28), date(2026, 1, 31), "1-bulan"),
        (date(2026, 6, 13), date(2026, 3, 12), "6-bulan"),
        (date(2026, 6, 12), date(2026, 3, 12), "3-bulan"),
        (date(2027, 3, 12), date(2026, 3, 12), "12-bulan"),
    ],
)
def test_the_expiry_day_is_usable_and_the_bands_begin_months_before_it(expiry: date, on: date, key: str) -> None:
    found = band_of(expiry, on)
    assert found
    assert found.key == key


@given(expiry=days, on=days)
def test_a_batch_only_ever_comes_nearer_to_its_end(expiry: date, on: date) -> None:
    """No day's band is further off than that of the day before, and past the end it stays there."""
    order = {band: n for n, band in enumerate(BANDS)}
    today, tomorrow = band_of(expiry, on), band_of(expiry, on + timedelta(days=1))
    assert order.get(tomorrow, len(BANDS)) <= order.get(today, len(BANDS))
    assert (today == PAST) == (expiry < on)


def test_a_batch_far_from_its_end_or_without_one_is_in_no_band() -> None:
    assert band_of(date(2027, 3, 13), date(2026, 3, 12)) is None
    assert band_of(None, date(2026, 3, 12)) is None


@given(came=st.lists(st.tuples(days, st.integers(1, 50)), min_size=1), data=st.data())
def test_what_came_since_that_day_covers_what_lies_there_and_nothing_later_does(
    came: list[tuple[date, int]], data: st.DataObject
) -> None:
    lying = data.draw(st.integers(1, sum(units for _, units in came)))
    since = lying_since(came, lying)
    assert since
    assert sum(units for day, units in came if day >= since) >= lying
    assert sum(units for day, units in came if day > since) < lying
