"""The register of a warehouse's temperature: every day told, gaps as gaps, and what was outside the limits marked."""

from datetime import date, datetime, time
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from alokon.climate import Reading
from alokon.planning.climate_month import Spread
from alokon.service.climate import correct_reading, log_reading
from alokon.views.climate import climate_month
from inventory.core.errors import Refused
from inventory.core.months import Month
from inventory.store.engine import reading
from reports.catalogue import build
from reports.dataset import Dataset, Workbook
from reports.formats import render
from reports.report import Parameters
from tests.books import BOOK, PUSKESMAS, WAREHOUSE, WIB, Book

MARCH = Month(2026, 3)
NOW = datetime(2026, 3, 6, 9, tzinfo=WIB)
LOGGED = (
    (2, "pagi", 265, 55, ""),
    (2, "sore", 318, 62, "AC diperbaiki"),
    (3, "pagi", 270, 58, ""),
    (4, "pagi", 261, 57, ""),
    (4, "sore", 284, 58, ""),
)


@pytest.fixture
def book(engine: sa.Engine) -> Book:
    """The first days of March: a hot afternoon, an afternoon and two days without a reading, one read late, one mended.

    1 March is a Sunday.
    """
    book = Book(engine)
    for day, when, tenths, humidity, action in LOGGED:
        on = date(2026, 3, day)
        desk = book.desk("gudang", str(on))._replace(now=datetime.combine(on, time(16), WIB))
        done = log_reading(desk, WAREHOUSE, Reading(on, when, tenths, humidity, action), book.key())
    mended = Reading(date(2026, 3, 4), "sore", 286, 58)
    correct_reading(book.desk("gudang", "2026-03-05"), done.event, mended, "Salah baca", book.key())
    late = Reading(date(2026, 3, 5), "pagi", 268, 56)
    log_reading(book.desk("gudang", "2026-03-06"), WAREHOUSE, late, book.key())
    return book


def register(book: Book, month: Month = MARCH, now: datetime = NOW) -> Workbook:
    with reading(book.engine) as db:
        return build(db, BOOK, "suhu-gudang", Parameters(month=month, site=WAREHOUSE), printed_at=now)


def sheet(book: Book) -> Dataset:
    return register(book).datasets[0]


def test_every_day_that_has_begun_is_told(book: Book) -> None:
    assert sheet(book).rows == (
        (date(2026, 3, 1), "Minggu", None, None, None, None, "pagi dan sore: tidak dicatat", ""),
        (date(2026, 3, 2), "Senin", 265, 55, 318, 62, "sore: suhu di atas batas; sore: kelembapan di atas batas",
         "sore: AC diperbaiki"),
        (date(2026, 3, 3), "Selasa", 270, 58, None, None, "sore: tidak dicatat", ""),
        (date(2026, 3, 4), "Rabu", 261, 57, 286, 58, "sore: dikoreksi", ""),
        (date(2026, 3, 5), "Kamis", 268, 56, None, None, "sore: tidak dicatat; pagi: dicatat 06/03/2026", ""),
        (date(2026, 3, 6), "Jumat", None, None, None, None, "pagi: tidak dicatat; sore: belum waktunya", ""),
    )  # fmt: skip


def test_the_foot_sums_up_what_was_read_and_counts_what_was_not(book: Book) -> None:
    data = sheet(book)
    assert [(total.label, *total.values.values()) for total in data.totals] == [
        ("Terendah", 261, 286, 55, 58), ("Tertinggi", 270, 318, 58, 62), ("Rata-rata", 266, 302, 57, 60),
    ]  # fmt: skip
    (facts,) = data.after
    assert not isinstance(facts, str)
    assert facts.pairs == (
        ("Dicatat", "6 dari 11 pembacaan"),
        ("Hari yang tidak lengkap", "4 hari, 1 di antaranya Sabtu atau Minggu"),
        ("Di luar batas", "1 pembacaan"),
    )
    assert data.before == ("Batas: 15–30 °C, kelembapan paling tinggi 60%.",)
    assert [one.role for one in data.signatures] == ["Pengelola Barang"]


def test_the_mean_is_exact(book: Book) -> None:
    with reading(book.engine) as db:
        found = climate_month(db, BOOK, WAREHOUSE, MARCH, NOW).summary
    assert found.degrees == {"pagi": Spread(261, 270, Fraction(266)), "sore": Spread(286, 318, Fraction(302))}


def test_what_is_wrong_or_missing_stands_out(book: Book) -> None:
    marks = set(sheet(book).marked)
    assert {(1, "sore_degrees"), (1, "sore_humidity"), (0, "pagi_degrees"), (2, "sore_humidity")} <= marks
    assert not {key for n, key in marks if n == 3}
    assert (1, "pagi_degrees") not in marks
    assert (5, "sore_degrees") not in marks, "the afternoon has not come"


def test_spreadsheet_page_and_paper_say_the_same(book: Book) -> None:
    made = register(book)
    cells = openpyxl.load_workbook(BytesIO(render(made, "xlsx"))).active
    assert cells is not None
    hot = next(cell for row in cells.iter_rows() for cell in row if cell.value == 31.8)
    assert (hot.number_format, hot.fill.fgColor.rgb) == ("#,##0.0", "00FBE3D6")
    html = render(made, "html").decode()
    assert '<td class="num marked">31,8</td><td class="num marked">62</td>' in html
    assert '<td class="num marked">kosong</td>' in html
    assert '<td class="num">26,5</td>' in html
    printed = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(render(made, "pdf"))).pages).split())
    for words in ("31,8", "kosong", "AC diperbaiki", "Hari yang tidak lengkap", "Pengelola Barang"):
        assert words in printed, words
    assert '"pagi_degrees": 26.5' in render(made, "json").decode()


def test_a_month_without_readings_is_a_month_of_gaps(book: Book) -> None:
    made = register(book, Month(2026, 2)).datasets[0]
    assert len(made.rows) == 28
    assert made.totals == ()
    assert len(made.marked) == 28 * 4


def test_the_register_is_of_a_warehouse(book: Book) -> None:
    with reading(book.engine) as db, pytest.raises(Refused, match="report_wrong_site"):
        build(db, BOOK, "suhu-gudang", Parameters(month=MARCH, site=PUSKESMAS), printed_at=NOW)
