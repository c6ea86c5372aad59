"""The SOP "Penggerakan Kader IMP" as printed: from the request for cadres to the Bupati's decree in the archive.

Only the table was printed, no header. The scan lost the tick marks, so who acts is our setting.
"""

from alokon.sop.printed import Correction, PrintedSection, PrintedSop, broken_off, unticked

BUPATI = "BUPATI/ DPR"
KEPALA = "Kepala Dinas"
KABID = "Kepala Bidang PPDI"
ANALIS = "Analis Kebijakan Muda"
STAF = "Staf"

STEPS = (
    unticked(
        "1",
        "Membuat surat regulasi untuk penunjukan PPKBD dan Sub PPKBD ke lini lapangan",
        (ANALIS, STAF),
        "Data",
        "1 Hari",
        "Surat Regulasi",
    ),
    unticked(
        "2",
        broken_off("Menerima ajuan Penunjukan PPKBD dan Sub PPKBD dari koordinator untuk"),
        (STAF,),
        broken_off("Surat ajuan penempatan yang dilampiri"),
        "30 Menit",
        "Data PPKBD dan Sub PPKBD",
    ),
    unticked(
        "3",
        "Menghimpun ajuan dari Masing-masing kecamatan",
        (STAF,),
        "Berkas ajuan untuk penempatan",
        "60 Menit",
        broken_off("Rekap Data PPKBD dan Sub"),
    ),
    unticked(
        "4",
        "Meneliti berkas ajuan penunjukan PPKBD dan Sub PPKBD",
        (ANALIS,),
        "Berkas ajuan untuk penempatan SK",
        "15 Menit",
        "Berkas ajuan",
    ),
    unticked(
        "5",
        "Menyusun draf SK Bupati tentang Penetapan PPKBD dan Sub PPKBD",
        (STAF,),
        "Draf SK Penetapan Bupati, Komputer, Printer",
        "30 Menit",
        "Draf SK Bupati",
    ),
    unticked(
        "6",
        broken_off("Meneliti, menganalisa draf SK dan berkas ajuan penunjukan PPKBD dan Sub PPKBD berdasar"),
        (ANALIS,),
        "Draf SK Penetapan Bupati, ATK",
        "sesuai kesepakatan",
        "Draf SK Bupati",
    ),
    unticked(
        "7",
        "Mencetak draf SK penunjukan PPKBD dan Sub PPKBD untuk diteliti Kabid",
        (KABID, STAF),
        "Materi, Data dan Informasi",
        "10 Menit",
        "Draf SK Bupati",
    ),
    unticked(
        "8",
        "Membuat surat rekomendasi dari Kepala Dinas dan nota dinas untuk Bupati",
        (KEPALA, ANALIS),
        "Komputer, Printer, ATK",
        "15 Menit",
        "Surat Rekomendasi",
    ),
    unticked(
        "9",
        "Mengirim draf SK Penunjukan PPKBD dan Sub PPKBD kepada Bupati lewat bagian Hukum",
        (STAF,),
        "Draf SK Penetapan Bupati",
        "10 Menit",
        "Draf SK Bupati",
    ),
    unticked(
        "10",
        "Menerima Koreksi draf SK Penunjukan PPKBD dan Sub PPKBD",
        (STAF,),
        "Draf SK Bupati",
        "5 Menit",
        "Revisi Draf SK Bupati",
    ),
    unticked(
        "11",
        "Merevisi draf SK Penetapan PPKBD dan Sub PPKBD selanjutnya dikirim kembali ke bagian hukum setda Tanah Laut",
        (ANALIS, STAF),
        "Draf SK Penetapan Bupati, ATK",
        "30 Menit",
        "Draf SK Bupati",
    ),
    unticked(
        "12",
        "Menunggu proses Penetapan SK Penunjukan PPKBD dan untuk bisa ditetapkan Bupati",
        (BUPATI,),
        "",
        "3 Hari",
        "Draf SK Bupati",
    ),
    unticked(
        "13",
        "Menerima SK Penetapan PPKBD dan Sub PPKBD yang sudah ditetapkan Bupati",
        (STAF,),
        "SK Penetapan Bupati",
        "5 Menit",
        "SK Penetapan Bupati",
    ),
    unticked(
        "14",
        "Menggandakan SK Bupati tentang Penetapan PPKBD dan Sub PPKBD untuk dikirimkan ke dinas terkait dan Lini "
        "Lapangan",
        (STAF,),
        "SK Penetapan Bupati",
        "15 Menit",
        "SK Penetapan Bupati",
    ),
    unticked(
        "15",
        "Mendokumentasikan / mengarsipkan SK Bupati tentang Penetapan PPKBD dan Sub PPKBD",
        (STAF,),
        "SK Penetapan Bupati",
        "15 Menit",
        "Arsip / dokumentasi",
    ),
)

TITLE = "Penggerakan Kader Institusi Masyarakat Pedesaan (IMP)"

IMP_PRINTED = PrintedSop(
    title=TITLE,
    flow_title=TITLE,
    header=None,
    actor_columns=(BUPATI, KEPALA, KABID, ANALIS, STAF),
    requirement_label="Kelengkapan",
    sections=(PrintedSection("", STEPS),),
    corrections=(
        Correction("kolom pelaksana 3", "Kepala Bidang PPDJ", "Kepala Bidang PPDI"),
        Correction("kolom pelaksana 4", "Analisis Kebijakan Muda", "Analis Kebijakan Muda"),
        Correction("kolom kelengkapan", "Kelangka pan", "Kelengkapan"),
        Correction("langkah 4", "Menilliti", "Meneliti"),
        Correction("langkah 6", "bedasar", "berdasar"),
        Correction("langkah 11", "selanjutnta", "selanjutnya"),
    ),
    notes=(
        "Isi baris 6 dan 11 sampai 15 bergeser satu kolom ke kiri pada pindaian; dibaca menurut judul kolomnya.",
        "Langkah 12 tercetak “PPKBD dan untuk”; kata yang hilang di antaranya tidak diduga.",
        "Tidak ada kepala SOP pada pindaian. Kabupaten Tanah Laut hanya disebut pada langkah 11.",
    ),
)
