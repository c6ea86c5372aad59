"""One dataset, six formats, one set of values: each file is read back by a reader that is not ours."""

import csv
import json
from datetime import date, datetime
from html.parser import HTMLParser
from io import BytesIO, StringIO

import openpyxl
import pypdf
import pytest

from reports.formats import FORMATS, render
from tests.reports.samples import book, every_kind

TEXTS = [
    ["1", "Puskesmas Ciamis", "05/01/2026", "1.200", "10,5", "1.234.567,50", "15/08/2028", "3,3", "50,0%", "Lulus"],
    ["2", "RSUD Ciamis & Klinik <Utama>", "31/01/2026", "0", "36", "5.000,00", "02/2028", "-", "93,5%", "Gagal"],
    ["Jumlah Kecamatan Ciamis", "1.200", "46,5", "1.239.567,50", "", "", "", ""],
    ["3", "=SUM(A1:A9)", "", "1.234.567", "", "", "2028", "0,0", "100,0%", "Lulus"],
    ["Jumlah", "1.235.767", "46,5", "1.239.567,50", "", "", "", ""],
]
"""What a person reads, sections left out, a total's label standing for the columns it spans."""

DATA = [
    [1, "Puskesmas Ciamis", "2026-01-05", 1200, 10.5, 1234567.5, "2028-08-15", 10 / 3, 0.5, True],
    [2, "RSUD Ciamis & Klinik <Utama>", "2026-01-31", 0, 36, 5000, "2028-02", None, 0.935, False],
    [3, "=SUM(A1:A9)", None, 1234567, None, None, "2028", 0, 1, True],
]
"""What a program reads."""


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {ending: render(book(every_kind()), ending) for ending in FORMATS}


