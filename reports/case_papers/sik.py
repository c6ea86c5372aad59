"""The papers of orientations on recording and reporting: invitation and schedule, cover of the talk, evaluation."""

from alokon.text import long_date, weekday
from inventory.store import masters
from reports.case_papers.answers import NO, head, parts, record, to_write, told
from reports.case_papers.facts import CaseFacts
from reports.dataset import Column, Dataset, Workbook
from reports.paper import Table
from reports.papers.letter import enclosure
from reports.papers.sampul import Sampul, sampul
from reports.papers.undangan import Undangan, undangan

OCCASION = "Orientasi Pencatatan dan Pelaporan Program Bangga Kencana"
SESSIONS = (
    Column("time", "Waktu", width=10, align="center"),
    Column("session", "Acara", width=60),
    Column("speaker", "Pengisi / petugas", width=40),
)
INVITED = (Column("faskes", "Faskes yang diundang"), Column("why", "Sebab diundang"))
LINES = 6
"""How many lines are left for what nobody has planned yet."""


def orientation(facts: CaseFacts) -> Workbook:
    """The invitation to an orientation; enclosed are its schedule and who is asked to come."""
    pages = (_schedule(facts), _guests(facts))
    return undangan(
        Undangan(
            heading=facts.heading,
            to=("Pimpinan faskes menurut daftar terlampir",),
            reason=OCCASION[0].lower() + OCCASION[1:],
            day=facts.day("held_on") or facts.paper.issued_on,
            time=told(facts, "time"),
            where=told(facts, "place"),
            agenda=told(facts, "theme"),
            signer=head(facts),
            attachment="2 (dua) lembar",
            copied_to=("Kepala Balai Penyuluhan KB kecamatan yang bersangkutan.",),
            enclosed=pages,
        )
    )


def _schedule(facts: CaseFacts) -> Dataset:
    """What happens when; the hour of a session stands before its name."""
    sessions = parts(facts, "agenda")
    rows = tuple((n, *_session(text), "") for n, text in enumerate(sessions, 1))
    table = Table((NO, *SESSIONS), rows, by_hand=True) if rows else to_write(SESSIONS, LINES)
    return enclosure(facts.heading, "Undangan", "Jadwal Orientasi", table)


def _session(text: str) -> tuple[str, str]:
    """The hour and the session.

    >>> _session("09.15 Paparan R/II/KB"), _session("Pembukaan")
    (('09.15', 'Paparan R/II/KB'), ('', 'Pembukaan'))
    """
    hour, _, rest = text.partition(" ")
    return (hour, rest) if hour[:1].isdigit() and rest else ("", text)


def _guests(facts: CaseFacts) -> Dataset:
    """Who is asked to come, and why."""
    rows = facts.issued.rows("schedule")
    codes = [str(row["faskes"]) for row in rows]
    known = masters.sites(facts.db, facts.book, set(codes)) if codes else {}
    names = [known[code].name if code in known else code for code in codes]
    reasons = [str(row.get("why") or "") for row in rows]
    lines = tuple((n, *line) for n, line in enumerate(zip(names, reasons, strict=True), 1))
    table = Table((NO, *INVITED), lines) if rows else to_write(INVITED, LINES)
    return enclosure(facts.heading, "Undangan", "Daftar Undangan", table)


def talk(facts: CaseFacts) -> Workbook:
    """The cover of what is shown at the orientation."""
    day = facts.day("held_on")
    when = f"{weekday(day)}, {long_date(day)}, {told(facts, 'time')}" if day else told(facts, "time")
    about = (("Acara", told(facts, "theme")), ("Waktu", when), ("Tempat", told(facts, "place")))
    return sampul(
        Sampul(facts.heading, OCCASION, told(facts, "material"), about, parts(facts, "points"), head(facts)),
    )


def monitoring(facts: CaseFacts) -> Workbook:
    """What monitoring found after an orientation."""
    day = facts.day("held_on")
    held = f" tanggal {long_date(day)}" if day else ""
    return record(
        facts,
        "Monitoring dan Evaluasi",
        f"kami telah memantau hasil orientasi pencatatan dan pelaporan{held} dengan hasil:",
        (
            ("Materi pokok", "theme"),
            ("Peserta", "present"),
            ("Hasil evaluasi", "result"),
            ("Tindak lanjut", "follow_up"),
        ),
        taker="Kepala Bidang PPDI",
    )
