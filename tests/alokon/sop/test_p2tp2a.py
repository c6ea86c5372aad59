"""A file and a complaint as the secretariat lives them, with the times they have."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from alokon.service.setup import change_settings
from alokon.sop.carried import activities
from alokon.sop.clocks import Reading
from alokon.sop.registry import FLOWS, SOPS
from alokon.sop.seeds.p2tp2a_standard import P2TP2A_STANDARD
from alokon.vault import Vault
from alokon.views.deadlines import deadlines
from alokon.views.dossier import dossier
from inventory.store.engine import reading
from tests.alokon.sop.test_distribution import refused
from tests.books import BOOK, Book
from tests.shelter import Shelter

FILE, COMPLAINT = "p2tp2a", "p2tp2a-aduan"


@pytest.fixture
def shelter(sqlite_engine: Engine, tmp_path: Path) -> Shelter:
    """A secretariat with its keeper."""
    return Shelter(Book(sqlite_engine), Vault(tmp_path / "vault"))


def clocks(shelter: Shelter, case: int, day: str) -> dict[str, Reading]:
    """The clocks of a file as they stand on a day."""
    on = date.fromisoformat(day)
    with reading(shelter.book.engine) as db:
        found = dossier(db, BOOK, case, on, [FILE, COMPLAINT]).clocks(on)
    return {one.clock.name: one for one in found}


def state(shelter: Shelter, case: int) -> str:
    """What the state of a file is called."""
    with reading(shelter.book.engine) as db:
        return dossier(db, BOOK, case, date(2026, 12, 31), [FILE, COMPLAINT]).state


def test_every_printed_row_has_its_step_in_order() -> None:
    carried = [[carrier.step.name for carrier in one.carriers] for one in activities(SOPS["p2tp2a"])]
    assert carried == [
        ["intake"], ["accept_file"], ["outreach"], ["assess"], ["medical"], ["psychological"], ["legal"],
        ["reintegrate"], ["close_case"],
    ]  # fmt: skip


def test_a_file_goes_from_the_report_through_its_services_to_its_end(shelter: Shelter) -> None:
    """She comes by herself; the police are told the next day; the legal row is not needed; all in five weeks."""
    case = shelter.intake("2026-01-06")
    assert state(shelter, case) == "Laporan masuk"
    shelter.take("2026-01-06", "accept_file", case, letter="ada", identity="menyusul")
    shelter.take("2026-01-07", "police", case, police="dilaporkan", reference="Tanda bukti lapor 7")
    assert state(shelter, case) == "Berkas diterima"
    shelter.through(
        case,
        ("2026-01-08", "outreach", {"order": "SPT 12", "findings": "Sesuai"}),
        ("2026-01-09", "assess", {"assessment": "Medis dan psikis"}),
        ("2026-01-12", "medical", {"result": "RSUD"}),
        ("2026-01-14", "psychological", {"result": "Dua pertemuan"}),
        ("2026-01-20", "skip", {"reason": "Tidak menempuh jalur hukum"}),
        ("2026-02-02", "reintegrate", {"result": "Kembali ke keluarga"}),
        ("2026-02-10", "close_case", {"report": "Selesai", "ruling": "2026-02-09"}),
    )
    assert state(shelter, case) == "Selesai"
    ended = clocks(shelter, case, "2026-06-01")
    assert [(name, one.late, one.running) for name, one in ended.items()] == [
        ("service", False, False),
        ("police", False, False),
    ]
    assert ended["service"].clock.told == "3 bulan"
    assert ended["police"].clock.told == "3 × 24 jam"


def test_only_the_four_services_may_be_marked_as_not_needed(shelter: Shelter) -> None:
    case = shelter.intake("2026-01-06")
    not_now = lambda: shelter.take("2026-01-06", "skip", case, reason="x")  # noqa: E731
    assert list(refused(not_now)) == ["wrong_state"]
    shelter.through(
        case,
        ("2026-01-06", "accept_file", {"letter": "ada", "identity": "ada"}),
        ("2026-01-06", "outreach", {"order": "1", "findings": "x"}),
    )
    assert list(refused(not_now)) == ["wrong_state"]
    shelter.take("2026-01-06", "assess", case, assessment="x")
    for _ in range(4):
        not_now()
    assert state(shelter, case) == "Menunggu penutupan"
    assert list(refused(not_now)) == ["wrong_state"]


def test_three_months_run_from_the_file_and_three_days_from_the_report(shelter: Shelter) -> None:
    case = shelter.intake("2026-01-05")
    shelter.take("2026-01-06", "accept_file", case, letter="ada", identity="ada")
    on_time, late = clocks(shelter, case, "2026-01-08"), clocks(shelter, case, "2026-01-09")
    assert (on_time["police"].late, late["police"].late) == (False, True)
    assert on_time["police"].due == date(2026, 1, 8)
    assert on_time["service"].due == date(2026, 4, 6)
    last, over = (clocks(shelter, case, f"2026-04-0{day}")["service"].late for day in (6, 7))
    assert (last, over) == (False, True)


def test_a_file_that_ended_without_a_report_to_the_police_stays_late(shelter: Shelter) -> None:
    case = shelter.intake("2026-01-05")
    shelter.take("2026-01-06", "drop", case, reason="Dicabut")
    assert clocks(shelter, case, "2026-01-09")["police"].late


@pytest.mark.parametrize("meaning", ["kalender", "kerja"])
def test_the_hours_of_the_law_run_over_weekends_and_while_a_file_is_on_hold(shelter: Shelter, meaning: str) -> None:
    change_settings(shelter.book.desk("admin", "2026-01-05"), {"clock.days": meaning}, shelter.book.key())
    case = shelter.intake("2026-01-09")
    shelter.take("2026-01-10", "hold", case, reason="Menunggu")
    assert clocks(shelter, case, "2026-01-13")["police"].late
    with reading(shelter.book.engine) as db:
        [late] = deadlines(db, BOOK, date(2026, 1, 13), None, [FILE])
    assert (late.what, late.over, late.held) == ("Lapor polisi (UU TPKS Pasal 41)", 1, False)
    shelter.take("2026-01-13", "police", case, police="tidak-berlaku", reference="Bukan tindak pidana")
    assert state(shelter, case) == "Laporan masuk (ditunda)"
    assert not clocks(shelter, case, "2026-01-20")["police"].running


def test_a_complaint_goes_through_its_four_printed_stages(shelter: Shelter) -> None:
    """Somebody complains on a Friday; data are checked two working days later; other agencies need not act."""
    case = shelter.take("2026-01-09", "complain", None, COMPLAINT, complainant="Pengadu", complaint="Lama menunggu")
    assert clocks(shelter, case, "2026-01-13")["response"].due == date(2026, 1, 13)
    shelter.take("2026-01-13", "check_data", case, COMPLAINT, result="Antrean dua jam")
    shelter.take("2026-01-14", "verify_complaint", case, COMPLAINT, result="Petugas kurang satu")
    shelter.take("2026-01-15", "coordinate", case, COMPLAINT, result="Jadwal piket ditambah")
    shelter.take("2026-01-15", "skip", case, COMPLAINT, reason="Selesai di dalam")
    shelter.take("2026-01-16", "settle", case, COMPLAINT, result="Pengadu menerima")
    assert state(shelter, case) == "Selesai"
    assert not clocks(shelter, case, "2026-03-01")["response"].late


def test_a_complaint_not_answered_within_two_working_days_is_late(shelter: Shelter) -> None:
    case = shelter.take("2026-01-09", "complain", None, COMPLAINT, complainant="Pengadu", complaint="x")
    assert [clocks(shelter, case, f"2026-01-{day}")["response"].late for day in (12, 13, 14)] == [False, False, True]


@pytest.mark.parametrize(("day", "at", "due"), [
    ("2026-01-08", "14:45", date(2026, 1, 12)),
    ("2026-01-08", "14:46", date(2026, 1, 13)),
    ("2026-01-09", "11.30", date(2026, 1, 14)),
    ("2026-01-10", "09:00", date(2026, 1, 14)),
])  # fmt: skip
def test_a_complaint_that_comes_after_the_hours_of_service_counts_from_the_next_day_of_service(
    shelter: Shelter, day: str, at: str, due: date
) -> None:
    """Thursdays end at 14.45, Fridays at 11.00, and nobody is there on a Saturday."""
    case = shelter.take(day, "complain", None, COMPLAINT, complainant="Pengadu", complaint="x", time=at)
    assert clocks(shelter, case, "2026-01-12")["response"].due == due


def test_the_hours_of_service_are_those_the_standard_prints() -> None:
    lines = [line.text for part in P2TP2A_STANDARD.parts for one in part.components for line in one.lines]
    printed = [text.rpartition("s.d ")[2].removesuffix(" WIB") for text in lines if text.endswith("WIB")]
    hours = FLOWS[COMPLAINT].clocks[0].hours
    assert hours is not None
    assert [*dict.fromkeys(hours.closing)] == printed


def test_the_stages_of_a_complaint_are_those_the_standard_prints() -> None:
    printed = [
        line.text.removesuffix(", dan").rstrip(".").casefold()
        for part in P2TP2A_STANDARD.parts
        for component in part.components
        for line in component.lines
        if component.name.startswith("Penanganan") and line.level
    ]
    labels = [step.label.casefold() for step in FLOWS[COMPLAINT].steps]
    assert [f"catat {stage}" for stage in printed] == labels[1:5]


def test_service_hours_are_printed_for_this_standard_alone() -> None:
    hours = {
        sop.code: [line.text for part in sop.standard.parts for one in part.components for line in one.lines
                   if one.name == "Waktu Pelayanan"]
        for sop in SOPS.values() if sop.standard
    }  # fmt: skip
    assert hours == {
        "alokon": [],
        "p2tp2a": ["Senin – Kamis", "08.00 s.d 14.45 WIB", "Jumat", "08.00 s.d 11.00 WIB"],
    }
