"""Two months of a small office, told in short sentences: what the tests of reports read back.

January: receipts in two funds, a delivery received with one unit damaged and one short, an own purchase, use by four
codes, a condom pack broken, a receipt typed wrong and corrected, a consignment still on the road at the month's end.
February: that consignment arrives, part of it comes back. The PMB closes January late, the clinic never.
"""

from datetime import date
from itertools import count

import sqlalchemy as sa

from alokon.faskes import Faskes
from alokon.people import Actor
from alokon.service.desk import Desk, Office
from alokon.service.setup import register
from inventory.store import queries
from inventory.store.engine import reading
from tests.books import ACTORS, BOOK, PMB, PUSKESMAS, WAREHOUSE, Book

CLINIC = "320700300"
ENTRY = Faskes(CLINIC, "Klinik Pratama Kawali", "klinik_pratama", "9", "32.07.09", registered_on=date(2024, 1, 2))


class Winter(Book):
    """The small office with a clinic; `again` opens a copy of a book that was told already."""

    def __init__(self, engine: sa.Engine, *, again: bool = False) -> None:
        if not again:
            super().__init__(engine)
        self.engine, self.actors = engine, ACTORS
        self.office = Office(engine, BOOK)
        self._keys = count(1_000_000 if again else 1_000)

    def desk(self, who: str, day: str) -> Desk:
        """A person of the cast, or the clinic's midwife."""
        if who != "klinik":
            return super().desk(who, day)
        return super().desk("bidan", day)._replace(actor=Actor("klinik", "Bidan Klinik", "faskes", site=CLINIC))

    def lot(self, batch: str) -> int:
        """The lot of a batch number."""
        with reading(self.engine) as db:
            return next(n for n, names in queries.lot_names(db, BOOK).items() if names.key.batch == batch)


def winter(engine: sa.Engine) -> Winter:
    """The office at the end of February 2026, with January closed by the warehouse and the puskesmas."""
    book = Winter(engine)
    register(book.desk("admin", "2026-01-02"), ENTRY, book.key())
    _receipts(book)
    _deliveries(book)
    _january_use(book)
    book.close("gudang", "2026-02-02", WAREHOUSE, "2026-01")
    book.close("bidan", "2026-02-03", PUSKESMAS, "2026-01")
    _february(book)
    return book


def _receipts(book: Winter) -> None:
    book.receive("2026-01-05", "PILK", "A1", 1000, expiry="08/2027", unit_value_sen="4.500")
    book.receive("2026-01-05", "PILK", "A0", 40, expiry="03/2026", unit_value_sen="4.200")
    book.receive("2026-01-05", "KONDOM", "K1", 1440, expiry="2028", unit_value_sen="1.250,50")
    typed = book.receive("2026-01-06", "SUNTIK3P", "D1", 600, fund="APBD", expiry="15/06/2028", unit_value_sen="21.000")
    right = {"item": "SUNTIK3P", "batch": "D1", "fund": "APBD", "expiry": "15/06/2028", "unit_value_sen": "21.000"}
    book.correct(
        "gudang", "2026-01-07", typed.event, "Salah ketik", date="2026-01-06", sender="Pengadaan APBD",
        document="SBBK/PROV/D1", lines=[{**right, "stated": 500, "accepted": 500}],
    )  # fmt: skip
    row = {"item": "PILK", "batch": "M7", "fund": "MANDIRI", "expiry": "2027", "stated": 20, "accepted": 20}
    book.take("pmb", "2026-01-08", "pembelian", "purchase", site=PMB, sender="Apotek", document="F/7", lines=[row])


def _deliveries(book: Winter) -> None:
    case = book.request("2026-01-09", ("PILK", 100), ("KONDOM", 300))
    book.order("2026-01-09", case, (1, "APBN", 80), (2, "APBN", 300), note="Sesuai stok")
    book.issue_and_ship("2026-01-10", case)
    old, new, condoms = book.leaves(case)
    lines = [
        {"line": old.number, "accepted": 38, "damaged": 1, "short": 1, "note": "Dus penyok"},
        {"line": new.number, "accepted": 40},
        {"line": condoms.number, "accepted": 300},
    ]
    book.take("bidan", "2026-01-12", "distribusi", "receive", case=case, receiver="Bidan", lines=lines)
    clinic = book.request("2026-01-13", ("PILK", 30), site=CLINIC, who="klinik")
    book.order("2026-01-13", clinic, (1, "APBN", 30))
    book.issue_and_ship("2026-01-13", clinic)
    book.accept("2026-01-14", clinic, who="klinik")
    late = book.request("2026-01-28", ("SUNTIK3P", 60), site=PMB, who="pmb")
    book.order("2026-01-28", late, (1, "APBD", 60))
    book.issue_and_ship("2026-01-30", late)


def _january_use(book: Winter) -> None:
    rows = [
        {"item": "PILK", "fund": "APBN", "service": 50, "network": 5, "damaged": 2},
        {"item": "KONDOM", "fund": "APBN", "service": 130},
    ]
    book.take("bidan", "2026-01-31", "pemakaian", "report", site=PUSKESMAS, month="2026-01", lines=rows)
    own = [{"item": "PILK", "fund": "MANDIRI", "service": 6}]
    book.take("pmb", "2026-01-31", "pemakaian", "report", site=PMB, month="2026-01", lines=own)
    broken = [{"lot": book.lot("A1"), "cause": "damaged", "quantity": 10, "note": "Basah"}]
    book.take("gudang", "2026-01-20", "rusak-ed", "declare", site=WAREHOUSE, reason="Atap bocor", lines=broken)


def _february(book: Winter) -> None:
    late = next(c for c in range(1, 99) if book.case(c).site == PMB and book.case(c).flow == "distribusi")
    (line,) = book.leaves(late)
    answer = {"line": line.number, "accepted": 50, "returned": 10, "note": "Terlalu banyak"}
    book.take("pmb", "2026-02-03", "distribusi", "receive", case=late, receiver="Bidan", lines=[answer])
    book.deliver("2026-02-10", "PILK", 60)
    rows = [{"item": "PILK", "fund": "APBN", "service": 45}, {"item": "KONDOM", "fund": "APBN", "service": 96}]
    book.take("bidan", "2026-02-28", "pemakaian", "report", site=PUSKESMAS, month="2026-02", lines=rows)


def pmb_closes(book: Winter, day: str = "2026-02-20") -> None:
    """The PMB closes January late."""
    book.close("pmb", day, PMB, "2026-01")
