"""The SOP "Pengelolaan Data dan Sasaran Posyandu" of Kecamatan Kapuas, Kabupaten Sanggau, as printed in 2023.

The scan lost the tick marks of every row, so who acts is our setting.
"""

from alokon.sop.printed import Correction, PrintedHeader, PrintedSection, PrintedSop, unticked

CAMAT = "Camat"
LURAH = "Lurah / Kades"
RT = "RT"
KADER = "Kader"
PUSKESMAS = "Puskesmas"

HEADER = PrintedHeader(
    instansi=("PEMERINTAH KABUPATEN SANGGAU", "KECAMATAN KAPUAS"),
    nomor="000.8.3.3/4/SOP/Kec.Kapuas",
    tanggal_pembuatan="Juli 2023",
    tanggal_efektif="September 2023",
    disahkan_tanggal="",
    disahkan_oleh="Camat Kapuas Kabupaten Sanggau",
    nama_sop="Pengelolaan Data dan Sasaran Posyandu",
    dasar_hukum=(
        "Peraturan Pemerintah Nomor 17 Tahun 2018 tentang Kecamatan",
        "Peraturan Menteri Dalam Negeri Republik Indonesia Nomor 18 Tahun 2018 tentang Lembaga Kemasyarakatan Desa "
        "dan Lembaga Adat Desa",
        "Peraturan Menteri Dalam Negeri Republik Indonesia Nomor 130 Tahun 2018 tentang Kegiatan Pembangunan Sarana "
        "dan Prasarana Kelurahan dan Pemberdayaan Masyarakat di Kelurahan",
        "Peraturan Bupati Sanggau Nomor 20 Tahun 2020 tentang Petunjuk Pelaksanaan Kegiatan Pembangunan Sarana dan "
        "Prasarana Kelurahan dan Pemberdayaan Masyarakat di Kelurahan",
        "Keputusan Menteri Kesehatan Republik Indonesia Nomor 1529/Menkes/SK/X/2010 tentang Pedoman Umum Pengembangan "
        "Desa dan Kelurahan Siaga Aktif",
    ),
    kualifikasi_pelaksana=("Telah mendapatkan pelatihan Pemberdayaan Masyarakat bidang kesehatan",),
    keterkaitan=("SOP Surat Masuk", "SOP Surat Keluar"),
    peralatan=("ATK, komputer",),
    peringatan=(
        "SOP ini disusun untuk menjadi Pedoman dalam Program Pemberdayaan Masyarakat di Kelurahan",
        "SOP ini erat hubungannya dengan penetapan Kelurahan Siaga Aktif",
        "Jika sistem ini tidak berjalan sesuai ketentuan, maka akan berdampak tidak maksimalnya kinerja Program "
        "Pemberdayaan Masyarakat di Desa/Kelurahan dan Pengembangan Desa dan Kelurahan Siaga Aktif",
    ),
    pencatatan_pendataan=(
        "Camat : Lembar Disposisi/arahan, tanda tangan",
        "Kades/Lurah : Lembar disposisi, paraf",
        "RT : Pengantar RT",
        "Puskesmas : Naskah dinas",
        "Kader : Naskah dinas",
    ),
)

STEPS = (
    unticked(
        "1",
        "Menetapkan Rencana Kebijakan umum Pengelolaan Data dan Sasaran Posyandu",
        (CAMAT,),
        "Renstra, Renja",
        "15 Menit",
        "Dokumen",
    ),
    unticked(
        "2",
        "Menyusun rencana pengelolaan data dan sasaran Posyandu",
        (LURAH,),
        "KAK",
        "1 Hari",
        "Dokumen",
    ),
    unticked(
        "3",
        "Mengusulkan dan mensosialisasikan data dan sasaran kegiatan posyandu",
        (RT,),
        "Pengantar RT",
        "30 Menit",
        "Dokumen",
    ),
    unticked(
        "4",
        "Mengadakan pemutakhiran data dan sasaran posyandu: ibu hamil, ibu nifas, ibu menyusui serta bayi dan anak "
        "balita",
        (KADER,),
        "Form Pemutakhiran data",
        "1 Minggu",
        "Dokumen",
    ),
    unticked(
        "5",
        "Menganalisa data dan sasaran sebagai bahan penyusunan rencana kerja dan melaksanakan upaya perbaikan sesuai "
        "kebutuhan Posyandu",
        (KADER, PUSKESMAS),
        "Data dan Informasi",
        "1 Minggu",
        "Dokumen",
    ),
    unticked(
        "6",
        "Menghimpun data dan sasaran posyandu serta program kerja",
        (LURAH,),
        "Laporan",
        "30 Menit",
        "Dokumen",
    ),
    unticked("7", "Menerima Laporan", (CAMAT,), "Laporan", "15 Menit", "Dokumen"),
)

POSYANDU_PRINTED = PrintedSop(
    title="Pengelolaan Data dan Sasaran Posyandu",
    flow_title="Pengelolaan Data dan Sasaran Posyandu",
    header=HEADER,
    actor_columns=(CAMAT, LURAH, RT, KADER, PUSKESMAS),
    requirement_label="Kelengkapan",
    sections=(PrintedSection("", STEPS),),
    corrections=(
        Correction("kepala SOP", "PERLATAN DAN PERLENGKAPAN", "PERALATAN DAN PERLENGKAPAN"),
        Correction("langkah 4", "pemutahiran data", "pemutakhiran data"),
        Correction("langkah 4, kelengkapan", "Form Pemutahiran", "Form Pemutakhiran"),
    ),
    notes=(
        "Judul kolom Puskesmas tercetak di luar kelompok Pelaksanaan; dibaca sebagai kolom pelaksana kelima.",
        "Nomor daftar pada Dasar Hukum, Keterkaitan, dan Peringatan hilang; butirnya dipisah menurut kalimat.",
    ),
)
