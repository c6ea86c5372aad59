"""Identity numbers are refused by place and count, and never repeated."""

import logging

import pytest

from alokon.imports.grids import read_grids
from alokon.imports.personal import is_identity_number
from alokon.imports.sheets import read_sheet
from inventory.core.errors import Problem, Refused
from tests.alokon.imports import made

NIK = "3207" + "014107900001"


def refused(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_grids(data)
    return caught.value


@pytest.mark.parametrize("kind", [*made.WORKBOOKS, "csv"])
def test_a_column_of_16_digit_numbers_is_refused_with_its_first_row_and_count(kind: str) -> None:
    rows = [["Kode", "Catatan"], ["A", "-"], ["B", NIK], ["C", NIK]]
    data = made.delimited(rows) if kind == "csv" else made.WORKBOOKS[kind](rows)
    sheet = "csv" if kind == "csv" else "Data"
    expected = Problem("personal_data", {"sheet": sheet, "column": "B", "row": 3, "count": 2}, "file")
    assert refused(data).problems == (expected,)


def test_a_number_cell_a_sentence_and_a_later_sheet_are_found_too() -> None:
    data = made.xlsx([["Kode", 10**15 + 7], ["A", f"a.n. {NIK} di desa"]], Lain=[["x"], [f"'{NIK}"]])
    facts = [problem.facts for problem in refused(data).problems]
    assert facts == [
        {"sheet": "Data", "column": "B", "row": 1, "count": 2},
        {"sheet": "Lain", "column": "A", "row": 2, "count": 1},
    ]


def test_the_number_is_in_no_message_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        error = refused(made.xlsx([["Kode"], [NIK], [int(NIK)]]))
    assert NIK not in str(error) + repr(error.problems) + caplog.text
    assert error.__cause__ is None


@pytest.mark.parametrize(
    "text", ["3207.0141.0790.0001", "3207 0141 0790 0001", "3207014107900001", "No 3207014107900001"]
)
def test_16_digits_grouped_by_one_mark_are_an_identity_number(text: str) -> None:
    assert is_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "01089012345678901728013110A",
        "2026-01-01 2026-12-31",
        "12-01-2026 12-02-2026",
        "320701410790",
        "P3207100101",
        "",
    ],
)
def test_barcodes_ranges_of_dates_and_other_codes_are_none(text: str) -> None:
    assert not is_identity_number(text)


def test_a_column_named_nik_is_refused_even_when_each_cell_holds_one_digit() -> None:
    header = ["Kode", "Nama", "NIK", *[None] * 15]
    data = made.xlsx([header, ["A", "B", *NIK]])
    with pytest.raises(Refused) as caught:
        read_sheet(data, {"KODE", "NAMA"})
    expected = Problem("personal_data", {"sheet": "Data", "column": "NIK", "row": 2, "count": 1}, "file")
    assert caught.value.problems == (expected,)
