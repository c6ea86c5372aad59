"""The recap of sealed files tells counts and durations of spans that are over, and gives no small count away."""

from collections import defaultdict
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import Engine

from alokon.planning.small_counts import COVERED, FEW, LEAST, told_together
from alokon.vault import Vault
from inventory.core.months import Month
from inventory.store.engine import reading
from reports.catalogue import build
from reports.report import Parameters
from tests.books import BOOK, WIB, Book
from tests.shelter import Shelter


@pytest.mark.parametrize(("places", "most"), [(2, 20), (3, 20), (4, 12), (6, 7)])
def test_no_hidden_count_is_found_by_whoever_knows_the_sum_and_the_rule(places: int, most: int) -> None:
    """Every small count hidden in a group has another value that would have been told just the same.

    Only a group of noughts has not: whoever knows its sum needs nothing more.
    """
    same: dict[tuple[int, tuple[str, ...]], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(most + 1), repeat=places):
        said = tuple(told_together(counts))
        assert all(words in (FEW, COVERED) for words, count in zip(said, counts, strict=True) if count < LEAST)
        same[sum(counts), said].append(counts)
    for (total, said), possible in same.items():
        shown = sum(int(words) for words in said if words.isdigit())
        if total and (COVERED not in said or total - shown <= most):  # else counts beyond `most` are possible, too
            for n, words in enumerate(said):
                values = {counts[n] for counts in possible}
                assert words.isdigit() or min(values) >= LEAST or len(values) > 1, (total, said)


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


def test_what_was_told_once_is_told_the_same_ever_after(shelter: Shelter) -> None:
    """Else a count that is covered now could be looked up in an older recap, and the small one found from it."""
    for day, files in (("2026-01-06", 9), ("2026-02-02", 8), ("2026-03-02", 2), ("2026-05-04", 6)):
        for _ in range(files):
            shelter.intake(day)
    earlier: dict[tuple[str, str], str] = {}
    for day in ("2026-01-31", "2026-03-01", "2026-04-01", "2026-06-30", "2026-07-01", "2027-01-01"):
        now = made(shelter, day)
        assert {pair: now[pair] for pair in earlier} == earlier
        earlier = now
    assert ("Berkas diterima", "Maret 2026") in earlier


def test_half_years_that_are_not_over_are_not_told(shelter: Shelter) -> None:
    shelter.intake("2026-01-06")
    assert made(shelter, "2026-06-30") == {}


def test_the_recap_names_no_file(shelter: Shelter) -> None:
    shelter.closed()
    said = " ".join([*made(shelter, "2027-01-02").values(), *(" ".join(pair) for pair in made(shelter, "2027-01-02"))])
    assert "REG-P2TP2A" not in said
    assert "PELAPOR" not in said
