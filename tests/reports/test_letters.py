"""Letters, and what is made of their pieces, stand on paper in the order an office writes them."""

from dataclasses import replace
from io import BytesIO

import docx
import openpyxl
import pypdf
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as Words

from reports.dataset import Facts, Workbook
from reports.formats import FORMATS, render
from reports.frozen import freeze, thaw
from reports.paper import Signer, Table
from reports.papers.letter import Letter, addressed, copied, letter
from tests.reports.cases import heading
from tests.reports.letters import HEAD, LETTERS, decree_case, letter_case, record_case


def printed(workbook: Workbook) -> list[str]:
    """The text of each page of the PDF, blanks evened out."""
    reader = pypdf.PdfReader(BytesIO(render(workbook, "pdf")))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def edited(workbook: Workbook) -> str:
    """The text of the document to be edited, blanks evened out."""
    document = docx.Document(BytesIO(render(workbook, "docx")))
    words = (Words(p, document).text for p in document.element.body.iter(qn("w:p")))
    return " ".join(" ".join(words).split())


def places(text: str, parts: list[str]) -> list[int]:
    """Where each part begins after the one before it; -1 where it is not."""
    found, at = [], 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return [*found, -1]
        found.append(at)
    return found


ORDER = {
    "surat": ["PEMERINTAH KABUPATEN CIAMIS", "Ciamis, 15 Januari 2026", "Nomor : 400.13.16/021/DPPKBPPPA/I/2026",
              "Sifat : Penting", "Lampiran : 1 (satu) lembar", "Hal : Kelengkapan laporan bulanan", "Kepada Yth.",
              "1. Kepala Puskesmas Handapherang", "2. Pimpinan Klinik Pratama Kawali", "di Tempat", "Berdasarkan hasil",
              "1. menutup bulan laporan", "3. menyampaikan alasan", "Nama Faskes", "1.200", "Jumlah",
              "Demikian disampaikan", "Kepala Dinas", "( ....", "Pembina Utama Muda", "NIP. ....", "Tembusan:",
              "1. Bupati Ciamis", "2. Kepala Dinas Kesehatan"],
    "nota-dinas": ["NOTA DINAS", "Yth. : Kepala Dinas", "Dari : Sekretaris", "Tanggal : 15 Januari 2026",
                   "Nomor : 000.1.5/007/ND/I/2026", "Sifat : Biasa", "Lampiran : -", "Hal : Hasil telaah",
                   "a. Permohonan memenuhi syarat.", "b. Data yang diminta", "Demikian", "Sekretaris", "NIP. ...",
                   "Tembusan:", "1. Kepala Bidang Pengendalian Penduduk."],
    "keputusan": ["RANCANGAN", "KEPUTUSAN KEPALA DINAS", "NOMOR ....", "TENTANG", "PEMBENTUKAN TIM STOCK OPNAME",
                  "KEPALA DINAS PENGENDALIAN PENDUDUK", "Menimbang : a. bahwa", "b. bahwa", "Mengingat : 1. Undang",
                  "2. Peraturan Bupati", "MEMUTUSKAN:", "Menetapkan : KEPUTUSAN KEPALA DINAS", "KESATU : Membentuk",
                  "KEDUA : Tim", "KETIGA : Keputusan ini mulai berlaku", "Ditetapkan di Ciamis", "pada tanggal ....",
                  "Kepala Dinas", "Tembusan:", "2. Inspektur", "Lampiran : Keputusan Kepala Dinas", "Nomor : ....",
                  "Tanggal : ....", "Tentang : Pembentukan", "SUSUNAN TIM STOCK OPNAME", "Kedudukan dalam tim",
                  "Anggota", "Kepala Dinas", "NIP. ..."],
    "undangan": ["Hal : Undangan", "Para Kepala UPTD", "Dalam rangka pembinaan", "Hari : Kamis",
                 "Tanggal : 22 Januari 2026", "Waktu : 09.00 WIB", "Tempat : Aula", "Acara : Evaluasi", "Mengingat",
                 "Demikian undangan ini", "Kepala Dinas"],
    "tanda-terima": ["TANDA TERIMA", "Nomor : 015/TT/I/2026", "Telah diterima dari : Bidang", "Oleh : UPTD",
                     "Untuk keperluan : Penyuluhan", "Berupa:", "Leaflet", "1.500", "Yang Menyerahkan",
                     "Yang Menerima"],
    "berita-acara": ["BERITA ACARA PEMERIKSAAN GUDANG", "Nomor : 400.13.16/004/BA/I/2026",
                     "Pada hari ini, Kamis tanggal lima belas bulan Januari", "bertempat di Gudang", "telah memeriksa",
                     "1. Suhu : 27", "Demikian berita acara ini dibuat", "Pengelola Barang", "Sekretaris"],
    "disposisi": ["LEMBAR DISPOSISI", "Surat dari : Puskesmas Handapherang", "Diterima tanggal : 13 Januari 2026",
                  "Nomor agenda : 0042", "Sifat : Biasa", "Hal : Permohonan", "Diteruskan kepada Sdr.",
                  "Dengan hormat harap", "□ Sekretaris", "□ Tanggapan dan saran", "□ Arsipkan", "Catatan",
                  "Ciamis, ....", "Kepala Dinas"],
    "penarikan": ["Sifat : Segera", "Hal : Penarikan batch LTX99120034", "Kepala Puskesmas Handapherang",
                  "di Kecamatan Cijeungjing", "Alasan : Kemasan bocor", "Dasar : Surat BPOM", "Ditemukan", "1.000",
                  "Segera hentikan pemakaian", "Kepala Dinas"],
    "pemusnahan": ["BERITA ACARA PEMUSNAHAN", "Pada hari ini, Kamis", "bertempat di Halaman gudang, telah dimusnahkan",
                   "Dasar : SK 12/2026", "14.400", "Terbilang: Rp14.400", "Demikian berita acara", "1 baris belum",
                   "Saksi,", "Pelaksana,"],
}  # fmt: skip


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_stands_in_the_order_of_an_office(name: str) -> None:
    for text in (" ".join(printed(LETTERS[name]())), edited(LETTERS[name]())):
        found = places(text, [" ".join(part.split()) for part in ORDER[name]])
        assert -1 not in found, ORDER[name][len(found) - 1]


