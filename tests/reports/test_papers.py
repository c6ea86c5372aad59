"""Every paper says what its case holds: number, goods, words, places to sign, and the state of the book."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pypdf
import pytest

from reports.dataset import Section, Workbook
from reports.formats import render
from reports.paper import Heading, amount_in_words, day_in_words, paper
from reports.papers.bast import HandedLine
from reports.papers.goods import GoodsLine, goods_total, grand_total, in_words
from reports.papers.k0kb import EQUIPMENT, K0kb, k0kb
from reports.papers.opname import compared, valued
from reports.papers.pembinaan import FigureLine
from reports.papers.sbbm import ReceivedLine
from tests.reports.cases import (
    CASES,
    CODE,
    GOODS,
    bast_case,
    card_case,
    count_sheet_case,
    heading,
    opname_case,
    sbbk_case,
    sbbm_case,
    spmb_case,
)
from tests.reports.samples import KOP


def printed(workbook: Workbook) -> list[str]:
    """The text of each page, blanks evened out."""
    reader = pypdf.PdfReader(BytesIO(render(workbook, "pdf")))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.fixture(scope="module")
def pages() -> dict[str, list[str]]:
    return {name: printed(case()) for name, case in CASES.items()}


SAYS = {
    "surat-permohonan": ["Hal : Permohonan alat dan obat kontrasepsi", "Nomor : 440/017/PKM/I/2026", "Kepada Yth.",
                         "Cijeungjing, 12 Januari 2026", "Mengetahui, Kepala UPTD P5A", "320701100", "118,3"],
    "spmb": ["SURAT PERINTAH MENGELUARKAN BARANG", "Diperintahkan kepada Penyimpan / Bendahara Barang Dinas",
             "1. Kepada : Puskesmas Handapherang", "Yang Menerima", "Pengurus Barang / Bendahara Materiil",
             "Ciamis, 15 Januari 2026 Kepala Dinas", "LTX99120034", "04/2030",
             "Rp21.555.560 (dua puluh satu juta lima ratus lima puluh lima ribu lima ratus enam puluh rupiah)",
             "1 baris belum berharga", "Dibuat rangkap 3 (tiga): 1. arsip gudang; 2. penerima; 3. bendahara."],
    "sbbk": ["BERITA ACARA SERAH TERIMA BARANG (BASTB) SURAT BUKTI BARANG KELUAR", "Yang Mengeluarkan",
             "4. Berdasarkan SPMB : Nomor 000.8.3.3/007/SPMB", "PENGELOLA BARANG Penata Muda",
             f"Kode buku {CODE}: sidik"],
    "sbbm": ["SURAT BUKTI BARANG MASUK", "114/SBBK/J3/2026 tanggal 7 Januari 2026", "Mengetahui, Kepala Dinas", "-36",
             "1 baris berbeda dengan surat pengirim", "Terbilang: Rp430.972.600"],
    "bast": ["BERITA ACARA SERAH TERIMA", "Sabtu tanggal tujuh belas bulan Januari tahun dua ribu dua puluh enam",
             "PIHAK PERTAMA", "PIHAK KEDUA, Bidan Koordinator", "Kondom 1.012 (seribu dua belas) buah", "(12)"],
    "surat-jalan": ["SURAT JALAN", "Mobil box", "Pengemudi", "6 gros 11 lusin 4 buah"],
    "k0kb": ["TEMPAT PELAYANAN KB (K/0/KB)", "I. IDENTITAS", "II. SARANA DAN PERLENGKAPAN", "III. TENAGA",
             "IV. PERSETUJUAN", "32 07 011 00", "\u221a", "Menyetujui, Kepala OPD KB Kabupaten/Kota"],
    "pembinaan": ["LEMBAR PEMBINAAN DAN PEMANTAUAN", "Angka bulan Januari 2026:", "-4", "TEMUAN DAN TINDAK LANJUT",
                  "10/02/2026", "Belum"],
    "lembar-hitung": ["LEMBAR HITUNG STOCK OPNAME", "31 Januari 2026, hitungan ke-2 hari itu", "Berkas : 17",
                      "LTX99120034", "04/2030", "Yang dikosongkan berarti tidak dihitung", "Yang Menghitung", "Saksi"],
    "opname": ["BERITA ACARA HASIL STOCK OPNAME PERSEDIAAN BARANG HABIS PAKAI",
               "Nomor : 400.13.16/001/BAO/DPPKBPPPA/II/2026",
               "Pada hari Sabtu tanggal tiga puluh satu bulan Januari tahun dua ribu dua puluh enam (31 Januari 2026)",
               "bertempat di Gudang Alat Kontrasepsi", "Pengelola Barang dan Petugas Faskes telah melaksanakan",
               "Terbilang: Rp", "1 baris belum berharga dan tidak ikut dijumlahkan.", "Kondom K7, K8",
               f"Kode buku {CODE}: sidik", "Pengurus Barang", "Ciamis, 2 Februari 2026", "Kepala SKPD"],
    "opname-selisih": ["kartu persediaan yang dicocokkan dengan barang fisik", "Admin", "Fisik", "Selisih",
                       "Dua vial pecah", "6 batch dihitung; 2 di antaranya berbeda", "Pengurus Barang",
                       "Pejabat Penatausahaan", "Mengetahui, Kuasa Pengguna Barang", "Dibuat rangkap 2 (dua)"],
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_paper_says_what_its_case_holds(pages: dict[str, list[str]], name: str) -> None:
    whole = " ".join(pages[name])
    assert [words for words in SAYS[name] if words not in whole] == []


@pytest.mark.parametrize("name", CASES)
def test_each_page_carries_the_books_head_and_its_place_among_the_pages(pages: dict[str, list[str]], name: str) -> None:
    for number, page in enumerate(pages[name], 1):
        assert f"Kode buku {CODE}" in page
        assert f"Halaman {number} dari {len(pages[name])}" in page
        assert "dicetak 3 Februari 2026 pukul 14.05 WIB" in page


@pytest.mark.parametrize("name", CASES)
def test_a_paper_opens_as_a_sheet_and_a_page_too(name: str) -> None:
    workbook = CASES[name]()
    book = openpyxl.load_workbook(BytesIO(render(workbook, "xlsx")))
    assert len(book.sheetnames) == len(workbook.datasets)
    page = render(workbook, "html").decode()
    for data in workbook.datasets:
        assert data.title in page


@pytest.mark.parametrize("name", sorted(set(CASES) - {"sbbk"}))
def test_an_ordinary_case_fits_one_page(pages: dict[str, list[str]], name: str) -> None:
    assert len(pages[name]) == 1


def test_the_packing_list_is_a_page_of_its_own(pages: dict[str, list[str]]) -> None:
    voucher, packing = pages["sbbk"]
    assert "DAFTAR PENGEPAKAN" in packing
    assert "DAFTAR PENGEPAKAN" not in voucher
    assert "Lampiran SBBK Nomor 000.8.3.3/008/SBBK/DPPKBPPPA/I/2026 tanggal 15 Januari 2026" in packing
    assert "6 gros 11 lusin 4 buah" in packing


def test_a_voucher_of_thirty_lots_repeats_its_head_and_signs_below_goods() -> None:
    first, second, *packing = printed(sbbk_case(30))
    assert first.count("Nama Barang") == second.count("Nama Barang") == 1
    assert "Jumlah 107.777.800" in second
    assert "Yang Mengeluarkan" in second
    assert "IUD380-0077" in second
    assert len(packing) == 2


def test_a_number_and_a_day_may_be_left_to_the_secretariat() -> None:
    page = spmb_case().datasets[0]
    blank = paper("SPMB", Heading(KOP, "Ciamis"), page)
    assert "Nomor : ...." in printed(blank)[0]
    assert blank.stamp.reference == "SPMB"


def test_a_total_leaves_out_what_has_no_price_and_says_so() -> None:
    priced = [line for line in GOODS if line.price_sen is not None]
    assert grand_total(GOODS) == grand_total(priced) == sum(x.quantity * (x.price_sen or 0) for x in priced)
    assert in_words(priced) == (f"Terbilang: {amount_in_words(2155556000)}.",)
    unpriced = [GoodsLine("Kondom", 144, "buah")]
    assert grand_total(unpriced) is None
    assert goods_total(unpriced)[0].values == {"value": None}
    assert in_words(unpriced) == ("Jumlah baris: 1 (satu). Harga satuan belum diketahui.",)


def test_a_handover_must_account_for_every_unit() -> None:
    with pytest.raises(ValueError, match="99 accounted for, 100"):
        HandedLine("Pil", "cycle", 100, 90, damaged=5, short=4)
    assert HandedLine("Pil", "cycle", 100, 90, 4, 3, 2, 6, 5).surplus == 5


def test_the_handover_adds_up_each_item_over_its_lots() -> None:
    data = bast_case().datasets[0]
    assert "0 (nol)" not in str(data.after[0]), "what has not come yet was not accepted"
    assert "475 (empat ratus tujuh puluh lima) vial" in str(data.after[0])
    for row in data.rows:
        assert isinstance(row, tuple)
        assert sum(row[6:11]) == row[5] + row[11]  # type: ignore[operator, arg-type]


def test_a_receipt_values_what_came_and_not_what_was_stated() -> None:
    line = ReceivedLine("Pil", "cycle", stated=100, received=90, price_sen=1000)
    assert line.value_sen == 90_000
    assert [row[5] for row in sbbm_case().datasets[0].rows] == [0, 0, -36, 0, 0, 0]  # type: ignore[index]


def titles(workbook: Workbook) -> list[str]:
    """The heads of a paper's columns, with the group they stand under."""
    return [" ".join([*column.group, column.title]) for column in workbook.datasets[0].columns]


