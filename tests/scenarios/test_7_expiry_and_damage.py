"""Batches near their end are seen, carried to who uses them, and what is lost even so ends before two witnesses."""

from datetime import date, datetime

import pytest

from alokon.climate import Reading
from alokon.service.climate import log_reading
from alokon.sop.storage import NO, QUESTIONS, YES
from alokon.views.climate import climate_month
from alokon.views.expiring import expiring, unseen
from alokon.views.rescues import Proposal, proposals
from alokon.views.waiting import waiting
from inventory.core.errors import Refused
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import BOOK, WAREHOUSE, WIB
from tests.district import NEIGHBOUR, OWN, District, midwife
from tests.scenarios.printed import print_of, the_book_is_sound

TRUCK = (
    {"item": "PILK", "batch": "APRIL", "fund": "APBN", "expiry": "04/2026", "accepted": 60, "unit_value_sen": "4.500"},
    {"item": "PILK", "batch": "LAMA", "fund": "APBN", "expiry": "08/2027", "accepted": 500, "unit_value_sen": "4.500"},
)


def test_sixty_pil_that_end_in_april(district: District) -> None:
    # January. The neighbour gets all 60 of the batch that ends on 30 April and 8 that last, and uses 8 in 24 days:
    # 10 a month. The first gets 54 that last and uses 24: 30 a month, and has 30.
    district.unload(date(2026, 1, 5), TRUCK)
    for site, got, used in ((NEIGHBOUR, 68, 8), (OWN, 54, 24)):
        district.supply(site, date(2026, 1, 8), {"PILK": got})
        district.use(site, date(2026, 1, 31), "PILK", service=used)
        district.finish(site, Month(2026, 1), date(2026, 2, 2))
    lot = district.lot_of("APRIL")

    # 10 February. The batch is less than three months from its end. In the 79 days to 30 April the neighbour uses 26
    # of its 52: 26 are at risk, 26 × Rp4.500 = Rp117.000.
    assert at_risk(district, "2026-02-10") == {NEIGHBOUR: ("3-bulan", 52, 26, 26 * 450_000)}

    # The midwife has seen it, and is not asked again before the last month begins.
    row = {"lot": lot, "band": "3-bulan"}
    about = {"follow_up": "Tanya dinas", "lines": [row]}
    district.take(midwife(NEIGHBOUR), "2026-02-10", "peringatan-ed", "acknowledge", site=NEIGHBOUR, **about)
    assert asked_about(district, "2026-03-29") == []
    assert asked_about(district, "2026-03-31") == [(NEIGHBOUR, "1-bulan")]

    # The book proposes to carry some to the first. It should be done 30 days before the end, on 31 March: in those 49
    # days it uses 49, and has 30: there is room for 19, no more.
    (proposal,) = carry(district, "2026-02-10")
    assert (proposal.risk.asking.batch.site, proposal.taker, proposal.quantity) == (NEIGHBOUR, OWN, 19)
    assert (proposal.able, proposal.position) == (49, 30)
    carried(district, lot, proposal.quantity)
    assert carry(district, "2026-02-12") == []

    # 30 April. The neighbour used ten in each month; 52 - 19 - 30 = 3 pil have ended. They go to the warehouse,
    # which takes them in as what they are.
    for day in ("2026-02-28", "2026-03-31", "2026-04-30"):
        district.use(NEIGHBOUR, date.fromisoformat(day), "PILK", service=10)
    district.use(OWN, date(2026, 3, 31), "PILK", service=49)
    assert at_risk(district, "2026-05-01") == {NEIGHBOUR: ("lewat", 3, 3, 3 * 450_000)}
    sent_back(district, lot, 3)

    # 4 May. The store is hot, 31,8 °C, and that is not written down without saying what was done. The inspection finds
    # the cooling broken and 5 pil of the lasting batch spoilt.
    hot = Reading(date(2026, 5, 4), "sore", 318, 55)
    with pytest.raises(Refused, match="action_missing"):
        read_off(district, hot)
    read_off(district, hot._replace(action="AC dimatikan, pintu dibuka"))
    with reading(district.engine) as db:
        month = climate_month(db, BOOK, WAREHOUSE, Month(2026, 5), datetime(2026, 5, 4, 17, tzinfo=WIB))
    assert month.wrong(month.days[3]) == ["sore: suhu di atas batas"]
    told = {name: YES for name, _, _ in QUESTIONS} | {"cooling": NO}
    told |= {"findings": "AC rusak", "follow_up": "Lapor bagian umum", "due": "2026-05-20"}
    inspection = district.take("pengelola", "2026-05-04", "periksa-gudang", "inspect", site=WAREHOUSE, **told).case or 0
    assert district.case(inspection).state == "terbuka"
    row = {"lot": district.lot_of("LAMA"), "cause": "damaged", "quantity": 5}
    about = {"site": WAREHOUSE, "reason": "Meleleh"}
    district.take("pengelola", "2026-05-04", "rusak-ed", "declare", lines=[row], **about)

    # Both wait in the warehouse and on its books, with value and day: 3 since 2 May, 5 since the 4th.
    assert stands_waiting(district) == [
        ("expired", 3, date(2026, 5, 2), 3 * 450_000), ("damaged", 5, date(2026, 5, 4), 5 * 450_000)
    ]  # fmt: skip

    # 18 May. The cooling is mended. The regent allows the destruction; without that, and with one witness twice, nobody
    # destroys anything.
    district.take(
        "pengelola", "2026-05-18", "periksa-gudang", "settle_inspection", case=inspection, result="AC diganti"
    )
    rows = [{"lot": lot, "cause": "expired", "quantity": 3}, row]
    about = {"site": WAREHOUSE, "reason": "Tidak layak pakai", "lines": rows}
    case = district.take("pengelola", "2026-05-18", "pemusnahan", "propose_destruction", **about).case or 0
    with pytest.raises(Refused, match="wrong_state"):
        destroy(district, case, "Dinas Kesehatan")
    permit = {"decree": "SK 12/2026", "decree_date": "2026-05-18", "authority": "Bupati Ciamis"}
    district.take("approver", "2026-05-18", "pemusnahan", "allow_destruction", case=case, **permit)
    with pytest.raises(Refused, match="witness_twice"):
        destroy(district, case, "inspektorat")

    # The Berita Acara names both witnesses and both batches: 3 + 5 = 8 pil, Rp36.000. Nothing waits any more.
    said = print_of(district, destroy(district, case, "Dinas Kesehatan"))
    for words in ("Inspektorat", "Dinas Kesehatan", "APRIL", "LAMA", "Kedaluwarsa", "Rusak", "36.000", "SK 12/2026"):
        assert words in said
    assert stands_waiting(district) == []
    assert the_book_is_sound(district)


