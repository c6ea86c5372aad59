"""The day a batch is recalled while it lies packed and travels: a story, and the ways a batch could slip through."""

from datetime import date

import pytest
import sqlalchemy as sa

from alokon.messages import sentence
from alokon.service.desk import Done
from alokon.service.recall import recall
from alokon.store import cases
from alokon.store.cases import CaseRow
from alokon.views.rensi import shelf_of
from alokon.views.withheld import withheld
from inventory.core.errors import Refused
from inventory.store.engine import reading
from inventory.verify import verify
from tests.alokon.sop.test_recall import lot_of
from tests.books import BOOK, WAREHOUSE
from tests.district import FAR, NEIGHBOUR, OWN, District, midwife
from tests.web.office import statements

TRUCK = (
    {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "08/2027", "accepted": 1000},
    {"item": "PILK", "batch": "A2", "fund": "APBN", "expiry": "12/2027", "accepted": 200},
)
"""The batch that will be recalled ends first, so that every voucher picks it first."""


@pytest.fixture
def district(engine: sa.Engine) -> District:
    """Two batches of one pill in the warehouse; 90 of the first lie at the first faskes."""
    found = District(engine)
    found.unload(date(2026, 1, 5), TRUCK)
    found.supply(OWN, date(2026, 1, 8), {"PILK": 90})
    return found


def ordered(district: District, site: str, day: str, quantity: int, lot: int | None = None) -> int:
    """A faskes asks and the SPMB is issued, of whichever lot or of one; returns the case."""
    case = district.request(day, ("PILK", quantity), site=site, who=midwife(site))
    rows = [{"line": 1, "fund": "APBN", "approved": quantity, "lot": lot}]
    district.take("approver", day, "distribusi", "order", case=case, lines=rows)
    return case


def recalled(district: District, day: str = "2026-02-10") -> int:
    """Recall batch A1; returns the recall's case."""
    told = {"reason": "Kemasan bocor", "document": "Surat BPOM 7/2026"}
    done = recall(district.desk("pengelola", day), lot_of(district), date.fromisoformat(day), told, district.key())
    assert done.case is not None
    return done.case


def apart(district: District, case: int) -> dict[str, CaseRow]:
    """The cases of a recall by place, the newest of each."""
    with reading(district.engine) as db:
        return {row.site: row for row in reversed(cases.listing(db, BOOK, flows=["karantina"], origin=case))}


def batches(district: District, case: int, quantity: str) -> dict[str, int]:
    """Batch → how much of a quantity the lot lines of a case count."""
    lots = {lot_of(district, batch): batch for batch in ("A1", "A2")}
    return {lots[line.lot or 0]: line[quantity] for line in district.leaves(case) if line[quantity]}


