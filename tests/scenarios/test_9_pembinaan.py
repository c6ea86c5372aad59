"""Who is visited first and why, what was promised there, and what packing takes from the storeroom."""

from datetime import date

from alokon.planning.visits import EMPTY, LATE, PROMISE, ROAD, UNSEEN
from alokon.views.visits import Visits, visits
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import BOOK, STOREROOM
from tests.district import FAR, NEIGHBOUR, OWN, District
from tests.scenarios.printed import print_of, the_book_is_sound

BOXES = {"item": "KARDUS", "fund": "APBD", "stated": 50, "accepted": 50}
BAGS = {"item": "PLASTIK_KLIP", "fund": "APBD", "stated": 500, "accepted": 500}


def test_three_faskes_none_of_which_was_ever_visited(district: District) -> None:
    # January. Each gets 20 pil. The first uses all of them; the first and its neighbour close January in time, the far
    # one not at all. Boxes and bags come to the storeroom, which is no alokon and has its own shelf.
    district.unload(date(2026, 1, 5))
    paper = {"sender": "Penyedia bahan kemasan", "document": "BAST/APBD/7", "lines": [BOXES, BAGS]}
    district.take("pengelola", "2026-01-05", "penerimaan-penunjang", "take_in_supplies", site=STOREROOM, **paper)
    for site in (OWN, NEIGHBOUR, FAR):
        district.supply(site, date(2026, 1, 8), {"PILK": 20})
    district.use(OWN, date(2026, 1, 31), "PILK", service=20)
    for site in (OWN, NEIGHBOUR):
        district.finish(site, Month(2026, 1), date(2026, 2, 2))

    # 6 February. 12 pil go to the first in 2 boxes and 6 bags: the SBBK takes them from the storeroom.
    case = district.request("2026-02-06", ("PILK", 12), site=OWN, who="faskes")
    line = {"line": 1, "fund": "APBN", "approved": 12}
    district.take("approver", "2026-02-06", "distribusi", "order", case=case, lines=[line])
    packing = [{"item": "KARDUS", "used": 2}, {"item": "PLASTIK_KLIP", "used": 6}]
    sbbk = district.take("pengelola", "2026-02-06", "distribusi", "issue", case=case, lines=packing).paper
    district.take("pengelola", "2026-02-06", "distribusi", "ship", case=case)
    assert (in_storeroom(district, "KARDUS"), in_storeroom(district, "PLASTIK_KLIP")) == (48, 494)

    # 9 February. From SBBK to receipt may take three days, so the delivery is no reason yet; the next day it is.
    assert in_turn(plan(district, "2026-02-09"))[0] == (OWN, 4, {EMPTY: 3, UNSEEN: 1})
    assert in_turn(plan(district, "2026-02-10"))[0] == (OWN, 6, {EMPTY: 3, ROAD: 2, UNSEEN: 1})

    # 12 February. The first goes without pil (3 points), has let six days pass instead of three (2), and was
    # never visited (1): 6. The far one has not reported January, due on the 5th (3), and was never visited (1): 4.
    # Of the neighbour there is nothing else to say: 1.
    assert in_turn(plan(district, "2026-02-12")) == [
        (OWN, 6, {EMPTY: 3, ROAD: 2, UNSEEN: 1}),
        (FAR, 4, {LATE: 3, UNSEEN: 1}),
        (NEIGHBOUR, 1, {UNSEEN: 1}),
    ]

    # So the UPTD visits the first. The Bidan confirms what lay in the cupboard, and promises to do so on the
    # day goods come. The lembar pembinaan says what was found, and by when what is to be done.
    told = {"manner": "kunjungan", "sbbk": sbbk, "findings": "Kiriman 6 Februari belum dicatat"}
    told |= {"follow_up": "Konfirmasi pada hari barang tiba", "due": "2026-02-20"}
    visit = district.take("uptd", "2026-02-12", "pembinaan", "coach", site=OWN, **told)
    district.accept("2026-02-12", case, "faskes")
    said = print_of(district, visit.paper)
    for words in ("Kiriman 6 Februari belum dicatat", "Konfirmasi pada hari barang tiba", "20/02/2026"):
        assert words in said

    # The far one is first now. The first has pil, has confirmed and was visited: it has no reason left, but a promise.
    now = plan(district, "2026-02-20")
    assert [site for site, _, _ in in_turn(now)] == [FAR, NEIGHBOUR]
    (promise,) = now.promises[OWN]
    assert (promise.agreed, promise.due) == ("Konfirmasi pada hari barang tiba", date(2026, 2, 20))

    # 21 February. The day of the promise has passed: 3 points, and between the far one (4) and the neighbour (1).
    assert in_turn(plan(district, "2026-02-21")) == [
        (FAR, 4, {LATE: 3, UNSEEN: 1}),
        (OWN, 3, {PROMISE: 3}),
        (NEIGHBOUR, 1, {UNSEEN: 1}),
    ]

    # 23 February. The follow-up was seen to be done; the first is left in peace.
    district.take("uptd", "2026-02-23", "pembinaan", "settle", case=visit.case, result="Sudah dikonfirmasi")
    after = plan(district, "2026-02-23")
    assert ([site for site, _, _ in in_turn(after)], dict(after.promises)) == ([FAR, NEIGHBOUR], {})
    assert district.case(visit.case or 0).state == "selesai"
    assert the_book_is_sound(district)


def in_storeroom(district: District, item: str) -> int:
    """What the storeroom holds of an item."""
    return district.held()[STOREROOM, "shelf", item]


def plan(district: District, day: str) -> Visits:
    """Who should be visited, as of a day."""
    with reading(district.engine) as db:
        return visits(db, BOOK, date.fromisoformat(day))


def in_turn(found: Visits) -> list[tuple[str, int, dict[str, int]]]:
    """Whom to visit, in turn: the points, and what they are for."""
    return [(one.site, one.score, {why.kind: why.points for why in one.reasons}) for one in found.candidates]
