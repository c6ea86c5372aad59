"""Pemanfaatan data dan informasi keluarga: a written request, its review, the decision, and the hand-over.

What was handed over is recorded by its variables, its counts and its digest; the data themselves never come here.
"""

from alokon.recipients import AREA, OFFICE, PARTNER
from alokon.sop.fields import Field
from alokon.sop.model import Flow
from alokon.sop.office import Refusal, Stage, procedure
from alokon.sop.printed import PrintedSop
from alokon.sop.seeds.data_eksternal import DATA_EKSTERNAL_PRINTED
from alokon.sop.seeds.data_internal import DATA_INTERNAL_PRINTED

DIGEST = Field(
    "digest", "Sidik berkas (SHA-256)", most=64, help="64 angka dan huruf a–f; berkasnya sendiri tidak masuk buku"
)


def _stages(asked_by: str) -> tuple[Stage, ...]:
    return (
        Stage(
            "1", "ask_data", "Catat permohonan data", "Permohonan data diterima", "Menunggu telaah",
            fields=(
                Field("letter", "Nomor surat permohonan", most=100),
                Field("rank", "Jabatan pemohon", help=asked_by),
                Field("purpose", "Tujuan pemakaian"),
                Field("variables", "Variabel yang diminta"),
                Field("since", "Masa data dari", "date"),
                Field("until", "Masa data sampai", "date"),
            ),
        ),
        Stage(
            "2", "review", "Catat telaah", "Permohonan ditelaah", "Menunggu keputusan",
            fields=(Field("review", "Hasil telaah"), Field("advice", "Saran", "choice", choices=ADVICE)),
            paper="data-disposisi",
        ),
        Stage(
            "3", "grant", "Setujui permohonan", "Permohonan disetujui", "Disetujui",
            fields=(
                Field("conditions", "Syarat pemakaian"),
                Field("valid_until", "Persetujuan berlaku sampai", "date"),
            ),
            decided=True,
            paper="data-jawaban",
        ),
        Stage(
            "4", "provide", "Catat pemberian data", "Data disiapkan", "Data siap diserahkan",
            fields=(
                Field("given_variables", "Variabel yang diberikan"),
                Field("rows", "Jumlah baris", "quantity", least=1),
                DIGEST,
            ),
        ),
        Stage(
            "5", "deliver", "Catat serah terima", "Data diserahkan", "Diserahkan",
            fields=(
                Field("contract", "Nomor surat perjanjian", most=100),
                Field("handover", "Nomor berita acara serah terima", most=100, required=False),
                Field("receiver", "Jabatan penerima"),
            ),
            paper="data-serah-terima",
        ),
    )  # fmt: skip


ADVICE = (("setuju", "Disetujui"), ("tolak", "Ditolak"))

REFUSAL = Refusal("2", "refuse", "Tolak permohonan", "Permohonan ditolak", "Ditolak", paper="data-jawaban")


def _flow(code: str, title: str, printed: PrintedSop, asked_by: str, about: tuple[str, ...]) -> Flow:
    return procedure(code, title, printed, _stages(asked_by), about=about, closed="Diserahkan", refusal=REFUSAL)


EXTERNAL_FLOW = _flow(
    "data-eksternal", "Data untuk pengguna eksternal", DATA_EKSTERNAL_PRINTED, "Setingkat eselon II", (PARTNER,)
)
INTERNAL_FLOW = _flow(
    "data-internal", "Data untuk pengguna internal", DATA_INTERNAL_PRINTED, "Setingkat eselon II atau IV",
    (OFFICE, AREA, PARTNER),
)  # fmt: skip
