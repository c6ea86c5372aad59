"""The Standar Pelayanan of P2TP2A of Kabupaten Ciamis as printed with the SOP in 2024.

Its time, at most three months from the file, and its two working days for a complaint are printed here alone.
"""

from alokon.sop.printed import Component, Correction, Line, ServiceStandard, StandardPart, dashed, lettered, plain

CORRECTIONS = (
    Correction("A.2 Sistem/Mekanisme d", "Reintergrasi", "Reintegrasi"),
    Correction("B.1 Dasar Hukum b", "Deskriminasi", "Diskriminasi"),
    Correction("B.1 Dasar Hukum g", "Pemberdayaan Perlindungan dan", "Pemberdayaan Perempuan dan"),
    Correction("B.5 Jumlah Pelaksana", "pekerja social", "pekerja sosial"),
)

NOTES = (
    "Nomor 6 tercetak dua kali pada bagian B.",
    "B.1 huruf e tercetak Nomor 39 Tahun 2002; undang-undang tentang Perlindungan Anak bernomor 23 Tahun 2002. "
    "Tidak diubah.",
)

_MECHANISM = (
    Line(
        "a.",
        "Pelapor/korban datang sendiri ke petugas, atau Laporan dari masyarakat atau laporan dari pemeriksaan medis "
        "dimana korban diperiksa,",
    ),
    Line("b.", "Laporan diterima dan dicatat oleh Petugas P2TP2A,"),
    Line("c.", "Petugas melaksanakan pencatatan/asesmen bagi korban"),
    Line("-", "Memberikan aspek medis yaitu merujuk korban ke Puskesmas atau RSUD untuk diperiksa,", 1),
    Line(
        "-",
        "Memberikan fasilitasi aspek psikis yaitu merujuk korban ke Psikolog untuk diperiksa secara psikis,",
        1,
    ),
    Line(
        "-",
        "Memberikan bantuan hukum untuk korban dengan menyediakan pengacara sebagai pendamping pada pemeriksaan dan "
        "penyidikan di Unit PPA Polres serta proses hukum di Pengadilan.",
        1,
    ),
    Line("d.", "Reintegrasi/Rehabilitasi,"),
    Line("e.", "Proses selesai"),
)

_LEGAL_BASIS = lettered(
    "Undang-undang Nomor 4 Tahun 1979 Tentang Kesejahteraan Anak;",
    "Undang-undang Nomor 7 Tahun 1984 tentang Pengesahan konvensi mengenai Penghapusan Segala Bentuk Diskriminasi "
    "terhadap wanita,",
    "Undang-undang Nomor 17 Tahun 2023 tentang Kesehatan",
    "Undang-undang Nomor 39 Tahun 1999 tentang Hak Asasi Manusia,",
    "Undang-undang Nomor 39 Tahun 2002 tentang Perlindungan Anak,",
    "Undang-undang Nomor 23 2004 tentang Penghapusan Kekerasan dalam Rumah Tangga,",
    "Peraturan Menteri Negara Pemberdayaan Perempuan dan Perlindungan Anak Republik Indonesia Nomor 11 Tahun 2011 "
    "tentang Kebijakan Pengembangan Kabupaten/Kota Layak Anak,",
    "Peraturan Daerah Kabupaten Ciamis Nomor 22 Tahun 2013 tentang Pemberdayaan Perempuan dan Perlindungan Anak",
    "Peraturan Daerah Kabupaten Ciamis Nomor 1 Tahun 2020 tentang Perubahan Atas Peraturan Daerah Kabupaten Ciamis "
    "Nomor 8 Tahun 2016 tentang Pembentukan dan Susunan Perangkat Daerah",
    "Peraturan Bupati Ciamis Nomor 64 Tahun 2021 tentang kedudukan, Tujuan, Fungsi, Susunan Organisasi dan Tata Kerja "
    "unsur Organisasi dan Tata Kerja Perangkat Daerah",
    "Peraturan Bupati Ciamis Nomor 74 Tahun 2021, tentang Tugas, Fungsi dan Tata Kerja unsur organisasi Dinas "
    "Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan dan Perlindungan Anak",
)

