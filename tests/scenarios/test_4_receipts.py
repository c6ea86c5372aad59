"""A truck of the province: announced, counted, different from its paper, and with less life left than one wishes."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest

from alokon.batch_code import own_text, read
from alokon.planning.shelf_life import ShelfLife, by_sender
from alokon.store.settings import settings
from alokon.text import Expiry
from alokon.views.announced import announced
from alokon.views.arrivals import arrivals
from inventory.core.errors import Refused
from inventory.store import queries
from inventory.store.engine import reading
from tests.books import BOOK, WAREHOUSE
from tests.district import District
from tests.scenarios.printed import print_of, the_book_is_sound

SENDER = "Perwakilan BKKBN Jawa Barat"
PAPER = {"sender": SENDER, "document": "SBBK/PROV/20", "carrier": "Ekspedisi", "freight": "350.000"}
TYPED = {"fund": "APBN", "unit_value_sen": "4.500"}
LABEL = "ALOKON PILK|P10|APBN|2026-10"
"""What the QR code on the cartons of pil says."""


def test_a_truck_that_brings_four_pil_less_than_announced(district: District) -> None:
    # 5 January. The province writes that 1.000 pil and 1.440 kondom leave, for about the 12th. Nothing is in stock yet,
    # but the storekeeper sees what is coming.
    lines = [{"item": "PILK", "fund": "APBN", "stated": 1000}, {"item": "KONDOM", "fund": "APBN", "stated": 1440}]
    case = district.take(
        "pengelola", "2026-01-05", "penerimaan", "announce", site=WAREHOUSE, expected="2026-01-12", lines=lines, **PAPER
    ).case
    with reading(district.engine) as db:
        waited = [(one.item, one.quantity, one.expected) for one in announced(db, BOOK, WAREHOUSE, date(2026, 1, 6))]
    assert waited == [("PILK", 1000, date(2026, 1, 12)), ("KONDOM", 1440, date(2026, 1, 12))]
    assert district.held() == {}

    # 12 January. The scanner reads a carton: nobody types batch and expiry. The month printed ends on its last day.
    label = read(LABEL, {})
    assert (label.item, label.batch, label.fund) == ("PILK", "P10", "APBN")
    assert label.expiry == Expiry(date(2026, 10, 31), "month")

    # 990 are good and 6 are wet: 1.000 - 996 = 4 never came. Without a word about that the form is refused.
    pil = {**TYPED, "line": 1, "item": label.item, "batch": label.batch, "expiry": "10/2026", "stated": 1000}
    pil |= {"accepted": 990, "damaged": 6}
    kondom = {**TYPED, "line": 2, "item": "KONDOM", "batch": "K1", "expiry": "12/2030", "stated": 1440}
    kondom |= {"accepted": 1440, "unit_value_sen": "500"}
    with pytest.raises(Refused, match="reason_missing"):
        come(district, case, [pil, kondom])
    number = come(district, case, [{**pil, "note": "Empat kurang, enam basah"}, kondom])
    assert district.held() == {
        (WAREHOUSE, "shelf", "PILK"): 990,
        (WAREHOUSE, "damaged", "PILK"): 6,
        (WAREHOUSE, "shelf", "KONDOM"): 1440,
    }

    # The SBBM values what came: 996 × Rp4.500 + 1.440 × Rp500 = Rp4.482.000 + Rp720.000 = Rp5.202.000.
    # The freight of Rp350.000 stands below it, and neither the total nor a price knows of it.
    said = print_of(district, number)
    assert "Rp5.202.000" in said
    assert "Ongkos angkut Rp350.000, di luar jumlah harga barang." in said
    assert "1 baris berbeda dengan surat pengirim" in said
    with reading(district.engine) as db:
        lots = {one.key.batch: one for one in queries.lot_names(db, BOOK).values()}
    assert (lots["P10"].facts.unit_value_sen, lots["K1"].facts.unit_value_sen) == (450_000, 50_000)

    # Our own label for the shelf says what the scanner read, so that tomorrow's scan finds the same batch.
    assert own_text(lots["P10"].key, lots["P10"].facts) == LABEL

    # From 12 January 2026 to 31 October are 292 days: 292 × 12 ÷ 365,25 = 9,6 months, less than the twelve asked for,
    # for all 996. The kondom have five years.
    kondom_life, pil_life = shelf_life(district)
    assert (kondom_life.item, kondom_life.short, kondom_life.under) == ("KONDOM", 0, 0)
    assert (pil_life.sender, pil_life.item, pil_life.receipts) == (SENDER, "PILK", 1)
    assert pil_life.least == Fraction(292 * 12 * 4, 1461)
    assert (pil_life.stated, pil_life.received, pil_life.short, pil_life.under) == (1000, 996, 996, 4)
    assert the_book_is_sound(district)


def come(district: District, case: int | None, lines: Sequence[dict[str, object]]) -> str | None:
    """The announced truck is here and counted; returns the number of its SBBM."""
    return district.take(
        "pengelola", "2026-01-12", "penerimaan", "take_in_announced", case=case, lines=lines, **PAPER
    ).paper


def shelf_life(district: District) -> list[ShelfLife]:
    """What each sender brought in January and how long it could be used, by item."""
    with reading(district.engine) as db:
        found = arrivals(db, BOOK, date(2026, 1, 1), date(2026, 1, 31))
        return by_sender(found, int(str(settings(db, BOOK)["receipt.short_months"])))
