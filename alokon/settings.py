"""What an office decides for itself, with the value it has until then and where that value comes from.

What no source settles is a setting, never a constant in code.
"""

from typing import NamedTuple

from alokon.planning import levels


class Setting(NamedTuple):
    """One setting: what it is called, its default as JSON-like value, and where the default comes from."""

    name: str
    label: str
    default: object
    source: str


SALATIGA = "standar pelayanan Kota Salatiga; belum diverifikasi"

HORMONALS = "disimpulkan untuk alokon hormonal, label kemasan yang menentukan; belum diverifikasi"
DAMP = "WHO (medicinedocs Js4885e, 6.5), bila label meminta lindung dari lembap; pemakaian di sini belum diverifikasi"

SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting(
            "kop.lines",
            "Kop: baris instansi",
            [
                "PEMERINTAH KABUPATEN CIAMIS",
                "DINAS PENGENDALIAN PENDUDUK, KELUARGA BERENCANA,",
                "PEMBERDAYAAN PEREMPUAN, DAN PERLINDUNGAN ANAK",
            ],
            "kop Keputusan Bupati Ciamis 000.8.3.3/Kpts.122-DPPKBPPPA.1",
        ),
        Setting(
            "kop.address",
            "Kop: alamat",
            ["Jalan Jenderal Ahmad Yani No. 38 Tlp. (0265) 773788-776670", "CIAMIS"],
            "kop Keputusan Bupati Ciamis 000.8.3.3/Kpts.122-DPPKBPPPA.1",
        ),
        Setting("letter.rules", "Dasar hukum surat SOP lain", [], "kepala SOP yang mencetaknya; belum diverifikasi"),
        Setting("place", "Tempat surat", "Ciamis", "kop surat"),
        Setting("warehouse", "Gudang yang melayani", "GUDANG", "belum diverifikasi"),
        Setting(
            "supplier",
            "Pemasok alokon: tujuan usulan kebutuhan",
            "Perwakilan BKKBN Provinsi Jawa Barat",
            "Standar Pelayanan Penyaluran Alat dan Obat Kontrasepsi, sistem/mekanisme 1a",
        ),
        Setting("number.classification", "Klasifikasi surat", "400.13.16", "Permendagri 83/2022; belum diverifikasi"),
        Setting("number.unit", "Kode unit pada nomor", "DPPKBPPPA", "nomor SOP 000.8.3.3/1954-DPPKBPPPA.1"),
        Setting(
            "number.pattern",
            "Pola nomor surat",
            "{klasifikasi}/{urut:03d}/{jenis}/{unit}/{bulan}/{tahun}",
            "belum diverifikasi",
        ),
        Setting("signatory.order", "Penanda tangan SPMB", "Sekretaris", "kolom Pelaksana SOP; belum diverifikasi"),
        Setting("signatory.store", "Penanda tangan pengeluaran", "Pengelola Barang", "kolom Pelaksana SOP"),
        Setting("signatory.head", "Pimpinan", "Kepala Dinas", "header SOP"),
        Setting("agreement_is_gate", "MoU/kontrak wajib untuk dilayani", False, "belum diverifikasi"),
        Setting("count.tolerance", "Opname: selisih tanpa persetujuan (persen dari kartu)", 5, "belum diverifikasi"),
        Setting("need.months", "Kebutuhan: bulan laporan untuk rata-rata pemakaian", 3, "belum diverifikasi"),
        Setting("need.months_mkjp", "Kebutuhan: bulan untuk rata-rata MKJP (6–12)", 12, "belum diverifikasi"),
        Setting("expected.percent", "KB pascapersalinan: bagian ibu yang ikut (persen)", 50, "belum diverifikasi"),
        Setting("expected.months", "KB pascapersalinan: bulan ke depan dari data posyandu", 3, "belum diverifikasi"),
        Setting("rensi.cycle", "Rensi: lamanya (1, 2 atau 3 bulan)", 2, SALATIGA),
        Setting("rensi.day", "Rensi: tanggal hitung", 17, SALATIGA),
        Setting("rensi.margin", "Rensi: sisa masa simpan setelah terpakai (hari)", 30, "belum diverifikasi"),
        Setting("levels.warehouse", "Tingkat stok gudang", {"": ["3", "3", "6", "1", ""]}, "belum diverifikasi"),
        Setting("levels.facility", "Tingkat stok faskes", {"": ["2", "1", "3", "0.5", ""]}, "belum diverifikasi"),
        Setting("levels.network", "Tingkat stok jaringan/jejaring", {}, "mengikuti faskes; belum diverifikasi"),
        Setting("backdate.office", "Tanggal mundur: paling jauh oleh dinas (hari)", 100, "belum diverifikasi"),
        Setting("backdate.site", "Tanggal mundur: paling jauh oleh faskes (hari)", 45, "belum diverifikasi"),
        Setting("receipt.short_months", "Penerimaan: sisa masa simpan pendek (bulan)", 12, "belum diverifikasi"),
        Setting("gtins", "GTIN kemasan setiap jenis alokon", [], "belum diketahui; belum diverifikasi"),
        Setting("report.other.in", "Kode SIGA untuk masuk di luar kode", "1", "usulan; belum diverifikasi"),
        Setting("report.other.out", "Kode SIGA untuk keluar di luar kode", "4", "usulan; belum diverifikasi"),
        Setting("climate.low", "Gudang: suhu paling rendah (°C)", 15, HORMONALS),
        Setting("climate.high", "Gudang: suhu paling tinggi (°C)", 30, HORMONALS),
        Setting("climate.humidity", "Gudang: kelembapan paling tinggi (persen)", 60, DAMP),
        Setting("coach.months", "Pembinaan: paling lama tanpa kunjungan (bulan)", 6, "belum diverifikasi"),
        Setting("clock.days", 'Waktu baku: arti "hari" yang tercetak', "kalender", "SOP tidak menyebut hari kerja"),
        Setting("clock.exceptions", "Hari libur atau hari kerja di luar kalender nasional", [], "keputusan setempat"),
        Setting("procedures", "SOP: kop, penanda tangan dan peran sendiri", {}, "SOP tercetak dari tiga instansi"),
        Setting("sealed.store", "P2TP2A: simpan isian tersegel", True, "tambahan aplikasi; SOP menyimpannya manual"),
        Setting("sealed.retention", "P2TP2A: masa simpan setelah selesai (tahun)", 10, "JRA; belum diverifikasi"),
        Setting("report.deadline", "Batas lapor bulanan (tanggal bulan berikut)", 5, "belum diverifikasi"),
    )
}

