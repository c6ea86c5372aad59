"""The SOP on the use of family data by units inside government, as printed: request, review, decision, handing over.

Only the table was printed, no header. The scan lost the tick marks, so who acts is our setting.
"""

from alokon.sop.printed import PrintedSection, PrintedSop, broken_off, unticked

BUPATI = "Bupati"
KEPALA = "KEPALA Dinas"
DINAS = "Dinas DP2KBP3A"
BIDANG = "Bidang PPDI"
PETUGAS = "Petugas Pengelola Data"
PENGGUNA = "Pengguna Data dan Informasi Keluarga"

STEPS = (
    unticked(
        "1",
        "Permohonan permintaan izin secara tertulis dari pejabat pemimpin unit kerja setingkat eselon II atau eselon "
        "IV kepada Walidata Kabupaten/Kota",
        (PENGGUNA,),
        "Permohonan untuk diberikan data",
        "1 hari",
        "Permohonan untuk diberikan data",
    ),
    unticked(
        "2",
        "Walidata Kabupaten/Kota melakukan telaah atas permohonan pengguna untuk dijadikan pertimbangan memberikan "
        "persetujuan atau penolakan",
        (BIDANG,),
        "dokumen permohonan",
        "1 hari",
        "disposisi hasil telaahan",
    ),
    unticked(
        "3",
        "Walidata Kabupaten/Kota memberikan persetujuan atau penolakan melalui surat atas telaah yang telah dilakukan;",
        (KEPALA,),
        "Lembar Disposisi",
        "1 hari",
        "Disposisi/persetujuan untuk diberikan atau ditolak",
    ),
    unticked(
        "4",
        "Pemberian Data dan Informasi Keluarga berdasarkan individu dalam keluarga untuk variabel-variabel tertentu "
        "dapat memenuhi persyaratan yang telah ditetapkan",
        (PETUGAS,),
        "data",
        "1 hari",
        broken_off("Data dan Informasi Keluarga berdasarkan individu dalam keluarga untuk"),
    ),
    unticked(
        "5",
        "Serah Terima Data dan Informasi Keluarga",
        (PETUGAS, PENGGUNA),
        "Dokumen",
        "1 hari",
        "Surat Perjanjian Penggunaan Data dan Informasi Keluarga",
    ),
)

TITLE = "PEMANFAATAN DATA DAN INFORMASI KELUARGA BAGI PENGGUNA INTERNAL DI TINGKAT KABUPATEN/KOTA"

DATA_INTERNAL_PRINTED = PrintedSop(
    title=TITLE,
    flow_title=TITLE,
    header=None,
    actor_columns=(BUPATI, KEPALA, DINAS, BIDANG, PETUGAS, PENGGUNA),
    requirement_label="Kelengkapan",
    sections=(PrintedSection("", STEPS),),
    notes=("Tidak ada kepala SOP pada pindaian.",),
)
