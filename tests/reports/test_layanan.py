"""Services, reported use and use by the stock, side by side; what nobody told is never zero."""

from datetime import date, datetime

from sqlalchemy import Engine

from alokon.recipients import AREA
from alokon.views.services import Services, services
from inventory.core.months import Month
from inventory.store.engine import reading
from reports.catalogue import build
from reports.report import Parameters
from tests.alokon.sop.test_handing_out import enter
from tests.books import BOOK, PMB, PUSKESMAS, WIB, Book

JANUARY = Month(2026, 1)


def lived(engine: Engine) -> tuple[Book, int]:
    """Fourteen cycles used at the Puskesmas, two more found missing; twelve services by R1 KB, and one vasectomy."""
    book = Book(engine)
    book.receive("2026-01-02", "PILK", "A1", 100)
    book.deliver("2026-01-05", "PILK", 40)
    use = [{"item": "PILK", "fund": "APBN", "service": 14}]
    book.take("bidan", "2026-01-31", "pemakaian", "report", site=PUSKESMAS, month="2026-01", lines=use)
    book.count("2026-01-31", PUSKESMAS, {"A1": 24})
    collected = [
        {"faskes": PUSKESMAS, "method": "PILK", "new_pbi": 2, "new_other": 1, "again_other": 8, "changed_pbi": 1},
        {"faskes": PMB, "method": "MOP", "new_other": 1},
    ]
    area = enter(book, AREA)
    told = {"month": "2026-01", "lines": collected}
    case = book.take("uptd", "2026-02-02", "data-lapangan", "collect", site=area, **told).case
    return book, case or 0


def rows(engine: Engine) -> dict[tuple[object, object], tuple[object, ...]]:
    """(Code of the faskes, method) → services, PBI, unit, reported, by stock, remark."""
    with reading(engine) as db:
        asked = Parameters(month=JANUARY)
        [data] = build(db, BOOK, "layanan", asked, printed_at=datetime(2026, 3, 2, 9, tzinfo=WIB)).datasets
    return {(row[0], row[2]): row[6:] for row in data.rows if isinstance(row, tuple)}


def test_the_three_stand_side_by_side_once_the_month_is_closed(engine: Engine) -> None:
    book, _ = lived(engine)
    open_month = "bulan belum ditutup"
    assert rows(engine)[PUSKESMAS, "Pil Kombinasi"] == (12, 3, "cycle", None, 16, open_month)
    book.close("bidan", "2026-02-03", PUSKESMAS, "2026-01")
    said = "pelayanan kurang dari pemakaian; opname menemukan selisih"
    assert rows(engine)[PUSKESMAS, "Pil Kombinasi"] == (12, 3, "cycle", 14, 16, said)
    assert rows(engine)[PMB, "Vasektomi (MOP)"] == (1, 0, None, None, None, "")


def test_a_method_nobody_collected_is_not_zero(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-02", "PILK", "A1", 100)
    book.deliver("2026-01-05", "PILK", 40)
    use = [{"item": "PILK", "fund": "APBN", "service": 14}]
    book.take("bidan", "2026-01-31", "pemakaian", "report", site=PUSKESMAS, month="2026-01", lines=use)
    book.close("bidan", "2026-02-03", PUSKESMAS, "2026-01")
    told = rows(sqlite_engine)[PUSKESMAS, "Pil Kombinasi"]
    assert told == (None, None, "cycle", 14, 14, "R1 KB belum dikumpulkan")


def test_files_of_one_month_add_up_and_a_cancelled_one_counts_nothing(sqlite_engine: Engine) -> None:
    book, case = lived(sqlite_engine)
    area = enter(book, AREA)
    more = {"month": "2026-01", "lines": [{"faskes": PUSKESMAS, "method": "PILK", "again_pbi": 5}]}
    other = book.take("uptd", "2026-02-03", "data-lapangan", "collect", site=area, **more).case
    with reading(sqlite_engine) as db:
        assert services(db, BOOK, JANUARY)[PUSKESMAS, "PILK"] == Services(3, 13, 1, 8)
    book.take("sekretaris", "2026-02-04", "data-lapangan", "drop", case=case, reason="Salah bulan")
    with reading(sqlite_engine) as db:
        assert services(db, BOOK, JANUARY) == {(PUSKESMAS, "PILK"): Services(0, 5, 0, 5)}
        assert services(db, BOOK, Month.of(date(2026, 2, 1))) == {}
    assert other
