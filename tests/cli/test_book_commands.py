"""`verify`, `backup` and `restore`: what a person sees, and the exit code a script sees."""

import base64
import gc
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from alokon import cli
from alokon.vault import vault_in
from sample_data import masters

Run = Callable[..., Result]
CODE = re.compile(r"kode ([A-Z2-7]{5}-[A-Z2-7]{5})")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own."""
    monkeypatch.setenv("ALOKON_HOME", str(tmp_path / "rumah"))
    return tmp_path / "rumah"


@pytest.fixture
def run(home: Path) -> Run:
    """The command line on a book of Ciamis with a few events."""

    def invoke(*arguments: object) -> Result:
        result = CliRunner().invoke(cli.main, [str(argument) for argument in arguments])
        gc.collect()  # a command's connections end with its process; here they end with the garbage
        return result

    areas = masters.FOLDER / "kecamatan.csv"
    assert invoke("init", "--book", "3207", "--name", "Kabupaten Ciamis", "--kecamatan", areas).exit_code == 0
    return invoke


def spoil(home: Path, statement: str) -> None:
    """Run a statement behind the program's back."""
    with closing(sqlite3.connect(home / "alokon.db")) as connection, connection:
        connection.execute(statement)


def code_of(result: Result) -> str:
    found = CODE.search(result.output)
    assert found, result.output
    return found[1]


def test_a_sound_book_is_told_in_one_line(run: Run) -> None:
    result = run("verify")
    assert result.exit_code == 0
    assert re.fullmatch(r"Buku 3207: \d+ peristiwa, 0 gerakan, kode \S+: utuh\.\n", result.output), result.output


def test_an_unsound_book_is_told_with_what_is_wrong_and_exit_code_1(run: Run, home: Path) -> None:
    spoil(home, "DROP TRIGGER paper_refuses_delete")
    spoil(home, "UPDATE book SET head_seq = head_seq + 1")
    result = run("verify")
    assert result.exit_code == 1
    assert "2 temuan" in result.output
    assert "  Penjaga paper_refuses_delete pada tabel paper tidak ada atau dimatikan" in result.output
    assert "  Kepala buku menunjuk peristiwa" in result.output


def test_a_printed_code_is_looked_up(run: Run) -> None:
    first = code_of(run("verify"))
    assert run("user", "add", "gudang", "--role", "pengelola", "--name", "Pengelola Barang").exit_code == 0
    result = run("verify", "--head", first.lower())
    assert result.exit_code == 0
    assert f"Kode {first.lower()} ada di buku 3207: peristiwa" in result.output
    assert "oleh Baris perintah" in result.output or "oleh baris-perintah" in result.output
    unknown = run("verify", "--head", "ZZZZZ-ZZZZZ")
    assert (unknown.exit_code, "Kode ZZZZZ-ZZZZZ tidak ada" in unknown.output) == (1, True)


def test_a_book_that_is_not_there_is_told(run: Run) -> None:
    result = run("verify", "--book", "9999")
    assert (result.exit_code, result.stderr) == (1, "Basis data ini tidak memuat buku 9999.\n")


def test_a_backup_and_the_way_back(run: Run, home: Path) -> None:
    code = code_of(run("verify"))
    made = run("backup")
    assert made.exit_code == 0, made.output
    (file,) = (home / "cadangan").glob("*.db")
    assert str(file) in made.output
    assert code_of(made) == code
    (home / "alokon.db").unlink()
    back = run("restore", file)
    assert back.exit_code == 0, back.output
    assert back.output.endswith("Basis data dipulihkan.\n")
    assert code_of(run("verify")) == code


def test_a_backup_leaves_the_key_of_what_is_sealed_out_and_says_so(run: Run, home: Path) -> None:
    assert "Kunci segel" not in run("backup", home / "satu").output
    key = vault_in(home).tree_or_new().branches[""]
    told = run("backup", home / "dua").output
    assert str(home / "sealing_key") in told
    assert "terpisah dari cadangan" in told
    assert [path for path in (home / "dua").iterdir() if base64.b64encode(key) in path.read_bytes()] == []


def test_a_restore_that_would_lose_something_is_refused_in_a_sentence(run: Run, home: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "usb").exit_code == 0
    (file,) = (tmp_path / "usb").glob("*.db")
    assert run("user", "add", "gudang", "--role", "pengelola", "--name", "Pengelola Barang").exit_code == 0
    refused = run("restore", file)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Buku 3207 yang ada sekarang lebih baru (peristiwa ")
    assert "--allow-older" in refused.stderr
    done = run("restore", file, "--allow-older")
    assert done.exit_code == 0
    assert "Basis data sebelumnya disimpan sebagai" in done.output


def test_a_file_that_is_no_backup_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"x")
    result = run("restore", tmp_path / "foto.jpg")
    assert (result.exit_code, result.stderr.startswith("foto.jpg bukan cadangan buku")) == (1, True)


def test_a_backup_of_an_unsound_book_is_made_and_told(run: Run, home: Path) -> None:
    spoil(home, "UPDATE book SET head_seq = head_seq + 1")
    result = run("backup")
    assert result.exit_code == 1
    assert "1 temuan" in result.output
    assert len(list((home / "cadangan").glob("*.db"))) == 1
