"""What a faskes needs, from its own reports, its stock, and what is already on its way; on both databases."""

from datetime import date
from fractions import Fraction

import pytest

from alokon.planning.levels import ENOUGH, FACILITY, LOW, NETWORK
from alokon.planning.told import derivation
from alokon.service.setup import change_settings, register
from alokon.store import cases
from alokon.views.needs import Needed, needs
from inventory.core.errors import Refused
from inventory.core.months import Month
from inventory.store.engine import reading
from sample_data import masters
from tests.books import BOOK
from tests.district import NEIGHBOUR, OWN, District
from tests.web.office import statements

DAY = date(2026, 2, 10)


@pytest.fixture
def used(district: District) -> District:
    """The first faskes has 60 pil left of 84 it got, used 24 in the 24 days of January it had any, and closed it."""
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 84, "KONDOM": 24})
    district.supply(NEIGHBOUR, date(2026, 1, 8), {"PILK": 10})
    district.use(OWN, date(2026, 1, 31), "PILK", service=24)
    district.finish(OWN, Month(2026, 1), date(2026, 2, 2))
    return district


def of(district: District, site: str = OWN, item: str = "PILK", day: date = DAY) -> Needed:
    with reading(district.engine) as db:
        (found,) = needs(db, BOOK, day, sites=[site], items=[item])
    return found


def test_it_is_brought_up_to_three_months_of_its_use_without_what_expires_unused(used: District) -> None:
    row = of(used)
    assert row.need.facts.use.monthly == 30
    assert row.need.facts.usable == 60
    assert row.status == ENOUGH
    assert row.need.facts.lapsing == []
    assert row.need.quantity == 30


def test_what_expires_before_it_is_used_is_needed_again(used: District) -> None:
    """16 pil of the batch that ends on 28 February are left; at one a day 8 of them can be used by then."""
    row = of(used, day=date(2026, 2, 20))
    assert [(lot.quantity, lot.unused) for lot in row.need.facts.lapsing] == [(16, 8)]
    assert row.need.quantity == 30 + 8


def test_what_is_on_the_road_or_ordered_counts_with_its_paper(used: District) -> None:
    used.ship(OWN, date(2026, 2, 5), {"PILK": 12})
    case = used.request("2026-02-06", ("PILK", 7), site=OWN, who="faskes")
    used.take("approver", "2026-02-06", "distribusi", "order", case=case,
              lines=[{"line": 1, "fund": "APBN", "approved": 7}])  # fmt: skip
    row = of(used)
    assert [part.quantity for part in row.need.facts.coming] == [12]
    assert [part.quantity for part in row.need.facts.promised] == [7]
    assert "/SBBK/" in row.need.facts.coming[0].paper
    assert "/SPMB/" in row.need.facts.promised[0].paper
    assert row.need.quantity == 30 - 12 - 7


def test_what_went_to_a_dated_event_stays_out_of_the_average(used: District) -> None:
    """Of 24 pil in 24 days 8 went to a mass service: 16 in 24 days are 20 in thirty."""
    with reading(used.engine) as db:
        event = cases.listing(db, BOOK, flows=["pemakaian"], sites=[OWN])[0]
        first = cases.steps_of(db, BOOK, [event.id])[event.id][0].event
    used.reopen("pengelola", "2026-02-03", OWN, "2026-01")
    row = {"item": "PILK", "fund": "APBN", "service": 24}
    about = {"date": "2026-01-31", "month": "2026-01"}
    with pytest.raises(Refused, match="occasion_missing"):
        used.correct("faskes", "2026-02-03", first, "Kegiatan", **about, lines=[{**row, "special": 8}])
    about["occasion"] = "Bakti sosial 20 Januari"
    with pytest.raises(Refused, match="special_exceeds"):
        used.correct("faskes", "2026-02-03", first, "Kegiatan", **about, lines=[{**row, "special": 25}])
    used.correct("faskes", "2026-02-03", first, "Kegiatan", **about, lines=[{**row, "special": 8}])
    used.finish(OWN, Month(2026, 1), date(2026, 2, 4))
    found = of(used)
    assert found.need.facts.use.monthly == 20
    assert "Januari 2026: keluar 16 (di luar kegiatan 8), ada stok 24 dari 31 hari." in derivation(found.need, str)


