"""A printed label reads back: the sheet is drawn, photographed page by page, and every code on it scanned."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from alokon import batch_code
from alokon.batch_code import Scanned
from alokon.text import Expiry
from inventory.core.goods import LotFacts, LotKey
from reports.label_sheet import COLUMNS, ROWS, BatchLabel, label_sheet
from tests.alokon.test_batch_code import EXAMPLE

needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm draws the sheet; not installed")

MONTH = LotFacts(date(2028, 8, 31), "month")
PILL = BatchLabel(LotKey("PILK", "A1", "APBN"), MONTH, "1.000 siklus", EXAMPLE)
IMPLANT = BatchLabel(LotKey("IMPLAN2", "LOT-2026/00417", "APBD"), LotFacts(date(2030, 12, 31), "year"))


def scanned(sheet: bytes, folder: Path) -> list[tuple[str, str]]:
    """(symbology, text) of every code on every page, as a scanner would type it."""
    (folder / "sheet.pdf").write_bytes(sheet)
    subprocess.run(["pdftoppm", "-r", "300", "-gray", "-png", folder / "sheet.pdf", folder / "page"], check=True)
    pages = [Image.open(path) for path in sorted(folder.glob("page*.png"))]
    plain = zxingcpp.TextMode.Plain
    codes = [code for page in pages for code in zxingcpp.read_barcodes(page, text_mode=plain)]
    return sorted((code.symbology_identifier, code.text) for code in codes)


@needs_poppler
def test_every_code_of_a_printed_label_reads_back_as_its_batch(tmp_path: Path) -> None:
    read = [batch_code.read(i + text, {EXAMPLE: "PILK"}) for i, text in scanned(label_sheet([PILL, IMPLANT]), tmp_path)]
    month, year = Expiry(date(2028, 8, 31), "month"), Expiry(date(2030, 12, 31), "year")
    assert sorted(read, key=str) == sorted(
        [
            Scanned("PILK", "A1", "APBN", month),
            Scanned("PILK", "A1", None, month, EXAMPLE),
            Scanned("IMPLAN2", "LOT-2026/00417", "APBD", year),
        ],
        key=str,
    )


@needs_poppler
def test_a_full_sheet_goes_on_to_a_second_page_and_loses_no_label(tmp_path: Path) -> None:
    labels = [PILL._replace(key=LotKey("PILK", f"B{n:03}", "APBN"), gtin=None) for n in range(COLUMNS * ROWS + 1)]
    read = scanned(label_sheet(labels), tmp_path)
    assert [batch_code.read(text, {}).batch for _, text in read] == [label.key.batch for label in labels]


def test_the_same_labels_give_the_same_bytes() -> None:
    assert label_sheet([PILL]) == label_sheet([PILL])
