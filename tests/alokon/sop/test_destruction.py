"""Declared unusable, allowed, destroyed: until the last of them it stays on the books of its site."""

from datetime import date

import pytest
import sqlalchemy as sa

from alokon.people import Forbidden
from alokon.service.correct import take_back
from alokon.service.desk import Done
from alokon.views.waiting import waiting
from inventory.core.errors import Refused
from inventory.store import queries
from inventory.store.engine import reading
from inventory.verify import verify
from tests.books import BOOK, WAREHOUSE
from tests.district import District

DAY = "2026-03-02"
WITNESSES = {"witness": "Inspektorat", "second_witness": "Dinas Kesehatan"}


@pytest.fixture
def district(engine: sa.Engine) -> District:
    """The warehouse declared 40 pil expired on 1 March, 5 more damaged on the 2nd."""
    found = District(engine)
    found.unload(date(2026, 1, 5))
    for day, batch, cause, quantity in (("2026-03-01", "A0", "expired", 40), ("2026-03-02", "A1", "damaged", 5)):
        rows = [{"lot": lot_of(found, batch), "cause": cause, "quantity": quantity}]
        found.take("pengelola", day, "rusak-ed", "declare", site=WAREHOUSE, reason="Pemeriksaan", lines=rows)
    return found


def lot_of(district: District, batch: str) -> int:
    with reading(district.engine) as db:
        return next(lot for lot, names in queries.lot_names(db, BOOK).items() if names.key.batch == batch)


def propose(district: District, **quantities: int) -> int:
    lots = {"expired": lot_of(district, "A0"), "damaged": lot_of(district, "A1")}
    lines = [{"lot": lots[cause], "cause": cause, "quantity": quantity} for cause, quantity in quantities.items()]
    about = {"site": WAREHOUSE, "reason": "Tidak layak pakai"}
    return district.take("pengelola", DAY, "pemusnahan", "propose_destruction", lines=lines, **about).case or 0


def allow(district: District, case: int, who: str = "approver") -> Done:
    told = {"decree": "SK 12/2026", "decree_date": DAY, "authority": "Bupati Ciamis"}
    return district.take(who, DAY, "pemusnahan", "allow_destruction", case=case, **told)


def destroy(district: District, case: int, **changed: object) -> Done:
    about = {"place": "Halaman gudang", "manner": "Dibakar", "executor": "Pengelola Barang", **WITNESSES, **changed}
    return district.take("pengelola", DAY, "pemusnahan", "destroy", case=case, **about)


def test_what_is_declared_waits_with_its_value_and_since_when(district: District) -> None:
    with reading(district.engine) as db:
        found = waiting(db, BOOK, date(2026, 3, 10))
    told = [(one.kind, one.quantity, one.since, one.value_sen) for one in found]
    assert told == [("expired", 40, date(2026, 3, 1), None), ("damaged", 5, date(2026, 3, 2), 5 * 450_000)]


def test_it_leaves_the_premises_only_when_it_was_allowed(district: District) -> None:
    case = propose(district, expired=40, damaged=2)
    with pytest.raises(Refused, match="wrong_state"):
        destroy(district, case)
    with pytest.raises(Forbidden):
        allow(district, case, "pengelola")
    allow(district, case)
    assert district.held()[WAREHOUSE, "expired", "PILK"] == 40
    done = destroy(district, case)
    assert done.paper == "400.13.16/001/BAPM/DPPKBPPPA/III/2026"
    held = district.held()
    assert ((WAREHOUSE, "expired", "PILK") in held, held[WAREHOUSE, "damaged", "PILK"]) == (False, 3)
    with reading(district.engine) as db:
        assert [one.quantity for one in waiting(db, BOOK, date(2026, 3, 10))] == [3]
        assert not verify(db, BOOK).findings


def test_a_destruction_needs_two_witnesses_and_the_goods(district: District) -> None:
    case = propose(district, expired=40)
    allow(district, case)
    with pytest.raises(Refused, match="witness_twice"):
        destroy(district, case, second_witness="INSPEKTORAT")
    other = propose(district, expired=40)
    allow(district, other)
    destroy(district, other)
    with pytest.raises(Refused, match="not_enough"):
        destroy(district, case)
    district.take("pengelola", DAY, "pemusnahan", "drop_destruction", case=case, reason="Sudah dimusnahkan")


def test_nothing_is_proposed_that_does_not_wait(district: District) -> None:
    with pytest.raises(Refused, match="not_enough"):
        propose(district, damaged=6)
    with pytest.raises(Refused, match="lot_unknown"):
        district.take(
            "pengelola", DAY, "pemusnahan", "propose_destruction", site=WAREHOUSE, reason="Salah",
            lines=[{"lot": lot_of(district, "K1"), "cause": "damaged", "quantity": 1}],
        )  # fmt: skip


def test_a_destruction_recorded_wrongly_is_taken_back(district: District) -> None:
    case = propose(district, expired=40)
    allow(district, case)
    done = destroy(district, case)
    take_back(district.desk("pengelola", DAY), done.event, "Belum terlaksana", district.key())
    assert district.held()[WAREHOUSE, "expired", "PILK"] == 40
    assert district.case(case).state == "diizinkan"
    with reading(district.engine) as db:
        assert not verify(db, BOOK).findings
