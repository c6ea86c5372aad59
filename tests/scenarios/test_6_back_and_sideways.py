"""Goods that go back, sideways and down; and a recall that finds every one of them again."""

from collections.abc import Sequence
from datetime import date

import pytest

from alokon.people import Forbidden
from alokon.service.recall import recall
from alokon.service.setup import register
from alokon.store import cases, papers
from alokon.views import monthly
from alokon.views.monthly import Key
from inventory.core.months import Month
from inventory.store.engine import reading
from sample_data import masters
from tests.books import BOOK, WAREHOUSE
from tests.district import NEIGHBOUR, OWN, District, midwife
from tests.scenarios.printed import print_of, the_book_is_sound

PIL = {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "08/2027", "accepted": 1000}
PUSTU = "320700101"
"""A pustu under the first faskes."""


def test_a_batch_goes_round_the_kabupaten_and_is_called_back(district: District) -> None:
    # 8 January. Of 1.000 pil of one batch the Puskesmas gets 100.
    district.unload(date(2026, 1, 5), [PIL])
    district.supply(OWN, date(2026, 1, 8), {"PILK": 100})
    lot = district.lot_of("A1")

    # 12 January, sideways. The office offers 20 of them to the neighbour. Nothing moves by that.
    lines = [{"lot": lot, "quantity": 20}]
    about = {"partner": NEIGHBOUR, "reason": "Berlebih", "lines": lines}
    case = district.take("pengelola", "2026-01-12", "mutasi", "offer", site=OWN, **about).case or 0
    assert shelves(district) == {WAREHOUSE: 900, OWN: 100}

    # First the giver says that they left (the taker cannot say it), then the taker that they came (the giver cannot).
    with pytest.raises(Forbidden):
        district.take(midwife(NEIGHBOUR), "2026-01-12", "mutasi", "hand_over", case=case)
    number = district.take("faskes", "2026-01-12", "mutasi", "hand_over", case=case).paper
    assert shelves(district) == {WAREHOUSE: 900, OWN: 80}
    with pytest.raises(Forbidden):
        take_over(district, "faskes", "mutasi", case, accepted=20)
    take_over(district, midwife(NEIGHBOUR), "mutasi", case, accepted=20)
    assert shelves(district) == {WAREHOUSE: 900, OWN: 80, NEIGHBOUR: 20}
    said = print_of(district, number)
    assert "SURAT MUTASI BARANG" in said
    assert district.names[NEIGHBOUR] in said

    # 13 January, down. The Puskesmas gives 10 to its own pustu: code 3 on its card, code 1 on that of the pustu.
    register(district.desk("admin", "2026-01-13"), next(f for f in masters.faskes() if f.code == PUSTU), district.key())
    rows = [{"lot": lot, "quantity": 10}]
    district.take("faskes", "2026-01-13", "jaringan", "distribute", site=OWN, partner=PUSTU, lines=rows)
    assert (coded(district, OWN)["3"], coded(district, PUSTU)["1"]) == (10, 10)

    # 14 January, back. 30 go to the warehouse, which finds 29 good and one bent.
    back = [{"lot": lot, "condition": "good", "quantity": 30}]
    sent = district.take("faskes", "2026-01-14", "retur", "send_return", site=OWN, reason="Berlebih", lines=back).case
    take_over(district, "pengelola", "retur", sent or 0, accepted=29, damaged=1)
    assert shelves(district) == {WAREHOUSE: 929, OWN: 100 - 20 - 10 - 30, NEIGHBOUR: 20, PUSTU: 10}

    # The pustu uses all of its ten by the end of the month.
    district.actors = {**district.actors, "pustu": district.actors["faskes"]._replace(user_id="pustu", site=PUSTU)}
    use = [{"item": "PILK", "fund": "APBN", "service": 10}]
    district.take("pustu", "2026-01-31", "pemakaian", "report", site=PUSTU, month="2026-01", lines=use)

    # 10 February. BPOM calls the batch back. Who has it is asked to set it apart, who had it is told: four letters.
    about = {"reason": "Kemasan bocor", "document": "Surat BPOM 7/2026"}
    done = recall(district.desk("pengelola", "2026-02-10"), lot, date(2026, 2, 10), about, district.key())
    with reading(district.engine) as db:
        asked = {row.site: row for row in cases.listing(db, BOOK, origin=done.case)}
        letters = papers.of_cases(db, BOOK, [row.id for row in asked.values()])
    assert {site: row.state for site, row in asked.items()} == {
        WAREHOUSE: "diminta", OWN: "diminta", NEIGHBOUR: "diminta", PUSTU: "diberitahu",
    }  # fmt: skip
    assert [len(letters[row.id]) for row in asked.values()] == [1, 1, 1, 1]

    # All that was not used is found again and locked away: 929 + 40 + 20 = 1.000 - 10 used - 1 bent.
    for site, who in ((WAREHOUSE, "pengelola"), (OWN, "faskes"), (NEIGHBOUR, midwife(NEIGHBOUR))):
        district.take(who, "2026-02-10", "karantina", "set_apart", case=asked[site].id, where="Lemari terkunci")
    apart = {site: n for (site, kind, _), n in district.held().items() if kind == "quarantine"}
    assert apart == {WAREHOUSE: 929, OWN: 40, NEIGHBOUR: 20}
    assert shelves(district) == {}
    assert the_book_is_sound(district)


def shelves(district: District) -> dict[str, int]:
    """Pil on the shelves of the kabupaten, by site."""
    return {site: quantity for (site, kind, _), quantity in district.held().items() if kind == "shelf"}


def take_over(district: District, who: str, flow: str, case: int, **seen: object) -> None:
    """Who gets goods tells what arrived."""
    (line,) = district.leaves(case)
    rows: Sequence[object] = [{"line": line.number, **seen}]
    district.take(who, "2026-01-14" if flow == "retur" else "2026-01-12", flow, "receive", case=case,
                  receiver="Petugas", lines=rows)  # fmt: skip


def coded(district: District, site: str) -> dict[str, int]:
    """The codes of a site's card of pil in January."""
    with reading(district.engine) as db:
        return dict(monthly.mutations(db, BOOK, Month(2026, 1), {site})[Key(site, "PILK", "APBN")].counts)
