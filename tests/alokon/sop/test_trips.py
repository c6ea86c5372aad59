"""One vehicle, several faskes: setting out sends every delivery on board, all of them or none; on both databases."""

from datetime import date

import pytest
import sqlalchemy as sa

from alokon.people import Forbidden
from alokon.service.desk import Done
from alokon.views.shipments import parcels, shipments
from inventory.core.errors import Refused
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import FAR, NEIGHBOUR, OWN, District, midwife

DAY = "2026-01-09"


@pytest.fixture
def packed(engine: sa.Engine) -> tuple[District, dict[str, int]]:
    """Three deliveries packed on 8 January; faskes → case."""
    district = District(engine)
    district.unload(date(2026, 1, 5))
    found = {}
    for n, site in enumerate((OWN, NEIGHBOUR, FAR), 1):
        case = district.request("2026-01-08", ("PILK", 10 * n), site=site, who=midwife(site))
        lines = [{"line": 1, "fund": "APBN", "approved": 10 * n}]
        district.take("approver", "2026-01-08", "distribusi", "order", case=case, lines=lines)
        district.take("pengelola", "2026-01-08", "distribusi", "issue", case=case, packages=n)
        found[site] = case
    return district, found


def set_out(district: District, *cases: int, day: str = DAY, who: str = "pengelola") -> Done:
    lines = [{"case": case, "stop": n} for n, case in enumerate(cases, 1)]
    return district.take(who, day, "perjalanan", "set_out", site="GUDANG", vehicle="Mobil box", lines=lines)


def test_setting_out_sends_every_delivery_on_board_and_leaves_the_rest(
    packed: tuple[District, dict[str, int]],
) -> None:
    district, case = packed
    done = set_out(district, case[FAR], case[OWN])
    assert done.paper == "400.13.16/001/SJG/DPPKBPPPA/I/2026"
    assert {site: district.case(number).state for site, number in case.items()} == {
        OWN: "dikirim", FAR: "dikirim", NEIGHBOUR: "dikemas",
    }  # fmt: skip
    with reading(district.engine) as db:
        assert [(one.row.site, one.packages) for one in parcels(db, BOOK)] == [(NEIGHBOUR, 2)]
        assert [(one.row.site, one.coming) for one in shipments(db, BOOK)] == [(OWN, {"PILK": 10}), (FAR, {"PILK": 30})]
    district.take("pengelola", "2026-01-10", "perjalanan", "come_back", case=done.case, distance_km=84)
    assert district.case(done.case or 0).state == "selesai"


def test_a_trip_sets_out_whole_or_not_at_all(packed: tuple[District, dict[str, int]]) -> None:
    district, case = packed
    set_out(district, case[OWN])
    with pytest.raises(Refused, match="wrong_state"):
        set_out(district, case[FAR], case[OWN])
    with pytest.raises(Refused, match="case_twice"):
        set_out(district, case[FAR], case[FAR])
    with pytest.raises(Refused, match="not_followed"):
        set_out(district, case[FAR], day="2026-01-07")
    with pytest.raises(Refused, match="no_lines"):
        set_out(district)
    with pytest.raises(Forbidden):
        set_out(district, case[FAR], who="approver")
    assert district.case(case[FAR]).state == "dikemas"


def test_two_stops_do_not_share_a_number(packed: tuple[District, dict[str, int]]) -> None:
    district, case = packed
    lines = [{"case": case[OWN], "stop": 1}, {"case": case[FAR], "stop": 1}]
    with pytest.raises(Refused, match="stop_twice"):
        district.take("pengelola", DAY, "perjalanan", "set_out", site="GUDANG", vehicle="Mobil box", lines=lines)


def test_what_came_short_is_listed_until_it_is_settled(packed: tuple[District, dict[str, int]]) -> None:
    district, case = packed
    set_out(district, case[OWN])
    (line,) = district.leaves(case[OWN])
    row = {"line": line.number, "accepted": 8, "short": 2, "note": "Dus terbuka"}
    district.take("faskes", "2026-01-12", "distribusi", "receive", case=case[OWN], receiver="Bidan", lines=[row])
    with reading(district.engine) as db:
        (one,) = shipments(db, BOOK, [OWN])
    assert (one.coming, one.missing, one.age(date(2026, 1, 19))) == ({}, {"PILK": 2}, 10)
