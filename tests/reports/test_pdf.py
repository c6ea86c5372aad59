"""A document that can be filed: embedded letters, its head on every page, nothing cut off, no signature alone."""

from dataclasses import replace
from io import BytesIO

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from reports.dataset import Column, Dataset, Kop, Section, Signature, Total, Workbook
from reports.fonts import register
from reports.page import MARGIN
from reports.pdf import render_pdf
from reports.pdf_fit import PAD, Need, break_lines, fit, text_width
from reports.pdf_grid import BY_HAND, lay_out
from tests.reports.samples import SIGNATURES, book, every_kind, long_card

register()


def pages(workbook: Workbook) -> list[list[str]]:
    """The texts of each page in the order they were drawn."""
    reader = pypdf.PdfReader(BytesIO(render_pdf(workbook)))
    return [[line.strip() for line in page.extract_text().splitlines()] for page in reader.pages]


def test_every_letter_is_embedded() -> None:
    reader = pypdf.PdfReader(BytesIO(render_pdf(book(every_kind()))))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert fonts
    for font in fonts.values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"].get_object()


def test_a_long_table_prints_each_row_once_below_a_head_on_each_page() -> None:
    found = pages(book(long_card(500)))
    assert len(found) > 10
    for number, page in enumerate(found, 1):
        assert page.count("Dari / Kepada") == 1
        assert f"Halaman {number} dari {len(found)}" in page
        assert "Kode buku 7K3QF-9M2XA" in page
    papers = [text for page in found for text in page if text.endswith("/SBBK/2026")]
    assert papers == [f"{i:03d}/SBBK/2026" for i in range(500)]


def test_a_long_name_at_the_foot_runs_neither_into_the_page_number_nor_off_the_page() -> None:
    named = book(every_kind())
    long = replace(named, stamp=replace(named.stamp, reference="Berita Acara Kesepakatan Pembentukan " * 4))
    drawn: dict[str, tuple[float, float]] = {}

    def note(text: str, _cm: object, place: list[float], _font: object, size: float) -> None:
        drawn[text.strip()[:7]] = (place[5], place[4] + text_width(text.strip()) * size)

    page = pypdf.PdfReader(BytesIO(render_pdf(long))).pages[0]
    page.extract_text(visitor_text=note)
    assert drawn["Halaman"][0] > drawn["Berita "][0]
    assert drawn["Berita "][1] <= float(page.mediabox[2]) - MARGIN + 1


def test_each_dataset_has_the_paper_it_asks_for() -> None:
    folio = replace(every_kind(), size="F4", landscape=False)
    workbook = book(folio, replace(folio, size="A4"), replace(folio, landscape=True))
    reader = pypdf.PdfReader(BytesIO(render_pdf(workbook)))
    sizes = [tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in reader.pages]
    assert list(dict.fromkeys(sizes)) == [(210, 330), (210, 297), (330, 210)]


def test_rows_that_are_written_in_by_hand_are_high_enough() -> None:
    data = Dataset("a", "A", (Column("a", "A"), Column("b", "B")), [("", ""), ("long " * 200, "")], by_hand=True)
    first, second = lay_out(data, 300).rows
    assert first.height == BY_HAND
    assert second.height > BY_HAND
    assert lay_out(replace(data, by_hand=False), 300).rows[0].height < BY_HAND


@given(st.text(alphabet="abcWMi ", max_size=60), st.floats(20, 200), st.sampled_from([5.0, 8.5]))
def test_broken_lines_keep_every_letter_and_never_leave_their_column(text: str, width: float, size: float) -> None:
    lines = break_lines(text, width, size)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert len(line) <= 1 or text_width(line) * size <= width - 2 * PAD * size + 0.1


@given(st.lists(st.tuples(st.floats(0.1, 20), st.floats(0, 60), st.booleans()), min_size=1, max_size=20))
def test_columns_always_fill_the_width_exactly(needs: list[tuple[float, float, bool]]) -> None:
    size, widths = fit([Need(least, least + more, grows) for least, more, grows in needs], 500)
    assert sum(widths) == pytest.approx(500)
    assert min(widths) > 0
    if size > 5:
        assert all(w >= (least + 2 * PAD) * size - 0.01 for w, (least, _, _) in zip(widths, needs, strict=True))


def many(rows: int, **around: object) -> Dataset:
    """A dataset of so many short rows."""
    columns = (Column("no", "No", "int"), Column("name", "Nama"))
    return Dataset("d", "DAFTAR", columns, tuple((i, f"baris {i}") for i in range(1, rows + 1)), **around)  # type: ignore[arg-type]


def test_a_signature_never_stands_alone_on_a_page() -> None:
    turned = 0
    for rows in range(28, 50):
        *_, last = pages(Workbook("d", (many(rows, signatures=SIGNATURES),)))
        if "Kepala Dinas" in last:
            assert sum(text.startswith("baris ") for text in last) >= 2
            turned += last.count("Halaman 2 dari 2")
    assert turned


def test_a_total_never_begins_a_page_and_a_section_never_ends_one() -> None:
    broken = 0
    for rows in range(40, 56):
        lines = [*((i, f"baris {i}") for i in range(rows)), Section("BAGIAN"), (1, "isi"), (2, "isi")]
        data = Dataset("d", "DAFTAR", many(0).columns, lines, (Total("JUMLAH", {"name": "x"}),))
        for page in pages(Workbook("d", (data,))):
            body = [t for t in page if t.startswith(("baris", "BAGIAN", "isi", "JUMLAH"))]
            assert body[0] != "JUMLAH"
            assert body[-1] != "BAGIAN"
            broken += 1
    assert broken > 16


def test_a_sheet_across_may_follow_one_upright() -> None:
    wide = many(3, landscape=True)
    reader = pypdf.PdfReader(BytesIO(render_pdf(Workbook("d", (many(3), wide, many(3))))))
    assert [round(page.mediabox.width) for page in reader.pages] == [595, 842, 595]


def test_a_dataset_that_continues_stays_on_the_page() -> None:
    assert len(pages(Workbook("d", (many(3), many(3, continues=True))))) == 1


def test_a_cell_higher_than_a_page_does_not_hang() -> None:
    data = Dataset("d", "DAFTAR", (Column("a", "A"),), (("kata " * 12000,),))
    with pytest.raises(Exception, match="too large"):
        render_pdf(Workbook("d", (data,)))


def test_names_and_numbers_to_be_written_by_hand_get_a_line() -> None:
    data = many(1, number="", signatures=(Signature("Yang Menerima"), Signature("Bidan", "Bidan Desa", nip=None)))
    (page,) = pages(Workbook("d", (data,)))
    assert sum("...." in text for text in page) == 3
    assert "Nomor : .............................." in page
    assert sum(text.startswith("NIP.") for text in page) == 1


def test_a_logo_stands_beside_the_letterhead() -> None:
    logo = BytesIO()
    Image.new("RGB", (40, 50), "navy").save(logo, "PNG")
    data = many(1, kop=Kop(("PEMERINTAH KABUPATEN CIAMIS", "DINAS"), ("CIAMIS",), logo.getvalue()))
    (page,) = pypdf.PdfReader(BytesIO(render_pdf(Workbook("d", (data,))))).pages
    assert len(page.images) == 1
    assert "PEMERINTAH KABUPATEN CIAMIS" in page.extract_text()
