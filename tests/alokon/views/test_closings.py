"""Which month a site closes next, and what is overdue."""

from datetime import date

from alokon.service.months import reopen_month
from alokon.views.closings import Standing, standing, standings
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import FAR, OWN, District
from tests.web.office import statements

JANUARY = Month(2026, 1)


def of(district: District, site: str, today: date) -> Standing:
    """The standing of a site on a day, with the fifth as deadline."""
    with reading(district.engine) as db:
        found = standing(db, BOOK, today, 5, site)
    assert found is not None
    return found


def test_a_site_begins_with_the_month_its_first_goods_came(district: District) -> None:
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 2, 3), {"PILK": 10})
    assert of(district, "GUDANG", date(2026, 3, 2)).open == JANUARY
    assert of(district, OWN, date(2026, 3, 2)).open == JANUARY.next


def test_goods_that_came_in_damaged_begin_a_site_too(district: District) -> None:
    """What closing asks for in order is every place of a site, not its shelf alone."""
    district.unload(date(2026, 1, 5))
    case = district.ship(OWN, date(2026, 1, 8), {"PILK": 10})
    (line,) = district.leaves(case)
    wet = [{"line": line.number, "damaged": 10, "note": "Basah"}]
    district.take("faskes", "2026-01-09", "distribusi", "receive", case=case, receiver="Bidan", lines=wet)
    district.supply(OWN, date(2026, 2, 3), {"PILK": 10})
    begun = of(district, OWN, date(2026, 3, 2)).open
    assert begun == JANUARY
    district.finish(OWN, begun, date(2026, 3, 2))
    assert of(district, OWN, date(2026, 3, 2)).open == JANUARY.next


def test_without_goods_the_last_month_that_is_over_is_open(district: District) -> None:
    assert of(district, FAR, date(2026, 3, 2)).open == Month(2026, 2)


def test_months_go_overdue_on_the_day_after_the_deadline(district: District) -> None:
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 10})
    overdue = [of(district, OWN, date(2026, month, day)).overdue for month, day in ((2, 5), (2, 6), (3, 5), (3, 6))]
    assert overdue == [0, 1, 1, 2]


def test_closing_moves_on_and_reopening_moves_back(district: District) -> None:
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 10})
    district.finish(OWN, JANUARY, date(2026, 2, 2))
    closed = of(district, OWN, date(2026, 2, 10))
    assert (closed.last, closed.open, closed.overdue) == (JANUARY, None, 0)
    assert of(district, OWN, date(2026, 3, 10)).open == JANUARY.next
    reopen_month(district.desk("pengelola", "2026-02-11"), OWN, JANUARY, "salah ketik", district.key())
    again = of(district, OWN, date(2026, 2, 12))
    assert (again.last, again.open, again.overdue) == (JANUARY.previous, JANUARY, 1)


def test_the_whole_district_takes_as_many_questions_as_one_site(district: District) -> None:
    with reading(district.engine) as db:
        with statements(district.engine) as for_all:
            rows = standings(db, BOOK, date(2026, 3, 2), 5)
        with statements(district.engine) as for_one:
            standings(db, BOOK, date(2026, 3, 2), 5, [OWN])
        assert standing(db, BOOK, date(2026, 3, 2), 5, "999999900") is None
    assert [row.site.code for row in rows[:2]] == ["GUDANG", "PENUNJANG"]
    assert len(rows) == 5
    assert len(for_all) == len(for_one) <= 7
