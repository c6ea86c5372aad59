"""Rensi from the computation to the SPMB, one line for one line; on both databases."""

import json
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from alokon import k0kb
from alokon.people import Forbidden
from alokon.planning.sharing import MONTHS
from alokon.service.desk import Done
from alokon.service.rensi import compute
from alokon.service.setup import register
from alokon.sop.rensi import RENSI
from alokon.store import cases, faskes
from alokon.views.deliveries import deliveries
from alokon.views.rensi_told import differences, shortfalls
from inventory.core.errors import Refused
from inventory.store import queries
from inventory.store.engine import reading
from inventory.store.schema import event
from inventory.verify import verify
from tests.books import BOOK, WAREHOUSE
from tests.district import FAR, NEIGHBOUR, OWN, District
from tests.rounds import DAY, adjust, approve, draw_up, issue_orders, january, planned, told


@pytest.fixture
def district(engine: sa.Engine) -> District:
    """Three faskes that have reported January."""
    found = District(engine)
    january(found)
    return found


def test_everyone_is_proposed_what_brings_it_to_its_maximum(district: District) -> None:
    """Three months of 30, 10 and 20 a month, less 60, 12 and 24 on the shelf."""
    found = told(district, draw_up(district).case or 0)
    assert planned(found) == {OWN: 30, NEIGHBOUR: 18, FAR: 36}
    assert found.found.case.state == "disusun"
    own = found.newest.figures[OWN, "PILK"]
    assert (own.needed, own.usable, own.monthly, own.reports) == (30, 60, 30, 1)
    assert found.newest.had["PILK"].floor == 60
    assert found.newest.had["PILK"].by_fund == {"APBN": 1000 - 104}


def test_what_is_changed_by_hand_needs_a_reason_and_outlives_a_new_computation(district: District) -> None:
    case = draw_up(district).case or 0
    with pytest.raises(Refused, match="field_missing"):
        adjust(district, case, OWN, 12, note="")
    adjust(district, case, OWN, 12, note="Baru menerima dari kegiatan")
    district.supply(NEIGHBOUR, date(2026, 2, 10), {"PILK": 5})
    draw_up(district, case=case)
    found = told(district, case)
    assert planned(found) == {OWN: 12, NEIGHBOUR: 13, FAR: 36}
    (own,) = (line for line in found.lines if line.site == OWN and line.item == "PILK")
    assert (own.changed, own.funds[0].note, own.short) == (True, "Baru menerima dari kegiatan", 18)
    before, after = found.computations
    assert [(one.site, one.item) for one in differences(before, after)] == [(NEIGHBOUR, "PILK")]


def test_one_line_of_the_plan_becomes_one_line_of_an_order(district: District) -> None:
    case = draw_up(district).case or 0
    done = approve(district, case)
    assert done.paper == "400.13.16/001/RENSI/DPPKBPPPA/II/2026"
    assert {row.site for row in told(district, case).orders.values()} == {OWN, NEIGHBOUR, FAR}
    issued = issue_orders(district, case)
    assert [one.paper for one in issued] == [f"400.13.16/00{n}/SPMB/DPPKBPPPA/II/2026" for n in (4, 5, 6)]
    for site, quantity in {OWN: 30, NEIGHBOUR: 18, FAR: 36}.items():
        found = district.case(told(district, case).orders[site].id)
        assert found.origin == case
        (asked,) = found.children(None)
        (fund,) = found.children(asked.number)
        assert (asked["proposed"], fund["approved"], fund.fund) == (quantity, quantity, "APBN")
    assert district.held()[WAREHOUSE, "reserved", "PILK"] == 84
    with reading(district.engine) as db:
        listed, proved = deliveries(db, BOOK, sites=[OWN]), verify(db, BOOK)
    assert (listed[0].planned, listed[0].asked.quantity) == (True, 30)
    assert not proved.findings


def test_orders_can_go_kecamatan_by_kecamatan(district: District) -> None:
    case = draw_up(district).case or 0
    approve(district, case)
    assert len(issue_orders(district, case, district.kecamatan)) == 2
    assert told(district, case).orders[FAR].state == "diminta"
    assert len(issue_orders(district, case)) == 1
    with pytest.raises(Refused, match="nothing_to_order"):
        issue_orders(district, case)


def test_all_orders_are_issued_or_none(district: District) -> None:
    """The last pil was promised to somebody else in the meantime."""
    case = draw_up(district).case or 0
    approve(district, case)
    other = district.request(DAY, ("PILK", 850), site=OWN, who="faskes")
    district.take("approver", DAY, "distribusi", "order", case=other,
                  lines=[{"line": 1, "fund": "APBN", "approved": 850}])  # fmt: skip
    with pytest.raises(Refused) as refused:
        issue_orders(district, case)
    assert [problem.code for problem in refused.value.problems] == ["not_ordered", "not_enough"]
    assert {row.state for row in told(district, case).orders.values()} == {"diminta"}
    assert district.held()[WAREHOUSE, "reserved", "PILK"] == 850


