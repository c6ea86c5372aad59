"""What lies where on a day: held against what was told, on both databases."""

from datetime import date
from fractions import Fraction

from alokon.views import stock as views
from alokon.views.batches import batches
from alokon.views.stock import EMPTY, LAPSED, NEAR, PRESENT, Stock, known_pairs, stock
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import FAR, NEIGHBOUR, OWN, District
from tests.web.office import statements

JANUARY = Month(2026, 1)


def on(district: District, day: date, **only: object) -> dict[tuple[str, str], Stock]:
    """The stock of the district on a day by site and item."""
    with reading(district.engine) as db:
        return {(row.site, row.item): row for row in stock(db, BOOK, day, **only)}  # type: ignore[arg-type]


def test_stock_is_the_past_s_on_a_past_day_and_what_is_on_its_way_counts_for_where_it_goes(district: District) -> None:
    district.unload(date(2026, 1, 5))
    case = district.ship(OWN, date(2026, 1, 8), {"PILK": 60})
    district.accept("2026-01-12", case, "faskes")
    before, under_way, after = (on(district, date(2026, 1, day)) for day in (7, 8, 12))
    assert before["GUDANG", "PILK"].carded == 1040
    assert (OWN, "PILK") not in before
    assert under_way["GUDANG", "PILK"].carded == 980
    assert (under_way[OWN, "PILK"].carded, under_way[OWN, "PILK"].incoming) == (0, 60)
    assert (after[OWN, "PILK"].carded, after[OWN, "PILK"].incoming) == (60, 0)
    assert [(b.key.batch, b.carded) for b in after[OWN, "PILK"].batches] == [("A0", 40), ("A1", 20)]


def test_the_day_of_expiry_is_usable_and_the_day_after_is_not(district: District) -> None:
    district.unload(date(2026, 1, 5))
    last, after = on(district, date(2026, 2, 28)), on(district, date(2026, 3, 1))
    assert (last["GUDANG", "PILK"].usable, last["GUDANG", "PILK"].lapsed) == (1040, 0)
    assert (after["GUDANG", "PILK"].usable, after["GUDANG", "PILK"].lapsed) == (1000, 40)


def test_status_names_the_most_urgent_thing_first(district: District) -> None:
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"KONDOM": 24})
    district.use(OWN, date(2026, 1, 31), "KONDOM", service=24)
    found = on(district, date(2026, 2, 1))
    assert found[OWN, "KONDOM"].status == EMPTY
    assert found["GUDANG", "PILK"].status == NEAR
    assert found["GUDANG", "KONDOM"].status == PRESENT
    assert on(district, date(2026, 3, 1))["GUDANG", "PILK"].status == LAPSED


def test_an_item_that_ran_out_stays_in_sight_and_one_that_never_came_does_not(district: District) -> None:
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"KONDOM": 24})
    district.use(OWN, date(2026, 1, 31), "KONDOM", service=24)
    with reading(district.engine) as db:
        assert known_pairs(db, BOOK, date(2026, 2, 1), sites=[OWN]) == {(OWN, "KONDOM")}
        assert known_pairs(db, BOOK, date(2026, 1, 7), sites=[OWN]) == set()


def test_value_counts_priced_batches_only_and_says_how_much_has_no_price(district: District) -> None:
    district.unload(date(2026, 1, 5))
    row = on(district, date(2026, 1, 5))["GUDANG", "PILK"]
    assert row.value_sen == 1000 * 450_000
    assert row.unpriced == 40
    assert row.first_out is not None
    assert row.first_out.key.batch == "A0"


def test_use_is_averaged_over_reported_months_and_a_missing_report_is_never_zero(district: District) -> None:
    district.unload(date(2026, 1, 5))
    for site in (OWN, NEIGHBOUR):
        district.supply(site, date(2026, 1, 8), {"PILK": 200, "KONDOM": 24})
        district.use(site, date(2026, 1, 31), "PILK", service=30, network=5)
    district.use(OWN, date(2026, 2, 28), "PILK", service=50)
    district.finish(OWN, JANUARY, date(2026, 2, 2))
    district.finish(OWN, JANUARY.next, date(2026, 3, 2))
    found = on(district, date(2026, 3, 10))
    average = Fraction(30 * (35 + 50), 24 + 28)
    assert found[OWN, "PILK"].use.monthly == average
    assert found[OWN, "PILK"].months == found[OWN, "PILK"].usable / average
    assert found[OWN, "KONDOM"].use.monthly == 0
    assert found[OWN, "KONDOM"].months is None
    assert found[NEIGHBOUR, "PILK"].use.monthly is None


def test_a_corrected_use_counts_once(district: District) -> None:
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 200})
    typed = district.use(OWN, date(2026, 1, 31), "PILK", service=90)
    lines = [{"item": "PILK", "fund": "APBN", "service": 9}]
    district.correct("faskes", "2026-01-31", typed.event, "salah hitung", month="2026-01", lines=lines)
    district.finish(OWN, JANUARY, date(2026, 2, 2))
    assert on(district, date(2026, 2, 10))[OWN, "PILK"].use.monthly == Fraction(30 * 9, 24)


def test_the_warehouse_uses_what_it_sends_less_what_it_takes_back(district: District) -> None:
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 100})
    back = district.ship(NEIGHBOUR, date(2026, 1, 9), {"PILK": 70})
    district.take("pengelola", "2026-01-10", "distribusi", "unship", case=back, reason="salah muat")
    district.finish("GUDANG", JANUARY, date(2026, 2, 2))
    row = on(district, date(2026, 2, 10))["GUDANG", "PILK"]
    assert row.use.monthly == Fraction(30 * 100, 27)
    assert row.at("reserved") == 70
    assert row.usable == row.carded - 70


def test_three_sites_take_as_many_questions_as_one(district: District) -> None:
    district.unload(date(2026, 1, 5))
    for site in (OWN, NEIGHBOUR, FAR):
        district.supply(site, date(2026, 1, 8), {"PILK": 60, "KONDOM": 24})
    day = date(2026, 2, 1)
    with reading(district.engine) as db:
        with statements(district.engine) as for_one:
            stock(db, BOOK, day, sites=[OWN])
        with statements(district.engine) as for_three:
            stock(db, BOOK, day, sites=[OWN, NEIGHBOUR, FAR])
        with statements(district.engine) as for_all:
            stock(db, BOOK, day)
        with statements(district.engine) as by_batch:
            batches(db, BOOK, day)
    assert len(for_one) == len(for_three) <= 22
    assert len(for_all) <= 22
    assert len(by_batch) <= 5


def test_filters_leave_exactly_the_rows_of_the_whole(district: District) -> None:
    district.unload(date(2026, 1, 5))
    district.ship(NEIGHBOUR, date(2026, 1, 8), {"PILK": 10})
    district.supply(OWN, date(2026, 1, 8), {"PILK": 60, "KONDOM": 24})
    whole = on(district, date(2026, 1, 8))
    assert on(district, date(2026, 1, 8), sites=[OWN]) == {k: v for k, v in whole.items() if k[0] == OWN}
    assert on(district, date(2026, 1, 8), items=["PILK"]) == {k: v for k, v in whole.items() if k[1] == "PILK"}
    assert views.STATUSES.keys() >= {row.status for row in whole.values()}
