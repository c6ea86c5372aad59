"""A document that can be edited: what the PDF says stands in it as text, in tables a word processor understands."""

import time
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph as Words
from PIL import Image

from reports.dataset import Column, Dataset, Facts, Items, Kop, Paragraph, Signature, Workbook
from reports.docx import render_docx
from tests.reports.cases import CASES, CODE, spmb_case
from tests.reports.samples import KOP, SIGNATURES, book, every_kind, long_card
from tests.reports.test_formats import TEXTS


def opened(workbook: Workbook) -> docx.document.Document:
    return docx.Document(BytesIO(render_docx(workbook)))


def data_tables(document: docx.document.Document) -> list[Table]:
    """The tables with rules, in their order."""
    return [t for t in document.tables if t._tbl.tblPr.find(qn("w:tblBorders")) is not None]


def texts(table: Table) -> list[list[str]]:
    """The text of each cell, merged ones once."""
    found = []
    for row in table.rows:
        cells = {id(cell._tc): cell.text for cell in row.cells}
        found.append(list(cells.values()))
    return found


def all_words(document: docx.document.Document) -> list[str]:
    """Every paragraph of the body in its order, those of tables included."""
    return [Words(p, document).text for p in document.element.body.iter(qn("w:p"))]


def repeated(table: Table) -> list[bool]:
    """Which rows are repeated on every page."""
    return [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]


def test_every_value_stands_as_it_is_printed() -> None:
    (table,) = data_tables(opened(book(every_kind())))
    body = texts(table)[4:]
    assert [row for row in body if len(row) > 1] == TEXTS
    assert [row for row in body if len(row) == 1] == [["Kecamatan Ciamis"], ["Kecamatan Kawali"]]


def test_headings_are_merged_and_repeated_on_every_page() -> None:
    (table,) = data_tables(opened(book(every_kind())))
    assert repeated(table) == [True] * 4 + [False] * (len(table.rows) - 4)
    head = [[table.cell(row, column) for column in range(10)] for row in range(4)]
    assert head[0][3]._tc is head[0][4]._tc is head[0][5]._tc
    assert head[0][3].text == "Penerimaan"
    assert (head[1][3].text, head[1][3]._tc is head[1][4]._tc) == ("Dari", True)
    assert head[0][0]._tc is head[1][0]._tc is head[2][0]._tc
    assert head[2][3].text == "Provinsi\n(lusin)"
    assert [cell.text for cell in head[3]] == [f"({n})" for n in range(1, 10)] + ["(10=4+5)"]


def test_totals_are_bold_and_figures_stand_at_the_right() -> None:
    (table,) = data_tables(opened(book(every_kind())))
    row, total = table.rows[5].cells, table.rows[-1].cells
    assert [row[i].paragraphs[0].alignment for i in (1, 2, 3)] == [None, 1, 2]
    assert total[0].text == "Jumlah"
    assert total[0]._tc is total[2]._tc
    assert all(run.bold for cell in total for run in cell.paragraphs[0].runs)
    assert not any(run.bold for cell in row for run in cell.paragraphs[0].runs)


def test_cells_that_stand_out_are_shaded_and_bold() -> None:
    data = Dataset("a", "A", (Column("a", "A"), Column("b", "B")), [("x", "y"), ("z", "w")], marked=((1, "b"),))
    (table,) = data_tables(opened(book(data)))
    shaded = [cell.text for row in table.rows[1:] for cell in row.cells if cell._tc.tcPr.find(qn("w:shd")) is not None]
    bold = [cell.text for row in table.rows[1:] for cell in row.cells if cell.paragraphs[0].runs[0].bold]
    assert shaded == bold == ["w"]


