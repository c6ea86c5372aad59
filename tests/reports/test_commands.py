"""The commands `report` and `close` on a small office."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from alokon.cli import main
from inventory.store.closing import closed_through
from inventory.store.engine import reading
from inventory.store.masters import sites
from tests.books import BOOK, PMB, PUSKESMAS, STOREROOM, WAREHOUSE
from tests.reports.test_bkkbn import publish
from tests.reports.winter import CLINIC, Winter

Run = Callable[..., Result]


@pytest.fixture
def run(book: Winter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setenv("ALOKON_DATABASE", book.engine.url.render_as_string(hide_password=False))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments))

    return call


def closed(book: Winter) -> dict[str, str]:
    with reading(book.engine) as db:
        codes = {site.id: code for code, site in sites(db, BOOK).items()}
        return {codes[site]: str(month) for site, month in closed_through(db, BOOK).items()}


def test_a_report_is_written_in_the_format_its_name_ends_with(run: Run, tmp_path: Path) -> None:
    result = run("report", "mutasi", "--month", "Januari 2026", "--site", PUSKESMAS, "--out", "m.json")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Mutasi Alokon Puskesmas Ciamis Januari 2026: 3 lembar")
    apbn = json.loads((tmp_path / "m.json").read_text())["datasets"][0]
    assert apbn["totals"][-1] == {"label": "Saldo Akhir", "values": apbn["totals"][-1]["values"]}
    assert apbn["totals"][-1]["values"]["PILK"] == 21


def test_a_published_version_is_written_again(run: Run, book: Winter, tmp_path: Path) -> None:
    publish(book, "2026-02-10")
    result = run("report", "bkkbn", "--month", "2026-01", "--version", "1", "--out", "b.xlsx")
    assert "Laporan Alokon Januari 2026 versi 1: 8 lembar" in result.output
    held = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert any(cell.value == ": 1" for row in held["Sampul"].iter_rows() for cell in row), "the cover tells the version"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("stok",), "Laporan “stok” tidak ada. Pilih salah satu: bkkbn, gudang, mutasi,"),
        (
            ("mutasi", "--month", "13"),
            "Bulan: “13” bukan bulan. Tulis seperti 2026-08 atau Agustus 2026.\nTempat belum diisi.",
        ),
        (("mutasi", "--month", "2026-01", "--site", WAREHOUSE), "Laporan ini tidak berlaku untuk Gudang Alokon"),
        (("bkkbn", "--month", "2026-02"), "Belum ada satu pun tempat yang menutup Februari 2026."),
        (("bkkbn", "--month", "2026-01", "--version", "3"), "Laporan Januari 2026 versi 3 belum pernah diterbitkan."),
    ],
)
def test_what_cannot_be_reported_is_told_in_one_sentence(run: Run, asked: tuple[str, ...], told: str) -> None:
    result = run("report", *asked, "--out", "x.pdf")
    assert result.exit_code == 1
    assert told in result.output
    assert not Path("x.pdf").exists()


def test_an_unknown_format_is_refused_before_anything_is_read(run: Run) -> None:
    assert "Bentuk berkas “odt” tidak dikenal" in run("report", "gudang", "--month", "2026-01", "--out", "g.odt").output


def test_close_closes_every_site_that_has_come_to_the_month(run: Run, book: Winter) -> None:
    result = run("close", "2026-02")
    assert result.output.splitlines()[0] == (
        "Februari 2026: 3 tempat ditutup, 0 sudah ditutup sebelumnya, 2 belum dapat ditutup."
    )
    assert f"{PMB}: Bulan ditutup berurutan: tutup Januari 2026 lebih dulu" in result.output
    assert closed(book) == {WAREHOUSE: "2026-02", STOREROOM: "2026-02", PUSKESMAS: "2026-02"}
    assert run("close", "2026-01").output.startswith("Januari 2026: 2 tempat ditutup, 3 sudah ditutup sebelumnya, 0 ")
    assert closed(book)[CLINIC] == "2026-01"


def test_close_closes_one_site_and_says_why_it_cannot(run: Run, book: Winter) -> None:
    assert run("close", "2026-01", "--site", PMB).output == f"Januari 2026 ditutup di {PMB}.\n"
    refused = run("close", "2026-01", "--site", PMB)
    assert (refused.exit_code, refused.output) == (1, "Januari 2026 sudah ditutup.\n")
    assert closed(book)[PMB] == "2026-01"
