"""A Rensi from the first computation to the SPMB: nothing is changed without a reason, nothing ordered unplanned."""

from datetime import date

import pytest

from alokon.people import Forbidden
from alokon.views.rensi_told import differences
from inventory.core.errors import Refused
from tests.books import WAREHOUSE
from tests.district import FAR, NEIGHBOUR, OWN, District
from tests.rounds import adjust, approve, draw_up, issue_orders, january, planned, told
from tests.scenarios.printed import print_of, the_book_is_sound


def test_a_rensi_for_march_and_april(district: District) -> None:
    # January: the three faskes used 24, 8 and 16 pil in the 24 days since the 8th, so 30, 10 and 20 a month.
    # On their shelves are 60, 12 and 24.
    january(district)

    # 10 February. Petugas Gudang works the Rensi out: everyone up to three months.
    # 90 - 60 = 30; 30 - 12 = 18; 60 - 24 = 36.
    case = draw_up(district).case or 0
    found = told(district, case)
    assert planned(found) == {OWN: 30, NEIGHBOUR: 18, FAR: 36}
    assert found.found.case.state == "disusun"

    # He knows that the first has just got pil from a kegiatan, and plans 12. Without saying why he cannot.
    with pytest.raises(Refused, match="field_missing"):
        adjust(district, case, OWN, 12, note="")
    adjust(district, case, OWN, 12, note="Baru menerima dari kegiatan")

    # The second fetches 5 pil the same day, so the Rensi is worked out again: 30 - 12 - 5 = 13.
    # What was changed by hand stays, and only one line tells something else than before.
    district.supply(NEIGHBOUR, date(2026, 2, 10), {"PILK": 5})
    draw_up(district, case=case)
    found = told(district, case)
    assert planned(found) == {OWN: 12, NEIGHBOUR: 13, FAR: 36}
    (other,) = differences(*found.computations)
    assert (other.site, other.item) == (NEIGHBOUR, "PILK")
    assert other.before
    assert other.after
    assert (other.before.proposed, other.after.proposed) == ({"APBN": 18}, {"APBN": 13})
    assert (other.before.usable, other.after.usable) == (12, 17)

    # Who draws it up does not approve it. The Sekretaris does, and its paper tells the change with its reason.
    with pytest.raises(Forbidden):
        district.take("pengelola", "2026-02-10", "rensi", "approve_plan", case=case)
    done = approve(district, case)
    assert done.paper == "400.13.16/001/RENSI/DPPKBPPPA/II/2026"
    assert "Baru menerima dari kegiatan" in print_of(district, done.paper)
    with pytest.raises(Refused, match="wrong_state"):
        adjust(district, case, FAR, 30)

    # 11 February. Three lines of the plan become three lines of SPMB, one each, to the unit.
    issued = issue_orders(district, case)
    assert len(issued) == 3
    papers = {one.case: one.paper for one in issued}
    for site, quantity in {OWN: 12, NEIGHBOUR: 13, FAR: 36}.items():
        number = told(district, case).orders[site].id
        order = district.case(number)
        (asked,) = order.children(None)
        (fund,) = order.children(asked.number)
        assert (order.origin, asked["proposed"], fund["approved"], fund.fund) == (case, quantity, quantity, "APBN")
        said = print_of(district, papers[number])
        assert "SURAT PERINTAH MENGELUARKAN BARANG" in said
        assert district.names[site] in said
    assert district.held()[WAREHOUSE, "reserved", "PILK"] == 12 + 13 + 36
    assert the_book_is_sound(district)
