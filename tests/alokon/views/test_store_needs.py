"""What the warehouse needs from the province, worked out by hand on a small district; on both databases."""

from datetime import date
from fractions import Fraction

import pytest

from alokon.planning.levels import LOW
from alokon.planning.store_told import derivation
from alokon.service.setup import change_settings
from alokon.views.announced import announced
from alokon.views.store_needs import StoreNeeded, store_needs
from inventory.core.months import Month
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import NEIGHBOUR, OWN, District
from tests.rounds import january
from tests.web.office import statements

DAY = date(2026, 2, 10)
WAREHOUSE_LEVELS = {"": ["3", "3", "6", "1", ""], "PILK": ["3", "15", "20", "1", "SK 5"]}


@pytest.fixture
def ready(district: District) -> District:
    """Three faskes use 60 pil in thirty days; the warehouse is to hold twenty months of that.

    896 of batch A1 are left, 24 of them ordered for a faskes; 100 of batch A2 have come that end on 31 March, and 100
    more are announced.
    """
    january(district)
    change_settings(district.desk("admin", "2026-02-03"), {"levels.warehouse": WAREHOUSE_LEVELS}, district.key())
    case = district.request("2026-02-06", ("PILK", 24), site=OWN, who="faskes")
    approved = [{"line": 1, "fund": "APBN", "approved": 24}]
    district.take("approver", "2026-02-06", "distribusi", "order", case=case, lines=approved)
    district.unload(
        date(2026, 2, 7),
        [{"item": "PILK", "batch": "A2", "fund": "APBN", "expiry": "31/03/2026", "accepted": 100}],
    )
    announce(district)
    return district


def announce(district: District) -> int:
    """The province says on 8 February that 100 pil are coming; returns the case."""
    about = {"sender": "Perwakilan BKKBN Jawa Barat", "document": "SBBK 020", "document_date": "2026-02-07"}
    lines = [{"item": "PILK", "fund": "APBN", "stated": 100}]
    done = district.take(
        "pengelola", "2026-02-08", "penerimaan", "announce", site="GUDANG", expected="2026-02-14", **about, lines=lines
    )
    assert done.case is not None
    return done.case


def of(district: District, item: str = "PILK", day: date = DAY) -> StoreNeeded:
    with reading(district.engine) as db:
        (found,) = store_needs(db, BOOK, day, [item])
    return found


def test_every_figure_of_the_need(ready: District) -> None:
    """At two a day 98 of the hundred that end on 31 March are used in the 49 days until then."""
    need = of(ready).need
    facts = need.facts
    assert (facts.use.monthly, facts.use.told, facts.use.expected) == (60, 3, 3)
    assert (facts.usable, facts.reserved, facts.announced, facts.unused) == (996, 24, 100, 2)
    assert facts.at_faskes == 60 + 12 + 24
    assert need.quantity == 60 * 20 - 996 + 24 - 100 + 2
    assert need.months == Fraction(972, 60)
    assert need.status != LOW


def test_the_whole_way_is_told(ready: District) -> None:
    said = derivation(of(ready).need, str)
    assert (
        said[0] == "Pemakaian sekabupaten per 30 hari = jumlah rata-rata 3 dari 3 faskes yang pernah menerima = 60,0."
    )
    assert said[1] == "Tingkat stok gudang kabupaten, khusus jenis ini: minimum 15, maksimum 20 bulan (SK 5)."
    assert said[2] == "Layak pakai di gudang 996; di antaranya disetujui untuk faskes dan belum dikirim 24 (1 SPMB)."
    assert said[3] == "Kiriman yang diumumkan 100 (SBBK 020, 7 Februari 2026)."
    assert said[4] == "Dari batch yang habis masanya 31/03/2026, 2 tidak akan terpakai."
    assert said[-1] == "Kebutuhan = 60,0 × 20 − 996 + 24 − 100 + 2 = 130,0."


def test_what_was_announced_counts_until_it_has_come(ready: District) -> None:
    """The day before it came it was still to come, also when the book is asked later."""
    with reading(ready.engine) as db:
        (line,) = announced(db, BOOK, "GUDANG", DAY)
    assert (line.quantity, line.fund, line.expected) == (100, "APBN", date(2026, 2, 14))
    row = {"line": 1, "item": "PILK", "batch": "A3", "fund": "APBN", "expiry": "2029", "stated": 100, "accepted": 100}
    about = {"sender": line.sender, "document": line.document, "document_date": "2026-02-07"}
    ready.take("pengelola", "2026-02-12", "penerimaan", "take_in_announced", case=line.case, **about, lines=[row])
    before, after = of(ready, day=DAY).need.facts, of(ready, day=date(2026, 2, 12)).need.facts
    assert (before.announced, before.usable) == (100, 996)
    assert (after.announced, after.usable) == (0, 1096)
    assert of(ready, day=date(2026, 2, 7)).need.facts.announced == 0


def test_a_shipment_that_will_not_come_is_counted_no_more(ready: District) -> None:
    with reading(ready.engine) as db:
        (line,) = announced(db, BOOK, "GUDANG", DAY)
    ready.take("pengelola", "2026-02-11", "penerimaan", "drop_announced", case=line.case, reason="Batal dikirim")
    assert of(ready, day=date(2026, 2, 11)).need.facts.announced == 0


def test_with_too_few_reports_the_issues_of_the_warehouse_stand_for_the_use(district: District) -> None:
    """30 pil went out of it in the 27 days of January with stock: 33,3 in thirty; 1.010 are left."""
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 20})
    district.supply(NEIGHBOUR, date(2026, 1, 9), {"PILK": 10})
    district.use(OWN, date(2026, 1, 31), "PILK", service=12)
    district.finish(OWN, Month(2026, 1), date(2026, 2, 2))
    assert of(district).need.quantity is None, "neither the faskes nor the warehouse have told enough"
    district.finish("GUDANG", Month(2026, 1), date(2026, 2, 3))
    found = of(district).need
    assert (found.facts.use.told, found.facts.use.expected, found.facts.use.by_issues) == (1, 2, True)
    assert found.facts.use.monthly == Fraction(30 * 30, 27)
    assert found.quantity == 0
    said = derivation(found, str)
    assert said[0] == (
        "Rata-rata baru diketahui di 1 dari 2 faskes, kurang dari empat dari lima (belum diverifikasi): "
        "dipakai pengeluaran gudang."
    )
    assert "Januari 2026: keluar 30, ada stok 27 dari 31 hari." in said
    assert any(one.endswith("; tidak kurang dari 0.") for one in said)


def test_the_questions_are_as_many_with_more_in_the_book(ready: District) -> None:
    with reading(ready.engine) as db, statements(ready.engine) as before:
        assert len(store_needs(db, BOOK, DAY)) == 9
    announce(ready)
    ready.supply(NEIGHBOUR, date(2026, 2, 9), {"PILK": 5})
    with reading(ready.engine) as db, statements(ready.engine) as after:
        store_needs(db, BOOK, DAY)
    assert len(after) == len(before) <= 85
