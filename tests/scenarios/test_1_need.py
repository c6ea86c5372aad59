"""What a Puskesmas needs: its own use over the days it had stock, up to three months, less what is coming to it."""

from datetime import date
from fractions import Fraction

from alokon.planning.told import derivation
from alokon.views.needs import Needed, needs
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import OWN, District

JANUARY, FEBRUARY = Month(2026, 1), Month(2026, 2)
BEFORE_THE_BOOK = tuple(Month(2025, month) for month in range(9, 13))
TRUCK = (
    {"item": "PILK", "batch": "LEKAS", "fund": "APBN", "expiry": "03/2026", "accepted": 60},
    {"item": "PILK", "batch": "LAMA", "fund": "APBN", "expiry": "08/2027", "accepted": 500},
)


def pil_needed(district: District, day: date) -> Needed:
    """What the book says the Puskesmas needs of pil."""
    with reading(district.engine) as db:
        (found,) = needs(db, BOOK, day, sites=[OWN], items=["PILK"])
    return found


def test_the_need_of_a_puskesmas_that_has_not_reported_february(district: District) -> None:
    # 8 January. The Puskesmas has no pil until 90 come: 60 that end with March, and 30 that last.
    district.unload(date(2026, 1, 5), TRUCK)
    district.supply(OWN, date(2026, 1, 8), {"PILK": 90})

    # End of January. 32 pil are gone, 8 of them on one day: a bakti sosial. 28 that end with March are left, and 30.
    told = {"item": "PILK", "fund": "APBN", "service": 32, "special": 8}
    about = {"month": "2026-01", "occasion": "Bakti sosial 20 Januari"}
    district.take("faskes", "2026-01-31", "pemakaian", "report", site=OWN, lines=[told], **about)
    district.finish(OWN, JANUARY, date(2026, 2, 2))

    # March. February is not reported. 12 pil are on the road since the 5th; 5 more are ordered and not sent.
    district.ship(OWN, date(2026, 3, 5), {"PILK": 12})
    case = district.request("2026-03-06", ("PILK", 5), site=OWN, who="faskes")
    line = {"line": 1, "fund": "APBN", "approved": 5}
    district.take("approver", "2026-03-06", "distribusi", "order", case=case, lines=[line])

    # 10 March. 32 - 8 = 24 pil in the 24 days of January with stock: one a day, 30 a month. February says nothing:
    # were it taken for zero, 24 in 24 + 28 days would be 13,8. Were the event counted, it would be 40.
    row = pil_needed(district, date(2026, 3, 10))
    assert row.need.facts.use.monthly == 30
    assert row.need.facts.use.unreported == (*BEFORE_THE_BOOK, FEBRUARY)

    # Until 31 March 21 of the 28 are used, so 7 will be thrown away. Three months are 90:
    # 90 - 58 on the shelf - 12 on the road - 5 ordered + 7 = 22.
    facts = row.need.facts
    assert (facts.usable, facts.unused) == (28 + 30, 28 - 21)
    assert [part.quantity for part in facts.coming] == [12]
    assert [part.quantity for part in facts.promised] == [5]
    assert row.need.quantity == 22

    # The page says the whole way, so that the midwife can go through it with a pencil.
    sbbk, spmb = facts.coming[0].paper, facts.promised[0].paper
    assert derivation(row.need, str) == [
        "Januari 2026: keluar 24 (di luar kegiatan 8), ada stok 24 dari 31 hari.",
        "Belum dilaporkan, tidak dianggap nol: September 2025, Oktober 2025, November 2025, Desember 2025 dan "
        "Februari 2026.",
        "Rata-rata per 30 hari = 30 × (24) ÷ (24) = 30,0.",
        "Baru 1 bulan laporan dari 3 yang seharusnya.",
        "Tingkat stok faskes, semua jenis: minimum 1, maksimum 3 bulan (belum diverifikasi).",
        f"Layak pakai 58; di jalan 12 ({sbbk}, 5 Maret 2026); disetujui, belum dikirim 5 ({spmb}, 6 Maret 2026).",
        "Dari batch yang habis masanya 31/03/2026, 7 tidak akan terpakai.",
        "Kebutuhan = 30,0 × 3 − 58 − 12 − 5 + 7 = 22,0.",
    ]
    assert ("/SBBK/" in sbbk, "/SPMB/" in spmb) == (True, True)

    # Later that day the midwife reports February: indeed nothing was given. A zero that is reported does count:
    # 24 in 24 + 28 days are 13,8 a month; 41,5 for three months is less than what is there and coming.
    district.finish(OWN, FEBRUARY, date(2026, 3, 10))
    row = pil_needed(district, date(2026, 3, 10))
    assert row.need.facts.use.monthly == Fraction(30 * 24, 24 + 28)
    assert (row.need.facts.use.unreported, row.need.quantity) == (BEFORE_THE_BOOK, 0)
