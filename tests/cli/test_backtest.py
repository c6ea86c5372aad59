"""`backtest`: a grid told on the screen and as a file, the same from one process or several."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from alokon.cli import main, office
from inventory.core.months import Month
from tests.district import OWN, District

Run = Callable[..., Result]
GRID = ("--months", "2", "--item", "PILK", "--cycles", "1,2", "--minima", "1", "--maxima", "3", "--emergency", "0,0.5")


@pytest.fixture
def run(sqlite_engine: sa.Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command line in April on a book in which a faskes has used pil for three months."""
    district = District(sqlite_engine)
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 10), {"PILK": 90})
    for month in (Month(2026, 1), Month(2026, 2), Month(2026, 3)):
        district.use(OWN, month.last, "PILK", service=22)
        district.finish(OWN, month, month.next.first)
    monkeypatch.setenv("ALOKON_DATABASE", sqlite_engine.url.render_as_string(hide_password=False))
    monkeypatch.setattr(office, "now", lambda: datetime(2026, 4, 6, 9, tzinfo=office.WIB))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["backtest", *arguments])


def test_every_policy_of_the_grid_is_a_row_of_the_screen(run: Run) -> None:
    result = run(*GRID, "--workers", "1")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0] == "Uji balik kebijakan Februari 2026 – Maret 2026: 8 gabungan, 1 jenis."
    rows = [line for line in lines if line[:3].strip().isdecimal()]
    assert len(rows) == 4 + 8
    assert rows[0].split()[1:4] == ["Yang", "terjadi", "(buku)"]


def test_two_processes_find_what_one_finds_and_write_it(run: Run, tmp_path: Path) -> None:
    for workers, name in (("1", "satu.json"), ("2", "dua.json")):
        assert run(*GRID, "--workers", workers, "--out", name).exit_code == 0
    one, two = (json.loads((tmp_path / name).read_text())["datasets"] for name in ("satu.json", "dua.json"))
    assert one == two
    assert len(one[0]["rows"]) == 12


@pytest.mark.parametrize("ending", ["xlsx", "csv", "pdf", "html"])
def test_the_file_has_the_form_its_name_ends_with(run: Run, tmp_path: Path, ending: str) -> None:
    result = run(*GRID, "--workers", "1", "--out", f"uji.{ending}")
    assert f"byte di uji.{ending}" in result.output
    assert (tmp_path / f"uji.{ending}").stat().st_size > 500
    if ending == "xlsx":
        assert openpyxl.load_workbook(tmp_path / "uji.xlsx").sheetnames[:2] == ["Uji balik", "Per jenis"]


@pytest.mark.parametrize(
    ("asked", "told", "code"),
    [
        (("--months", "3"), "Yang dapat diputar ulang Februari 2026 sampai Maret 2026; sesuaikan", 1),
        (("--months", "2", "--until", "2026-04"), "sesuaikan --months atau --until", 1),
        (("--months", "2", "--item", "IUD"), "belum pernah dilaporkan", 1),
        (("--months", "2", "--minima", "3", "--maxima", "2"), "Tidak ada gabungan yang dapat dijalankan", 1),
        (("--cycles", "1.5"), "bukan daftar bulan", 2),
        (("--minima", "satu"), "bukan daftar bulan", 2),
        (("--orders", "semua,acak"), "bukan cara memesan; yang ada: semua, minimum", 2),
        (("--months", "2", "--out", "uji.doc"), "doc", 1),
    ],
)
def test_what_cannot_be_tried_is_told_in_a_sentence(run: Run, asked: tuple[str, ...], told: str, code: int) -> None:
    result = run(*asked)
    assert (result.exit_code, told in result.output) == (code, True), result.output
