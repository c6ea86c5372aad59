"""What an event is called by people: the number of its paper, or what was done and when."""

from collections.abc import Collection

import sqlalchemy as sa

from alokon import text
from alokon.sop.registry import FLOWS, is_kept_apart
from alokon.store.schema import paper
from inventory.core.errors import Problem
from inventory.store.schema import event, site

KINDS = {
    "month.close": "Tutup bulan",
    "month.reopen": "Buka kembali bulan",
    "registry.add": "Pendaftaran faskes",
    "registry.change": "Perubahan registri faskes",
    "recipient.add": "Pendaftaran penerima",
    "recipient.change": "Perubahan daftar penerima",
    "settings.change": "Perubahan pengaturan",
    "lot.correct": "Koreksi lot",
    "climate.read": "Suhu dan kelembapan dicatat",
    "climate.correct": "Catatan suhu dikoreksi",
    "climate.withdraw": "Catatan suhu dibatalkan",
    "case.attach": "Lampiran ditambahkan",
    "case.detach": "Lampiran ditarik",
    "report.publish": "Laporan diterbitkan",
    "data.release": "Berkas data dibuat",
    "import.file": "Berkas diimpor",
    "siga.figures": "Angka SIGA dicatat",
    "import.lmis": "Riwayat sebulan diimpor",
    "user.add": "Pengguna ditambahkan",
    "user.change": "Pengguna diubah",
    "user.reset": "Kata sandi disetel ulang",
    "user.deactivate": "Pengguna dinonaktifkan",
    "user.activate": "Pengguna diaktifkan kembali",
    "user.end_sessions": "Sesi pengguna diakhiri",
    "user.password": "Kata sandi sendiri diganti",
    "user.second_step": "Kode masuk dipasang",
    "user.recovery": "Masuk dengan kode cadangan",
    "user.second_step_reset": "Kode masuk dilepas",
    "user.admit": "Petugas P2TP2A diterima",
    "sealed.step": "Langkah tersegel",
    "sealed.open": "Isian tersegel dibuka",
    "sealed.attach": "Lampiran tersegel ditambahkan",
    "sealed.detach": "Lampiran tersegel ditarik",
    "sealed.file": "Lampiran tersegel dibuka",
    "sealed.paper": "Surat berkas tersegel dicetak",
    "sealed.erase": "Kunci berkas tersegel dihapus",
}
"""Events that belong to no flow."""


def kind_label(kind: str) -> str:
    """What a kind of event is called: the title of its step, or its own; of a flow kept apart only that it is one."""
    if is_kept_apart(kind):
        return KINDS["sealed.step"]
    flow, _, step = kind.partition(".")
    if flow in FLOWS:
        return FLOWS[flow].step(step).done
    return KINDS[kind]


def names(db: sa.Connection, book: str, events: Collection[int]) -> dict[int, str]:
    """Event → its paper's number, or what was done on which day, in one question."""
    columns = (event.c.seq, event.c.kind, event.c.occurred_on, paper.c.number)
    joined = sa.select(*columns).outerjoin_from(
        event, paper, (paper.c.book == event.c.book) & (paper.c.event == event.c.seq)
    )
    rows = db.execute(joined.where(event.c.book == book, event.c.seq.in_(events)).order_by(event.c.seq))
    return {
        seq: number if number and not is_kept_apart(kind) else f"{kind_label(kind)}, {text.long_date(day)} (no. {seq})"
        for seq, kind, day, number in rows
    }


def named(db: sa.Connection, book: str, problem: Problem) -> Problem:
    """A problem with its events told as documents and its site by name."""
    facts = dict(problem.facts)
    blocking = facts.get("events")
    if isinstance(blocking, tuple) and blocking:
        told = names(db, book, blocking[:10])
        facts["documents"] = [told[number] for number in blocking[:10] if number in told]
    if isinstance(facts.get("site"), str):
        known = db.scalar(sa.select(site.c.name).where(site.c.book == book, site.c.code == facts["site"]))
        facts["site"] = known or facts["site"]
    return problem._replace(facts=facts)
