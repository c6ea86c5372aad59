"""Penggerakan kader IMP: from the request for cadres by kecamatan to the Bupati's decree and its copies."""

from alokon.recipients import OFFICE
from alokon.sop.fields import Field
from alokon.sop.office import Stage, procedure
from alokon.sop.seeds.imp import IMP_PRINTED

LEVELS = (("ppkbd", "PPKBD"), ("sub-ppkbd", "Sub PPKBD"))

DRAFT = Field("version", "Versi draf", required=False)

IMP_FLOW = procedure(
    "imp",
    "Penggerakan kader IMP",
    IMP_PRINTED,
    (
        Stage(
            "1", "regulate", "Buat surat regulasi", "Surat regulasi dibuat", "Menunggu ajuan kecamatan",
            fields=(Field("subject", "Perihal"), Field("until", "Ajuan ditunggu sampai", "date", required=False)),
            paper="imp-regulasi",
        ),
        Stage(
            "2", "take_proposals", "Terima ajuan", "Ajuan diterima", "Ajuan diterima",
            line_fields=(
                Field("kecamatan", "Kecamatan"),
                Field("letter", "Nomor surat ajuan", sender="Kecamatan {kecamatan}"),
                Field("ppkbd", "PPKBD diajukan", "quantity"),
                Field("sub_ppkbd", "Sub PPKBD diajukan", "quantity"),
            ),
        ),
        Stage(
            "3", "compile", "Himpun ajuan", "Ajuan dihimpun per kecamatan", "Rekap per kecamatan ada",
            fields=(
                Field("ppkbd", "PPKBD seluruhnya", "quantity"),
                Field("sub_ppkbd", "Sub PPKBD seluruhnya", "quantity"),
            ),
            paper="imp-rekap",
        ),
        Stage(
            "4", "examine", "Teliti berkas ajuan", "Berkas ajuan diteliti", "Berkas diteliti",
            fields=(Field("findings", "Kekurangan berkas", required=False),),
        ),
        Stage(
            "5", "draft", "Susun draf SK", "Draf SK disusun", "Draf SK disusun", fields=(DRAFT,), paper="imp-draf-sk",
        ),
        Stage(
            "6", "analyse", "Teliti dan analisa draf SK", "Draf SK dianalisa", "Draf SK dianalisa",
            fields=(Field("result", "Hasil telaah"),),
        ),
        Stage(
            "7", "print_draft", "Cetak draf SK untuk Kabid", "Draf SK dicetak", "Draf diteliti Kabid",
            fields=(DRAFT,),
        ),
        Stage(
            "8", "recommend", "Buat surat rekomendasi", "Surat rekomendasi dibuat",
            "Rekomendasi ada", decided=True,
            paper="imp-rekomendasi",
        ),
        Stage(
            "9", "send", "Kirim draf lewat Bagian Hukum", "Draf SK dikirim ke Bupati", "Di Bagian Hukum",
            fields=(Field("receipt", "Tanda terima Bagian Hukum", required=False),),
            paper="imp-nota-dinas",
        ),
        Stage(
            "10", "correct_draft", "Terima koreksi draf", "Koreksi draf diterima", "Koreksi diterima",
            fields=(Field("correction", "Yang dikoreksi"),), optional=True,
        ),
        Stage(
            "11", "revise", "Revisi dan kirim kembali", "Draf direvisi dan dikirim kembali",
            "Menunggu penetapan Bupati",
            fields=(DRAFT,), optional=True,
        ),
        Stage("12", "await_decree", "Catat SK sudah ditetapkan", "SK ditetapkan Bupati", "Ditetapkan, menunggu SK"),
        Stage(
            "13", "take_decree", "Terima SK yang ditetapkan", "SK Bupati diterima", "SK diterima",
            fields=(
                Field("decree", "Nomor SK Bupati", most=100, sender="Bupati"),
                Field("decree_date", "Tanggal SK", "date"),
                Field("decree_until", "SK berlaku sampai", "date", required=False),
            ),
            line_fields=(
                Field("kecamatan", "Kecamatan"),
                Field("village", "Desa/kelurahan"),
                Field("level", "Kedudukan", "choice", choices=LEVELS),
                Field("count", "Jumlah kader", "quantity", least=1),
            ),
        ),
        Stage(
            "14", "distribute", "Gandakan dan bagikan SK", "Salinan SK dibagikan", "Salinan dibagikan",
            line_fields=(Field("recipient", "Penerima salinan"), Field("copies", "Jumlah", "quantity", least=1)),
            paper="imp-tanda-terima",
        ),
        Stage(
            "15", "archive", "Arsipkan SK", "SK diarsipkan", "Diarsipkan",
            fields=(Field("place", "Tempat arsip"),),
        ),
    ),
    about=(OFFICE,),
)  # fmt: skip
