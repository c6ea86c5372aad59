"""The SOP "Pelayanan dan Pendampingan P2TP2A" of Kabupaten Ciamis as printed in 2024 (00.8.3.3/1953 - DPPKBPPPA.1).

The scan lost the tick marks of every row, so who acts is our setting; what must be present and how long a step takes
is printed nowhere. The service standard, which has a time, is in `p2tp2a_standard`.
"""

from alokon.sop.printed import Correction, PrintedHeader, PrintedSection, PrintedSop, broken_into, unticked

KETUA = "Ketua"
SEKRETARIS = "Sekretaris"
DATA = "Divisi Data"
HUKUM = "Divisi Hukum"
PEKERJA_SOSIAL = "Pekerja sosial"
PENDAMPING = "Pendamping"
PSIKOLOG = "Psikolog"

HEADER = PrintedHeader(
    instansi=(
        "PEMERINTAH KABUPATEN CIAMIS",
        "DINAS PENGENDALIAN PENDUDUK, KELUARGA BERENCANA, PEMBERDAYAAN PEREMPUAN DAN PERLINDUNGAN ANAK",
        "KABUPATEN CIAMIS",
    ),
    nomor="00.8.3.3/1953 - DPPKBPPPA.1",
    tanggal_pembuatan="Nopember 2024",
    tanggal_efektif="Nopember 2024",
    disahkan_tanggal="Nopember 2024",
    disahkan_oleh=(
        "Kepala Dinas Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan dan Perlindungan Anak "
        "Kabupaten Ciamis"
    ),
    nama_sop="Pelayanan dan Pendampingan P2TP2A",
    dasar_hukum=(
        "Undang-undang Nomor 4 Tahun 1979 Tentang Kesejahteraan Anak;",
        "Undang-undang Nomor 7 Tahun 1984 tentang Pengesahan Konvensi mengenai Penghapusan Segala Bentuk Diskriminasi "
        "terhadap Wanita,",
        "Undang-undang Nomor 17 Tahun 2023 tentang Kesehatan,",
        "Undang-undang Nomor 39 Tahun 1999 tentang Hak Asasi Manusia,",
        "Undang-undang Nomor 39 Tahun 2002 tentang Perlindungan Anak,",
        "Undang-undang Nomor 23 2004 tentang Penghapusan Kekerasan dalam Rumah Tangga",
        "Peraturan Menteri Negara Pemberdayaan Perempuan dan Perlindungan Anak Republik Indonesia Nomor 11 Tahun 2011 "
        "tentang Kebijakan Pengembangan Kabupaten/Kota Layak Anak,",
        broken_into(
            "2020 tentang Perubahan Atas Peraturan Daerah Kabupaten Ciamis Nomor 8 Tahun 2016 tentang Pembentukan dan "
            "Susunan Perangkat Daerah"
        ),
        "Peraturan Bupati Ciamis Nomor 64 Tahun 2021 tentang kedudukan, Tujuan, Fungsi, Susunan Organisasi dan Tata "
        "Kerja unsur Organisasi dan Tata Kerja Perangkat Daerah",
        "Peraturan Bupati Ciamis Nomor 74 Tahun 2021, tentang Tugas, Fungsi dan Tata Kerja unsur Organisasi Dinas "
        "Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan dan Perlindungan Anak",
    ),
    kualifikasi_pelaksana=(
        "Memahami tentang tahapan pelaporan pengaduan",
        "Memahami tentang proses asesmen awal",
        "Bisa menggali kronologis, mampu berkomunikasi secara efektif dengan pelapor dan korban",
        "mempunyai empati terhadap permasalahan korban",
        "mempunyai empati terhadap permasalahan korban",
        "menjaga kerahasiaan informasi pelapor/korban",
        "Mampu mewujudkan kabupaten ciamis menjadi kabupaten layak anak melalui perlindungan dan pemenuhan hak anak",
        "Mampu meningkatkan SDM perempuan dan terpenuhinya hak-hak anak",
        "Terbentuknya Organisasi perangkat daerah yang menangani tentang pemberdayaan perempuan dan perlindungan anak",
        "Mampu melaksanakan Tupoksi Dinas Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Perempuan dan "
        "Perlindungan Anak",
        "Mampu melaksanakan Tugas dan Fungsi Bidang Pemberdayaan Perempuan dan Perlindungan Anak",
    ),
    keterkaitan=("SOP Pelayanan Publik",),
    peralatan=(
        "Alat Tulis Kantor",
        "Blanko pencatatan kasus korban",
        "Komputer dan Printer",
        "Lemari penyimpanan dokumen",
        "Leaflet dan booklet",
    ),
    peringatan=("Jika SOP ini tidak terealisasi maka dampaknya kasus akan sulit ditindaklanjuti",),
    pencatatan_pendataan=("Disimpan sebagai data manual untuk pelaporan",),
)