LEVELS = {
    levels.WAREHOUSE: "levels.warehouse",
    levels.FACILITY: "levels.facility",
    levels.NETWORK: "levels.network",
}
"""Tier → the setting that holds its levels, as `alokon.planning.levels` reads them.

A jaringan follows the faskes until the office says otherwise. The months usually proposed for it (every month to 1.5)
suppose that its parent supplies it between two rounds; by rounds of two months alone it is out of stock half the time
(tried on the sample year).
"""

PAPER_CODES: dict[str, str] = {
    "permohonan": "PMH",
    "rensi": "RENSI",
    "spmb": "SPMB",
    "sbbk": "SBBK",
    "surat-jalan": "SJ",
    "perjalanan": "SJG",
    "retur": "RTR",
    "mutasi": "MTS",
    "bast": "BAST",
    "sbbm": "SBBM",
    "pembinaan": "BIN",
    "ba-opname": "BAO",
    "ba-pemusnahan": "BAPM",
    "penarikan": "TRK",
    "p2tp2a": "REG-P2TP2A",
    "p2tp2a-aduan": "ADU-P2TP2A",
    "imp-regulasi": "IMP-REG",
    "imp-rekap": "IMP-RKP",
    "imp-draf-sk": "IMP-SK",
    "imp-rekomendasi": "IMP-REK",
    "imp-nota-dinas": "IMP-ND",
    "imp-tanda-terima": "IMP-TT",
    "kie-permohonan": "KIE-PMH",
    "kie-kesepakatan": "KIE-KSP",
    "sik-undangan": "SIK-UND",
    "sik-paparan": "SIK-PPR",
    "sik-monev": "SIK-MON",
    "ssk-kesepakatan": "SSK-KSP",
    "ssk-penunjukan": "SSK-PNJ",
    "ssk-undangan": "SSK-UND",
    "ssk-penilaian": "SSK-NIL",
    "rumah-data-kesepakatan": "RD-KSP",
    "rumah-data-pengukuhan": "RD-SK",
    "rumah-data-desa": "RD-DESA",
    "posyandu-kak": "PSY-KAK",
    "posyandu-pengantar": "PSY-RT",
    "posyandu-pemutakhiran": "PSY-FRM",
    "posyandu-laporan": "PSY-LAP",
    "data-disposisi": "DT-DSP",
    "data-jawaban": "DT-JWB",
    "data-serah-terima": "DT-BAST",
    "data-perjanjian": "DT-PJJ",
}
"""The code of each kind of paper inside its number."""