@pytest.mark.parametrize("name", sorted(set(LETTERS) - {"keputusan"}))
def test_an_ordinary_letter_fits_one_page(name: str) -> None:
    assert len(printed(LETTERS[name]())) == 1


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_comes_in_every_format_and_back_from_the_archive(name: str) -> None:
    workbook = LETTERS[name]()
    assert thaw(freeze(workbook)) == workbook
    for ending in FORMATS:
        assert render(workbook, ending) == render(thaw(freeze(workbook)), ending)


def test_a_letter_on_screen_and_as_a_sheet_says_the_same() -> None:
    workbook = letter_case()
    page = render(workbook, "html").decode()
    assert "<h2" not in page
    assert "<title>Surat</title>" in page
    assert '<p class="to-right">Ciamis, 15 Januari 2026</p>' in page
    assert page.count("<ol>") == 2
    assert "Kepada Yth.<br>1. Kepala Puskesmas Handapherang" in page
    sheet = openpyxl.load_workbook(BytesIO(render(workbook, "xlsx")))["Surat"]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "2. mencocokkan sisa stok dengan kartu stok; dan" in cells
    assert cells[-1] == "2. Kepala Dinas Kesehatan Kabupaten Ciamis."
    decree = openpyxl.load_workbook(BytesIO(render(decree_case(), "xlsx")))["Keputusan"]
    rows = [[cell for cell in row if cell] for row in decree.iter_rows(values_only=True)]
    first = next(n for n, row in enumerate(rows) if row[:1] == ["Menimbang"])
    assert str(rows[first][1]).startswith(": a. bahwa untuk tertib")
    assert str(rows[first + 1][0]).startswith("b. bahwa berdasarkan")
    assert '<ol type="a">' in render(decree_case(), "html").decode()


def test_what_is_not_yet_known_is_left_to_be_written() -> None:
    blank = letter(Letter(heading("", day=None), ("Camat",), "Data", ("Isi.",), HEAD))
    (text,) = printed(blank)
    assert -1 not in places(text, ["Ciamis, ....", "Nomor : ....", "Kepada Yth. Camat di Tempat", "NIP. ...."])
    assert "Tembusan" not in text
    assert blank.stamp.reference == "Surat"
    assert letter_case().stamp.reference == "Surat 400.13.16/021/DPPKBPPPA/I/2026"


def test_a_letter_that_somebody_else_sees_is_signed_side_by_side() -> None:
    seen = letter(Letter(heading(), ("Camat",), "Data", ("Isi.",), HEAD, seen_by=Signer("Kepala UPTD")))
    assert [(s.role, s.above) for s in seen.datasets[0].signatures] == [
        ("Kepala UPTD", ("Mengetahui,",)),
        ("Kepala Dinas", ()),
    ]


def test_a_letter_has_the_margins_of_a_letter_until_its_table_is_too_wide() -> None:
    told = Letter(heading(), ("Camat",), "Data", ("Isi.",), HEAD)
    narrow = letter(told).datasets[0]
    columns = letter_case().datasets[0].columns
    wide = tuple(replace(columns[0], key=f"c{n}") for n in range(8))
    assert narrow.prose
    assert not letter(replace(told, table=Table(wide, [tuple(range(8))]))).datasets[0].prose


def test_one_receiver_is_not_counted_and_several_are() -> None:
    assert addressed(("Camat",), "Ciamis") == "Kepada Yth.\nCamat\ndi Ciamis"
    assert copied(()) == ()


def test_a_decree_that_stands_is_no_draft_and_each_lampiran_names_it() -> None:
    first, annex = decree_case(draft=False).datasets
    assert first.title.startswith("KEPUTUSAN KEPALA DINAS")
    assert first.subtitle[0] == "NOMOR 400.13/Kpts.12/DPPKBPPPA/2026"
    assert first.signatures[0].above == ("Ditetapkan di Ciamis", "pada tanggal 2 Februari 2026")
    (facts,) = (block for block in annex.before if isinstance(block, Facts))
    assert dict(facts.pairs)["Nomor"] == "400.13/Kpts.12/DPPKBPPPA/2026"
    assert dict(facts.pairs)["Tanggal"] == "2 Februari 2026"


def test_no_signature_stands_alone_on_a_page() -> None:
    for lines in range(8, 30):
        (page,) = record_case().datasets
        words = ("Satu baris isi berita acara.",) * lines
        pages = printed(Workbook("x", (replace(page, before=words, after=()),)))
        assert all("Satu baris isi" in text for text in pages if "Pengelola Barang" in text), lines