STEPS = (
    unticked(
        "1",
        "Pelapor/korban datang sendiri ke Petugas, atau Laporan dari masyarakat, atau laporan dari pemeriksaan medis "
        "dimana korban diperiksa",
        (DATA,),
        output="Identitas korban tercatat dalam dokumen",
    ),
    unticked(
        "2",
        "Laporan diterima dan dicatat oleh Petugas P2TP2A",
        (SEKRETARIS, DATA),
        output="Berkas Pengaduan kasus",
    ),
    unticked(
        "3",
        "Petugas melaksanakan verifikasi / pendampingan ke Lapangan/korban",
        (PEKERJA_SOSIAL, PENDAMPING),
        output="SPT penjangkauan",
    ),
    unticked(
        "4",
        "Petugas melaksanakan pencatatan/asesmen bagi korban ;",
        (DATA, PENDAMPING),
        output="Terdokumentasinya hasil asesmen",
    ),
    unticked(
        "5",
        "Memberikan aspek medis yaitu mendampingi RSUD untuk diperiksa",
        (PENDAMPING,),
        output="Terfasilitasinya aspek medis korban, Dokumentasi",
    ),
    unticked(
        "6",
        "Memberikan fasilitasi aspek psikis yaitu merujuk korban ke Psikolog untuk diperiksa secara psikis",
        (PENDAMPING, PSIKOLOG),
        output="Terfasilitasinya aspek medis Psikologis, Dokumentasi pemeriksaan",
    ),
    unticked(
        "7",
        "Memberikan bantuan hukum untuk korban dengan menyediakan pengacara sebagai pendamping pada pemeriksaan dan "
        "penyidikan di Unit Polres, serta proses hukum di pengadilan",
        (HUKUM, PENDAMPING),
        output="Terfasilitasinya aspek hukum korban, Dokumentasi pendampingan hukum korban",
    ),
    unticked(
        "8",
        "Reintegrasi/Rehabilitasi",
        (PEKERJA_SOSIAL, PENDAMPING),
        output="Terfasilitasinya aspek rehabilitasi korban, Dokumentasi pendampingan",
    ),
    unticked("9", "Proses Selesai", (KETUA, DATA), output="Dokumentasi laporan penanganan kasus"),
)

CORRECTIONS = (
    Correction("Dasar Hukum 2", "Deskriminasi", "Diskriminasi"),
    Correction("Kualifikasi Pelaksana 2", "assement awal", "asesmen awal"),
    Correction("Kualifikasi Pelaksana 3", "krononolgis", "kronologis"),
    Correction("Peringatan", "di tindaklanjuti", "ditindaklanjuti"),
    Correction("langkah 6", "di periksa", "diperiksa"),
    Correction("langkah 8", "Reinregrasi/Rehabilitas", "Reintegrasi/Rehabilitasi"),
    Correction("langkah 8, output", "aspek rehabilitas korban", "aspek rehabilitasi korban"),
)

NOTES = (
    "Jabatan yang mengesahkan tercetak pada sel Nama SOP; dibaca sebagai isi Disahkan oleh.",
    "Nomor SOP tercetak 00.8.3.3; SOP penyaluran alokon dari keputusan yang sama bernomor 000.8.3.3. Tidak diubah.",
    "Dasar Hukum 5 tercetak Nomor 39 Tahun 2002; undang-undang tentang Perlindungan Anak bernomor 23 Tahun 2002. "
    "Tidak diubah.",
    "Peralatan/Perlengkapan tercetak bernomor 1, 2, 4, 5, dan 6; nomor 3 tidak ada.",
    "Isi tabel dua kolom di kanan judulnya pada pindaian; satu-satunya isi di luar kegiatan dibaca sebagai output.",
)

P2TP2A_PRINTED = PrintedSop(
    title="PELAYANAN DAN PENDAMPINGAN P2TP2A",
    flow_title="Pelayanan P2TP2A",
    header=HEADER,
    actor_columns=(KETUA, SEKRETARIS, DATA, HUKUM, PEKERJA_SOSIAL, PENDAMPING, PSIKOLOG),
    requirement_label="Kelengkapan",
    sections=(PrintedSection("", STEPS),),
    corrections=CORRECTIONS,
    notes=NOTES,
)