def test_a_count_is_printed_in_the_columns_of_both_layouts() -> None:
    count = opname_case()
    assert titles(valued(count)) == ["No.", "Barang Nama", "Barang Nomor Batch", "Barang Expired", "Barang Sumber Dana",
                                     "Jml Angka", "Jml Satuan", "Harga", "Total"]  # fmt: skip
    assert titles(compared(count)) == ["No.", "Kode Barang", "Nama Barang", "Satuan", "Jumlah Admin", "Jumlah Fisik",
                                       "Jumlah Selisih", "Keterangan"]  # fmt: skip
    groups = [line.label for line in compared(count).datasets[0].rows if isinstance(line, Section)]
    assert groups == ["non-MKJP", "MKJP"]


def test_a_count_is_valued_by_what_was_seen_and_compared_with_the_book() -> None:
    count = opname_case()
    page = valued(count).datasets[0]
    seen = [line.goods for line in count.lines]
    assert page.totals[0].values == {"value": sum(x.quantity * (x.price_sen or 0) for x in seen)}
    assert [row[-1] for row in page.rows if isinstance(row, tuple) and row[-2] is None] == [None]
    rows = [row for row in compared(count).datasets[0].rows if isinstance(row, tuple)]
    assert rows[1][4:] == (120, 118, -2, "Dua vial pecah di rak bawah")
    assert [row[6] for row in rows] == [0, -2, 0, 24, 0, 0]
    assert rows[0][2] == "Suntikan 3 Bulanan Progestin (DMPA),\nbatch DMP2408A, ED 08/2028, APBN"


