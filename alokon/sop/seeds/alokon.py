"""The SOP "Pelayanan Penyaluran Alokon" of Kabupaten Ciamis as printed in 2024 (000.8.3.3/1954 - DPPKBPPPA.1).

The text is the office's, repetitions and all; only the misspellings in `CORRECTIONS` are mended. The scan lost the tick
marks of every row, so who acts is our setting, marked as inferred; in rows 2 and 3 it also lost the cell of the time.
The date is printed without a day. The service standard is in `alokon_standard`.
"""

from alokon.sop.printed import CUT, Correction, PrintedHeader, PrintedSection, PrintedSop, unticked

UPTD = "UPTD P5A"
FASKES = "Fasilitas Kesehatan"
PENGELOLA = "Pengelola Barang"
SEKRETARIS = "Sekretaris"

ACTOR_COLUMNS = (UPTD, FASKES, PENGELOLA, SEKRETARIS)

CORRECTIONS = (
    Correction("Pencatatan dan Pendataan 1", "dan atau Kontak", "dan atau Kontrak"),
    Correction("Pencatatan dan Pendataan 2", "(K/O/KB)", "(K/0/KB)"),
    Correction("langkah 2", "Penertbitan SPMB", "Penerbitan SPMB"),
    Correction("langkah 3", "Penertbitan surat bukti", "Penerbitan surat bukti"),
    Correction("langkah 7, output", "Terlayannya calon", "Terlayaninya calon"),
)

HEADER = PrintedHeader(
    instansi=(
        "PEMERINTAH KABUPATEN CIAMIS",
        "DINAS PENGENDALIAN PENDUDUK, KELUARGA BERENCANA, PEMBERDAYAAN PEREMPUAN DAN PERLINDUNGAN ANAK",
        "KABUPATEN CIAMIS",
    ),
    nomor="000.8.3.3/1954 - DPPKBPPPA.1",
    tanggal_pembuatan="Nopember 2024",
    tanggal_efektif="Nopember 2024",
    disahkan_tanggal="Nopember 2024",
    disahkan_oleh=(
        "Kepala Dinas Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan dan Perlindungan Anak "
        "Kabupaten Ciamis"
    ),
    nama_sop="Pelayanan Penyaluran Alat dan Obat Kontrasepsi (ALOKON) Keluarga Berencana",
    dasar_hukum=(
        "Undang-Undang Nomor 25 tahun 2009 tentang Pelayanan Publik",
        "Undang-undang Nomor 52 tahun 2009 tentang Perkembangan Kependudukan dan Pembangunan Keluarga",
        "Peraturan Pemerintah Republik Indonesia Nomor 87 Tahun 2014 tentang Perkembangan Kependudukan dan "
        "Pembangunan Keluarga, Keluarga Berencana dan Sistem Informasi Keluarga",
        "Peraturan Kepala BKKBN Nomor 316/PER./G4/2015 tentang Panduan Tata cara Pengelolaan Data Rutin Program "
        "Kependudukan, Keluarga Berencana dan Pembangunan Keluarga",
        "Peraturan Kepala BKKBN Nomor 1 Tahun 2018 tentang Petunjuk Teknis Penggunaan Dana Bantuan Operasional "
        "Keluarga Berencana",
        "Peraturan Daerah Kabupaten Ciamis Nomor 1 Tahun 2020 tentang Perubahan Atas Peraturan Daerah Kabupaten "
        "Ciamis Nomor 8 Tahun 2016 tentang Pembentukan dan Susunan Perangkat Daerah",
        "Peraturan Bupati Ciamis Nomor 64 Tahun 2021 tentang kedudukan, Tujuan, Fungsi, Susunan Organisasi dan Tata "
        "Kerja unsur Organisasi dan Tata Kerja Perangkat Daerah",
        "Peraturan Bupati Ciamis Nomor 74 Tahun 2021, tentang Tugas, Fungsi dan Tata Kerja unsur organisasi Dinas "
        "Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan dan Perlindungan Anak",
        "Keputusan Bupati Ciamis Nomor 476.1/Kpts.820-Huk/2022 Tahun 2022, tentang Mekanisme Penyaluran Alat dan "
        "Obat Kontrasepsi Keluarga Berencana di Kabupaten Ciamis",
    ),
    kualifikasi_pelaksana=(
        "Mampu Berkomunikasi dan berkoordinasi dengan baik",
        "Memiliki integritas dan bertanggungjawab",
        "Memahami tentang laporan hasil pelayanan kontrasepsi",
        "Mempunyai pengetahuan tentang jenis alat dan obat kontrasepsi",
        "Memahami Juknis/Pengelolaan Alokon",
        "Memahami tentang laporan hasil pelayanan kontrasepsi",
    ),
    keterkaitan=(),
    peralatan=(
        "Alat Tulis Kantor",
        "Komputer / Laptop",
        "Printer",
        "Alat dan Obat Pelayanan Kontrasepsi",
        "Peralatan Packaging Alokon ( Plastik Klip, Plastik Bening, kantong plastik, Kardus dll )",
        "Formulir tentang laporan pelayanan kontrasepsi",
        "Aplikasi SIGA",
        "Jaringan Internet",
        "Kendaraan/Mobil Box",
        "Lemari Penyimpanan dokumen",
    ),
    peringatan=(
        "Menginput Jenis dan Jumlah Barang Pakai Habis harus dilakukan dengan teliti agar akurat",
        "Pencatatan mutasi, pemakaian dan sisa barang harus dilakukan secara konsisten agar pencatatan kondisi riil "
        "sama dengan di Aplikasi SIGA",
    ),
    pencatatan_pendataan=(
        "MoU Pelayanan KB MKJP dan atau Kontrak",
        "Blanko Pendaftaran Register Fasyankes (K/0/KB)",
        "Kartu Stok Barang Habis",
        "Rensi Alokon",
        "Kartu Stok Barang Habis",
    ),
)


