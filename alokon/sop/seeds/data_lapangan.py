"""The SOP "Pengolahan dan Pelaporan Data Pengendalian Lapangan dan Pelayanan KB" as printed: R1 forms into SIGA.

Only the table was printed, no header. The scan lost the tick marks, so who acts is our setting.
"""

from alokon.sop.printed import Correction, PrintedSection, PrintedSop, unticked

BUPATI = "Bupati"
KEPALA = "Kepala Dinas"
KABID = "Kabid PPDI"
ANALIS = "Analis Kebijakan Muda"
PETUGAS = "Petugas Pengelola Data"
PLKB = "PPKB/PLKB"

STEPS = (
    unticked(
        "1",
        "PLKB mengumpulkan R1 KB dari Faskes binaan serta membuat R1 Poktan (Dallap)",
        (PLKB,),
        "Form R1 KB dan R1 Poktan",
        "Real Time",
        "R1 KB dan R1 Poktan",
    ),
    unticked(
        "2",
        "Petugas Pengelola Data Mengentry secara online data - data tersebut ke SIGA real time setelah data didapat",
        (PETUGAS,),
        "Form R1 KB dan R1 Poktan",
        "Real Time",
        "R1 KB dan R1 Poktan",
    ),
    unticked(
        "3",
        "Hasil output data SIGA dapat diakses di aplikasi SIGA dan laporan tersebut berupa by name by address",
        (PETUGAS,),
        "Data online",
        "Real Time",
        "Laporan Dallap dan Yankes",
    ),
)

TITLE = "Pengolahan dan Pelaporan Data Pengendalian Lapangan dan Pelayanan KB"

DATA_LAPANGAN_PRINTED = PrintedSop(
    title=TITLE,
    flow_title=TITLE,
    header=None,
    actor_columns=(BUPATI, KEPALA, KABID, ANALIS, PETUGAS, PLKB),
    requirement_label="Kelengkapan",
    sections=(PrintedSection("", STEPS),),
    corrections=(
        Correction("kolom pelaksana 4", "Analisis Kebijakan Muda", "Analis Kebijakan Muda"),
        Correction("kolom pelaksana 6", "PPKB/P LKB", "PPKB/PLKB"),
        Correction("langkah 2", "Pengentry scara online", "Mengentry secara online"),
        Correction("langkah 2", "ke SiGA", "ke SIGA"),
        Correction("langkah 2", "rela time", "real time"),
    ),
    notes=(
        "Kolom pelaksana 6 tercetak “PPKB”; SOP lain dalam dokumen yang sama mencetak “PKB/PLKB”. Tidak diubah.",
        "Tidak ada kepala SOP pada pindaian.",
    ),
)
