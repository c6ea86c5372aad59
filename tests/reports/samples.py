"""Datasets for the tests of every format: all kinds of columns, SIGA heads, sections, a card of many rows."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from alokon.text import Expiry
from reports.dataset import Column, Dataset, Facts, Kop, Section, Signature, Stamp, Total, Workbook

KOP = Kop(
    (
        "PEMERINTAH KABUPATEN CIAMIS",
        "DINAS PENGENDALIAN PENDUDUK, KELUARGA BERENCANA,",
        "PEMBERDAYAAN PEREMPUAN, DAN PERLINDUNGAN ANAK",
    ),
    ("Jalan Jenderal Ahmad Yani No. 38 Tlp. (0265) 773788 - 776670", "CIAMIS"),
)
PRINTED = datetime(2026, 2, 3, 7, 5, tzinfo=UTC).astimezone(ZoneInfo("Asia/Jakarta"))
STAMP = Stamp("7K3QF-9M2XA", "Mutasi Januari 2026", PRINTED)
SIGNATURES = (
    Signature("Pengelola Barang", above=("Dibuat oleh,",)),
    Signature("Kepala Dinas", rank="Pembina Utama Muda", place_date="Ciamis, 3 Februari 2026"),
)

KINDS = (
    Column("no", "No", "int", number="1"),
    Column("name", "Nama Faskes", number="2"),
    Column("opened", "Tanggal", "date"),
    Column("received", "Provinsi", "quantity", group=("Penerimaan", "Dari"), unit="lusin"),
    Column("other", "Lain", "quantity", group=("Penerimaan", "Dari"), unit="lusin"),
    Column("value", "Nilai", "money", group=("Penerimaan",), unit="Rp"),
    Column("expiry", "Kedaluwarsa", "expiry"),
    Column("months", "Stok rasio", "months", unit="bulan", blank="-"),
    Column("share", "Lapor", "percent"),
    Column("proved", "Uji", "flag", words=("Lulus", "Gagal"), number="10=4+5"),
)

KIND_ROWS = (
    Section("Kecamatan Ciamis"),
    (1, "Puskesmas Ciamis", date(2026, 1, 5), 1200, Decimal("10.50"), 123456750, Expiry(date(2028, 8, 15)),
     Fraction(10, 3), Fraction(1, 2), True),
    (2, "RSUD Ciamis & Klinik <Utama>", date(2026, 1, 31), 0, 36, 500000, Expiry(date(2028, 2, 29), "month"),
     None, 0.935, False),
    Total("Jumlah Kecamatan Ciamis", {"received": 1200, "other": Decimal("46.5"), "value": 123956750}),
    Section("Kecamatan Kawali"),
    (3, "=SUM(A1:A9)", None, 1234567, None, None, Expiry(date(2028, 12, 31), "year"), 0, 1, True),
)  # fmt: skip

KIND_TOTAL = Total("Jumlah", {"received": 1235767, "other": Decimal("46.5"), "value": 123956750})


def every_kind() -> Dataset:
    """A report with each kind of value, missing values, a two-level head, sections, subtotals and totals."""
    return Dataset(
        name="semua-jenis",
        title="LAPORAN MUTASI ALAT DAN OBAT KONTRASEPSI",
        columns=KINDS,
        rows=KIND_ROWS,
        totals=(KIND_TOTAL,),
        subtitle=("Bulan Januari 2026",),
        before=(Facts((("Gudang", "Gudang Alokon Kabupaten Ciamis"), ("Sumber dana", "APBN"))),),
        after=("Laporan ini dibuat dari buku stok.",),
        notes=("Stok rasio: stok layak pakai dibagi rata-rata pemakaian sebulan.",),
        signatures=SIGNATURES,
        kop=KOP,
        landscape=True,
        number_row=True,
        sheet="Mutasi",
    )


def long_card(rows: int = 7212) -> Dataset:
    """A stock card of many rows and twelve columns."""
    columns = (
        Column("no", "No", "int"),
        Column("day", "Tanggal", "date"),
        Column("paper", "No. Dokumen"),
        Column("party", "Dari / Kepada"),
        Column("batch", "No. Batch"),
        Column("expiry", "ED", "expiry"),
        Column("in", "Masuk", "quantity", group=("Jumlah",), unit="vial"),
        Column("out", "Keluar", "quantity", group=("Jumlah",), unit="vial"),
        Column("rest", "Sisa", "quantity", group=("Jumlah",), unit="vial"),
        Column("price", "Harga Satuan", "money", unit="Rp"),
        Column("value", "Saldo", "money", unit="Rp"),
        Column("note", "Ket."),
    )
    lines, rest = [], 0
    for index in range(rows):
        incoming = 5000 if index % 40 == 0 else None
        outgoing = None if incoming else 40 + index % 7
        rest += (incoming or 0) - (outgoing or 0)
        party = "Perwakilan BKKBN Provinsi Jawa Barat" if incoming else f"Puskesmas Sindangkasih {index % 37}"
        lines.append(
            (
                index + 1,
                date(2023, 1, 2) + timedelta(days=index // 7),
                f"{index:03d}/SBBK/2026",
                party,
                f"B{index // 40:04d}",
                Expiry(date(2028, 8, 31), "month"),
                incoming,
                outgoing,
                rest,
                1250050,
                rest * 1250050,
                "",
            )
        )
    return Dataset(
        name="kartu-stok",
        title="KARTU STOK",
        columns=columns,
        rows=tuple(lines),
        before=(Facts((("Nama barang", "Suntikan 3 Bulanan Progestin (DMPA)"), ("Gudang", "Gudang Alokon")), 2),),
        kop=KOP,
        landscape=True,
        number_row=True,
    )


def book(*datasets: Dataset) -> Workbook:
    """Datasets under the sample stamp."""
    return Workbook("contoh", datasets, STAMP)
