"""A sheet that opens in Excel as it should: legal names, head in sight and on every page, quick when long."""

import time
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from reports.dataset import Column, Dataset
from reports.xlsx import render_xlsx, sheet_names
from tests.reports.samples import book, every_kind, long_card


@given(st.lists(st.text(max_size=45), min_size=1, max_size=6))
def test_sheet_names_are_legal_and_unlike_whatever_the_titles(titles: list[str]) -> None:
    names = sheet_names(tuple(Dataset(str(i), title) for i, title in enumerate(titles)))
    assert len({name.lower() for name in names}) == len(titles)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
        assert name.lower() != "history"


def test_the_head_is_repeated_on_paper_and_stays_in_sight_when_long() -> None:
    sheet = openpyxl.load_workbook(BytesIO(render_xlsx(book(long_card(400)))))["KARTU STOK"]
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == "No")
    assert sheet.print_title_rows == f"${first}:${first + 2}"
    assert sheet.freeze_panes == f"A{first + 3}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_sheet_takes_its_paper_and_the_height_to_write_in() -> None:
    data = Dataset("a", "A", (Column("a", "A"),), [("",), ("dua\nbaris",), ("empat " * 60,)], size="F4", by_hand=True)
    for by_hand, heights in ((True, [24, 26]), (False, [None, 26])):
        sheet = openpyxl.load_workbook(BytesIO(render_xlsx(book(replace(data, by_hand=by_hand)))))["A"]
        first = next(row[0].row for row in sheet.iter_rows() if row[0].value == "A" and row[0].font.size == 9) + 1
        assert sheet.page_setup.paperSize == 14
        assert [sheet.row_dimensions[row].height for row in (first, first + 1)] == heights
        assert sheet.row_dimensions[first + 2].height > 24


def test_merged_headings_stand_where_the_groups_are() -> None:
    sheet = openpyxl.load_workbook(BytesIO(render_xlsx(book(every_kind()))))["Mutasi"]
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "No")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {f"D{top}:F{top}", f"D{top + 1}:E{top + 1}", f"F{top + 1}:F{top + 2}", f"A{top}:A{top + 2}"} <= merged
    assert [cell.value for cell in sheet[top + 3]][:4] == ["(1)", "(2)", "(3)", "(4)"]


@pytest.mark.parametrize("text", ["=1+1", "+62", "-x", "@a", "#N/A", "a\x0bb", " x ", "<&>", "1234", "A\nB"])
def test_text_stays_text(text: str) -> None:
    data = Dataset("d", "Judul", (Column("a", "A"),), ((text,),))
    cell = openpyxl.load_workbook(BytesIO(render_xlsx(book(data)))).active["A4"]
    assert (cell.value, cell.data_type) == (text.replace("\x0b", ""), "s")


def test_another_reader_sees_the_same_rows() -> None:
    data = long_card(300)
    sheet = python_calamine.CalamineWorkbook.from_filelike(BytesIO(render_xlsx(book(data)))).get_sheet_by_index(0)
    rows = [row for row in sheet.to_python() if isinstance(row[0], float)]
    assert [row[8] for row in rows] == [line[8] for line in data.rows]
    assert [row[1] for row in rows] == [line[1] for line in data.rows]


def test_no_member_of_the_file_tells_the_time() -> None:
    with ZipFile(BytesIO(render_xlsx(book(every_kind())))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-02-03T14:05:00Z" in archive.read("docProps/core.xml")


def test_a_styled_sheet_of_7212_rows_takes_at_most_three_seconds() -> None:
    data = book(long_card())
    start = time.perf_counter()
    render_xlsx(data)
    assert time.perf_counter() - start <= 3