def test_a_count_without_differences_says_so() -> None:
    count = opname_case()
    same = tuple(replace(line, book=line.goods.quantity) for line in count.lines)
    (told,) = compared(replace(count, lines=same)).datasets[0].after
    assert told == "6 batch dihitung; semuanya cocok dengan kartu."


def test_the_berita_acara_of_a_pemda_is_printed_on_f4() -> None:
    assert [layout(opname_case()).datasets[0].size for layout in (valued, compared)] == ["F4", "A4"]


def test_a_sheet_to_count_on_has_room_to_write_and_rows_for_what_is_found() -> None:
    page = count_sheet_case().datasets[0]
    rows = [row for row in page.rows if isinstance(row, tuple)]
    assert [row[0] for row in rows] == list(range(1, 12))
    assert {row[6:] for row in rows} == {("", "")}
    assert {row[1:6] for row in rows[6:]} == {("", "", None, "", "")}
    assert page.by_hand
    assert 'class="by-hand"' in render(count_sheet_case(), "html").decode()
    assert len(printed(count_sheet_case(40))) == 2


def test_a_card_needs_a_code_of_nine_digits_and_knows_its_equipment() -> None:
    with pytest.raises(ValueError, match="nine digits"):
        K0kb(heading(None), "32070110", "Puskesmas", (), {}, ())
    second = card_case().datasets[2]
    names = [row[i] for i in (1, 5) for row in second.rows]  # type: ignore[index]
    assert names == [name for name, _ in EQUIPMENT]
    bare = k0kb(K0kb(heading(None), "320701100", "Puskesmas", (("Alamat", ""),), {}, ()))
    assert "Nomor" not in printed(bare)[0].split("I. IDENTITAS")[0]


def test_an_unknown_figure_has_no_difference() -> None:
    assert FigureLine("IUD", "buah", 40).row(1)[5] is None
    assert FigureLine("IUD", "buah", 40, 38).row(1)[5] == -2


def test_days_and_amounts_in_words() -> None:
    words = "Senin tanggal tujuh belas bulan Agustus tahun dua ribu dua puluh enam (17 Agustus 2026)"
    assert day_in_words(date(2026, 8, 17)) == words
    assert amount_in_words(150050) == "Rp1.500,50 (seribu lima ratus rupiah lima puluh sen)"


def test_a_paper_without_a_stamp_has_a_page_number_only() -> None:
    order = spmb_case()
    plain = replace(order, stamp=replace(order.stamp, head_code="", reference="", printed_at=None))
    (page,) = printed(plain)
    assert "Kode buku" not in page
    assert page.endswith("Halaman 1 dari 1")
