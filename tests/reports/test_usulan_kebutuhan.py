"""Usulan kebutuhan: the letter to the province, and below it everything its numbers rest on."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from inventory.core.months import Month
from inventory.store.engine import reading
from reports.catalogue import build
from reports.dataset import Dataset, Total, Workbook
from reports.formats import render
from reports.report import Parameters
from tests.books import BOOK, WIB
from tests.district import FAR, NEIGHBOUR, OWN, District
from tests.rounds import january

DAY = date(2026, 2, 10)
PRINTED = datetime(2026, 2, 10, 9, tzinfo=WIB)


@pytest.fixture
def ready(engine: sa.Engine) -> District:
    """Three faskes use 60 pil in thirty days; 896 are left in the warehouse, and 100 suntik are announced."""
    district = District(engine)
    january(district)
    about = {"sender": "Perwakilan BKKBN Jawa Barat", "document": "SBBK 020", "expected": "2026-02-14"}
    lines = [{"item": "SUNTIK1", "fund": "APBN", "stated": 100}]
    district.take("pengelola", "2026-02-08", "penerimaan", "announce", site="GUDANG", **about, lines=lines)
    return district


def made(district: District, item: str | None = None, day: date = DAY) -> Workbook:
    with reading(district.engine) as db:
        return build(db, BOOK, "usulan-kebutuhan", Parameters(day=day, item=item), printed_at=PRINTED)


def sheet(book: Workbook, name: str) -> Dataset:
    return next(data for data in book.datasets if data.name == name)


def rows(data: Dataset) -> list[tuple[object, ...]]:
    return [line for line in data.rows if isinstance(line, tuple)]


def test_the_letter_has_a_row_for_every_item_that_is_anywhere_or_comes(ready: District) -> None:
    letter = sheet(made(ready), "usulan-kebutuhan")
    told = {str(row[1]): row[3:] for row in rows(letter)}
    assert told["Pil Kombinasi"] == (60, 6, 896, 0, 0, pytest.approx(896 / 60), 0, 96, 0, "3 dari 3 faskes")
    assert told["Suntikan 1 Bulanan"][-4:-1] == (100, 0, None), "nobody knows its use: no need is made up"
    assert letter.notes[0] == "Tingkat stok gudang menurut: belum diverifikasi."
    assert "IUD (CuT 380A)" in next(note for note in letter.notes if note.startswith("Tidak pernah ada di buku"))


def test_every_faskes_stands_with_its_average_and_who_is_not_known_is_no_zero(ready: District) -> None:
    """A faskes that has got pil and told nothing is one of four: three are fewer than four in five."""
    pil = sheet(made(ready, "PILK"), "faskes")
    assert [row[3:] for row in rows(pil)] == [(30, 1, 60), (10, 1, 12), (20, 1, 24)]
    assert pil.rows[-1] == Total("Jumlah", {"monthly": 60, "usable": 96})
    ready.supply(NEIGHBOUR, date(2026, 2, 9), {"KONDOM": 12})
    side_by_side = sheet(made(ready), "faskes")
    keys = [column.key for column in side_by_side.columns]
    own = {str(row[1]): dict(zip(keys, row, strict=True)) for row in rows(side_by_side)}
    assert own[ready.names[NEIGHBOUR]]["KONDOM"] == "belum"
    assert own[ready.names[FAR]]["KONDOM"] is None
    assert "tidak dianggap nol" in side_by_side.notes[0]


def test_issues_that_stand_for_the_use_are_told_with_their_vouchers(engine: sa.Engine) -> None:
    district = District(engine)
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 20})
    district.finish("GUDANG", Month(2026, 1), date(2026, 2, 3))
    months = rows(sheet(made(district, "PILK"), "pengeluaran"))
    assert months[-1][:6] == ("Januari 2026", 20, 0, 20, 27, 31)
    assert "08/01/2026: 20, " in str(months[-1][6])
    assert "/SBBK/" in str(months[-1][6])
    assert months[-1][7] == date(2026, 2, 3)


def test_the_paper_is_a_letter_to_the_province_with_its_annex(ready: District) -> None:
    book = made(ready)
    pages = PdfReader(BytesIO(render(book, "pdf"))).pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    for said in (
        "USULAN KEBUTUHAN",
        "Kepala Perwakilan BKKBN Provinsi Jawa Barat",
        "Pengelola Barang",
        "Kepala Dinas",
        "Ciamis, 10 Februari 2026",
        "LAMPIRAN: JALAN HITUNGAN USULAN KEBUTUHAN",
        "Kebutuhan = 60,0 × 6 − 896 = -536,0; tidak kurang dari 0.",
        "SBBK 020",
        f"Kode buku {book.stamp.head_code}",
    ):
        assert said in printed, said
    cells = openpyxl.load_workbook(BytesIO(render(book, "xlsx")))["Usulan kebutuhan"]
    pil = next(row for row in cells.iter_rows(values_only=True) if row[1] == "Pil Kombinasi")
    assert pil[3:6] == (60, 6, 896)