def test_the_words_around_the_table_stand_in_their_order() -> None:
    words = all_words(opened(book(every_kind())))
    wanted = [
        *KOP.agency,
        *KOP.address,
        "LAPORAN MUTASI ALAT DAN OBAT KONTRASEPSI",
        "Bulan Januari 2026",
        *("Gudang", ":", "Gudang Alokon Kabupaten Ciamis"),
        "Puskesmas Ciamis",
        "Laporan ini dibuat dari buku stok.",
        "Stok rasio: stok layak pakai dibagi rata-rata pemakaian sebulan.",
        *("Dibuat oleh,", "Kepala Dinas"),
    ]
    places = [words.index(text) for text in wanted]
    assert places == sorted(places)


def test_the_letterhead_is_ruled_below() -> None:
    body = opened(book(every_kind())).element.body
    ruled = [p for p in body.findall(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None]
    assert [p.getparent().index(p) for p in ruled] == [5, 6]


def test_signatures_stand_side_by_side_and_stay_together() -> None:
    table = opened(book(every_kind())).tables[-1]
    heads, _, feet = table.rows
    assert [cell.text for cell in heads.cells] == [
        "Dibuat oleh,\nPengelola Barang",
        "Ciamis, 3 Februari 2026\nKepala Dinas",
    ]
    assert [cell.text.count("NIP. ....") for cell in feet.cells] == [1, 1]
    assert "Pembina Utama Muda" in feet.cells[1].text
    assert all(p.paragraph_format.keep_with_next for cell in heads.cells for p in cell.paragraphs)


def test_a_lone_signature_stands_at_the_right() -> None:
    alone = replace(every_kind(), signatures=(replace(SIGNATURES[1], name="KEPALA"),))
    table = opened(book(alone)).tables[-1]
    assert [cell.text.split("\n")[-1] for cell in table.rows[0].cells] == ["", "Kepala Dinas"]
    (name,) = table.rows[2].cells[1].paragraphs[0].runs
    assert (name.text, name.bold, name.underline) == ("KEPALA", True, True)
    assert table.rows[2].cells[0].text == ""


def test_each_dataset_has_the_paper_it_asks_for_and_one_that_continues_has_none_of_its_own() -> None:
    across = every_kind()
    folio = replace(across, size="F4", landscape=False)
    document = opened(book(folio, replace(folio, continues=True, kop=None), across))
    sizes = [(round(s.page_width.mm), round(s.page_height.mm), s.orientation) for s in document.sections]
    assert sizes == [(210, 330, WD_ORIENT.PORTRAIT), (297, 210, WD_ORIENT.LANDSCAPE)]
    assert [round(s.left_margin.mm) for s in document.sections] == [15, 15]
    letter = opened(book(replace(folio, prose=True)))
    assert round(letter.sections[0].left_margin.mm) == 25


def test_a_table_is_as_wide_as_its_page() -> None:
    document = opened(book(every_kind(), replace(every_kind(), landscape=False)))
    for table, section in zip(data_tables(document), document.sections, strict=True):
        room = section.page_width - section.left_margin - section.right_margin
        assert sum(column.width for column in table.columns) == pytest.approx(room, rel=0.002)


def test_every_page_carries_the_stamp_and_its_number() -> None:
    document = opened(book(every_kind(), replace(every_kind(), size="F4")))
    for section in document.sections:
        code, printed, _ = (p.text for p in section.footer.paragraphs)
        assert code == "Kode buku 7K3QF-9M2XA"
        assert printed == "Mutasi Januari 2026 · dicetak 3 Februari 2026 pukul 14.05 WIB"
        fields = [f.get(qn("w:instr")).strip() for f in section.footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("name", CASES)
def test_every_paper_can_be_edited(name: str) -> None:
    workbook = CASES[name]()
    document = opened(workbook)
    words = all_words(document)
    tables = data_tables(document)
    assert len(tables) == sum(bool(data.columns) for data in workbook.datasets)
    for data in workbook.datasets:
        assert data.title in words
        assert {s.role.split("\n")[0] for s in data.signatures} <= set(words)
    assert f"Kode buku {CODE}" in [p.text for p in document.sections[-1].footer.paragraphs]


def test_every_kind_of_words_before_a_table_is_written() -> None:
    blocks = ("Satu.", "Dua,\ntiga", Paragraph("Ciamis", "right", bold=True), Items(("a", "b"), "a."),
              Items(("x", "y"), label="Menimbang"), Facts((("P", "1"), ("Q", "2"), ("R", "3")), columns=2))  # fmt: skip
    document = opened(book(Dataset("d", "", before=blocks, below=(Items(("Arsip",)),))))
    first, second, third, *_ = document.paragraphs
    assert (first.alignment, second.text, second.alignment) == (3, "Dua,\ntiga", None)
    assert (third.text, third.alignment, third.runs[0].bold) == ("Ciamis", 2, True)
    assert [p.text for p in document.paragraphs if "\t" in p.text] == ["a.\ta", "b.\tb", "1.\tArsip"]
    listed, facts = document.tables
    assert texts(listed) == [["Menimbang", ":", "1.", "x"], ["", "", "2.", "y"]]
    assert texts(facts) == [["P", ":", "1", "", "R", ":", "3", ""], ["Q", ":", "2", "", "", "", "", ""]]


def test_rows_to_write_in_are_high_and_no_row_is_torn() -> None:
    data = Dataset("a", "A", (Column("a", "A"),), [("",), ("isi",)], by_hand=True)
    (table,) = data_tables(opened(book(data)))
    assert [row.height.pt if row.height else 0 for row in table.rows] == [0, 22, 22]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_table_too_wide_for_a_page_is_read_in_parts() -> None:
    columns = tuple(Column(f"c{i}", f"Kolom {i}") for i in range(40))
    document = opened(book(Dataset("a", "A", columns, [tuple("x" * 40)])))
    assert sum(len(table.columns) for table in data_tables(document)) == 40
    assert len(document.sections) == 2


@pytest.mark.parametrize("text", ["<&>", "a\x0bb", " x ", "satu\ndua"])
def test_text_stays_text(text: str) -> None:
    (table,) = data_tables(opened(book(Dataset("d", "Judul", (Column("a", "A"),), ((text,),)))))
    assert table.cell(1, 0).text == text.replace("\x0b", "")


def test_a_letterhead_may_have_a_logo() -> None:
    logo = BytesIO()
    Image.new("RGB", (40, 20), "red").save(logo, "PNG")
    document = opened(book(replace(every_kind(), kop=Kop(KOP.agency, logo=logo.getvalue()))))
    (shape,) = document.element.body.iter(qn("wp:extent"))
    assert (int(shape.get("cx")), int(shape.get("cy"))) == (720000, 360000)
    assert document.tables[0].cell(0, 1).text == "\n".join(KOP.agency)


def test_no_part_of_the_file_tells_the_time_and_the_file_says_what_it_is() -> None:
    data = render_docx(spmb_case())
    with ZipFile(BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in name for name in archive.namelist())
    known = docx.Document(BytesIO(data)).core_properties
    assert (known.title, known.author, known.created.isoformat()) == ("SPMB", "alokon", "2026-02-03T14:05:00+00:00")
    unstamped = docx.Document(BytesIO(render_docx(Workbook("x", ())))).core_properties
    assert unstamped.created == unstamped.modified
    assert unstamped.created.year == 2000


def test_a_signature_without_a_nip_has_no_line_for_it() -> None:
    signed = replace(every_kind(), signatures=(Signature("Bidan", nip=None), *SIGNATURES))
    feet = opened(book(signed)).tables[-1].rows[2].cells
    assert ["NIP" in cell.text for cell in feet] == [False, True, True]


def test_a_table_of_400_rows_is_written_within_a_second() -> None:
    data = book(long_card(400))
    render_docx(book(every_kind()))
    start = time.perf_counter()
    written = render_docx(data)
    assert time.perf_counter() - start <= 1
    (table,) = data_tables(docx.Document(BytesIO(written)))
    assert len(table._tbl.tr_lst) == 403
