"""`init`, `user` and `serve`: an office's own book from nothing to its sign-in page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from alokon import cli
from alokon.cli import office
from alokon.cli.serving import listen
from alokon.passwords import matches
from alokon.store import faskes
from alokon.store.people import kept_hash
from inventory.store.engine import reading
from sample_data import masters

AREAS = masters.FOLDER / "kecamatan.csv"
ONE_TIME = re.compile(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}")
KEMENDAGRI = """kode,tingkat,nama,kode_induk
32,provinsi,Jawa Barat,
32.07,kabupaten_kota,Kabupaten Ciamis,32
32.07.01,kecamatan,Ciamis,32.07
32.07.01.1001,kelurahan,Ciamis,32.07.01
32.08.01,kecamatan,Kadugede,32.08
"""

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in a home of its own."""
    monkeypatch.setenv("ALOKON_HOME", str(tmp_path / "rumah"))
    return lambda *arguments: CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


@pytest.fixture
def started(run: Run) -> Run:
    """The same, with a book of Ciamis."""
    result = run("init", "--book", "3207", "--name", "Kabupaten Ciamis", "--kecamatan", AREAS)
    assert result.exit_code == 0, result.output
    return run


def one_time(result: Result) -> str:
    found = ONE_TIME.search(result.output)
    assert found, result.output
    return found[0]


def test_init_makes_a_book_with_kecamatan_and_an_admin(run: Run, tmp_path: Path) -> None:
    result = run("init", "--book", "3207", "--name", "Kabupaten Ciamis", "--kecamatan", AREAS)
    engine = office.database()
    with reading(engine) as db:
        assert len(faskes.kecamatan_list(db, "3207")) == 27
        assert matches(one_time(result), kept_hash(db, "3207", "admin"))
    assert (tmp_path / "rumah" / "alokon.db").exists()
    engine.dispose()


def test_init_reads_the_kecamatan_of_its_kabupaten_from_a_list_of_everything(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wilayah.csv").write_text(KEMENDAGRI)
    result = run("init", "--book", "3207", "--name", "Kabupaten Ciamis", "--kecamatan", tmp_path / "wilayah.csv")
    assert "dengan 1 kecamatan" in result.output


@pytest.mark.parametrize(("book", "told"), [("32", "bukan empat angka"), ("3301", "tidak memuat kecamatan 33.01")])
def test_init_refuses_a_key_that_is_none_and_a_file_of_others(run: Run, book: str, told: str) -> None:
    result = run("init", "--book", book, "--name", "x", "--kecamatan", AREAS)
    assert (result.exit_code, told in result.output) == (1, True)


def test_a_book_is_started_once(started: Run) -> None:
    result = started("init", "--book", "3207", "--name", "Kabupaten Ciamis", "--kecamatan", AREAS)
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 1


def test_users_are_added_listed_reset_and_switched_off(started: Run) -> None:
    first = one_time(started("user", "add", "gudang", "--role", "pengelola", "--name", "Pengelola Barang"))
    again = one_time(started("user", "reset", "gudang"))
    assert first != again
    assert started("user", "deactivate", "gudang").exit_code == 0
    lines = started("user", "list").output.splitlines()
    assert [line.split()[0] for line in lines] == ["pengguna", "admin", "gudang"]
    assert lines[2].endswith("nonaktif")
    assert started("user", "activate", "gudang").exit_code == 0


def test_only_a_phone_that_was_set_up_is_taken_away(started: Run) -> None:
    result = started("user", "reset-code", "admin")
    assert result.exit_code == 1
    assert "belum dipasang" in result.output


def test_only_an_account_that_keeps_sealed_files_is_admitted(started: Run) -> None:
    result = started("user", "admit", "admin", "--reason", "SK 1")
    assert result.exit_code == 1
    assert "bukan akun petugas P2TP2A" in result.output


def test_the_last_admin_stays(started: Run) -> None:
    result = started("user", "deactivate", "admin")
    assert (result.exit_code, len(result.output.splitlines())) == (1, 1)


def test_a_user_of_a_kecamatan_needs_one_that_exists(started: Run) -> None:
    made = started("user", "add", "uptd.ciamis", "--role", "uptd", "--name", "UPTD Ciamis", "--kecamatan", "32.07.01")
    assert made.exit_code == 0
    missing = started("user", "add", "uptd.lain", "--role", "uptd", "--name", "UPTD", "--kecamatan", "99.99.99")
    assert (missing.exit_code, "99.99.99" in missing.output) == (1, True)


@pytest.mark.parametrize("arguments", [("user", "list"), ("serve", "--port", "0")])
def test_without_a_book_the_way_to_one_is_told(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.exit_code, "init" in result.output) == (1, True)


def test_serving_on_a_taken_port_is_one_sentence(started: Run) -> None:
    taken = listen("127.0.0.1", 0)
    result = started("serve", "--port", taken.getsockname()[1])
    taken.close()
    assert result.exit_code == 1
    assert "sudah dipakai program lain" in result.output


def test_the_database_is_where_the_environment_says(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALOKON_DATABASE", f"sqlite:///{tmp_path / 'lain.db'}")
    result = run("init", "--book", "3207", "--name", "Kabupaten Ciamis", "--kecamatan", AREAS)
    assert (result.exit_code, (tmp_path / "lain.db").exists()) == (0, True)
