"""Cakupan program: each kecamatan's schools by stage, its cadres by decree and kit, the KIE goods of each month."""

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import Engine

from alokon.recipients import CADRES, SCHOOL
from inventory.store.engine import reading
from reports.cakupan_program import STAGES
from reports.catalogue import build
from reports.dataset import Section, Total
from reports.report import Parameters
from tests.alokon.sop.test_handing_out import KITS, LEAFLET, enter, give
from tests.alokon.sop.test_supplies import bring
from tests.books import BOOK, WIB, Book
from tests.web.office import statements

KAWALI = "32.07.09"


def told(engine: Engine) -> Book:
    """Three schools of which one waits and one has not begun, three groups of cadres, leaflets in two months."""
    book = Book(engine)
    bring(book, KITS, LEAFLET)
    first, second = enter(book, SCHOOL, name="SMA 1"), enter(book, SCHOOL, name="SMA 2", kecamatan=KAWALI)
    enter(book, SCHOOL, name="SMA 3", kecamatan=KAWALI)
    agreed = {"partners": "Dinas Pendidikan", "agreement": "Ada"}
    case = book.take("program", "2026-01-06", "ssk", "coordinate", site=first, **agreed).case
    book.take("sekretaris", "2026-01-09", "ssk", "appoint", case=case, decree="421/1")
    book.take("program", "2026-02-03", "ssk", "launch", case=case, place="Halaman")
    other = book.take("program", "2026-01-06", "ssk", "coordinate", site=second, **agreed).case
    book.take("program", "2026-01-07", "ssk", "hold", case=other, reason="Kepala sekolah berganti")
    kit = enter(book, CADRES, name="Kader A", decree="SK 1", decree_until=date(2026, 3, 31))
    enter(book, CADRES, name="Kader B", decree="SK 1")
    enter(book, CADRES, name="Kader C", kecamatan=KAWALI)
    give(book, kit, {"item": "KIT_KADER", "quantity": 3})
    give(book, "DINAS", {"item": "LEAFLET", "quantity": 40})
    give(book, first, {"item": "LEAFLET", "quantity": 50}, day="2026-02-10")
    give(book, first, {"item": "LEAFLET", "quantity": 5}, day="2026-02-11")
    return book


def test_each_kecamatan_is_told_as_it_stood(sqlite_engine: Engine) -> None:
    told(sqlite_engine)
    asked = Parameters(since=date(2026, 1, 1), until=date(2026, 2, 28))
    with reading(sqlite_engine) as db, statements(sqlite_engine) as sent:
        sheets = build(db, BOOK, "cakupan-program", asked, printed_at=datetime(2026, 3, 2, 9, tzinfo=WIB)).datasets
        january = Parameters(since=date(2026, 1, 1), until=date(2026, 1, 31))
        stood = build(db, BOOK, "cakupan-program", january, printed_at=datetime(2026, 3, 2, 9, tzinfo=WIB)).datasets
    assert len(sent) <= 30
    stages, schools, groups, media = (sheet.rows for sheet in sheets)
    at = dict(zip(STAGES, range(2, 2 + len(STAGES)), strict=True))
    ciamis, kawali, total = stages
    assert isinstance(ciamis, tuple)
    assert isinstance(kawali, tuple)
    assert isinstance(total, Total)
    assert (ciamis[1], ciamis[at["ssk.3"]]) == (1, 1)
    assert (kawali[1], kawali[at["belum"]], kawali[at["ditunda"]]) == (2, 1, 1)
    assert total.values["all"] == 3
    assert schools[0][:4] == ("SMA 1", "Ciamis", "Diluncurkan", date(2026, 2, 3))  # type: ignore[index]
    assert stood[1].rows[0][2] == "Ditunjuk"  # type: ignore[index]
    assert groups[:2] == (
        ("Ciamis", 2, 1, 1, 0, 1, 1, Fraction(1, 2)),
        ("Kawali", 1, 0, 0, 1, 0, 1, Fraction(0)),
    )
    assert media == (
        Section("Kecamatan Ciamis"),
        ("Leaflet", "lembar", None, 55, 55),
        Section("Tingkat kabupaten"),
        ("Leaflet", "lembar", 40, None, 40),
    )
