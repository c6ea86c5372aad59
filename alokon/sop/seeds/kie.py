"""The SOP "Promosi dan KIE Program KKBPK" as printed: from the material to its publication in the media.

Only the table was printed, no header. The scan lost the tick marks, so who acts is our setting.
"""

from alokon.sop.printed import Correction, PrintedSection, PrintedSop, broken_off, unticked

PIHAK_KETIGA = "Pihak Ketiga"
KEPALA = "Kepala Dinas"
KABID = "Kepala Bidang PPDI"
ANALIS = "Analis Kebijakan Muda"
STAF = "Staf"

STEPS = (
    unticked(
        "1",
        "Menyiapkan bahan Promosi dan KIE",
        (STAF,),
        "Spot dan data - data program KKBPK",
        "1 Hari",
        "Modul KB dan data - data",
    ),
    unticked(
        "2",
        "Membuat media Promosi dan KIE berupa spot program KKBPK atau data - data kependudukan",
        (ANALIS, STAF),
        "DPA, Komputer, Printer, Data - Data",
        "1 Hari",
        "Rekaman dan Spot - Spot",
    ),
    unticked(
        "3",
        "Mengajukan media Promosi dan KIE kepada atasan untuk dimintakan persetujuan",
        (KABID, ANALIS),
        "",
        "30 menit",
        "Spot revisi",
    ),
    unticked(
        "4",
        "membuat permohonan siaran Promosi dan KIE ke media elektronik dan massa cetak serta media luar ruang untuk "
        "publikasi program",
        (KEPALA, ANALIS),
        "Komputer, Printer",
        "15 Menit",
        "Surat Permohonan",
    ),
    unticked(
        "5",
        "Persetujuan dari pihak media elektronik dan massa cetak serta media luar ruang untuk publikasi",
        (PIHAK_KETIGA,),
        "",
        "15 Menit",
        "Kesepakatan publikasi",
    ),
    unticked(
        "6",
        "Proses editing ulang bahan publikasi oleh pihak media elektronik",
        (PIHAK_KETIGA,),
        "Komputer, Printer",
        "30 Menit",
        broken_off("Spot dan data yang sudah direvisi sesuai"),
    ),
    unticked(
        "7",
        "Pelaksanaan Promosi dan KIE melalui publikasi Program KKBPK di media elektronik dan massa cetak serta media "
        "luar ruang sesuai kesepakatan",
        (PIHAK_KETIGA,),
        "Media elektronik",
        "Sesuai Kesepakatan",
        "Tersebarnya Informasi dan Promosi KIE kepada masyarakat",
    ),
)

TITLE = "Promosi dan KIE Program KKBPK Melalui Media Massa Cetak dan Elektronik serta Media Luar Ruang"

KIE_PRINTED = PrintedSop(
    title=TITLE,
    flow_title=TITLE,
    header=None,
    actor_columns=(PIHAK_KETIGA, KEPALA, KABID, ANALIS, STAF),
    requirement_label="Kelengkapan",
    sections=(PrintedSection("", STEPS),),
    corrections=(
        Correction("kolom pelaksana 4", "Analisis Kebijakan Muda", "Analis Kebijakan Muda"),
        Correction("langkah 7, output", "Tersebaranya", "Tersebarnya"),
    ),
    notes=("Tidak ada kepala SOP pada pindaian.",),
)
