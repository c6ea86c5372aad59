"""Goods that go back or sideways: every unit is answered for, by the one it concerns; on both databases."""

from collections.abc import Mapping
from datetime import date

import pytest
import sqlalchemy as sa

from alokon.people import Forbidden
from alokon.service.desk import Done
from alokon.service.setup import register
from alokon.store import cases
from alokon.views import monthly
from alokon.views.monthly import Key
from inventory.core.errors import Refused
from inventory.core.months import Month
from inventory.store import queries
from inventory.store.engine import reading
from inventory.verify import verify
from sample_data import masters
from tests.books import BOOK, WAREHOUSE
from tests.district import NEIGHBOUR, OWN, District, midwife

DAY = "2026-01-12"


@pytest.fixture
def district(engine: sa.Engine) -> District:
    """The first faskes has 60 pil of the batch that lasts and 40 of the one that does not."""
    found = District(engine)
    found.unload(date(2026, 1, 5))
    found.supply(OWN, date(2026, 1, 8), {"PILK": 100})
    return found


def lot_of(district: District, batch: str) -> int:
    with reading(district.engine) as db:
        return next(lot for lot, names in queries.lot_names(db, BOOK).items() if names.key.batch == batch)


def offer(district: District, quantity: int, who: str = "pengelola", partner: str = NEIGHBOUR) -> int:
    """The office proposes that the first faskes gives pil to its neighbour; returns the case."""
    lines = [{"lot": lot_of(district, "A1"), "quantity": quantity}]
    about = {"partner": partner, "reason": "Berlebih"}
    return district.take(who, DAY, "mutasi", "offer", site=OWN, lines=lines, **about).case or 0


def test_a_transfer_needs_the_giver_and_the_taker(district: District) -> None:
    case = offer(district, 20)
    assert district.held()[OWN, "shelf", "PILK"] == 100
    with pytest.raises(Forbidden):
        district.take(midwife(NEIGHBOUR), DAY, "mutasi", "hand_over", case=case)
    done = district.take("faskes", DAY, "mutasi", "hand_over", case=case)
    assert done.paper == "400.13.16/001/MTS/DPPKBPPPA/I/2026"
    assert district.held()[OWN, "shelf", "PILK"] == 80
    (line,) = district.leaves(case)
    rows = [{"line": line.number, "accepted": 17, "damaged": 1, "short": 2, "note": "Penyok"}]
    with pytest.raises(Forbidden):
        district.take("faskes", DAY, "mutasi", "receive", case=case, receiver="Bidan", lines=rows)
    district.take(midwife(NEIGHBOUR), DAY, "mutasi", "receive", case=case, receiver="Bidan", lines=rows)
    assert district.case(case).state == "selisih"
    found = [{"line": line.number, "kept": 2, "note": "Tertinggal di rak pengirim"}]
    district.take("pengelola", DAY, "mutasi", "resolve_short", case=case, lines=found)
    held = district.held()
    assert (held[OWN, "shelf", "PILK"], held[NEIGHBOUR, "shelf", "PILK"], held[NEIGHBOUR, "damaged", "PILK"]) == (
        82, 17, 1,
    )  # fmt: skip
    with reading(district.engine) as db:
        assert not verify(db, BOOK).findings


def test_both_see_a_transfer_in_their_lists(district: District) -> None:
    case = offer(district, 20)
    with reading(district.engine) as db:
        for site in (OWN, NEIGHBOUR):
            assert [row.id for row in cases.listing(db, BOOK, flows=["mutasi"], sites=[site])] == [case]


def test_what_is_not_there_any_more_is_not_handed_over(district: District) -> None:
    case = offer(district, 60)
    district.use(OWN, date(2026, 1, 12), "PILK", service=50)
    with pytest.raises(Refused, match="not_enough"):
        district.take("faskes", DAY, "mutasi", "hand_over", case=case)
    district.take("faskes", DAY, "mutasi", "drop_offer", case=case, reason="Sudah dipakai")
    assert district.case(case).state == "dibatalkan"


def test_nobody_gives_to_itself_or_more_than_it_has(district: District) -> None:
    with pytest.raises(Refused, match="partner_is_site"):
        offer(district, 1, partner=OWN)
    with pytest.raises(Refused, match="not_enough"):
        offer(district, 61)
    with pytest.raises(Forbidden):
        offer(district, 1, who=midwife(NEIGHBOUR))


def test_goods_come_back_to_the_warehouse_as_what_they_are(district: District) -> None:
    lines: list[Mapping[str, object]] = [
        {"lot": lot_of(district, "A1"), "condition": "good", "quantity": 30},
        {"lot": lot_of(district, "A0"), "condition": "good", "quantity": 40},
    ]
    before = district.held()[WAREHOUSE, "shelf", "PILK"]
    sent = district.take("faskes", DAY, "retur", "send_return", site=OWN, reason="Berlebih", lines=lines)
    new, old = district.leaves(sent.case or 0)
    rows = [
        {"line": new.number, "accepted": 29, "damaged": 1},
        {"line": old.number, "expired": 38, "short": 2, "note": "Kurang dua"},
    ]
    with pytest.raises(Forbidden):
        district.take("faskes", DAY, "retur", "receive", case=sent.case, receiver="Bidan", lines=rows)
    district.take("pengelola", DAY, "retur", "receive", case=sent.case, receiver="Pengelola Barang", lines=rows)
    held = district.held()
    assert held[WAREHOUSE, "shelf", "PILK"] == before + 29
    assert (held[WAREHOUSE, "damaged", "PILK"], held[WAREHOUSE, "expired", "PILK"]) == (1, 38)
    assert (held[OWN, "shelf", "PILK"], held["JALAN", "missing", "PILK"]) == (30, 2)


def figures(district: District, site: str) -> Mapping[str, int]:
    with reading(district.engine) as db:
        return monthly.mutations(db, BOOK, Month(2026, 1), {site})[Key(site, "PILK", "APBN")].counts


def test_a_parent_gives_its_network_under_code_three(district: District) -> None:
    def distribute(partner: str) -> Done:
        lines = [{"lot": lot_of(district, "A1"), "quantity": 10}]
        return district.take("faskes", DAY, "jaringan", "distribute", site=OWN, partner=partner, lines=lines)

    with pytest.raises(Refused, match="partner_not_under"):
        distribute(NEIGHBOUR)
    child = next(one for one in masters.faskes() if one.parent == OWN)
    register(district.desk("admin", DAY), child, district.key())
    distribute(child.code)
    assert (figures(district, OWN)["3"], figures(district, child.code)["1"]) == (10, 10)
    assert district.held()[child.code, "shelf", "PILK"] == 10
