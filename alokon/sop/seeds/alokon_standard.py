"""The Standar Pelayanan Penyaluran Alokon of Kabupaten Ciamis as printed with the SOP in 2024.

The text is the office's; only the misspellings in `CORRECTIONS` are mended. The standard says 2 days for the service
where the SOP says 3 days for delivery: both stand, each with a clock of its own.
"""

from alokon.sop.printed import Component, Correction, Line, ServiceStandard, StandardPart, lettered, plain

CORRECTIONS = (
    Correction("A.2 Sistem/Mekanisme 1", "Perempuan dan Pelindungan Anak", "Perempuan dan Perlindungan Anak"),
    Correction("B.2 Sarana Prasarana d", "Kardus dll ,", "Kardus dll ),"),
)


_MECHANISM = (
    Line("1.", "Penyimpanan dan Penyaluran Alat Obat dan Kontrasepsi Keluarga Berencana di Tingkat Kecamatan"),
    Line(
        "",
        "Dinas Pengendalian Penduduk Keluarga Berencana Pemberdayaan Perempuan dan Perlindungan Anak Kabupaten Ciamis "
        "sebagai penanggungjawab program keluarga berencana di Kabupaten Ciamis mempunyai tugas :",
        1,
    ),
    *lettered(
        "Menerima dan menyimpan seluruh alat obat kontrasepsi keluarga berencana dari Perwakilan BKKBN Provinsi Jawa "
        "Barat di Gudang Alat Kontrasepsi KB sesuai mekanisme yang berlaku;",
        "Mencatat dan melaporkan jumlah alat dan obat kontrasepsi keluarga berencana sesuai yang diterima;",
        "Menyalurkan alat obat kontrasepsi keluarga berencana ke fasilitas kesehatan yang terdaftar di Aplikasi new "
        "SIGA sesuai dengan kebutuhan dan ketentuan yang berlaku;",
        "Berkoordinasi dengan UPTD Pengendalian Penduduk, Pemberdayaan Perempuan dan Perlindungan Anak di wilayah "
        "Kecamatan untuk melakukan pembinaan dan monitoring terkait penggunaan, pencatatan dan pelaporan penggunaan "
        "alat dan obat kontrasepsi keluarga berencana",
        level=1,
    ),
    Line("2.", "Penggunaan Alat dan obat Kontrasepsi keluarga berencana di Fasilitas Kesehatan"),
    *lettered(
        "Menerima dan mencatat alat kontrasepsi yang didistribusikan oleh Dinas Pengendalian Penduduk, Keluarga "
        "Berencana Pemberdayaan Perempuan dan Perlindungan Anak Kabupaten Ciamis sesuai dengan ketentuan yang berlaku;",
        "Fasilitas Kesehatan memberikan pelayanan KB kepada semua Pasangan Usia Subur penerima bantuan iuran ataupun "
        "bukan penerima bantuan iuran fasilitas Kesehatan tersebut baik KB baru, ulang ataupun ganti cara",
        "Fasilitas Kesehatan selalu berkoordinasi dengan UPTD Pengendalian Penduduk, Pemberdayaan Perempuan dan "
        "Perlindungan Anak di wilayah Kecamatan dalam melaksanakan kegiatan pelayanan KB.",
        level=1,
    ),
    Line("3.", "Pencatatan dan Pelaporan"),
    Line(
        "",
        "Setiap fasilitas Kesehatan diwajibkan mencatat dan melaporkan hasil kegiatan pelayanan dan penggunaan alat "
        "dan obat kontrasepsi yang digunakan sesuai dengan sistem pencatatan pelaporan yang berlaku dan berkoordinasi "
        "dengan UPTD Pengendalian Penduduk, Pemberdayaan Perempuan dan Perlindungan Anak di wilayah Kecamatan "
        "masing-masing.",
        1,
    ),
)

