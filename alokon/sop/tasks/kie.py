"""Promosi dan KIE: material for the programme, agreed with media and aired or published by them."""

from alokon.recipients import OFFICE, PARTNER
from alokon.sop.fields import Field
from alokon.sop.office import Stage, procedure
from alokon.sop.seeds.kie import KIE_PRINTED

MEDIA = (("elektronik", "Media elektronik"), ("cetak", "Media cetak"), ("luar-ruang", "Media luar ruang"))

KIE_FLOW = procedure(
    "kie",
    "Promosi dan KIE",
    KIE_PRINTED,
    (
        Stage(
            "1", "prepare", "Siapkan bahan", "Bahan disiapkan", "Bahan siap",
            fields=(Field("theme", "Tema"), Field("media", "Media", "choice", choices=MEDIA)),
        ),
        Stage(
            "2", "make", "Buat media promosi", "Media promosi dibuat", "Media dibuat",
            fields=(Field("version", "Judul dan versi"), Field("budget", "DPA", required=False)),
        ),
        Stage(
            "3", "approve_media", "Setujui media promosi", "Media promosi disetujui", "Disetujui atasan",
            fields=(Field("revision", "Yang direvisi", required=False),), decided=True,
        ),
        Stage(
            "4", "apply", "Buat permohonan siaran", "Permohonan siaran dibuat", "Permohonan dikirim",
            fields=(Field("addressee", "Ditujukan kepada"), Field("wanted", "Waktu siaran yang dimohon")),
            paper="kie-permohonan",
        ),
        Stage(
            "5", "agree", "Catat persetujuan media", "Media menyetujui", "Kesepakatan ada",
            fields=(Field("agreement", "Kesepakatan publikasi"),),
            paper="kie-kesepakatan",
        ),
        Stage(
            "6", "edit", "Catat editing ulang", "Bahan diedit ulang", "Siap disiarkan",
            fields=(Field("revision", "Yang disesuaikan", required=False),), optional=True,
        ),
        Stage(
            "7", "publish_media", "Catat publikasi", "Dipublikasikan", "Dipublikasikan",
            fields=(
                Field("aired", "Tanggal tayang", "date"),
                Field("times", "Berapa kali tayang", "quantity", least=1),
                Field("evidence", "Bukti tayang", help="Rekaman, kliping atau foto; lampirkan pada berkas ini"),
            ),
        ),
    ),
    about=(PARTNER, OFFICE),
)  # fmt: skip