def at_risk(district: District, day: str) -> dict[str, tuple[str, int, int | None, int | None]]:
    """Site → band, quantity, what of it will be left, and the value of that, of the batch that ends in April."""
    with reading(district.engine) as db:
        found = [one for one in expiring(db, BOOK, date.fromisoformat(day)) if one.asking.batch.key.batch == "APRIL"]
    return {one.asking.batch.site: (one.asking.band.key, one.asking.quantity, one.unused, one.value_sen)
            for one in found}  # fmt: skip


def asked_about(district: District, day: str) -> list[tuple[str, str]]:
    """The neighbour's batches nobody has seen in the band of a day."""
    with reading(district.engine) as db:
        return [(one.batch.site, one.band.key) for one in unseen(db, BOOK, date.fromisoformat(day), sites=[NEIGHBOUR])]


def carry(district: District, day: str) -> list[Proposal]:
    """What the book proposes to carry on a day."""
    with reading(district.engine) as db:
        return proposals(db, BOOK, date.fromisoformat(day))


def carried(district: District, lot: int, quantity: int) -> None:
    """12 February: the neighbour gives some of a batch to the first faskes, which gets it whole."""
    day, about = "2026-02-12", {"partner": OWN, "reason": "Hampir kedaluwarsa"}
    lines = [{"lot": lot, "quantity": quantity}]
    case = district.take("pengelola", day, "mutasi", "offer", site=NEIGHBOUR, lines=lines, **about).case or 0
    district.take(midwife(NEIGHBOUR), day, "mutasi", "hand_over", case=case)
    (line,) = district.leaves(case)
    rows = [{"line": line.number, "accepted": quantity}]
    district.take("faskes", day, "mutasi", "receive", case=case, receiver="Bidan", lines=rows)


def sent_back(district: District, lot: int, quantity: int) -> None:
    """1 May: what has ended at the neighbour goes to the warehouse, where it is taken in as expired on the 2nd."""
    about = {"reason": "Kedaluwarsa", "lines": [{"lot": lot, "condition": "good", "quantity": quantity}]}
    case = district.take(midwife(NEIGHBOUR), "2026-05-01", "retur", "send_return", site=NEIGHBOUR, **about).case or 0
    (line,) = district.leaves(case)
    rows = [{"line": line.number, "expired": quantity}]
    district.take("pengelola", "2026-05-02", "retur", "receive", case=case, receiver="Petugas Gudang", lines=rows)


def read_off(district: District, seen: Reading) -> None:
    """The storekeeper writes the thermometer down at four in the afternoon."""
    desk = district.desk("pengelola", str(seen.day))
    log_reading(desk._replace(now=desk.now.replace(hour=16)), WAREHOUSE, seen, district.key())


def stands_waiting(district: District) -> list[tuple[str, int, date | None, int | None]]:
    """What is unusable and still there: why, how much, since when, and its value."""
    with reading(district.engine) as db:
        return [(one.kind, one.quantity, one.since, one.value_sen) for one in waiting(db, BOOK, date(2026, 5, 20))]


def destroy(district: District, case: int, second: str) -> str | None:
    """It is burnt before the Inspektorat and a second witness; returns the number of the Berita Acara."""
    about = {"place": "Halaman gudang", "manner": "Dibakar", "executor": "Petugas Gudang", "witness": "Inspektorat"}
    told = {**about, "second_witness": second}
    return district.take("pengelola", "2026-05-18", "pemusnahan", "destroy", case=case, **told).paper
