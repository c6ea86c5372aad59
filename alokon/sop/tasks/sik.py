"""Pembinaan dan pengawasan Sistem Informasi Keluarga: an orientation planned, held and followed up."""

from alokon.recipients import AREA, OFFICE
from alokon.sop.fields import Field
from alokon.sop.office import Stage, procedure
from alokon.sop.seeds.sik import SIK_PRINTED

SIK_FLOW = procedure(
    "sik",
    "Pembinaan Sistem Informasi Keluarga",
    SIK_PRINTED,
    (
        Stage(
            "1", "schedule", "Buat jadwal orientasi", "Jadwal orientasi dibuat", "Dijadwalkan",
            fields=(
                Field("held_on", "Tanggal orientasi", "date"),
                Field("time", "Waktu", help="Misalnya: 09.00 WIB sampai selesai", most=100),
                Field("place", "Tempat"),
                Field("theme", "Materi pokok"),
                Field("agenda", "Susunan acara", required=False, help="Misalnya: 09.00 Pembukaan; 09.30 Paparan"),
            ),
            line_fields=(Field("faskes", "Faskes diundang", "site"), Field("why", "Sebab diundang", required=False)),
            paper="sik-undangan",
        ),
        Stage(
            "2", "material", "Siapkan materi", "Materi disiapkan", "Materi siap",
            fields=(
                Field("material", "Judul paparan"),
                Field("points", "Pokok bahasan", required=False, help="Pisahkan dengan titik koma"),
            ),
            paper="sik-paparan",
        ),
        Stage(
            "3", "orient", "Catat pelaksanaan orientasi", "Orientasi dilaksanakan", "Menunggu monitoring",
            fields=(Field("present", "Peserta hadir", "quantity", least=1),),
            line_fields=(Field("faskes", "Faskes hadir", "site"), Field("count", "Peserta", "quantity", least=1)),
        ),
        Stage(
            "4", "monitor", "Catat monitoring dan evaluasi", "Monitoring dan evaluasi dicatat", "Selesai",
            fields=(Field("result", "Hasil evaluasi"), Field("follow_up", "Tindak lanjut", required=False)),
            paper="sik-monev",
        ),
    ),
    about=(OFFICE, AREA),
)  # fmt: skip