class Cells(HTMLParser):
    """Texts of the body's cells, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.inside = tag
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = "" if tag == self.inside else self.inside

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


def test_html_shows_every_value(files: dict[str, bytes]) -> None:
    cells = Cells()
    cells.feed(files["html"].decode())
    body = cells.rows[4:]
    assert [row for row in body if len(row) > 1] == TEXTS
    assert [row for row in body if len(row) == 1] == [["Kecamatan Ciamis"], ["Kecamatan Kawali"]]


def test_pdf_prints_every_value_in_its_order(files: dict[str, bytes]) -> None:
    text = pypdf.PdfReader(BytesIO(files["pdf"])).pages[0].extract_text()
    lines = [line.strip() for line in text.splitlines()]
    start = lines.index("Kecamatan Ciamis")
    wanted = [
        "Kecamatan Ciamis",
        *(cell for row in TEXTS[:3] for cell in row if cell),
        "Kecamatan Kawali",
        *(cell for row in TEXTS[3:] for cell in row if cell),
    ]
    assert lines[start : start + len(wanted)] == wanted


def test_xlsx_holds_numbers_as_numbers_and_days_as_days(files: dict[str, bytes]) -> None:
    sheet = openpyxl.load_workbook(BytesIO(files["xlsx"]))["Mutasi"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    last_days = ["2028-08-15", "2028-02-29", "2028-12-31"]
    for row, data, last in zip(rows, DATA, last_days, strict=True):
        days = [value.date().isoformat() if isinstance(value, datetime) else value for value in row]
        expected = [*data[:6], last, "-" if data[7] is None else data[7], data[8], "Lulus" if data[9] else "Gagal"]
        assert days == expected
    totals = [row for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("Jumlah")]
    assert [row[3:6] for row in totals] == [(1200, 46.5, 1239567.5), (1235767, 46.5, 1239567.5)]


def test_xlsx_formats_each_kind(files: dict[str, bytes]) -> None:
    sheet = openpyxl.load_workbook(BytesIO(files["xlsx"]))["Mutasi"]
    first, second, third = (r for r in sheet.iter_rows() if isinstance(r[0].value, int))
    assert [cell.number_format for cell in first] == [
        "#,##0", "General", "dd/mm/yyyy", "#,##0", "#,##0.0", "#,##0.00", "dd/mm/yyyy", "#,##0.0", "0.0%", "General",
    ]  # fmt: skip
    assert (second[6].number_format, third[6].number_format) == ("mm/yyyy", "yyyy")
    assert third[1].data_type == "s"


def test_csv_carries_sections_as_a_column_and_no_formula(files: dict[str, bytes]) -> None:
    assert files["csv"].startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(StringIO(files["csv"].decode("utf-8-sig")))
    assert head[0] == "Bagian"
    assert head[4] == "Penerimaan - Dari - Provinsi (lusin)"
    assert [row[0] for row in rows] == ["Kecamatan Ciamis", "Kecamatan Ciamis", "Kecamatan Kawali"]
    for row, data in zip(rows, DATA, strict=True):
        expected = ["" if v is None else {True: "Lulus", False: "Gagal"}[v] if v is data[9] else str(v) for v in data]
        expected[1] = expected[1].replace("=SUM", "'=SUM")
        assert row[1:] == expected


def test_json_carries_rows_by_key_with_totals_apart(files: dict[str, bytes]) -> None:
    found = json.loads(files["json"])
    data = found["datasets"][0]
    keys = [column["key"] for column in data["columns"]]
    assert [[row[key] for key in keys] for row in data["rows"]] == DATA
    assert [row["_bagian"] for row in data["rows"]] == ["Kecamatan Ciamis", "Kecamatan Ciamis", "Kecamatan Kawali"]
    assert data["totals"][0]["values"] == {"received": 1235767, "other": 46.5, "value": 1239567.5}
    assert found["head_code"] == "7K3QF-9M2XA"
    assert found["printed_at"] == "2026-02-03T14:05:00+07:00"


def test_words_around_the_table_stand_in_every_format_for_people(files: dict[str, bytes]) -> None:
    book_file = openpyxl.load_workbook(BytesIO(files["xlsx"]))["Mutasi"]
    cells = {str(cell) for row in book_file.iter_rows(values_only=True) for cell in row if cell}
    sheet = " ".join(cells) + str(book_file.oddFooter.left.text)
    printed = " ".join(pypdf.PdfReader(BytesIO(files["pdf"])).pages[0].extract_text().split())
    for word in (
        "PEMERINTAH KABUPATEN CIAMIS",
        "LAPORAN MUTASI ALAT DAN OBAT KONTRASEPSI",
        "Bulan Januari 2026",
        "Gudang Alokon Kabupaten Ciamis",
        "Laporan ini dibuat dari buku stok.",
        "Stok rasio: stok layak pakai dibagi rata-rata pemakaian sebulan.",
        "Ciamis, 3 Februari 2026",
        "Pembina Utama Muda",
        "Kode buku 7K3QF-9M2XA",
        "dicetak 3 Februari 2026 pukul 14.05 WIB",
    ):
        assert word in files["html"].decode()
        assert word in sheet
        assert word in printed


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_the_same_workbook_gives_the_same_bytes(files: dict[str, bytes], ending: str) -> None:
    assert render(book(every_kind()), ending) == files[ending]


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(KeyError):
        render(book(every_kind()), "odt")


def test_several_datasets_stand_in_one_file_of_each_format() -> None:
    two = book(every_kind(), every_kind())
    assert openpyxl.load_workbook(BytesIO(render(two, "xlsx"))).sheetnames == ["Mutasi", "Mutasi (2)"]
    assert len(pypdf.PdfReader(BytesIO(render(two, "pdf"))).pages) == 2
    assert render(two, "html").count(b"<section>") == 2
    assert len(json.loads(render(two, "json"))["datasets"]) == 2
    rows = list(csv.reader(StringIO(render(two, "csv").decode("utf-8-sig"))))
    assert rows[0] == ["Mutasi"]
    assert rows.count(["Mutasi"]) == 2
    assert date.fromisoformat(rows[2][3]) == date(2026, 1, 5)