def test_more_than_there_is_is_not_approved(district: District) -> None:
    case = draw_up(district).case or 0
    adjust(district, case, OWN, 900)
    with pytest.raises(Refused, match="not_enough"):
        approve(district, case)
    adjust(district, case, OWN, 0)
    adjust(district, case, NEIGHBOUR, 0)
    adjust(district, case, FAR, 0)
    with pytest.raises(Refused, match="nothing_planned"):
        approve(district, case)


def test_a_faskes_struck_off_meanwhile_stops_the_approval(district: District) -> None:
    case = draw_up(district).case or 0
    strike_off(district, FAR)
    with pytest.raises(Refused, match="faskes_inactive"):
        approve(district, case)
    assert told(district, case).found.case.state == "disusun"
    draw_up(district, case=case)
    approve(district, case)
    assert planned(told(district, case))[FAR] == 0
    assert FAR not in told(district, case).orders


def test_only_the_office_plans_and_only_the_approver_approves(district: District) -> None:
    for role in ("faskes", "approver", "auditor"):
        with pytest.raises(Forbidden):
            compute_as(district, role)
    case = draw_up(district).case or 0
    with pytest.raises(Forbidden):
        district.take("pengelola", DAY, "rensi", "approve_plan", case=case)
    district.take("pengelola", DAY, "rensi", "drop_plan", case=case, reason="Salah bulan")
    with pytest.raises(Refused, match="wrong_state"):
        approve(district, case)


def test_a_form_sent_twice_makes_one_rensi(district: District) -> None:
    first, second = compute_as(district, "pengelola", "sama"), compute_as(district, "pengelola", "sama")
    assert (second.case, second.repeated) == (first.case, True)


def test_the_chain_keeps_every_line(district: District) -> None:
    done = draw_up(district)
    with reading(district.engine) as db:
        payload = json.loads(db.scalar(sa.select(event.c.payload).where(event.c.seq == done.event)) or "")
        stored = cases.load(db, BOOK, done.case or 0)
    assert {row["site"] for row in payload["lines"]} == {WAREHOUSE, OWN, NEIGHBOUR, FAR}
    assert len(payload["changes"]) == len(stored.lines)


def test_short_dated_goods_go_to_whoever_uses_them_in_time(district: District) -> None:
    """60 pil that expire at the end of April; in the 48 days until thirty days before it the neighbour uses 16 and has
    12, the far one 32 and has 24, the first 48 and has 60.
    """
    short = {"item": "PILK", "batch": "S1", "fund": "APBN", "expiry": "04/2026", "accepted": 60}
    district.unload(date(2026, 2, 9), [short])
    case = draw_up(district).case or 0
    approve(district, case)
    issue_orders(district, case)
    lots = {}
    for site, row in told(district, case).orders.items():
        lots[site] = sorted((line["approved"], batch_of(district, line.lot)) for line in district.leaves(row.id))
    assert lots == {OWN: [(30, "A1")], NEIGHBOUR: [(4, "S1"), (14, "A1")], FAR: [(8, "S1"), (28, "A1")]}


def test_the_ledger_of_fairness_adds_up_what_approved_rounds_left_short(district: District) -> None:
    for day in (DAY, "2026-02-20"):
        case = draw_up(district, day).case or 0
        adjust(district, case, FAR, 6, day=day)
        approve(district, case, day)
        for one in issue_orders(district, case, day=day):
            district.take("approver", day, "distribusi", "cancel", case=one.case, reason="Ulang")
    with reading(district.engine) as db:
        found = [one for one in shortfalls(db, BOOK, date(2026, 1, 1)) if one.short]
    assert [(one.site, one.rounds, one.short, one.times) for one in found] == [(FAR, 2, 60, 2)]


def test_the_flow_names_the_printed_row_it_carries_out() -> None:
    carrying = {step.name for step in RENSI.steps if "1b" in step.seed}
    assert carrying == {"compute", "recompute", "adjust", "approve_plan"}


def compute_as(district: District, role: str, key: str = "") -> Done:
    answers = {"date": DAY, "month": "2026-03", "cycle": "2", "rule": MONTHS}
    return compute(district.desk(role, DAY), answers, key or district.key())


def strike_off(district: District, site: str) -> None:
    """The registry closes a faskes."""
    with reading(district.engine) as db:
        known = faskes.entry(db, BOOK, site)
    assert known
    register(district.desk("admin", DAY), replace(known.faskes, status=k0kb.INACTIVE), district.key())


def batch_of(district: District, lot: int | None) -> str:
    with reading(district.engine) as db:
        return queries.lot_names(db, BOOK, {lot or 0})[lot or 0].key.batch
