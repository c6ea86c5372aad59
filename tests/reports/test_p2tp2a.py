"""The recap of sealed files tells counts and durations of spans that are over, and gives no small count away."""

from datetime import datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from alokon.planning.small_counts import COVERED, FEW, LEAST, told_together
from alokon.vault import Vault
from inventory.core.months import Month
from inventory.store.engine import reading
from reports.catalogue import build
from reports.report import Parameters
from tests.books import BOOK, WIB, Book
from tests.shelter import Shelter


@given(st.lists(st.integers(0, 14), min_size=2, max_size=4))
def test_no_hidden_count_is_found_by_subtraction(counts: list[int]) -> None:
    """Whoever knows the sum and the rule still finds at least two values for every count below five."""
    said = told_together(counts)
    hidden = [n for n, words in enumerate(said) if words in (FEW, COVERED)]
    assert all(n in hidden for n, count in enumerate(counts) if count < LEAST)
    rest = sum(counts[n] for n in hidden)
    if FEW not in said and (not hidden or rest == 0):
        return  # nothing is hidden, or whoever knows that there is nobody knows it of all
    large = LEAST if FEW in said else 0
    spans = [range(LEAST) if said[n] == FEW else range(large, rest + 1) for n in hidden]
    possible = [values for values in product(*spans) if sum(values) == rest]
    for n, place in enumerate(hidden):
        if counts[place] < LEAST:
            assert len({values[n] for values in possible}) > 1


@pytest.fixture
def shelter(sqlite_engine: Engine, tmp_path: Path) -> Shelter:
    """A secretariat with its keeper."""
    return Shelter(Book(sqlite_engine), Vault(tmp_path / "vault"))


def made(shelter: Shelter, on: str) -> dict[tuple[str, str], str]:
    """(what, span) → what the recap says, printed on a day."""
    at = datetime.fromisoformat(f"{on}T09:00:00").replace(tzinfo=WIB)
    with reading(shelter.book.engine) as db:
        [data] = build(db, BOOK, "p2tp2a", Parameters(month=Month(2026, 1)), printed_at=at).datasets
    return {(str(row[0]), str(row[1])): str(row[2]) for row in data.rows if isinstance(row, tuple)}


def test_counts_by_month_channel_and_service_with_the_small_ones_hidden(shelter: Shelter) -> None:
    for _ in range(6):
        shelter.closed("2026-02-10")
    for _ in range(9):
        shelter.intake("2026-03-02", channel="masyarakat")
    told = made(shelter, "2026-07-01")
    first = "Semester I 2026"
    assert told["Berkas diterima", "Maret 2026"] == COVERED
    assert told["Berkas diterima", "Februari 2026"] == FEW
    assert told["Medis", first] == "6"
    assert told["Hukum", first] == FEW
    assert told["Berkas selesai", first] == "6"
    assert told["Lama penanganan, nilai tengah (hari)", first] == "35"
    assert told["Laporan pemeriksaan medis", first] == FEW
    assert told["Pengaduan layanan", first] == FEW


def test_spans_that_are_not_over_are_not_told(shelter: Shelter) -> None:
    shelter.intake("2026-01-06")
    told = made(shelter, "2026-03-31")
    assert [span for what, span in told if what == "Berkas diterima"] == ["Januari 2026", "Februari 2026"]
    assert not any("Semester" in span for _, span in told)


def test_the_recap_names_no_file(shelter: Shelter) -> None:
    shelter.closed()
    said = " ".join([*made(shelter, "2027-01-02").values(), *(" ".join(pair) for pair in made(shelter, "2027-01-02"))])
    assert "REG-P2TP2A" not in said
    assert "PELAPOR" not in said
