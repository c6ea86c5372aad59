"""The plan of visits is read from the book: late, out of stock, unconfirmed, short, counted otherwise, promised."""

from datetime import date

import pytest
import sqlalchemy as sa

from alokon.planning.visits import EMPTY, LATE, PROMISE, ROAD, SHORT, UNSEEN, VARIANCE, Reason
from alokon.views.visits import Visits, visits
from inventory.core.months import Month
from inventory.store import queries
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import FAR, NEIGHBOUR, OWN, District, midwife
from tests.web.office import statements

TODAY = date(2026, 3, 2)
TOLD = {"manner": "kunjungan", "findings": "Kartu kosong", "follow_up": "Mengisi kartu"}


@pytest.fixture
def district(engine: sa.Engine) -> District:
    """Three faskes that all reported January in time, and were all visited in February."""
    found = District(engine)
    found.unload(date(2026, 1, 5))
    for site in (OWN, NEIGHBOUR, FAR):
        found.supply(site, date(2026, 1, 8), {"PILK": 20})
        found.finish(site, Month(2026, 1), date(2026, 2, 2))
    for site in (OWN, NEIGHBOUR):
        done = found.take("uptd", "2026-02-10", "pembinaan", "coach", site=site, due="2026-02-24", **TOLD)
        found.take("uptd", "2026-02-20", "pembinaan", "settle", case=done.case, result="Sudah")
    return found


def plan(district: District, today: date = TODAY) -> Visits:
    with reading(district.engine) as db:
        return visits(db, BOOK, today)


def reasons(district: District, site: str, today: date = TODAY) -> dict[str, Reason]:
    found = next((one.reasons for one in plan(district, today).candidates if one.site == site), ())
    return {reason.kind: reason for reason in found}


def test_who_reported_has_stock_and_was_visited_lately_is_left_in_peace(district: District) -> None:
    assert reasons(district, OWN) == {}
    assert plan(district).active == 3


def test_who_was_never_visited_is_in_the_plan_and_who_was_long_ago(district: District) -> None:
    assert reasons(district, FAR) == {UNSEEN: Reason(UNSEEN, 1)}
    assert reasons(district, OWN, date(2026, 9, 1))[UNSEEN].since == date(2026, 2, 10)


def test_every_month_whose_deadline_has_passed_counts(district: District) -> None:
    late = reasons(district, OWN, date(2026, 4, 8))[LATE]
    assert (late.times, late.since) == (2, date(2026, 2, 1))


def test_an_item_that_was_used_and_is_gone_counts_one_never_used_does_not(district: District) -> None:
    district.use(OWN, date(2026, 2, 28), "PILK", service=20)
    assert reasons(district, OWN)[EMPTY].items == ("PILK",)


def test_a_delivery_counts_once_it_has_taken_longer_than_the_procedure_prints(district: District) -> None:
    case = district.ship(OWN, date(2026, 2, 26), {"PILK": 12})
    assert ROAD not in reasons(district, OWN, date(2026, 3, 1))
    assert reasons(district, OWN)[ROAD].cases == (case,)


def test_a_delivery_that_came_short_counts_until_it_is_cleared_up(district: District) -> None:
    case = district.ship(OWN, date(2026, 2, 27), {"PILK": 12})
    (line,) = district.leaves(case)
    row = {"line": line.number, "accepted": 10, "short": 2, "note": "Dus terbuka"}
    district.take(midwife(OWN), "2026-02-28", "distribusi", "receive", case=case, receiver="Bidan", lines=[row])
    found = reasons(district, OWN)
    assert (found[SHORT].cases, found[SHORT].items) == ((case,), ("PILK",))
    assert ROAD not in found


def test_a_variance_counts_until_the_next_visit(district: District) -> None:
    opened = district.take(midwife(OWN), "2026-02-25", "opname", "open_count", site=OWN)
    with reading(district.engine) as db:
        lot = next(number for number, one in queries.lot_names(db, BOOK).items() if one.key.batch == "A0")
    rows = [{"lot": lot, "counted": 19, "note": "Salah hitung"}]
    district.take(midwife(OWN), "2026-02-25", "opname", "tally", case=opened.case, lines=rows)
    district.take(midwife(OWN), "2026-02-25", "opname", "confirm_count", case=opened.case)
    assert reasons(district, OWN)[VARIANCE].cases == (opened.case,)
    district.take("uptd", "2026-02-27", "pembinaan", "coach", site=OWN, **TOLD)
    assert VARIANCE not in reasons(district, OWN)


def test_what_was_promised_is_told_until_it_is_done_and_counts_once_its_day_has_passed(district: District) -> None:
    done = district.take("uptd", "2026-02-25", "pembinaan", "coach", site=OWN, due="2026-03-02", **TOLD)
    assert PROMISE not in reasons(district, OWN)
    (promise,) = plan(district).promises[OWN]
    assert (promise.case, promise.agreed, promise.due) == (done.case, "Mengisi kartu", TODAY)
    assert reasons(district, OWN, date(2026, 3, 3))[PROMISE] == Reason(PROMISE, 1, TODAY, cases=(done.case or 0,))
    district.take("uptd", "2026-03-03", "pembinaan", "settle", case=done.case, result="Sudah")
    assert PROMISE not in reasons(district, OWN, date(2026, 3, 3))


def test_the_plan_asks_as_many_questions_for_one_faskes_as_for_all(district: District) -> None:
    district.ship(OWN, date(2026, 2, 20), {"PILK": 2})
    with reading(district.engine) as db:
        visits(db, BOOK, TODAY)
        with statements(district.engine) as one:
            visits(db, BOOK, TODAY, [OWN])
        with statements(district.engine) as every:
            visits(db, BOOK, TODAY)
    assert len(every) <= len(one) <= 40