_LEGAL_BASIS = lettered(
    "Undang-Undang Nomor 25 tahun 2009 tentang Pelayanan Publik,",
    "Undang-undang Nomor 52 tahun 2009 tentang Perkembangan Kependudukan dan Pembangunan Keluarga,",
    "Peraturan Pemerintah Republik Indonesia Nomor 87 Tahun 2014 tentang Perkembangan Kependudukan dan Pembangunan "
    "Keluarga, Keluarga Berencana dan Sistem Informasi Keluarga ,",
    "Peraturan Kepala BKKBN Nomor 316/PER./G4/2015 tentang Panduan Tata cara Pengelolaan Data Rutin Program "
    "Kependudukan, Keluarga Berencana dan Pembangunan Keluarga,",
    "Peraturan Kepala BKKBN Nomor 1 Tahun 2018 tentang Petunjuk Teknis Penggunaan Dana Bantuan Operasional Keluarga "
    "Berencana,",
    "Peraturan Daerah Kabupaten Ciamis Nomor 1 Tahun 2020 tentang Perubahan Atas Peraturan Daerah Kabupaten Ciamis "
    "Nomor 8 Tahun 2016 tentang Pembentukan dan Susunan Perangkat Daerah,",
    "Peraturan Bupati Ciamis Nomor 64 Tahun 2021 tentang kedudukan, Tujuan, Fungsi, Susunan Organisasi dan Tata Kerja "
    "unsur Organisasi dan Tata Kerja Perangkat Daerah,",
    "Peraturan Bupati Ciamis Nomor 74 Tahun 2021, tentang Tugas, Fungsi dan Tata Kerja unsur organisasi Dinas "
    "Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan dan Perlindungan Anak",
)

_FACILITIES = (
    Line("", "Sarana prasarana/fasilitas yang dibutuhkan petugas"),
    *lettered(
        "Kartu Stok Barang Habis;",
        "Komputer dan Printer;",
        "Alat dan Obat Pelayanan Kontrasepsi;",
        "Peralatan Packaging Alokon ( Plastik Klip, Plastik Bening, kantong plastik, Kardus dll ),",
        "Formulir tentang laporan pelayanan kontrasepsi,",
        "Aplikasi SIGA,",
        "Jaringan Internet,",
        "Kendaraan/Mobil Box.",
    ),
)

_DELIVERY = StandardPart(
    "A",
    "Service Delivery (Proses Penyampaian Pelayanan)",
    (
        Component(1, "Persyaratan", plain("Fasilitas Kesehatan yang sudah teregistrasi / yang sudah Ber K/0")),
        Component(2, "Sistem/Mekanisme", _MECHANISM),
        Component(3, "Jangka Waktu Pelayanan", plain("2 hari")),
        Component(4, "Biaya/Tarif", plain("Gratis")),
        Component(5, "Produk Pelayanan", plain("Alat obat kontrasepsi")),
    ),
)

_MANUFACTURING = StandardPart(
    "B",
    "Manufacturing (Proses Pengelolaan Pelayanan di Internal Organisasi)",
    (
        Component(1, "Dasar Hukum", _LEGAL_BASIS),
        Component(2, "Sarana Prasarana dan Fasilitas", _FACILITIES),
        Component(3, "Kompetensi Pelaksana", plain("Fungsional Penata Kependudukan dan KB")),
        Component(4, "Pengawasan Internal", plain("Pengawasan internal dilaksanakan oleh atasan langsung")),
        Component(5, "Jumlah Pelaksana", plain("5 (lima) orang.")),
        Component(
            6,
            "Evaluasi Kinerja Pelayanan",
            plain("Evaluasi berdasarkan pengawasan atasan langsung terkait kinerja dan kedisiplinan."),
        ),
    ),
)

ALOKON_STANDARD = ServiceStandard(
    "STANDAR PELAYANAN PENYALURAN ALAT DAN OBAT KONTRASEPSI", (_DELIVERY, _MANUFACTURING), CORRECTIONS
)
