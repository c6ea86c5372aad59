"""The SOP "Penguatan Kerjasama Pelaksanaan Pendidikan Kependudukan Jalur Pendidikan Formal" as printed: SSK schools.

Only the table was printed, no header. Rows 2 to 4 keep an arrow in the column of who acts; in rows 1 and 5 the scan
lost the tick marks, and who acts is our setting.
"""

from alokon.sop.printed import CUT, PrintedSection, PrintedSop, PrintedStep, unticked

GURU = "Guru"
SEKOLAH = "Sekolah"
PENDIDIKAN = "Dinas Pendidikan Kabupaten"
DINAS = "Dinas P2KBP3A (Kadis, Kabid, Analis Kebijakan Muda)"

STEPS = (
    unticked(
        "1",
        "Koordinasi antar OPD dan Mitra Kerja",
        (PENDIDIKAN, DINAS),
        "mitra",
        "1 Minggu",
        "Kesepakatan",
    ),
    PrintedStep(
        "2",
        "Pelaksanaan Penunjukan Pilot Project SSK",
        (DINAS,),
        "sekolah",
        "2 Minggu",
        "Sekolah Siaga Kependudukan",
    ),
    PrintedStep("3", "Launching SSK", (DINAS,), "sekolah", "1 Hari", "Sekolah Siaga Kependudukan"),
    PrintedStep(
        "4",
        "Sosialisasi Kepada Musyawarah Kerja Kepala Sekolah tentang penerapan SSK",
        (PENDIDIKAN,),
        "guru",
        "1 Hari",
        "Pemahaman SSK",
    ),
    unticked(
        "5",
        "Menyusun RPP, Melaksanakan pembelajaran dan melaksanakan penilaian",
        (GURU,),
        "guru",
        "1 minggu",
        "Kurikulum SSK",
    ),
)

TITLE = "Penguatan Kerjasama Pelaksanaan Pendidikan Kependudukan Jalur Pendidikan Formal"

SSK_PRINTED = PrintedSop(
    title=TITLE,
    flow_title=TITLE,
    header=None,
    actor_columns=(CUT, GURU, SEKOLAH, PENDIDIKAN, DINAS),
    requirement_label="Kelengkapan",
    sections=(PrintedSection("", STEPS),),
    notes=(
        "Pelaksana langkah 2 sampai 4 dibaca dari panah yang tersisa pada kolomnya (←, ↓, ←).",
        "Judul kolom pelaksana pertama tidak terbaca pada pindaian.",
        "Tidak ada kepala SOP pada pindaian.",
    ),
)
