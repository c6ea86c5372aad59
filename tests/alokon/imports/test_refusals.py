"""Files that cannot or must not be opened are refused with a reason, and quickly."""

import io
import random

import openpyxl
import pytest

from alokon.imports.containers import Limits
from alokon.imports.grids import read_grids
from inventory.core.errors import Problem, Refused
from tests.alokon.imports import made

ROWS: made.Rows = [["Kode", "Nama"], *([str(n), f"Puskesmas {n}"] for n in range(40))]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_WHOLE = {
    "mimetype": made.ODS_TYPE,
    "META-INF/manifest.xml": made.MANIFEST % "<manifest:encryption-data/>",
}
STRING = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


def refusal(data: bytes, limits: Limits | None = None) -> Problem:
    with pytest.raises(Refused) as refused:
        read_grids(data, limits or Limits())
    (problem,) = refused.value.problems
    return problem


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b" \r\n ", "file_empty"),
        (b",,\n,,\n", "file_empty"),
        (made.xlsx([]), "file_empty"),
        (made.xlsx(ROWS)[:900], "file_unreadable"),
        (b"PK\x03\x04 not a zip", "file_unreadable"),
        (OLE + bytes(2000), "file_unreadable"),
        (b'Kode,Nama\n1,"tak ditutup\n2,x\n', "text_unreadable"),
        (made.zipped({"mimetype": made.ODS_TYPE, "content.xml": "<broken"}), "file_unreadable"),
        (made.zipped({"word/document.xml": "<w/>"}), "file_kind_unknown"),
        (b"%PDF-1.7 ...", "file_kind_unknown"),
        (b"a\0b\0c", "file_kind_unknown"),
        (b"\n<html><table><tr><td>1</td></tr></table></html>", "file_is_html"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), "file_encrypted"),
        (made.ods(ROWS, '<manifest:encryption-data manifest:checksum-type="SHA1"/>'), "file_encrypted"),
        (made.zipped({**LOCKED_WHOLE, "encrypted-package": "?"}), "file_encrypted"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert refusal(data).code == code


def test_a_broken_delimited_file_names_the_row() -> None:
    assert refusal(b'Kode,Nama\n1,x\n2,"y" z\n').facts["row"] == 3


def test_a_file_over_the_size_limit_is_refused_with_both_sizes() -> None:
    assert refusal(b"a,b\n" * 100, Limits(file_bytes=399)) == Problem("file_too_large", {"bytes": 400, "limit": 399})


def test_a_zip_that_unpacks_beyond_the_limit_is_refused_before_it_is_unpacked() -> None:
    data = made.zipped({"xl/workbook.xml": "<x/>", "xl/worksheets/sheet1.xml": " " * 5_000_000})
    assert len(data) < 10_000
    assert refusal(data, Limits(unpacked_bytes=1_000_000)).code == "file_too_large"


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv"])
def test_a_sheet_over_the_limits_of_rows_or_cells_is_refused(kind: str) -> None:
    data = made.delimited(ROWS) if kind == "csv" else made.WORKBOOKS[kind](ROWS)
    assert refusal(data, Limits(rows=40)).code == "sheet_too_large"
    assert refusal(data, Limits(cells=81)).code == "sheet_too_large"
    assert len(read_grids(data, Limits(rows=41, cells=82))[0].rows) == 41


@pytest.mark.timeout(20)
def test_one_forgotten_cell_in_the_last_corner_is_refused_not_laid_out_in_memory() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"], sheet["XFD1048576"] = "Kode", "x"
    target = io.BytesIO()
    workbook.save(target)
    assert refusal(target.getvalue()).facts["cells"] == 1_048_576 * 16_384
    far = (
        f"<table:table-row>{STRING}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="1023"/>{STRING}</table:table-row>'
    )
    assert refusal(made.ods_of(far)).facts["cells"] == 1_048_576 * 1024


def test_rows_and_cells_that_are_only_styled_or_repeated_blank_do_not_count() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"] = "Kode"
    sheet["XFD900000"].font = openpyxl.styles.Font(bold=True)
    target = io.BytesIO()
    workbook.save(target)
    assert len(read_grids(target.getvalue())[0].rows) == 1
    blank = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
    assert len(read_grids(made.ods_of(f"<table:table-row>{STRING}</table:table-row>{blank}"))[0].rows) == 1


@pytest.mark.parametrize("kind", made.WORKBOOKS)
def test_damage_anywhere_is_refused_or_read_but_never_crashes(kind: str) -> None:
    whole = made.WORKBOOKS[kind](ROWS)
    chance = random.Random(3207)
    refused, read = 0, 0
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read += isinstance(read_grids(bytes(damaged)), tuple)
        except Refused as refusal:
            refused += bool(refusal.problems)
    assert refused + read == 60
    assert refused, "so much damage must show somewhere"
