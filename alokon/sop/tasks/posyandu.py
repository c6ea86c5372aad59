"""Data dan sasaran Posyandu: targets brought up to date, analysed, and reported to the Camat. Only counts are kept."""

from alokon.recipients import POSYANDU
from alokon.sop.fields import Field
from alokon.sop.office import Stage, procedure
from alokon.sop.seeds.posyandu import POSYANDU_PRINTED

TARGETS = (
    ("pregnant", "Ibu hamil"),
    ("postpartum", "Ibu nifas"),
    ("nursing", "Ibu menyusui"),
    ("infants", "Bayi"),
    ("toddlers", "Anak balita"),
)

POSYANDU_FLOW = procedure(
    "posyandu",
    "Data dan sasaran Posyandu",
    POSYANDU_PRINTED,
    (
        Stage(
            "1", "policy", "Catat rencana kebijakan", "Rencana kebijakan ditetapkan", "Kebijakan ada",
            fields=(Field("basis", "Renstra / Renja"),),
        ),
        Stage(
            "2", "plan_data", "Catat KAK", "KAK disusun", "KAK ada",
            fields=(
                Field("outline", "Ruang lingkup kegiatan"),
                Field("objective", "Tujuan"),
                Field("output", "Keluaran"),
                Field("span", "Waktu pelaksanaan", most=100),
                Field("budget", "Sumber biaya", required=False, most=100),
            ),
            paper="posyandu-kak",
        ),
        Stage(
            "3", "propose_targets", "Catat usulan dan sosialisasi", "Data dan sasaran diusulkan", "Diusulkan",
            fields=(
                Field("cover", "Nomor pengantar RT", required=False, most=100, sender="Ketua RT, {site}"),
                Field("proposed", "Yang diusulkan", required=False),
            ),
            paper="posyandu-pengantar",
        ),
        Stage(
            "4", "update", "Catat pemutakhiran", "Data dan sasaran dimutakhirkan", "Dimutakhirkan",
            fields=(
                Field("month", "Bulan data", "month"),
                *(Field(name, label, "quantity") for name, label in TARGETS),
            ),
            paper="posyandu-pemutakhiran",
        ),
        Stage(
            "5", "analyse_targets", "Catat analisa dan upaya perbaikan", "Data dianalisa", "Dianalisa",
            fields=(Field("analysis", "Hasil analisa"), Field("effort", "Upaya perbaikan", required=False)),
        ),
        Stage(
            "6", "gather", "Himpun data dan program kerja", "Data dihimpun", "Laporan siap",
            fields=(Field("programme", "Program kerja", required=False),),
            paper="posyandu-laporan",
        ),
        Stage("7", "take_report", "Terima laporan", "Laporan diterima", "Selesai"),
    ),
    about=(POSYANDU,),
)  # fmt: skip
