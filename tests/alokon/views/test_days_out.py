"""Days without stock, held against the stock of each day asked one by one; on both databases."""

from datetime import date, timedelta

import pytest

from alokon.views.days_out import days_out
from alokon.views.stock import stock
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import FASKES, NEIGHBOUR, OWN, District

JANUARY, MARCH = Month(2026, 1), Month(2026, 3)


@pytest.fixture
def busy(district: District) -> District:
    """Three months in which stock comes, goes, runs out and expires."""
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 60, "KONDOM": 24})
    district.supply(NEIGHBOUR, date(2026, 1, 20), {"PILK": 30})
    district.use(OWN, date(2026, 1, 31), "KONDOM", service=24)
    district.supply(OWN, date(2026, 2, 17), {"KONDOM": 12})
    district.use(OWN, date(2026, 2, 20), "PILK", service=45)
    district.use(NEIGHBOUR, date(2026, 3, 10), "PILK", service=30)
    return district


def test_every_day_that_ends_without_usable_stock_counts_and_no_other(busy: District) -> None:
    with reading(busy.engine) as db:
        found = days_out(db, BOOK, JANUARY, MARCH)
        naive: dict[tuple[str, str], dict[Month, int]] = {pair: dict.fromkeys(found[pair], 0) for pair in found}
        day = JANUARY.first
        while day <= MARCH.last:
            usable = {(row.site, row.item): row.usable for row in stock(db, BOOK, day)}
            for pair in naive:
                naive[pair][Month.of(day)] += usable.get(pair, 0) == 0
            day += timedelta(days=1)
    assert found == naive
    assert found[OWN, "KONDOM"] == {Month(2026, 1): 8, Month(2026, 2): 16, Month(2026, 3): 0}
    assert (NEIGHBOUR, "KONDOM") not in found


def test_some_sites_and_items_are_as_among_all(busy: District) -> None:
    with reading(busy.engine) as db:
        whole = days_out(db, BOOK, JANUARY, MARCH)
        some = days_out(db, BOOK, JANUARY, MARCH, sites=FASKES, items=["KONDOM"])
    assert some == {pair: found for pair, found in whole.items() if pair[0] in FASKES and pair[1] == "KONDOM"}
    assert some


def test_what_lay_there_before_the_span_counts(busy: District) -> None:
    with reading(busy.engine) as db:
        found = days_out(db, BOOK, Month(2026, 3), MARCH, sites=[NEIGHBOUR])
    assert found == {(NEIGHBOUR, "PILK"): {MARCH: 22}}
