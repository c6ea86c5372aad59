"""Pendidikan kependudukan jalur formal: a school becomes a Sekolah Siaga Kependudukan."""

from dataclasses import replace

from alokon.recipients import SCHOOL
from alokon.sop.asked import DATE
from alokon.sop.fields import Field
from alokon.sop.model import Step
from alokon.sop.office import WORK, Stage, procedure
from alokon.sop.seeds.ssk import SSK_PRINTED

ROWS = procedure(
    "ssk",
    "Sekolah Siaga Kependudukan",
    SSK_PRINTED,
    (
        Stage(
            "1", "coordinate", "Catat koordinasi", "Koordinasi antar OPD dan mitra", "Kesepakatan ada",
            fields=(Field("partners", "OPD dan mitra yang hadir"), Field("agreement", "Isi kesepakatan")),
            paper="ssk-kesepakatan",
        ),
        Stage(
            "2", "appoint", "Tunjuk sekolah", "Sekolah ditunjuk", "Ditunjuk",
            fields=(Field("decree", "Nomor surat penunjukan", most=100),), decided=True,
            paper="ssk-penunjukan",
        ),
        Stage(
            "3", "launch", "Catat launching", "SSK diluncurkan", "Diluncurkan",
            fields=(Field("place", "Tempat"),),
        ),
        Stage(
            "4", "socialise", "Catat sosialisasi MKKS", "Sosialisasi kepada MKKS", "Disosialisasikan",
            fields=(Field("present", "Peserta hadir", "quantity", least=1),),
        ),
        Stage(
            "5", "teach", "Catat RPP dan penilaian", "Pembelajaran dan penilaian dilaksanakan",
            "Kurikulum SSK berjalan",
            fields=(Field("pupils", "Jumlah siswa", "quantity", least=1),),
            line_fields=(
                Field("subject", "Mata pelajaran"),
                Field("topic", "Materi kependudukan"),
                Field("grade", "Kelas", required=False, most=50),
                Field("method", "Bentuk penilaian", required=False),
                Field("assessed", "Siswa dinilai", "quantity"),
                Field("passed", "Siswa tuntas", "quantity"),
            ),
            paper="ssk-penilaian",
        ),
    ),
    about=(SCHOOL,),
    closed="Kurikulum SSK berjalan",
)  # fmt: skip

INVITE = Step(
    name="invite",
    label="Undang ke launching",
    done="Undangan launching dibuat",
    permission=WORK,
    before=(ROWS.step("appoint").after,),
    seed=("3",),
    fields=(
        DATE,
        Field("held_on", "Tanggal launching", "date"),
        Field("time", "Waktu", help="Misalnya: 09.00 WIB sampai selesai", most=100),
        Field("place", "Tempat"),
        Field("invited", "Yang diundang", required=False, help="Jabatan atau instansi, dengan titik koma"),
    ),
    paper="ssk-undangan",
    correctable=True,
)
"""Before the launching of row 3, whose invitation goes out on an earlier day."""

SSK_FLOW = replace(ROWS, steps=(*ROWS.steps, INVITE))
