"""Cells as they stand, from every kind of file."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alokon.imports.grids import Row, read_grids
from tests.alokon.imports import made

DAY = date(2027, 12, 31)
ROWS: made.Rows = (
    ("Kode", "Jumlah", "ED", "Harga"),
    ("0071", 12, DAY, 1.5),
    (None, None, None, None),
    ("A-9", 0, None, -3),
)
READ = (
    Row(1, ("Kode", "Jumlah", "ED", "Harga")),
    Row(2, ("0071", 12, DAY, 1.5)),
    Row(4, ("A-9", 0, None, -3)),
)


@pytest.mark.parametrize("kind", made.WORKBOOKS)
def test_codes_keep_zeros_whole_numbers_are_ints_dates_stay_dates_and_blank_rows_keep_the_count(kind: str) -> None:
    (grid,) = read_grids(made.WORKBOOKS[kind](ROWS))
    assert grid.rows == READ
    assert [type(cell) for cell in grid.rows[1].cells] == [str, int, date, float]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimited_text_is_read_whatever_its_separator_and_encoding(separator: str, encoding: str) -> None:
    rows = (("Kode", "Nama", "Nilai"), ("007", "Café, Rancah; baru", "1,5"), (None, None, None), ("008", "Pél", "2"))
    (grid,) = read_grids(made.delimited(rows, separator, encoding))
    assert grid.rows == (
        Row(1, ("Kode", "Nama", "Nilai")),
        Row(2, ("007", "Café, Rancah; baru", "1,5")),
        Row(4, ("008", "Pél", "2")),
    )


def test_a_line_naming_the_separator_is_obeyed_and_is_no_row() -> None:
    (grid,) = read_grids(b"sep=;\r\nKode;Nama\r\n1,2;3,4\r\n")
    assert grid.rows == (Row(2, ("Kode", "Nama")), Row(3, ("1,2", "3,4")))


def test_a_line_break_inside_quotes_stays_in_its_cell() -> None:
    (grid,) = read_grids(b'Kode,Nama\n1,"dua\nbaris"\n2,x\n')
    assert grid.rows[1:] == (Row(2, ("1", "dua\nbaris")), Row(3, ("2", "x")))


def test_invisible_characters_and_outer_spaces_are_no_content() -> None:
    (grid,) = read_grids(made.xlsx([["\u200b Kode\u00a0", " ", "\u00a0"], ["  x ", None, None]]))
    assert grid.rows == (Row(1, ("Kode", None, None)), Row(2, ("x", None, None)))


def test_every_sheet_that_holds_anything_is_read() -> None:
    grids = read_grids(made.xlsx([["a"]], name="Satu", Kosong=[], Dua=[["b"]]))
    assert [(grid.name, grid.rows[0].cells) for grid in grids] == [("Satu", ("a",)), ("Dua", ("b",))]


TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="\u200b\u200e\u200f\ufeff_='"),
    min_size=1,
    max_size=12,
).filter(lambda text: sum(c.isdigit() for c in text) < 16)
NUMBERS = st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9).map(lambda x: round(x, 3)).map(
    lambda x: int(x) if x.is_integer() else x
)
CELLS = st.none() | TEXTS | NUMBERS | st.dates(date(1950, 1, 1), date(2199, 12, 31))
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6).filter(
    lambda rows: any(cell is not None for row in rows for cell in row)
)


def kept(rows: made.Rows) -> tuple[Row, ...]:
    return tuple(Row(n, tuple(row)) for n, row in enumerate(rows, 1) if any(cell is not None for cell in row))


def padded(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(Row(row.number, (*row.cells, *(None,) * (3 - len(row.cells)))) for row in rows)


@settings(max_examples=60, deadline=None)
@given(TABLES, st.sampled_from(["xlsx", "xls", "ods"]))
def test_what_a_workbook_holds_is_what_is_read(rows: list[list[made.Value]], kind: str) -> None:
    (grid,) = read_grids(made.WORKBOOKS[kind](rows))
    assert padded(grid.rows) == kept(rows)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=2, max_size=6),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_delimited_text_holds_is_what_is_read(rows: list[list[str]], separator: str) -> None:
    named = [["Kode", "Nama", "Jumlah"], *rows]
    safe = [[cell.translate({44: "-", 59: "-"}) if separator != "\t" else cell for cell in row] for row in named]
    (grid,) = read_grids(made.delimited(safe, separator))
    assert padded(grid.rows) == kept(safe)
