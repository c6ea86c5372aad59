"""One car, three stops and one paper; what came in part, what was missing, and what is still out."""

from datetime import date

import pytest

from alokon.views.shipments import Shipment, shipments
from inventory.core.errors import Refused
from inventory.store.engine import reading
from tests.books import BOOK, WAREHOUSE
from tests.district import FAR, NEIGHBOUR, OWN, District, midwife
from tests.scenarios.printed import print_of, the_book_is_sound

PIL = {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "08/2027", "accepted": 1000}


def test_a_car_sets_out_with_three_deliveries(district: District) -> None:
    # 8 January. 30, 20 and 10 pil are ordered and packed for three faskes, in 2, 1 and 1 packages.
    district.unload(date(2026, 1, 5), [PIL])
    cases = {}
    for site, quantity, packages in ((OWN, 30, 2), (NEIGHBOUR, 20, 1), (FAR, 10, 1)):
        cases[site] = packed(district, site, quantity, packages)
    assert district.held() == {(WAREHOUSE, "shelf", "PILK"): 940, (WAREHOUSE, "reserved", "PILK"): 60}

    # 9 January. The car drives to the far one first. Its one paper tells the stops in that order.
    stops = [{"case": cases[site], "stop": n} for n, site in enumerate((FAR, OWN, NEIGHBOUR), 1)]
    about = {"vehicle": "Mobil box", "carrier": "Pengemudi", "lines": stops}
    trip = district.take("pengelola", "2026-01-09", "perjalanan", "set_out", site=WAREHOUSE, **about)
    said = print_of(district, trip.paper)
    places = [said.index(district.names[site]) for site in (FAR, OWN, NEIGHBOUR)]
    assert places == sorted(places)
    assert [said.count(f"Pil Kombinasi {quantity} cycle") for quantity in (10, 30, 20)] == [1, 1, 1]
    assert district.held()["JALAN", "transit", "PILK"] == 60

    # The second stop takes all of its 20 the same day. The first Puskesmas opens one package: 18 good, and the other
    # package is still in the car: 30 - 18 = 12 remain on the road. The far one says nothing.
    district.accept("2026-01-09", cases[NEIGHBOUR], midwife(NEIGHBOUR))
    answer(district, "2026-01-09", cases[OWN], accepted=18)
    assert district.case(cases[OWN]).state == "diterima_sebagian"
    assert {site: one.coming for site, one in out(district).items()} == {OWN: {"PILK": 12}, FAR: {"PILK": 10}}

    # 10 January. The car is back after 84 km; on the 12th the package comes: 9 good, 3 are missing.
    # 18 + 9 + 3 = 30, so nothing is on the road any more, but the delivery is not settled.
    district.take("pengelola", "2026-01-10", "perjalanan", "come_back", case=trip.case, distance_km=84)
    with pytest.raises(Refused, match="more_than_shipped"):
        answer(district, "2026-01-12", cases[OWN], accepted=10, short=3, note="Dus terbuka")
    answer(district, "2026-01-12", cases[OWN], accepted=9, short=3, note="Dus terbuka")
    assert (district.case(cases[OWN]).state, out(district)[OWN].missing) == ("selisih", {"PILK": 3})

    # 16 January. Two of them stand in the warehouse still, one is lost; only now is the delivery over.
    (line,) = district.leaves(cases[OWN])
    rows = [{"line": line.number, "kept": 2, "lost": 1, "note": "Dua di rak, satu hilang di jalan"}]
    district.take("pengelola", "2026-01-16", "distribusi", "resolve_short", case=cases[OWN], lines=rows)
    assert district.case(cases[OWN]).state == "diterima"
    assert district.held() == {
        (WAREHOUSE, "shelf", "PILK"): 940 + 2,
        (OWN, "shelf", "PILK"): 18 + 9,
        (NEIGHBOUR, "shelf", "PILK"): 20,
        ("JALAN", "transit", "PILK"): 10,
    }
    assert sum(district.held().values()) == 1000 - 1

    # 17 January. Only the far one is out: 17 - 9 = 8 days, where the procedure prints three.
    (left,) = out(district).values()
    assert (left.row.site, left.age(date(2026, 1, 17))) == (FAR, 8)
    assert the_book_is_sound(district)


def packed(district: District, site: str, quantity: int, packages: int) -> int:
    """Asked for, approved and packed on 8 January; returns the case."""
    case = district.request("2026-01-08", ("PILK", quantity), site=site, who=midwife(site))
    lines = [{"line": 1, "fund": "APBN", "approved": quantity}]
    district.take("approver", "2026-01-08", "distribusi", "order", case=case, lines=lines)
    district.take("pengelola", "2026-01-08", "distribusi", "issue", case=case, packages=packages)
    return case


def answer(district: District, day: str, case: int, **seen: object) -> None:
    """The first Puskesmas tells what of the delivery it has seen."""
    (line,) = district.leaves(case)
    rows = [{"line": line.number, **seen}]
    district.take("faskes", day, "distribusi", "receive", case=case, receiver="Bidan", lines=rows)


def out(district: District) -> dict[str, Shipment]:
    """What is out and not settled, by faskes."""
    with reading(district.engine) as db:
        return {one.row.site: one for one in shipments(db, BOOK)}