def test_without_a_report_nothing_is_worked_out(used: District) -> None:
    row = of(used, NEIGHBOUR)
    assert (row.need.quantity, row.need.exact) == (None, None)
    assert any("tidak dianggap nol" in said for said in derivation(row.need, str))


def test_levels_are_the_offices_own(used: District) -> None:
    values: dict[str, object] = {
        "levels.facility": {"": ["2", "1", "3", "0.5", ""], "PILK": ["2", "2.5", "4", "1", "SK 7"]}
    }
    change_settings(used.desk("admin", "2026-02-09"), values, used.key())
    row = of(used)
    assert row.status == LOW
    assert row.need.quantity == 60
    assert any("SK 7" in said for said in derivation(row.need, str))


PUSTU = "320700101"
"""A pustu under the first faskes."""


def test_a_jaringan_has_the_levels_of_its_kind_and_without_them_those_of_faskes(used: District) -> None:
    """12 pil in the 26 days of February with stock are 13,8 in thirty; a month and a half of it less the 8 left."""
    own: dict[str, object] = {"levels.network": {"": ["1", "0.5", "1.5", "0.25", ""]}}
    change_settings(used.desk("admin", "2026-02-02"), own, used.key())
    register(used.desk("admin", "2026-02-03"), next(f for f in masters.faskes() if f.code == PUSTU), used.key())
    lot = used.lot_of("A1")
    for day, quantity in (("2026-02-03", 14), ("2026-02-15", 6)):
        rows = [{"lot": lot, "quantity": quantity}]
        used.take("faskes", day, "jaringan", "distribute", site=OWN, partner=PUSTU, lines=rows)
    used.actors = {**used.actors, "pustu": used.actors["faskes"]._replace(user_id="pustu", site=PUSTU)}
    rows = [{"item": "PILK", "fund": "APBN", "service": 12}]
    used.take("pustu", "2026-02-28", "pemakaian", "report", site=PUSTU, month="2026-02", lines=rows)
    used.close("pustu", "2026-03-02", PUSTU, "2026-02")
    row = of(used, PUSTU, day=date(2026, 3, 3))
    assert row.need.facts.use.monthly == Fraction(30 * 12, 26)
    assert (row.need.levels.maximum, row.need.levels.tier) == (Fraction(3, 2), NETWORK)
    assert row.need.exact == Fraction(30 * 12, 26) * Fraction(3, 2) - 8
    assert row.need.quantity == 13
    assert of(used, day=date(2026, 3, 3)).need.levels.tier == FACILITY
    change_settings(used.desk("admin", "2026-03-03"), {"levels.network": {}}, used.key())
    assert of(used, PUSTU, day=date(2026, 3, 3)).need.levels[:5] == of(used).need.levels[:5]


def test_kondom_is_given_in_whole_dozens(used: District) -> None:
    used.use(OWN, date(2026, 2, 28), "KONDOM", service=20)
    used.finish(OWN, Month(2026, 2), date(2026, 3, 2))
    row = of(used, item="KONDOM", day=date(2026, 3, 3))
    assert row.need.facts.use.monthly == Fraction(30 * 20, 24 + 28)
    assert row.need.exact == Fraction(30 * 20, 52) * 3 - 4
    assert row.need.quantity == 36


def test_the_whole_way_is_told(used: District) -> None:
    said = derivation(of(used).need, str)
    assert "Rata-rata per 30 hari = 30 × (24) ÷ (24) = 30,0." in said
    assert "Kebutuhan = 30,0 × 3 − 60 = 30,0." in said


def test_all_faskes_take_as_many_questions_as_one(used: District) -> None:
    with reading(used.engine) as db:
        with statements(used.engine) as for_one:
            needs(db, BOOK, DAY, sites=[OWN])
        with statements(used.engine) as for_all:
            found = needs(db, BOOK, DAY)
    assert {row.site for row in found} == {OWN, NEIGHBOUR}
    assert len(for_all) <= len(for_one) <= 41
