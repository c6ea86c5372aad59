"""The SOP "Pembinaan dan Pengawasan Penyelenggaraan Sistem Informasi Keluarga" as printed: orientation and monitoring.

Only the table was printed, no header. The scan lost the tick marks, so who acts is our setting.
"""

from alokon.sop.printed import Correction, PrintedSection, PrintedSop, broken_off, unticked

KEPALA = "Kepala Dinas"
KABID = "Kabid PPDI"
ANALIS = "Analis Kebijakan Muda"
BALAI = "Balai Penyuluh KB (PKB/PLKB)"

STEPS = (
    unticked(
        "1",
        "Membuat Jadwal Pelaksanaan Orientasi",
        (ANALIS,),
        "rencana kegiatan",
        "1 Hari",
        "Jadwal Kegiatan",
    ),
    unticked(
        "2",
        "Menyiapkan materi pencatatan dan pelaporan Bangga Kencana",
        (ANALIS,),
        "Laporan Rutin Bulanan",
        "1 Hari",
        "Paparan Materi",
    ),
    unticked(
        "3",
        "Melaksanakan Orientasi Pencatatan dan Pelaporan Program Bangga Kencana",
        (ANALIS, BALAI),
        broken_off("Materi Laporan Rutin Bangga"),
        "1 Hari",
        "Pemahaman Laporan Rutin",
    ),
    unticked(
        "4",
        "Melaksanakan Monitoring dan Evaluasi",
        (KABID, ANALIS),
        "Monitoring",
        "1 Hari",
        broken_off("Evaluasi hasil kegiatan di"),
    ),
)

TITLE = "Pembinaan dan Pengawasan Penyelenggaraan Sistem Informasi Keluarga"

SIK_PRINTED = PrintedSop(
    title=TITLE,
    flow_title=TITLE,
    header=None,
    actor_columns=(KEPALA, KABID, ANALIS, BALAI),
    requirement_label="Kelengkapan",
    sections=(PrintedSection("", STEPS),),
    corrections=(Correction("kolom pelaksana 3", "Analisis Kebijakan Muda", "Analis Kebijakan Muda"),),
    notes=(
        "Nomor kolom tercetak 1 sampai 6, lalu 8 sampai 11; nomor 7 dilewati.",
        "Tidak ada kepala SOP pada pindaian.",
    ),
)
