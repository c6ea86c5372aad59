"""Rumah Data Kependudukan di Kampung KB: its cadres chosen, confirmed by decree, trained twice, and at work."""

from alokon.recipients import KAMPUNG
from alokon.sop.fields import Field
from alokon.sop.office import Stage, procedure
from alokon.sop.seeds.rumah_data import RUMAH_DATA_PRINTED

PRESENT = Field("present", "Peserta hadir", "quantity", least=1)

RUMAH_DATA_FLOW = procedure(
    "rumah-data",
    "Rumah Data Kependudukan",
    RUMAH_DATA_PRINTED,
    (
        Stage(
            "1", "rally", "Catat koordinasi dan kesepakatan", "Kesepakatan bersama digalang", "Kesepakatan ada",
            fields=(Field("agreement", "Isi kesepakatan"),),
            paper="rumah-data-kesepakatan",
        ),
        Stage(
            "2", "find", "Catat SDM potensial", "SDM potensial diidentifikasi", "Calon kader ada",
            fields=(Field("candidates", "Jumlah calon kader", "quantity", least=1),),
        ),
        Stage("3", "meet", "Catat pertemuan", "Pertemuan kader, RT dan RW", "Sudah bertemu", fields=(PRESENT,)),
        Stage(
            "4", "choose", "Catat pemilihan kader", "Kader rumah data dipilih", "Kader terpilih",
            fields=(Field("cadres", "Jumlah kader terpilih", "quantity", least=1),),
        ),
        Stage(
            "5", "confirm", "Catat pengukuhan dan peresmian", "Kader dikukuhkan, rumah data diresmikan", "Dikukuhkan",
            fields=(
                Field("decree", "Nomor SK pengukuhan", most=100),
                Field("opened_at", "Tempat rumah data", required=False),
            ),
            paper="rumah-data-pengukuhan",
        ),
        Stage("6", "train", "Catat orientasi kader", "Orientasi kader", "Orientasi", fields=(PRESENT,), times=2),
        Stage(
            "7", "work", "Catat data informasi desa", "Data informasi desa dicatat", "Rumah data berjalan",
            fields=(
                Field("year", "Tahun data", "number"),
                Field("couples", "PUS", "quantity"),
                Field("members", "Peserta KB", "quantity"),
                Field("unmet", "Unmet need", "quantity"),
            ),
            paper="rumah-data-desa",
        ),
    ),
    about=(KAMPUNG,),
    closed="Rumah data berjalan",
)  # fmt: skip
