"""What posyandu and rumah data count stands beside the needs of their kecamatan, and changes none of them."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import Engine

from alokon.planning.expected import Assumption, Couples, Expected, Targets
from alokon.recipients import KAMPUNG, POSYANDU
from alokon.views.expected import expected
from alokon.views.needs import needs
from inventory.core.months import Month
from inventory.store.engine import reading
from reports.catalogue import build
from reports.dataset import Section, Total
from reports.perkiraan import sheet
from reports.report import Parameters
from tests.alokon.sop.test_handing_out import enter
from tests.books import BOOK, PMB, PUSKESMAS, WIB, Book
from tests.scenarios.procedures import TERMS
from tests.web.office import statements

AREA = "32.07.01"
DAY = date(2026, 2, 20)


def counted(book: Book, posyandu: str, day: str, month: str, pregnant: int, postpartum: int) -> int:
    """The file of a posyandu up to its count."""
    case = book.take("uptd", day, "posyandu", "policy", site=posyandu, basis="Renja").case
    book.take("uptd", day, "posyandu", "plan_data", case=case, **TERMS)
    book.take("uptd", day, "posyandu", "propose_targets", case=case)
    women = {"pregnant": pregnant, "postpartum": postpartum, "nursing": 0, "infants": 0, "toddlers": 0}
    book.take("uptd", day, "posyandu", "update", case=case, month=month, **women)
    return case or 0


def charted(book: Book, kampung: str) -> None:
    """The file of a rumah data to its end."""
    told = [
        ("rally", {"agreement": "Ada"}), ("find", {"candidates": 3}), ("meet", {"present": 9}),
        ("choose", {"cadres": 3}), ("confirm", {"decree": "141/1"}),
        ("train_1", {"present": 3}), ("train_2", {"present": 3}),
        ("work", {"year": 2026, "couples": 80, "members": 50, "unmet": 7}),
    ]  # fmt: skip
    at: dict[str, object] = {"site": kampung}
    for step, answers in told:
        at = {"case": book.take("uptd", "2026-02-10", "rumah-data", step, **at, **answers).case}


def test_the_newest_counts_of_a_kecamatan_stand_beside_its_needs_and_change_none(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    book.receive("2026-01-02", "PILK", "A1", 100)
    book.deliver("2026-01-05", "PILK", 40)
    with reading(sqlite_engine) as db:
        before = needs(db, BOOK, DAY)
        assert expected(db, BOOK, {AREA}) == {}
    posyandu, kampung = enter(book, POSYANDU), enter(book, KAMPUNG)
    counted(book, posyandu, "2026-01-10", "2025-12", 30, 9)
    dropped = counted(book, posyandu, "2026-02-11", "2026-02", 99, 99)
    counted(book, posyandu, "2026-02-10", "2026-01", 18, 2)
    book.take("sekretaris", "2026-02-12", "posyandu", "drop", case=dropped, reason="Salah posyandu")
    charted(book, kampung)
    with reading(sqlite_engine) as db:
        with statements(sqlite_engine) as sent:
            found = expected(db, BOOK, {AREA})
        targets = Targets(posyandu, "posyandu satu", Month(2026, 1), 18, 2)
        assert found == {AREA: Expected((targets,), (Couples(kampung, "kampung-kb satu", 2026, 80, 50, 7),))}
        assert len(sent) == 3
        assert needs(db, BOOK, DAY) == before
        printed = datetime(2026, 2, 20, 9, tzinfo=WIB)
        own, far = (
            build(db, BOOK, "kebutuhan", Parameters(day=DAY, site=site), printed_at=printed)
            for site in (PUSKESMAS, PMB)
        )
    data = own.datasets[-1]
    assert data.name == "perkiraan"
    assert data.rows[1] == ("posyandu satu", "Januari 2026", 18, 2, 4, None, None, None, "")
    assert "perkiraan" not in {one.name for one in far.datasets}


def test_an_old_count_is_shown_and_not_reckoned_with() -> None:
    month = Month(2026, 1)
    old = Targets("3", "C", Month(2025, 9), 9, 9)
    told = Expected((Targets("1", "A", month, 9, 0), Targets("2", "B", month, 0, 3), old))
    data = sheet("Ciamis", DAY, told, Assumption(40, 1), {"IUD": Fraction(5, 2)})
    assert data.rows[0] == Section("Data dan sasaran posyandu")
    assert data.rows[3] == ("C", "September 2025", 9, 9, None, None, None, None, "data lama, tidak dihitung")
    assert data.rows[4] == Total("Jumlah", {"pregnant": 9, "postpartum": 3, "clients": Fraction(8, 5)})
    assert data.notes[-1].endswith("IUD (CuT 380A) 2,5.")


def test_two_posyandu_of_one_name_are_both_counted(sqlite_engine: Engine) -> None:
    book = Book(sqlite_engine)
    for village, pregnant in (("Benteng", 9), ("Imbanagara", 18)):
        counted(book, enter(book, POSYANDU, village=village), "2026-02-10", "2026-01", pregnant, 0)
    with reading(sqlite_engine) as db:
        told = expected(db, BOOK, {AREA})[AREA].targets
    assert [(one.posyandu, one.pregnant) for one in told] == [
        ("posyandu satu, Benteng", 9),
        ("posyandu satu, Imbanagara", 18),
    ]
