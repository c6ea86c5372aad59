"""The SOP on the use of family data by users outside the office, as printed: request, review, decision, handing over.

Only the table was printed, no header. The scan lost the tick marks, so who acts is our setting.
"""

from alokon.sop.printed import Correction, PrintedSection, PrintedSop, unticked

BUPATI = "Bupati"
KEPALA = "KEPALA Dinas"
KABID = "Kabid PPDI"
ANALIS = "Analis Kebijakan Muda"
PETUGAS = "Petugas Pengelola Data"
PENGGUNA = "Pengguna Data dan Informasi Keluarga"

STEPS = (
    unticked(
        "1",
        "Permohonan permintaan izin secara tertulis dari pejabat pemimpin instansi/lembaga setingkat eselon II kepada "
        "Walidata Kabupaten/Kota",
        (PENGGUNA,),
        "Surat Permohonan untuk diberikan data",
        "1 hari",
        "Surat Permohonan untuk diberikan data",
    ),
    unticked(
        "2",
        "Walidata Kabupaten/Kota melakukan telaah atas permohonan pengguna untuk dijadikan pertimbangan memberikan "
        "persetujuan atau penolakan",
        (KABID, ANALIS),
        "dokumen permohonan",
        "1 hari",
        "disposisi hasil telaahan",
    ),
    unticked(
        "3",
        "Walidata Kabupaten/Kota memberikan persetujuan atau penolakan melalui surat atas telaah yang telah dilakukan",
        (KEPALA,),
        "Lembar Disposisi",
        "1 hari",
        "Disposisi/persetujuan untuk diberikan atau ditolak permohonan untuk diberikan data",
    ),
    unticked(
        "4",
        "Pemberian Data dan Informasi Keluarga berdasarkan individu dalam keluarga untuk variabel-variabel tertentu "
        "dapat memenuhi persyaratan yang telah ditetapkan",
        (PETUGAS,),
        "data",
        "1 hari",
        "Data dan Informasi Keluarga berdasarkan individu dalam keluarga untuk variabel-variabel tertentu dapat "
        "memenuhi persyaratan yang telah ditetapkan",
    ),
    unticked(
        "5",
        "Serah Terima Data dan Informasi Keluarga",
        (PETUGAS, PENGGUNA),
        "dokumen",
        "1 hari",
        "Surat Perjanjian, Berita acara serah terima data dan informasi keluarga dan perjanjian kerja sama",
    ),
)

TITLE = "PEMANFAATAN DATA DAN INFORMASI KELUARGA BAGI PENGGUNA EXTERNAL DI TINGKAT KABUPATEN/KOTA"

DATA_EKSTERNAL_PRINTED = PrintedSop(
    title=TITLE,
    flow_title=TITLE,
    header=None,
    actor_columns=(BUPATI, KEPALA, KABID, ANALIS, PETUGAS, PENGGUNA),
    requirement_label="Kelengkapan",
    sections=(PrintedSection("", STEPS),),
    corrections=(Correction("kolom pelaksana 4", "Analisis Kebijakan Muda", "Analis Kebijakan Muda"),),
    notes=("Tidak ada kepala SOP pada pindaian.",),
)
