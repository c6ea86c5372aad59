"""A lot whole: its facts over time, where it is, and every move it made."""

from datetime import date

from alokon.service.lots import correct_lot
from alokon.views.lots import held, revisions, totals, went
from inventory.core.goods import LotFacts
from inventory.store import masters, queries
from inventory.store.engine import reading
from tests.books import BOOK
from tests.district import OWN, District


def lot_of(district: District, batch: str) -> int:
    """The id of a batch."""
    with reading(district.engine) as db:
        return next(lot for lot, names in queries.lot_names(db, BOOK).items() if names.key.batch == batch)


def test_revisions_tell_the_birth_and_every_correction_with_its_reason(district: District) -> None:
    district.unload(date(2026, 1, 5))
    lot = lot_of(district, "A1")
    facts = LotFacts(date(2027, 9, 30), "month", None, 450_000)
    correct_lot(district.desk("pengelola", "2026-01-20"), lot, facts, "label terbaca salah", district.key())
    with reading(district.engine) as db:
        now, born = revisions(db, BOOK, lot)
    assert (now.facts, now.reason, now.recorded_at.date()) == (facts, "label terbaca salah", date(2026, 1, 20))
    assert (born.facts.expiry, born.reason) == (date(2027, 8, 31), "")


def test_a_lot_is_where_its_moves_have_brought_it(district: District) -> None:
    district.unload(date(2026, 1, 5))
    case = district.ship(OWN, date(2026, 1, 8), {"KONDOM": 24})
    lot = lot_of(district, "K1")
    with reading(district.engine) as db:
        item = masters.items(db, BOOK)["KONDOM"].id
        here, moves = held(db, BOOK, lot, "KONDOM"), went(db, BOOK, lot, item)
    assert sorted((h.site, h.kind, h.quantity, h.case) for h in here) == [
        ("GUDANG", "shelf", 1416, 0),
        ("JALAN", "transit", 24, case),
    ]
    assert [(m.source_kind, m.destination_kind, m.quantity) for m in moves] == [
        ("reserved", "transit", 24),
        ("shelf", "reserved", 24),
        ("supplier", "shelf", 1440),
    ]


def test_a_lot_keeps_its_moves_on_the_road_once_they_have_arrived(district: District) -> None:
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"KONDOM": 24})
    lot = lot_of(district, "K1")
    with reading(district.engine) as db:
        moves = went(db, BOOK, lot, masters.items(db, BOOK)["KONDOM"].id)
    assert [(m.source_kind, m.destination_kind, m.quantity) for m in moves] == [
        ("transit", "shelf", 24),
        ("reserved", "transit", 24),
        ("shelf", "reserved", 24),
        ("supplier", "shelf", 1440),
    ]


def test_a_site_lists_the_lots_it_holds_and_the_book_lists_all(district: District) -> None:
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 40})
    with reading(district.engine) as db:
        all_lots, own = totals(db, BOOK), totals(db, BOOK, [OWN])
    assert [(t.names.key.batch, t.quantity, t.sites) for t in own] == [("A0", 40, 1)]
    assert {t.names.key.batch: (t.quantity, t.sites) for t in all_lots}["A1"] == (1000, 1)
    assert [t.names.key.batch for t in all_lots] == ["A0", "A1", "D2", "K1"]