_ROW_1 = (
    "Surat Permohonan / Rensi Distribusi Rutin",
    "30 Menit",
    "Surat Permohonan / Rencana Distribusi Rutin",
)

DISTRIBUTION = PrintedSection(
    "I. Penyimpanan dan Penyaluran Alat dan Obat Kontrasepsi Keluarga Berencana di Kabupaten Ciamis",
    (
        unticked("1a", "Membuat Permintaan dan menerima alat dan obat kontrasepsi", (UPTD, FASKES), *_ROW_1),
        unticked(
            "1b",
            "Membuat rencana distribusi rutin dan menerima permintaan alat dan obat kontrasepsi",
            (PENGELOLA,),
            *_ROW_1,
        ),
        unticked("2", "Penerbitan SPMB", (SEKRETARIS,), "SPMB", CUT, "SPMB yang disetujui"),
        unticked(
            "3",
            "Menerima dan mengecek stok alkon dan mempersiapkan Penerbitan surat bukti Barang keluar (SBBK) serta "
            "pengepakan alat dan obat kontrasepsi",
            (PENGELOLA,),
            "SBBK dan Alokon",
            CUT,
            "SPMB yang telah disetujui",
        ),
        unticked(
            "4",
            "Menyalurkan alat obat kontrasepsi keluarga berencana ke fasilitas kesehatan yang terdaftar di aplikasi "
            "New SIGA sesuai dengan kebutuhan dan ketentuan yang berlaku",
            (PENGELOLA,),
            "SBBK dan Alokon",
            "3 hari",
            "Tersalurkannya alat dan obat kontrasepsi ke Faskes",
        ),
        unticked(
            "5",
            "berkoordinasi dengan UPTD Pengendalian Penduduk, Pemberdayaan Perempuan dan Perlindungan Anak di wilayah "
            "Kecamatan untuk melakukan pembinaan dan monitoring terkait penggunaan, pencatatan dan pelaporan "
            "penggunaan alat dan obat kontrasepsi keluarga berencana",
            (UPTD,),
            "Arsip SBBK",
            "",
            "Terpantaunya dan tercatat penggunaan alat dan obat kontrasepsi di faskes",
        ),
    ),
)

USE = PrintedSection(
    "II. Penggunaan Alat dan Obat Kontrasepsi Keluarga Berencana di Fasilitas Kesehatan",
    (
        unticked(
            "6",
            "Menerima dan mencatat alat kontrasepsi yang didistribusikan oleh Dinas Pengendalian Penduduk, Keluarga "
            "Berencana, Pemberdayaan Perempuan dan Perlindungan Anak Kabupaten Ciamis sesuai dengan ketentuan yang "
            "berlaku;",
            (FASKES,),
            "SBBK dan Alokon",
            "",
            "Tersedianya alat dan obat kontrasepsi di fasilitas kesehatan",
        ),
        unticked(
            "7",
            "Fasilitas Kesehatan memberikan pelayanan KB Kepada semua pasangan usia subur penerima iuran di fasilitas "
            "kesehatan tersebut baik peserta KB baru, ulang ataupun ganti cara",
            (FASKES,),
            "Sarana Prasarana dan Alokon",
            "",
            "Terlayaninya calon akseptor KB",
        ),
        unticked(
            "8",
            "fasilitas kesehatan selalu berkoordinasi dengan UPTD Pengendalian Penduduk Pemberdayaan Perempuan dan "
            "Perlindungan Anak di wilayah Kecamatan dalam melaksanakan kegiatan pelayanan KB",
            (UPTD, FASKES),
            "",
            "",
            "Terlaporkannya hasil pelayanan KB melalui aplikasi New SIGA",
        ),
        unticked("9", "Pencatatan dan Pelaporan", (FASKES,)),
    ),
)

ALOKON_PRINTED = PrintedSop(
    title="PELAYANAN PENYALURAN ALAT DAN OBAT KONTRASEPSI (ALOKON)",
    flow_title=(
        "PELAYANAN PENYALURAN ALAT DAN PENGGUNAAN ALAT DAN OBAT KONTRASEPSI KELUARGA BERENCANA DI KABUPATEN CIAMIS"
    ),
    header=HEADER,
    actor_columns=ACTOR_COLUMNS,
    requirement_label="Persyaratan",
    sections=(DISTRIBUTION, USE),
    corrections=CORRECTIONS,
    notes=(
        "Isi baris 1 dan 4 sampai 8 bergeser satu kolom ke kiri pada pindaian; dibaca menurut judul kolomnya.",
        "Baris 2 dan 3 kehilangan satu sel; isi yang tersisa adalah persyaratan dan output, waktunya terpotong.",
    ),
)
