"""Pemanfaatan data dan informasi keluarga: a written request, its review, the decision, and the hand-over.

What was handed over is recorded by its variables, its counts and its digest; the data themselves never come here. A
request names the data sets it wants: those of the book may be made into files while it stands approved
(`alokon.data_requests`); family data are SIGA's, of which only the hand-over is recorded.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from alokon.recipients import AREA, OFFICE, PARTNER
from alokon.sop.fields import Field
from alokon.sop.model import Flow, Spot
from alokon.sop.office import Refusal, Stage, procedure
from alokon.sop.printed import PrintedSop
from alokon.sop.seeds.data_eksternal import DATA_EKSTERNAL_PRINTED
from alokon.sop.seeds.data_internal import DATA_INTERNAL_PRINTED
from alokon.sop.work import Work, duplicates

DATASETS = (
    ("persediaan", "Persediaan alokon"),
    ("pemakaian", "Penerimaan dan pemakaian alokon per faskes"),
    ("layanan-kb", "Pelayanan KB (R1 KB), jumlah kecil ditutup"),
    ("kader", "Kader IMP: SK dan perlengkapan"),
    ("siga", "Data keluarga dari SIGA (di luar buku)"),
)
"""What may be asked for. Which report gives a data set says the report; one that no report gives lies outside."""

DATASET = Field("dataset", "Kumpulan data", "choice", choices=DATASETS)

DIGEST = Field(
    "digest", "Sidik berkas (SHA-256)", most=64, help="64 angka dan huruf a–f; berkasnya sendiri tidak masuk buku"
)


@dataclass(frozen=True)
class Asking:
    """Refuse a request without data sets (`no_lines`), with one twice (`dataset_twice`), or whose span is backwards."""

    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """Hold the answers against each other."""
        asked = [row["dataset"] for row in work.rows]
        if not asked:
            work.refuse("no_lines", "lines-0-dataset")
        twice = duplicates(asked)
        for n, one in enumerate(asked):
            if one in twice and one in asked[:n]:
                work.refuse("dataset_twice", "dataset", n, dataset=dict(DATASETS)[str(one)])
        since, until = work.data["since"], work.data["until"]
        assert isinstance(since, date)
        assert isinstance(until, date)
        if until < since:
            work.refuse("span_backwards", "until", since=since, until=until)


@dataclass(frozen=True)
class Proving:
    """Refuse a digest that is none (`digest_malformed`)."""

    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """Look at its form."""
        if not re.fullmatch(r"[0-9a-f]{64}", str(work.data[DIGEST.name])):
            work.refuse("digest_malformed", DIGEST.name)


CONTRACTS = (
    Field("contract", "Nomor surat perjanjian", most=100),
    Field("cooperation", "Nomor perjanjian kerja sama", required=False, most=100),
)
"""What is signed with an outsider beside the record of the hand-over, which has the number of the book."""


def _stages(asked_by: str, paper: str, agreed: tuple[Field, ...]) -> tuple[Stage, ...]:
    return (
        Stage(
            "1", "ask_data", "Catat permohonan data", "Permohonan data diterima", "Menunggu telaah",
            fields=(
                Field("letter", "Nomor surat permohonan", most=100, sender="{site}"),
                Field("rank", "Jabatan pemohon", help=asked_by),
                Field("purpose", "Tujuan pemakaian"),
                Field("variables", "Variabel yang diminta"),
                Field("since", "Masa data dari", "date"),
                Field("until", "Masa data sampai", "date"),
            ),
            line_fields=(DATASET,),
            effects=(Asking(),),
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
            effects=(Proving(),),
        ),
        Stage(
            "5", "deliver", "Catat serah terima", "Data diserahkan", "Diserahkan",
            fields=(*agreed, Field("receiver", "Jabatan penerima")),
            paper=paper,
        ),
    )  # fmt: skip


ADVICE = (("setuju", "Disetujui"), ("tolak", "Ditolak"))

REFUSAL = Refusal("2", "refuse", "Tolak permohonan", "Permohonan ditolak", "Ditolak", paper="data-jawaban")


def _flow(code: str, title: str, printed: PrintedSop, stages: tuple[Stage, ...], about: tuple[str, ...]) -> Flow:
    made = procedure(code, title, printed, stages, about=about, closed="Diserahkan", refusal=REFUSAL)
    return replace(made, releases=made.step("grant").after)


EXTERNAL_FLOW = _flow(
    "data-eksternal",
    "Data untuk pengguna eksternal",
    DATA_EKSTERNAL_PRINTED,
    _stages("Setingkat eselon II", "data-serah-terima", CONTRACTS),
    (PARTNER,),
)
INTERNAL_FLOW = _flow(
    "data-internal", "Data untuk pengguna internal", DATA_INTERNAL_PRINTED,
    _stages("Setingkat eselon II atau IV", "data-perjanjian", ()), (OFFICE, AREA, PARTNER),
)  # fmt: skip