def test_the_story_of_a_batch_recalled_while_it_is_packed_and_on_its_way(district: District) -> None:
    # On 9 February 30 cycles are on the road to the far faskes, 20 stand packed for the neighbour with an SBBK, and
    # an SPMB has reserved 10 for the first faskes. All of them are of batch A1, which ends first.
    far = district.ship(FAR, date(2026, 2, 9), {"PILK": 30})
    neighbour = ordered(district, NEIGHBOUR, "2026-02-09", 20)
    district.take("pengelola", "2026-02-09", "distribusi", "issue", case=neighbour)
    own = ordered(district, OWN, "2026-02-09", 10)
    assert {district.case(case).state for case in (neighbour, own)} == {"dikemas", "diperintahkan"}

    # On the 10th the office recalls A1. Both orders come back to the state in which the SBBK is made, with the recall
    # as the reason, and what they had reserved lies in the warehouse's quarantine.
    number = recalled(district)
    for case in (neighbour, own):
        assert district.case(case).state == "diperintahkan"
        assert batches(district, case, "approved") == batches(district, case, "issued") == {}
        with reading(district.engine) as db:
            last = cases.steps_of(db, BOOK, [case])[case][-1]
        told = last.answers["reason"], last.answers["recall"]
        assert (last.step, *told) == ("give_back", "Kemasan bocor", f"Penarikan batch, berkas {number}")
    assert district.held()[WAREHOUSE, "quarantine", "PILK"] == 30
    assert (WAREHOUSE, "reserved", "PILK") not in district.held()

    # The storekeeper sets the rest of it apart; the letter had counted the packed goods too. Then he makes both
    # vouchers: they pick batch A2.
    found = apart(district, number)
    with reading(district.engine) as db:
        asked = {row.site: cases.lines_of(db, BOOK, [row.id])[row.id][0]["requested"] for row in found.values()}
    assert asked == {WAREHOUSE: 880, OWN: 90, FAR: 0}
    district.take("pengelola", "2026-02-10", "karantina", "set_apart", case=found[WAREHOUSE].id, where="Ruang belakang")
    assert district.held()[WAREHOUSE, "quarantine", "PILK"] == 880
    for case, quantity in ((neighbour, 20), (own, 10)):
        for step in ("issue", "ship"):
            district.take("pengelola", "2026-02-11", "distribusi", step, case=case)
        assert batches(district, case, "issued") == {"A2": quantity}

    # On the 12th the parcel reaches the far faskes, which was asked beforehand to keep it apart: 28 good ones go to
    # its quarantine, 2 are damaged, none comes to its shelf; the midwife is told so.
    assert found[FAR].state == "diminta"
    done = arrived(district, far, accepted=28, damaged=2)
    (said,) = map(sentence, done.warnings)
    assert said.startswith("Batch A1 ditarik: jangan digunakan. 28 Pil Kombinasi dicatat di karantina")
    held = district.held()
    assert (held[FAR, "quarantine", "PILK"], held[FAR, "damaged", "PILK"]) == (28, 2)
    assert (FAR, "shelf", "PILK") not in held
    assert district.case(far).state == "diterima"

    # She confirms that it lies apart, and the office condemns it; what the far faskes had on the road is settled too.
    district.take(midwife(FAR), "2026-02-12", "karantina", "set_apart", case=found[FAR].id, where="Lemari terkunci")
    district.take("pengelola", "2026-02-20", "karantina", "condemn", case=found[FAR].id, reason="Bocor")
    assert (FAR, "quarantine", "PILK") not in district.held()
    assert district.held()[FAR, "damaged", "PILK"] == 30
    with reading(district.engine) as db:
        assert not verify(db, BOOK).findings


def arrived(district: District, case: int, day: str = "2026-02-12", **parts: int) -> Done:
    """What the midwife of the far faskes answers to her delivery."""
    (line,) = (x for x in district.leaves(case) if x["issued"])
    rows = [{"line": line.number, **parts, "note": "Diperiksa"}]
    return district.take(midwife(FAR), day, "distribusi", "receive", case=case, receiver="Bidan", lines=rows)


def test_no_new_order_gets_a_recalled_batch_even_before_it_is_set_apart(district: District) -> None:
    recalled(district)
    case = ordered(district, FAR, "2026-02-10", 150)
    assert batches(district, case, "approved") == {"A2": 150}
    with pytest.raises(Refused) as refused:
        ordered(district, NEIGHBOUR, "2026-02-10", 60)
    assert [problem.code for problem in refused.value.problems] == ["not_enough", "batch_withheld"]
    assert (refused.value.problems[0].facts["available"], refused.value.problems[1].facts["batch"]) == (50, "A1")
    with pytest.raises(Refused, match="batch_withheld"):
        ordered(district, OWN, "2026-02-10", 5, lot_of(district))
    with reading(district.engine) as db:
        assert {one.lot for one in shelf_of(db, BOOK, WAREHOUSE, date(2026, 2, 10))["PILK"]} == {lot_of(district, "A2")}


def test_a_later_receipt_of_a_recalled_batch_goes_to_quarantine_and_says_so(district: District) -> None:
    number = recalled(district)
    found = apart(district, number)[WAREHOUSE]
    district.take("pengelola", "2026-02-10", "karantina", "set_apart", case=found.id, where="Ruang belakang")
    again = ({**TRUCK[0], "fund": "APBD", "accepted": 70, "damaged": 5, "stated": 75},)
    district.take("pengelola", "2026-02-11", "karantina", "condemn", case=found.id, reason="Bocor")
    done = district.unload(date(2026, 2, 12), again)
    assert [problem.code for problem in done.warnings] == ["batch_set_apart"]
    assert done.warnings[0].facts["quantity"] == 70
    assert district.held()[WAREHOUSE, "quarantine", "PILK"] == 70
    assert district.held()[WAREHOUSE, "shelf", "PILK"] == 200
    # The warehouse's own case was decided already, so another stands open for what came, under the same recall.
    newest = apart(district, number)[WAREHOUSE]
    assert (newest.state, newest.id != found.id) == ("dikarantina", True)
    district.take("pengelola", "2026-02-13", "karantina", "condemn", case=newest.id, reason="Bocor juga")
    assert (WAREHOUSE, "quarantine", "PILK") not in district.held()


