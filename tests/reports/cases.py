"""One realistic case of every paper, long names, missing prices and a second page included; people are roles."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from alokon.text import Expiry, in_words_of_packs
from reports.dataset import Kop, Workbook
from reports.paper import Heading, Signer
from reports.papers.bast import Bast, HandedLine, Party, bast
from reports.papers.goods import GoodsLine
from reports.papers.k0kb import K0kb, StaffLine, k0kb
from reports.papers.lembar_hitung import CountSheet, SheetLine, lembar_hitung
from reports.papers.opname import Opname, SeenLine, compared, valued
from reports.papers.pembinaan import FigureLine, Finding, Pembinaan, pembinaan
from reports.papers.sbbk import Sbbk, sbbk
from reports.papers.sbbm import ReceivedLine, Sbbm, sbbm
from reports.papers.spmb import Spmb, spmb
from reports.papers.surat_jalan import SuratJalan, surat_jalan
from reports.papers.surat_permohonan import RequestLine, SuratPermohonan, surat_permohonan
from tests.reports.samples import KOP, PRINTED

OFFICE = "Dinas Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan, dan Perlindungan Anak"
CODE = "7K3QF-9M2XA"
COPIES = ("arsip gudang", "penerima", "bendahara")
CLINIC = Kop(
    ("PEMERINTAH KABUPATEN CIAMIS", "UPTD PUSKESMAS HANDAPHERANG"),
    ("Jalan Raya Handapherang No. 5 Kecamatan Cijeungjing",),
)
FASKES = "Puskesmas Handapherang"
ADDRESS = "Jalan Raya Handapherang No. 5, Desa Handapherang, Kecamatan Cijeungjing, Kabupaten Ciamis"
CONDOM_PACKS = (("gros", 144), ("lusin", 12))

GOODS = (
    GoodsLine("Suntikan 3 Bulanan Progestin (DMPA)", 480, "vial", 1250000, "DMP2408A",
              Expiry(date(2024, 8, 31), "month"), Expiry(date(2028, 8, 31), "month"), "APBN", "19 kotak 5 vial", 2),
    GoodsLine("Suntikan 3 Bulanan Kombinasi", 120, "vial", 1875050, "KMB-0117/25", Expiry(date(2025, 1, 17)),
              Expiry(date(2028, 1, 16)), "APBN", "", 1),
    GoodsLine("Pil Kombinasi", 1200, "cycle", 385000, "PK25-003", Expiry(date(2025, 12, 31), "year"),
              Expiry(date(2029, 12, 31), "year"), "APBN", "", 1),
    GoodsLine("Kondom", 1000, "buah", None, "LTX99120034", None, Expiry(date(2030, 4, 30), "month"), "APBD",
              in_words_of_packs(1000, CONDOM_PACKS, "buah"), 1),
    GoodsLine("Implan 2 Batang (Levonorgestrel 2 x 75 mg)", 25, "set", 29750000, "IMP-22/0458",
              Expiry(date(2023, 5, 1)), Expiry(date(2028, 5, 31), "month"), "APBN", "", 1),
    GoodsLine("IUD CuT 380A", 40, "buah", 3120000, "IUD380-0077", None, Expiry(date(2031, 2, 28), "month"), "APBN"),
)  # fmt: skip


def heading(number: str | None = "", **more: object) -> Heading:
    """The office's letterhead on a day of January."""
    facts: dict[str, object] = {"head_code": CODE, "printed_at": PRINTED, "day": date(2026, 1, 15)} | more
    return Heading(KOP, "Ciamis", number, **facts)  # type: ignore[arg-type]


def request_case() -> Workbook:
    """A routine request of a puskesmas."""
    lines = tuple(
        RequestLine(x.name, x.unit, x.quantity, 310 - i, 100, 120 + i, i % 2, 289 - i, Decimal("118.3"), None)
        for i, x in enumerate(GOODS)
    )
    unreported = RequestLine("Suntikan 1 Bulanan", "vial", 60, note="laporan Desember belum masuk")
    return surat_permohonan(
        SuratPermohonan(
            Heading(CLINIC, "Cijeungjing", "440/017/PKM/I/2026", date(2026, 1, 12), CODE, PRINTED),
            f"Kepala {OFFICE} Kabupaten Ciamis",
            "Ciamis",
            FASKES,
            "Puskesmas",
            "320701100",
            ADDRESS,
            "Cijeungjing",
            "Januari - Februari 2026",
            "Rutin",
            (*lines, unreported),
            "Bidan koordinator / 08xx-xxxx-xxxx",
            "stok suntikan 3 bulanan diperkirakan habis sebelum pengiriman berikutnya.",
        )
    )


