"""Pembinaan by the UPTD of each kecamatan: visits and calls on the archived SBBK; most are settled, some still open."""

from datetime import timedelta
from functools import partial

from alokon.people import Actor
from alokon.sop.stockkeeping import COACHING
from sample_data.story import people
from sample_data.story.days import later, months_of, the_day
from sample_data.story.telling import Story

FLOW = COACHING.code
DAYS, VISITS = (5, 26), 4
"""On which days of a month the UPTD go out, and how many visits they make."""

SETTLED = 0.8
"""The part of the visits whose follow-up is done in time."""

FINDINGS = (
    ("Kartu stok belum diisi sejak pengiriman terakhir", "Melengkapi kartu stok bersama petugas"),
    ("Barang kedaluwarsa belum dipisahkan dari rak", "Memisahkan dan menyatakan kedaluwarsa"),
    ("Jumlah di rak berbeda dari buku", "Menghitung ulang dan melapor ke gudang"),
    ("Penyimpanan terkena sinar matahari langsung", "Memindahkan ke lemari tertutup"),
    ("Laporan bulanan terlambat", "Menetapkan petugas pengganti untuk pelaporan"),
    ("Penataan FEFO sudah benar, stok cukup", "Dipertahankan"),
)


def plan(story: Story) -> None:
    """Put every month's visits on the agenda; the kecamatan that may sign in is always among them."""
    for month in months_of(12):
        for day in DAYS:
            story.on(the_day(month, day), 16, partial(_visit_some, story))


def _visit_some(story: Story) -> None:
    seen = sorted(story.sbbk)
    if not seen:
        return
    for code in story.rng.sample(seen, min(VISITS, len(seen))):
        _visit(story, code)
    if story.today.day >= DAYS[-1]:
        _visit(story, people.PMB)


def _visit(story: Story, code: str) -> None:
    rng = story.rng
    actor = people.uptd(story.areas[story.registry[code].kecamatan])
    findings, follow_up = rng.choice(FINDINGS)
    answers = {
        "manner": rng.choice(("kunjungan", "kunjungan", "telepon")),
        "sbbk": story.sbbk.get(code),
        "findings": findings,
        "follow_up": follow_up,
        "due": story.today + timedelta(days=14),
    }
    done = story.take(actor, FLOW, "coach", answers, site=code)
    if rng.random() < SETTLED:
        story.on(later(story.today, rng.randint(4, 10)), 16, partial(_settle, story, actor, done.case or 0))


def _settle(story: Story, actor: Actor, case: int) -> None:
    story.take(actor, FLOW, "settle", {"result": "Sudah dilaksanakan"}, case=case)
