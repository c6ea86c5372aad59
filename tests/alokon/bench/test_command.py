"""`bench` from end to end on a tiny office: every row has figures, and a rerun uses the books it finds."""

import errno
import json
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from alokon.bench import curve, duck, extras, pages, pgbench, posting, profiling, rush
from alokon.bench.scene import OURS
from alokon.bench.table import ROWS
from alokon.cli import main

TINY = ("bench", "--scale", "0.06", "--faskes", "8", "--rounds", "1", "--rush", "0.3", "--no-peer")


@pytest.fixture(autouse=True)
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes instead of eight, and few of everything that is repeated."""
    for module, name, value in (
        (rush, "PROCESSES", 2), (rush, "TURNS", 1), (pages, "ROUNDS", 1), (posting, "VOUCHERS", 4),
        (curve, "VOUCHERS", 2), (pgbench, "SECONDS", 1),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, value)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the books of these tests are filled once."""
    return tmp_path_factory.mktemp("bench")


def test_every_row_is_measured_and_kept(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "hasil.json"
    result = CliRunner().invoke(main, [*TINY, "--folder", str(folder), "--out", str(out), "--docs", str(tmp_path)])
    assert result.exit_code == 0, result.output
    told = json.loads(out.read_text(encoding="utf-8"))
    rows = told["measured"]["sqlite"]
    assert set(rows) == set(ROWS)
    limits = {"A": "sqlite3", "B1": "sqlite3", "B2": "sqlite3", "C1": "sqlite3", "C2": "sqlite3", "F1": "sqlite3"}
    limits |= {"D": "duckdb", "E1": "duckdb"} if duck.is_installed() else {}
    for row, found in rows.items():
        for who in filter(None, (OURS, limits.get(row))):
            figures = found["values"][who]
            assert all(value == 0 if row in ("F2", "F3") else value > 0 for value in figures), (row, who, figures)
    assert all(page["status"] == 200 for page in rows["U"]["facts"]["pages"].values())
    assert (tmp_path / "bench.md").read_text(encoding="utf-8").startswith("# Kecepatan")
    assert set(told["machine"]) == {"cores", "memory_gb", "load", "system", "python", "versions"}


def test_the_cost_of_history_is_drawn_from_books_that_are_kept(folder: Path, tmp_path: Path) -> None:
    asked = [*TINY, "--only", "D", "--history", "--folder", str(folder), "--docs", str(tmp_path)]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    assert "<polyline" in (tmp_path / "cost-of-history.svg").read_text(encoding="utf-8")
    assert (tmp_path / "cost-of-history.md").exists()
    books = {path: path.stat().st_mtime_ns for path in folder.glob("*.sqlite")}
    assert len(books) == 6
    assert CliRunner().invoke(main, asked).exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*.sqlite")} == books


def test_what_is_measured_is_kept_in_new_folders_though_a_later_part_fails(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_scene: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device", "profil")

    monkeypatch.setattr(profiling, "profiles", full)
    out, docs = tmp_path / "hasil" / "bench.json", tmp_path / "a" / "docs"
    asked = [*TINY, "--only", "D", "--profile", "--folder", str(folder), "--out", str(out), "--docs", str(docs)]
    assert CliRunner().invoke(main, asked).exit_code != 0
    assert set(json.loads(out.read_text(encoding="utf-8"))["measured"]["sqlite"]) == {"D"}
    assert (docs / "bench.md").exists()


@pytest.mark.parametrize("option", ["--out", "--docs"])
def test_a_place_where_nothing_can_be_kept_fails_before_anything_is_measured(option: str, tmp_path: Path) -> None:
    (tmp_path / "berkas").touch()
    asked = [*TINY, "--folder", str(tmp_path / "bench"), option, str(tmp_path / "berkas" / "docs" / "hasil")]
    assert CliRunner().invoke(main, asked).exit_code != 0
    assert not (tmp_path / "bench").exists()


@pytest.mark.postgresql
def test_postgresql_is_measured_where_a_server_is_named(tmp_path: Path, postgresql_url: str) -> None:
    out = tmp_path / "hasil.json"
    asked = [*TINY, "--only", "A,C", "--no-sqlite", "--postgresql", postgresql_url]
    result = CliRunner().invoke(main, [*asked, "--folder", str(tmp_path), "--out", str(out)])
    assert result.exit_code == 0, result.output
    rows = json.loads(out.read_text(encoding="utf-8"))["measured"]["postgresql"]
    assert {row: set(found["values"]) >= {OURS, "psycopg"} for row, found in rows.items()} == {
        "A": True, "C1": True, "C2": True,
    }  # fmt: skip


def test_a_row_that_does_not_exist_is_a_usage_error() -> None:
    assert CliRunner().invoke(main, ["bench", "--only", "A,Z"]).exit_code == 2


def test_what_is_missing_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duck, "is_installed", lambda: False)
    assert extras.sentence().startswith("DuckDB")
    assert "[bench]" in extras.sentence()
