"""A recall reaches every place that has or had the batch; what is set apart waits for a decision; on both databases."""

from datetime import date

import pytest
import sqlalchemy as sa

from alokon.people import Forbidden
from alokon.service.recall import recall
from alokon.store import cases, papers
from inventory.core.errors import Refused
from inventory.store import queries
from inventory.store.engine import reading
from inventory.verify import verify
from tests.books import BOOK, WAREHOUSE
from tests.district import FAR, NEIGHBOUR, OWN, District, midwife

DAY = "2026-02-10"


@pytest.fixture
def district(engine: sa.Engine) -> District:
    """The batch that lasts is in the warehouse and at the first faskes; the neighbour has used all of its own."""
    found = District(engine)
    found.unload(date(2026, 1, 5))
    found.supply(OWN, date(2026, 1, 8), {"PILK": 90})
    found.supply(NEIGHBOUR, date(2026, 1, 8), {"PILK": 10})
    found.use(NEIGHBOUR, date(2026, 1, 31), "PILK", service=10)
    found.supply(FAR, date(2026, 1, 8), {"KONDOM": 12})
    return found


def lot_of(district: District, batch: str = "A1") -> int:
    with reading(district.engine) as db:
        return next(lot for lot, names in queries.lot_names(db, BOOK).items() if names.key.batch == batch)


def recalled(district: District, who: str = "pengelola") -> dict[str, cases.CaseRow]:
    """Recall it; each place's case by its code."""
    answers = {"reason": "Kemasan bocor", "document": "Surat BPOM 7/2026"}
    done = recall(district.desk(who, DAY), lot_of(district), date.fromisoformat(DAY), answers, district.key())
    with reading(district.engine) as db:
        return {row.site: row for row in cases.listing(db, BOOK, origin=done.case)}


def test_who_has_it_is_asked_and_who_had_it_is_told_each_by_a_letter(district: District) -> None:
    found = recalled(district)
    assert {site: row.state for site, row in found.items()} == {
        WAREHOUSE: "diminta", OWN: "diminta", NEIGHBOUR: "diberitahu",
    }  # fmt: skip
    with reading(district.engine) as db:
        letters = papers.of_cases(db, BOOK, [row.id for row in found.values()])
    assert {one.kind for found in letters.values() for one in found} == {"penarikan"}
    assert len(letters) == 3


def test_what_is_set_apart_stays_on_the_books_until_it_is_decided(district: District) -> None:
    found = recalled(district)
    district.take("faskes", DAY, "karantina", "set_apart", case=found[OWN].id, where="Lemari terkunci")
    district.take("pengelola", DAY, "karantina", "set_apart", case=found[WAREHOUSE].id, where="Ruang belakang")
    held = district.held()
    assert (held[OWN, "quarantine", "PILK"], held[WAREHOUSE, "quarantine", "PILK"]) == (50, 940)
    assert held[OWN, "shelf", "PILK"] == 40
    with pytest.raises(Forbidden):
        district.take("faskes", DAY, "karantina", "release", case=found[OWN].id, reason="Aman")
    district.take("pengelola", DAY, "karantina", "release", case=found[OWN].id, reason="Hasil uji baik")
    district.take("pengelola", DAY, "karantina", "condemn", case=found[WAREHOUSE].id, reason="Bocor")
    held = district.held()
    assert (held[OWN, "shelf", "PILK"], held[WAREHOUSE, "damaged", "PILK"]) == (90, 940)
    with reading(district.engine) as db:
        assert not verify(db, BOOK).findings


def test_what_was_used_up_meanwhile_moves_nothing(district: District) -> None:
    found = recalled(district)
    district.use(OWN, date(2026, 2, 10), "PILK", service=90)
    district.take("faskes", DAY, "karantina", "set_apart", case=found[OWN].id, where="Lemari terkunci")
    assert (OWN, "quarantine", "PILK") not in district.held()


def test_only_the_office_recalls_and_only_what_the_book_knows(district: District) -> None:
    for who in ("faskes", midwife(NEIGHBOUR), "auditor"):
        with pytest.raises(Forbidden):
            recalled(district, who)
    with pytest.raises(Refused, match="lot_unknown"):
        recall(district.desk("pengelola", DAY), 999, date.fromisoformat(DAY), {"reason": "x"}, district.key())