def spmb_case() -> Workbook:
    """An order with one line that has no price."""
    basis = "Surat Permohonan Nomor 440/017/PKM/I/2026 tanggal 12 Januari 2026"
    order = heading("000.8.3.3/007/SPMB/DPPKBPPPA/I/2026", copies=COPIES)
    return spmb(Spmb(order, f"{OFFICE} Kabupaten Ciamis", FASKES, ADDRESS, GOODS, basis))


def sbbk_case(lines: int = 6) -> Workbook:
    """A voucher of as many lots as asked."""
    goods = (GOODS * (lines // len(GOODS) + 1))[:lines]
    return sbbk(
        Sbbk(
            heading("000.8.3.3/008/SBBK/DPPKBPPPA/I/2026", copies=COPIES),
            FASKES,
            ADDRESS,
            goods,
            "000.8.3.3/007/SPMB/DPPKBPPPA/I/2026 tanggal 15 Januari 2026",
            purpose="Pelayanan KB di Kecamatan Cijeungjing",
            issuer=Signer("Yang Mengeluarkan", "PENGELOLA BARANG", "", "Penata Muda"),
        )
    )


def sbbm_case() -> Workbook:
    """A delivery of the province with one line short."""
    lines = [
        ReceivedLine(x.name, x.unit, x.quantity * 20, x.quantity * 20 - (i == 2) * 36, x.batch, x.produced, x.expiry,
                     x.price_sen, x.note, "koli 7 basah" if i == 2 else "")
        for i, x in enumerate(GOODS)
    ]  # fmt: skip
    return sbbm(
        Sbbm(
            heading("000.8.3.3/002/SBBM/DPPKBPPPA/I/2026"),
            "Gudang Alat Kontrasepsi KB Kabupaten Ciamis",
            "Perwakilan BKKBN Provinsi Jawa Barat",
            "114/SBBK/J3/2026",
            date(2026, 1, 7),
            date(2026, 1, 9),
            tuple(lines),
        )
    )


def bast_case() -> Workbook:
    """A receipt with damaged, short, returned and surplus units, and one carton still on the road."""
    numbers = [(480, 475, 3, 2, 0, 0, 0), (120, 120, 0, 0, 0, 0, 0), (1200, 900, 0, 0, 0, 300, 0),
               (1000, 1012, 0, 0, 0, 0, 12), (25, 24, 0, 0, 1, 0, 0), (40, 40, 0, 0, 0, 0, 0)]  # fmt: skip
    lines = tuple(
        HandedLine(x.name, x.unit, *n, batch=x.batch, expiry=x.expiry) for x, n in zip(GOODS, numbers, strict=True)
    )
    return bast(
        Bast(
            heading("000.8.3.3/006/BAST/DPPKBPPPA/I/2026"),
            date(2026, 1, 17),
            FASKES,
            Party("Pengelola Barang", f"{OFFICE} Kabupaten Ciamis", "Jalan Jenderal Ahmad Yani No. 38 Ciamis"),
            Party("Bidan Koordinator", FASKES, ADDRESS),
            "SBBK Nomor 000.8.3.3/008/SBBK/DPPKBPPPA/I/2026",
            date(2026, 1, 15),
            lines,
            witness=Signer("Kepala UPTD P5A Kecamatan Cijeungjing"),
        )
    )


def journey_case() -> Workbook:
    """The delivery note of the same goods."""
    return surat_jalan(
        SuratJalan(
            heading("000.8.3.3/008/SJ/DPPKBPPPA/I/2026"),
            "000.8.3.3/008/SBBK/DPPKBPPPA/I/2026",
            "Gudang Alat Kontrasepsi KB Kabupaten Ciamis",
            FASKES,
            ADDRESS,
            GOODS,
            "Mobil box",
        )
    )


def card_case() -> Workbook:
    """The registration card of a puskesmas."""
    identity = (
        ("Alamat", ADDRESS),
        ("Jenis / tingkat", "Statis / FKTP"),
        ("Jenis tempat pelayanan", "Puskesmas"),
        ("Kepemilikan", "Pemkab/Pemkot (Dinkes)"),
        ("KB perusahaan / PKBRS", "Tidak / Tidak"),
        ("Kerja sama BPJS", "Ya, langsung"),
        ("Nomor dan masa PKS", ""),
        ("Pelayanan rekanalisasi", "Tidak"),
        ("Status", "Aktif sampai 31 Desember 2026"),
    )
    staff = (
        StaffLine("Dokter Umum", frozenset({"IUD", "Implan 2 btg", "KIP/Konseling"})),
        StaffLine("Bidan", frozenset({"IUD", "Implan 1 btg", "Implan 2 btg", "KIP/Konseling", "R/R"})),
        StaffLine("Bidan", frozenset({"R/R"})),
        StaffLine("Administrasi"),
    )
    counts = {"Tensimeter dan stetoskop": 4, "IUD Kit": 3, "Implan Removal Kit": 2, "Komputer / laptop": 0}
    return k0kb(K0kb(heading(None), "320701100", FASKES, identity, counts, staff))


def visit_case() -> Workbook:
    """A visit with a difference and three findings."""
    figures = tuple(
        FigureLine(x.name, x.unit, 200 + i, 200 + i - (i == 1) * 4, 118, 115, "") for i, x in enumerate(GOODS[:4])
    )
    findings = (
        Finding("Penyimpanan", "Kondom disimpan di bawah lampu; suhu ruang 31 derajat pukul sebelas siang",
                "Pindahkan ke rak tengah, catat suhu pagi dan siang", date(2026, 2, 10), False),
        Finding("Kartu stok", "Selisih 4 vial Suntikan 3 Bulanan Kombinasi", "Hitung ulang dan buat berita acara"),
        Finding("Pelaporan SIGA", "R/II/KB Desember sesuai kartu", done=True),
    )  # fmt: skip
    return pembinaan(
        Pembinaan(
            heading("", day=date(2026, 2, 3)),
            "UPTD P5A Kecamatan Cijeungjing",
            "Cijeungjing",
            FASKES,
            "320701100",
            "Kunjungan",
            "008/SBBK/I/2026",
            "Januari 2026",
            (*figures, FigureLine("IUD CuT 380A", "buah", 40)),
            findings,
        )
    )


def count_sheet_case(lots: int = 6) -> Workbook:
    """The sheet of a count of as many lots as asked."""
    goods = (GOODS * (lots // len(GOODS) + 1))[:lots]
    return lembar_hitung(
        CountSheet(
            heading(None, day=None),
            "Gudang Alat Kontrasepsi KB Kabupaten Ciamis",
            "31 Januari 2026, hitungan ke-2 hari itu",
            "31 Januari 2026 pukul 14.05 WIB, Pengelola Barang",
            17,
            tuple(SheetLine(x.name, x.batch, x.expiry, x.note or "APBN", x.unit) for x in goods),
        )
    )


def opname_case() -> Opname:
    """A count of the same goods with one lot short, one with too much, one without a price, and some left out."""
    changes = {1: (-2, "Dua vial pecah di rak bawah"), 3: (24, "Ditemukan di lemari administrasi")}
    lines = []
    for i, x in enumerate(GOODS):
        change, reason = changes.get(i, (0, ""))
        goods = replace(x, quantity=x.quantity + change, note=reason)
        lines.append(SeenLine(goods, x.quantity, f"BRG{i}", "MKJP" if i > 3 else "non-MKJP", "APBN"))
    return Opname(
        heading("400.13.16/001/BAO/DPPKBPPPA/II/2026", day=date(2026, 2, 2), copies=("A", "B")),
        date(2026, 1, 31),
        "berkas 17, hitungan ke-2 hari itu, dibuka 31 Januari 2026 pukul 14.05 WIB",
        "Gudang Alat Kontrasepsi KB Kabupaten Ciamis",
        ("Pengelola Barang", "Petugas Faskes"),
        tuple(lines),
        ("Pil Progestin P9", "Kondom K7, K8"),
    )


CASES = {
    "surat-permohonan": request_case,
    "spmb": spmb_case,
    "sbbk": sbbk_case,
    "sbbm": sbbm_case,
    "bast": bast_case,
    "surat-jalan": journey_case,
    "k0kb": card_case,
    "pembinaan": visit_case,
    "lembar-hitung": count_sheet_case,
    "opname": lambda: valued(opname_case()),
    "opname-selisih": lambda: compared(opname_case()),
}
