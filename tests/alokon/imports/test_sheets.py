"""Finding the table in what offices hand over."""

import pytest

from alokon.imports.sheets import Sheet, read_sheet
from inventory.core.errors import Refused
from tests.alokon.imports import made

WANTED = {"KODE", "NAMA FASKES", "AWAL", "TERIMA"}


def test_lines_of_kop_above_and_blank_rows_are_passed_over() -> None:
    rows = [
        ["PEMERINTAH KABUPATEN CIAMIS"],
        ["DINAS PPKB"],
        [None],
        ["Data Faskes per Januari 2026", None, None, None],
        [None],
        [" kode ", "Nama_Faskes *", "Awal", "Terima"],
        ["001", "A", 1, 2],
        [None],
        ["002", "B", None, 4],
    ]
    sheet = read_sheet(made.xlsx(rows), WANTED)
    assert sheet.header == 6
    assert sheet.columns == ("KODE", "NAMA FASKES", "AWAL", "TERIMA")
    assert sheet.titles == ("kode", "Nama_Faskes *", "Awal", "Terima")
    assert [(row.number, row.cells) for row in sheet.rows] == [(7, ("001", "A", 1, 2)), (9, ("002", "B", None, 4))]


def test_a_header_merged_over_two_rows_and_a_row_of_column_numbers_are_understood() -> None:
    rows = [
        ["LAPORAN", None, None, None],
        ["Kode", "Nama Faskes", "Stok", None],
        [None, None, "Awal", "Terima"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["001", "A", 1, 2],
    ]
    sheet = read_sheet(made.xlsx(rows, merged=["A2:A3", "B2:B3", "C2:D2"]), WANTED)
    assert sheet.columns == ("KODE", "NAMA FASKES", "AWAL", "TERIMA")
    assert [row.number for row in sheet.rows] == [5]


def test_a_title_right_above_the_header_names_no_column() -> None:
    sheet = read_sheet(made.xlsx([["DAFTAR", None, None], [None, "Kode", "Awal"], [1, "x", 2]]), WANTED)
    assert sheet.columns == ("", "KODE", "AWAL")


def test_a_header_printed_again_on_the_next_page_is_no_row() -> None:
    rows = [["Kode", "Awal"], ["1", "2"], ["Kode", "Awal"], ["3", "4"]]
    assert [row.number for row in read_sheet(made.delimited(rows), WANTED).rows] == [2, 4]


def test_the_sheet_that_names_most_columns_is_taken() -> None:
    data = made.xlsx([["Petunjuk"], ["Kode", "Arti"]], name="Petunjuk", Isi=[["Kode", "Awal"], ["1", 5]])
    assert read_sheet(data, WANTED).name == "Isi"


def test_cells_beyond_the_header_are_kept_not_cut_off() -> None:
    sheet = read_sheet(made.delimited([["Kode", "Awal"], ["1", "2", "catatan"]]), WANTED)
    assert sheet.rows[0].cells == ("1", "2", "catatan")


def test_a_short_row_is_filled_with_blanks() -> None:
    sheet = read_sheet(b"Kode,Awal,Terima\n1\n", WANTED)
    assert sheet.rows[0].cells == ("1", None, None)


def test_a_file_without_the_table_is_refused_and_told_what_was_sought() -> None:
    with pytest.raises(Refused) as caught:
        read_sheet(made.xlsx([["Kode", "Harga"], ["1", 2]], name="Lembar1"), WANTED)
    (problem,) = caught.value.problems
    assert problem.code == "header_missing"
    assert problem.facts["sheets"] == "Lembar1"
    assert problem.facts["wanted"] == "AWAL, KODE, NAMA FASKES, TERIMA"


def test_a_header_alone_is_a_sheet_without_rows() -> None:
    assert read_sheet(b"Kode;Awal\n", WANTED) == Sheet("csv", 1, ("KODE", "AWAL"), ("Kode", "Awal"), ())