_FACILITIES = (
    *plain("Sarana prasarana/fasilitas yang dibutuhkan petugas"),
    *lettered(
        "Blanko pencatatan kasus korban ;",
        "Komputer dan Printer;",
        "Lemari Penyimpanan dokumen;",
        "Leaflet dan Buklet.",
    ),
)

_COMPLAINTS = (
    *dashed(
        "Sarana pelayanan pengaduan, saran dan masukan",
        "Penanganan pengaduan melalui media tersebut diatas akan ditindak lanjuti oleh tim dengan tahapan sebagai "
        "berikut:",
    ),
    *lettered(
        "Cek data",
        "Verifikasi lapangan",
        "Koordinasi internal/eksternal, dan",
        "Koordinasi instansi terkait.",
        level=1,
    ),
    *dashed(
        "Responsif pengaduan 2 (dua) hari kerja sejak diterimanya pengaduan,",
        "Penyelesaian pengaduan sesuai dengan kondisi permasalahan yang ada.",
    ),
)

_DELIVERY = StandardPart(
    "A",
    "Service Delivery (Proses Penyampaian Pelayanan)",
    (
        Component(1, "Persyaratan", lettered("Pengantar RT/RW", "Fotocopy KTP Pelapor")),
        Component(2, "Sistem/Mekanisme", _MECHANISM),
        Component(3, "Jangka Waktu Pelayanan", plain("Maksimal 3 (tiga) bulan sejak berkas diterima oleh petugas")),
        Component(4, "Biaya/Tarif", plain("Gratis")),
        Component(
            5, "Produk Pelayanan", dashed("Formulir pelaporan kasus korban kekerasan", "P21 oleh unit PPA Polres")
        ),
    ),
)

_ASSURANCE = dashed(
    "Diwujudkan dengan adanya SDM yang berkompeten di bidang tugasnya",
    "Adanya jaminan kerahasiaan identitas pelapor dan korban",
)

_MANUFACTURING = StandardPart(
    "B",
    "Manufacturing (Proses Pengelolaan Pelayanan di Internal Organisasi)",
    (
        Component(1, "Dasar Hukum", _LEGAL_BASIS),
        Component(2, "Sarana Prasarana dan Fasilitas", _FACILITIES),
        Component(3, "Kompetensi Pelaksana", plain("Fungsional Penggerak Swadaya Masyarakat Ahli Muda")),
        Component(4, "Pengawasan Internal", plain("Pengawasan internal dilaksanakan oleh atasan langsung")),
        Component(5, "Jumlah Pelaksana", plain("5 (lima) orang dibantu oleh pekerja sosial Dinas Sosial.")),
        Component(6, "Penanganan, Pengaduan, Saran dan Masukan", _COMPLAINTS),
        Component(6, "Jaminan Pelayanan", _ASSURANCE),
        Component(7, "Jaminan Keamanan dan Keselamatan Pelayanan", plain("Data korban terjaga kerahasiaannya")),
        Component(
            8,
            "Evaluasi Kinerja Pelayanan",
            plain("Evaluasi berdasarkan pengawasan atasan langsung terkait kinerja dan kedisiplinan."),
        ),
        Component(
            9,
            "Masa Berlaku Dokumen",
            plain("Berlaku selama belum ada penyelesaian/putusan Pengadilan yang mengikat."),
        ),
        Component(
            10,
            "Waktu Pelayanan",
            plain("Senin – Kamis", "08.00 s.d 14.45 WIB", "Jumat", "08.00 s.d 11.00 WIB"),
        ),
    ),
)

P2TP2A_STANDARD = ServiceStandard(
    "STANDAR PELAYANAN DAN PENDAMPINGAN PUSAT PELAYANAN TERPADU PEMBERDAYAAN PEREMPUAN DAN PERLINDUNGAN ANAK (P2TP2A)",
    (_DELIVERY, _MANUFACTURING),
    CORRECTIONS,
    NOTES,
)
