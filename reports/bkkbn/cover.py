"""The cover: which month, over whom, whether it is proved, and what the sheets are. A failed check stands on top."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from alokon.text import long_date, month_year
from reports.bkkbn.checks import Check
from reports.bkkbn.figures import Figures
from reports.bkkbn.proof_sheet import verdict
from reports.dataset import Block, Column, Dataset, Facts
from reports.letterhead import Letterhead

COLUMNS = (Column("no", "No.", "int", align="center"), Column("sheet", "Lembar"), Column("about", "Isi", width=60))

ABOUT = {
    "rekap": "Asal, penyaluran, pemakaian, dan sisa alokon seluruh kabupaten",
    "gudang": "Penerimaan, pengeluaran, dan sisa gudang kabupaten",
    "faskes-apbn": "Semua faskes, sumber APBN, menurut enam kode R/II/KB",
    "faskes-apbd": "Semua faskes, sumber APBD, menurut enam kode R/II/KB",
    "faskes-mandiri": "Semua faskes, sumber Mandiri, menurut enam kode R/II/KB",
    "belum-lapor": "Faskes yang belum menutup bulan",
    "bukti": "Pemeriksaan angka laporan terhadap buku",
    "perubahan": "Sel yang berubah sejak versi sebelumnya",
}
"""Name of a dataset → what the table of contents says of it."""


def cover(figures: Figures, checks: Sequence[Check], around: Letterhead) -> Dataset:
    """The cover of a month without the facts of its publication."""
    due = [m for m in figures.members if m.due]
    reported = sum(m.closed_on is not None for m in due)
    others = len(figures.closed) - reported
    store = f"ditutup {long_date(figures.stores_closed)}" if figures.stores_closed else "belum menutup bulan"
    facts = (
        ("Bulan", month_year(figures.month)),
        ("Cakupan", f"{reported} dari {len(due)} faskes sudah menutup bulan"),
        *([("", f"dan {others} faskes yang tidak wajib lapor")] if others else []),
        ("Gudang", store),
        ("Bukti", verdict(checks)),
    )
    return Dataset(
        name="sampul",
        title="LAPORAN BULANAN\nALAT DAN OBAT KONTRASEPSI",
        columns=COLUMNS,
        subtitle=(around.kabupaten.upper(), month_year(figures.month)),
        before=(*_warnings(checks), Facts(facts)),
        signatures=(
            around.signer("store").sign("Dibuat oleh,"),
            around.signer("head").sign("Mengetahui,"),
        ),
        kop=around.kop,
        sheet="Sampul",
    )


def _warnings(checks: Sequence[Check]) -> tuple[Block, ...]:
    failed = [check for check in checks if not check.passed]
    if not failed:
        return ()
    named = "; ".join(f"{check.number}. {check.title} ({check.failing} sel berbeda)" for check in failed)
    return (f"PERHATIAN: bukti laporan ini GAGAL pada {named}. Angka belum boleh dipakai; lihat lembar Bukti.",)


def with_contents(front: Dataset, sheets: Sequence[Dataset], told: Facts, place_date: str = "") -> Dataset:
    """The cover with the facts of its version, its table of contents, and the day it was signed."""
    rows = tuple((n, data.sheet, ABOUT.get(data.name, data.title)) for n, data in enumerate(sheets, 1))
    *others, last = front.signatures
    signed = (*others, replace(last, place_date=place_date))
    *warnings, facts = front.before
    assert isinstance(facts, Facts)
    both = replace(facts, pairs=(*facts.pairs, *told.pairs))
    return replace(front, rows=rows, before=(*warnings, both), signatures=signed)


def draft(day: date) -> Facts:
    """What the cover of an unpublished month says of its version."""
    return Facts((("Versi", f"rancangan per {long_date(day)}, belum diterbitkan"),))
