"""The SOP "Membentuk Rumah Data Kependudukan di Kampung KB" as printed: from the agreement to the village's figures.

Only the table was printed, no header. The scan lost the tick marks, so who acts is our setting.
"""

from alokon.sop.printed import PrintedSection, PrintedSop, unticked

BUPATI = "Bupati"
KADER = "Kader"
KEPALA_DESA = "Kepala Desa"
RT_RW = "Ketua RT/RW"
BALAI = "Balai Penyuluhan KB Kecamatan (PKB/PLKB)"
DINAS = "Dinas P2KBP3A (Kadis, Kabid, Analis Kebijakan Muda)"

STEPS = (
    unticked(
        "1",
        "Melakukan Koordinasi dan Penggalangan kesepakatan bersama dengan pemuda dan tokoh masyarakat",
        (KEPALA_DESA, BALAI),
        "pemuda dan tokoh masyarakat",
        "1 Hari",
        "kesepakatan",
    ),
    unticked(
        "2",
        "Mengidentifikasi SDM potensial untuk dipilih sebagai calon kader rumah data",
        (BALAI,),
        "kader",
        "1 Minggu",
        "SDM potensial",
    ),
    unticked(
        "3",
        "melakukan pertemuan antara kader potensial, ketua RT, ketua RW/Dusun",
        (KADER, RT_RW, BALAI),
        "kader",
        "1 Hari",
        "kesepakatan",
    ),
    unticked(
        "4",
        "Melakukan pemilihan kader rumah data",
        (KEPALA_DESA, RT_RW),
        "kader",
        "1 Minggu",
        "Kader rumah Data",
    ),
    unticked(
        "5",
        "Melakukan pengukuhan kader rumah data dengan SK dan peresmian rumah data",
        (KEPALA_DESA,),
        "Kader Rumah Data",
        "1 Hari",
        "SK Pengukuhan Kader Rumah Data",
    ),
    unticked(
        "6",
        "Orientasi/pelatihan bagi kader rumah data dan registrasi rumah data",
        (BALAI, DINAS),
        "Rumah data dan kader",
        "2 Kali",
        "Kader yang berkualitas",
    ),
    unticked(
        "7",
        "Kader melaksanakan kegiatan di rumah data",
        (KADER,),
        "Kader dan Data",
        "Sesuai kesepakatan",
        "Data Informasi Desa",
    ),
)

TITLE = "Membentuk Rumah Data Kependudukan di Kampung KB Untuk Memperkuat Integrasi Program KKBPK di Sektor Lain"

RUMAH_DATA_PRINTED = PrintedSop(
    title=TITLE,
    flow_title=TITLE,
    header=None,
    actor_columns=(BUPATI, KADER, KEPALA_DESA, RT_RW, BALAI, DINAS),
    requirement_label="Kelengkapan",
    sections=(PrintedSection("", STEPS),),
    notes=(
        "Judul kolom Dinas P2KBP3A tercetak di luar kelompok PELAKSANA; dibaca sebagai kolom pelaksana keenam.",
        "Tidak ada kepala SOP pada pindaian.",
    ),
)
