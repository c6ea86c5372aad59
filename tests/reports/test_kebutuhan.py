"""Jalan hitungan kebutuhan on paper: each month, batch and paper a need rests on, and the way to the number."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from inventory.core.months import Month
from inventory.store.engine import reading
from reports.catalogue import build
from reports.dataset import Dataset, Line, Section, Total, Workbook
from reports.formats import render
from reports.report import Parameters
from tests.books import BOOK, WIB
from tests.district import NEIGHBOUR, OWN, District
from tests.web.office import statements

DAY = date(2026, 2, 20)
PRINTED = datetime(2026, 2, 20, 9, tzinfo=WIB)


@pytest.fixture
def used(engine: sa.Engine) -> District:
    """The first faskes got 84 pil of which 40 end in February, used 24 in January, and waits for 12 and for 7."""
    district = District(engine)
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 84, "KONDOM": 24})
    district.use(OWN, date(2026, 1, 31), "PILK", service=24)
    district.finish(OWN, Month(2026, 1), date(2026, 2, 2))
    district.ship(OWN, date(2026, 2, 5), {"PILK": 12})
    case = district.request("2026-02-06", ("PILK", 7), site=OWN, who="faskes")
    approved = [{"line": 1, "fund": "APBN", "approved": 7}]
    district.take("approver", "2026-02-06", "distribusi", "order", case=case, lines=approved)
    return district


def made(district: District, item: str | None = "PILK", site: str = OWN) -> Workbook:
    with reading(district.engine) as db:
        asked = Parameters(day=DAY, site=site, item=item)
        return build(db, BOOK, "kebutuhan", asked, printed_at=PRINTED, seen={OWN, NEIGHBOUR})


def lines(data: Dataset) -> list[Line]:
    """The rows; of a total its values."""
    return list(data.rows)


def test_every_number_is_there_with_its_day_and_its_document(used: District) -> None:
    """16 pil of the batch that ends on the 28th are left; 8 days at one a day use 8 of them."""
    summary, steps, months, stock, road = made(used).datasets
    assert lines(summary) == [("Pil Kombinasi", "cycle", 30, 1, 1, 3, 60, 12, 7, 8, 30 * 3 - 60 - 12 - 7 + 8, "Cukup")]
    told, total = (lines(months)[k] for k in (-2, -1))
    assert isinstance(told, tuple)
    assert told[:6] == ("Januari 2026", 24, 0, 24, 24, 31)
    assert str(told[6]).startswith("31/01/2026: 24, Pemakaian dicatat (no. ")
    assert told[7:] == (date(2026, 2, 2), "dipakai")
    assert total == Total("Jumlah yang dipakai", {"counted": 24, "in_stock": 24})
    assert [row[:1] + row[3:] for row in lines(stock) if isinstance(row, tuple)] == [("A0", 16, 8), ("A1", 44, 0)]
    assert [(row[0], row[2], row[3]) for row in lines(road) if isinstance(row, tuple)] == [
        ("Di jalan", date(2026, 2, 5), 12),
        ("Disetujui, belum dikirim", date(2026, 2, 6), 7),
    ]
    said = [row[1] for row in lines(steps) if isinstance(row, tuple)]
    assert "Rata-rata per 30 hari = 30 × (24) ÷ (24) = 30,0." in said
    assert "Tingkat stok faskes, semua jenis: minimum 1, maksimum 3 bulan (belum diverifikasi)." in said
    assert "Kebutuhan = 30,0 × 3 − 60 − 12 − 7 + 8 = 19,0." in said
    assert any("/SBBK/" in str(one) and "5 Februari 2026" in str(one) for one in said)


def test_a_month_without_a_report_is_shown_and_is_no_zero(used: District) -> None:
    months = made(used).datasets[2]
    (december, *_) = [row for row in lines(months) if isinstance(row, tuple) and row[0] == "Desember 2025"]
    assert december[1:6] == (None, None, None, None, 31)
    assert december[8] == "belum dilaporkan, tidak dianggap nol"


def test_all_items_of_a_faskes_stand_in_one_file_each_under_its_name(used: District) -> None:
    sheets = made(used, item=None).datasets
    assert [row[0] for row in lines(sheets[0]) if isinstance(row, tuple)] == ["Pil Kombinasi", "Kondom"]
    assert [row.label for row in lines(sheets[1]) if isinstance(row, Section)] == [
        "Pil Kombinasi (cycle)", "Kondom (buah)",
    ]  # fmt: skip


def test_a_correction_of_a_month_stands_beside_what_it_corrects(used: District) -> None:
    with reading(used.engine) as db:
        event = build(db, BOOK, "kebutuhan", Parameters(day=DAY, site=OWN, item="PILK"), printed_at=PRINTED)
    before = str(lines(event.datasets[2])[-2][6])  # type: ignore[index]
    number = int(before.partition("no. ")[2].rstrip(")"))
    used.reopen("pengelola", "2026-02-03", OWN, "2026-01")
    about = {"date": "2026-01-31", "month": "2026-01", "lines": [{"item": "PILK", "fund": "APBN", "service": 20}]}
    used.correct("faskes", "2026-02-03", number, "Salah hitung", **about)
    used.finish(OWN, Month(2026, 1), date(2026, 2, 4))
    told = lines(made(used).datasets[2])[-2]
    assert isinstance(told, tuple)
    assert told[1] == 20
    assert before in str(told[6])
    assert "31/01/2026: -4, " in str(told[6])
    assert told[7] == date(2026, 2, 4)


def test_what_never_came_is_said_to_be_unknown(used: District) -> None:
    sheets = made(used, site=NEIGHBOUR).datasets
    assert lines(sheets[0]) == []
    assert "Belum pernah ada di sini dan tidak sedang menuju ke sini." in sheets[0].notes


def test_the_paper_and_the_workbook_say_the_same(used: District) -> None:
    book = made(used)
    pages = PdfReader(BytesIO(render(book, "pdf"))).pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "JALAN HITUNGAN KEBUTUHAN ALOKON" in printed
    assert "Kebutuhan = 30,0 × 3 − 60 − 12 − 7 + 8 = 19,0." in printed
    assert f"Kode buku {book.stamp.head_code}" in printed
    sheets = openpyxl.load_workbook(BytesIO(render(book, "xlsx")))
    cells = [cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Kebutuhan = 30,0 × 3 − 60 − 12 − 7 + 8 = 19,0." in cells
    assert 19 in cells


def test_all_items_take_a_fixed_number_of_questions(used: District) -> None:
    with statements(used.engine) as sent:
        made(used, item=None)
    used.supply(OWN, date(2026, 2, 12), {"KONDOM": 12, "PILK": 1})
    with statements(used.engine) as with_more:
        made(used, item=None)
    assert len(with_more) == len(sent) <= 65