def test_a_parcel_pulled_back_from_the_road_gives_its_recalled_batch_up(district: District) -> None:
    case = district.ship(FAR, date(2026, 2, 9), {"PILK": 30})
    recalled(district)
    done = district.take("pengelola", "2026-02-10", "distribusi", "unship", case=case, reason="Memuat batch ditarik")
    assert [problem.code for problem in done.warnings] == ["batch_set_apart"]
    assert district.case(case).state == "diperintahkan"
    assert district.held()[WAREHOUSE, "quarantine", "PILK"] == 30
    district.take("pengelola", "2026-02-11", "distribusi", "issue", case=case)
    assert batches(district, case, "issued") == {"A2": 30}


def test_a_parcel_of_other_batches_is_pulled_back_as_ever(district: District) -> None:
    recalled(district)
    case = district.ship(FAR, date(2026, 2, 10), {"PILK": 30})
    district.take("pengelola", "2026-02-10", "distribusi", "unship", case=case, reason="Salah muat")
    assert (district.case(case).state, batches(district, case, "issued")) == ("dikemas", {"A2": 30})


def test_correcting_a_receipt_keeps_its_goods_where_the_receipt_put_them(district: District) -> None:
    # Received before the recall: the correction puts it on the shelf again. Received after it: into quarantine again.
    before = district.ship(FAR, date(2026, 2, 3), {"PILK": 10})
    early = arrived(district, before, "2026-02-04", accepted=10)
    late_case = district.ship(FAR, date(2026, 2, 9), {"PILK": 30})
    number = recalled(district)
    late = arrived(district, late_case, "2026-02-10", accepted=30)
    for event, case, accepted in ((early.event, before, 9), (late.event, late_case, 28)):
        (line,) = (x for x in district.leaves(case) if x["issued"])
        rows = [{"line": line.number, "accepted": accepted, "damaged": line["issued"] - accepted, "note": "Pecah"}]
        day = "2026-02-04" if case == before else "2026-02-10"
        told = {"date": day, "receiver": "Bidan", "lines": rows}
        district.correct(midwife(FAR), "2026-02-11", event, "Hitung ulang", **told)
    held = district.held()
    assert (held[FAR, "shelf", "PILK"], held[FAR, "quarantine", "PILK"], held[FAR, "damaged", "PILK"]) == (9, 28, 3)
    assert len([row for row in apart(district, number).values() if row.site == FAR]) == 1


def test_once_the_recall_is_lifted_the_batch_is_picked_again(district: District) -> None:
    number = recalled(district)
    found = apart(district, number)[WAREHOUSE]
    district.take("pengelola", "2026-02-10", "karantina", "set_apart", case=found.id, where="Ruang belakang")
    district.take("pengelola", "2026-02-15", "penarikan", "lift", case=number, reason="Hasil uji baik")
    district.take("pengelola", "2026-02-15", "karantina", "release", case=found.id, reason="Hasil uji baik")
    assert batches(district, ordered(district, FAR, "2026-02-16", 30), "approved") == {"A1": 30}
    with reading(district.engine) as db:
        assert not withheld(db, BOOK).lots


def test_what_is_withheld_is_two_questions_and_one_while_nothing_is(district: District) -> None:
    with reading(district.engine) as db, statements(district.engine) as sent:
        assert not withheld(db, BOOK).lots
    assert len(sent) == 1
    recalled(district)
    with reading(district.engine) as db, statements(district.engine) as sent:
        found = withheld(db, BOOK)
    assert len(sent) == 2
    assert (set(found.lots), set(found.batches)) == ({lot_of(district)}, {("PILK", "A1")})


def test_a_recall_is_of_the_batch_whichever_fund_paid_for_it(district: District) -> None:
    bought = {**TRUCK[0], "fund": "APBD", "accepted": 60}
    district.unload(date(2026, 1, 6), [bought])
    number = recalled(district)
    found = apart(district, number)
    with reading(district.engine) as db:
        lines = cases.lines_of(db, BOOK, [found[WAREHOUSE].id, found[OWN].id])
    asked = {(line.fund, line["requested"]) for line in lines[found[WAREHOUSE].id]}
    assert asked == {("APBN", 910), ("APBD", 60)}
    assert [(line.fund, line["requested"]) for line in lines[found[OWN].id]] == [("APBN", 90)]
    district.take("pengelola", "2026-02-10", "karantina", "set_apart", case=found[WAREHOUSE].id, where="Belakang")
    assert district.held()[WAREHOUSE, "quarantine", "PILK"] == 970
