"""Bukti buku: the whole book proved from its own rows, and a printed code looked up in it."""

from collections.abc import Mapping
from threading import Lock
from time import monotonic as stopwatch
from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from alokon.proof.office import prove
from alokon.store.documents import names
from alokon.views.events import head as newest
from inventory import verify as proof
from inventory.core.errors import Problem
from web.auth import needs
from web.config import here, now
from web.forms import sentences

blueprint = Blueprint("verify", __name__, url_prefix="/bukti")

RUNNING = Lock()
"""One proof at a time in a process: it reads the whole book."""


class Check(NamedTuple):
    """One thing that is proved: what it is called, what it says, and the codes of findings against it."""

    title: str
    proves: str
    codes: tuple[str, ...]


CHECKS = (
    Check("Isi peristiwa", "Tidak satu pun peristiwa berubah sejak ditulis.", ("event_changed", "row_without_event")),
    Check(
        "Rantai", "Setiap peristiwa menyambung ke yang sebelumnya, sampai kepala buku.",
        ("chain_broken", "event_gap", "head_differs"),
    ),
    Check("Perpindahan", "Setiap perpindahan punya asal, tujuan, barang dan jumlah yang sah; jumlah semua tempat nol.",
          ("move_unsound",)),
    Check("Tidak pernah kurang dari nol", "Tidak ada rak atau tempat yang pernah minus, pada tanggal mana pun.",
          ("below_zero",)),
    Check("Saldo sekarang", "Saldo tersimpan sama dengan jumlah gerakannya.",
          ("balance_missing", "balance_extra", "balance_differs")),
    Check("Saldo akhir bulan", "Saldo akhir setiap bulan sama dengan jumlah gerakannya.",
          ("snapshot_missing", "snapshot_extra", "snapshot_differs", "snapshot_behind")),
    Check("Opname", "Yang terhitung pada setiap opname tetap sama dengan kartunya di saat itu.", ("count_differs",)),
    Check("Tanggal dan tutup bulan", "Tidak ada yang bertanggal maju atau masuk ke bulan yang sudah ditutup.",
          ("dated_after_recording", "dated_into_closed_month", "closing_unsound")),
    Check("Koreksi", "Setiap koreksi dan pembalikan menunjuk dokumen yang dikoreksinya.",
          ("correction_unsound", "reversal_unsound")),
    Check("Tempat, batch dan rujukan", "Setiap baris menunjuk tempat, batch dan dokumen yang ada.",
          ("reference_broken", "site_places_differ", "lot_without_facts")),
    Check("Penjaga basis data", "Basis data sendiri menolak perubahan dan penghapusan isi buku.",
          ("guard_missing", "guard_changed")),
    Check("Isian tersegel", "Setiap isian tersegel masih seperti saat ditulis; kuncinya tidak diperlukan untuk itu.",
          ("sealed_differs",)),
    Check("Lampiran", "Setiap lampiran tercatat seperti peristiwanya, dan isinya ada serta sama dengan sidiknya.",
          ("attachment_differs", "attachment_missing", "attachment_changed")),
    Check("Data keluar", "Setiap berkas data yang keluar tercatat seperti peristiwanya, dengan sidiknya.",
          ("release_differs",)),
    Check("Berkas", "Berkas basis data dapat dibaca utuh.", ("file_damaged",)),
)  # fmt: skip


class Answered(NamedTuple):
    """What a check found: how many findings, and the first of them in sentences."""

    check: Check
    found: int
    said: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing speaks against it."""
        return self.found == 0


class Looked(NamedTuple):
    """A printed code looked up: where it was the head of the book, and what has been written since."""

    code: str
    found: proof.Head | None
    document: str
    since: int


@blueprint.get("/")
@needs("verify")
def index() -> str:
    """Where the book stands, and the two questions that can be asked of it; `kode` asks the second."""
    code = request.args.get("kode", "").strip()[:40]
    with here().reading() as db:
        stands = newest(db, here().book)
        found = proof.head(db, here().book, code) if code else None
        document = names(db, here().book, [found.seq]).get(found.seq, "") if found else ""
    looked = Looked(code, found, document, stands.seq - found.seq if found else 0) if code else None
    return render_template("verify/index.html", head=stands, looked=looked, checks=CHECKS)


@blueprint.post("/")
@needs("verify")
def run() -> str | Response:
    """Prove the book now and show every check."""
    if not RUNNING.acquire(blocking=False):
        flash("Pemeriksaan lain sedang berjalan. Tunggu sampai selesai, lalu coba lagi.", "warn")
        return redirect(url_for("verify.index"))
    try:
        began = stopwatch()
        with here().reading() as db:
            report = prove(db, here().book, here().home)
        seconds = stopwatch() - began
    finally:
        RUNNING.release()
    return render_template("verify/result.html", report=report, rows=answered(report), seconds=seconds, at=now())


def answered(report: proof.Report) -> list[Answered]:
    """Every check with what was found against it; a finding no check names stands in a row of its own."""
    said: dict[str, list[Problem]] = {}
    for finding in report.findings:
        said.setdefault(finding.code, []).append(finding)
    rows = [_answer(check, report.counts, said) for check in CHECKS]
    known = {code for check in CHECKS for code in check.codes}
    other = tuple(code for code in report.counts if code not in known)
    return [*rows, *([_answer(Check("Lain-lain", "", other), report.counts, said)] if other else [])]


def _answer(check: Check, counts: Mapping[str, int], said: Mapping[str, list[Problem]]) -> Answered:
    told = sentences(problem for code in check.codes for problem in said.get(code, ()))
    return Answered(check, sum(counts.get(code, 0) for code in check.codes), tuple(told))
