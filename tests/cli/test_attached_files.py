"""`verify`, `backup`, `restore` and `tidy` with files attached to cases."""

import gc
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from alokon import cli
from alokon.service.attachments import Offer, attach, withdraw
from alokon.store.attached import folder_of
from inventory.store.engine import connect
from inventory.store.kept_files import name_of, sha256
from tests.alokon.attaching.papers import JPG, pdf
from tests.books import BOOK, Book
from tests.conftest import migrate

Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a book in which a paper stands in a case, and a photo that was withdrawn."""
    home = tmp_path / "rumah"
    home.mkdir()
    monkeypatch.setenv("ALOKON_HOME", str(home))
    url = f"sqlite:///{home / 'alokon.db'}"
    migrate(url)
    book = Book(connect(url))
    case = book.request("2026-03-01", ("PILK", 10))
    desk = book.desk("bidan", "2026-03-02")
    attach(desk, home, case, Offer("BAST.pdf", pdf()), book.key())
    attach(desk, home, case, Offer("foto.jpg", JPG), book.key())
    withdraw(desk, case, 2, "Buram", book.key())
    book.engine.dispose()
    return home


@pytest.fixture
def run(home: Path) -> Run:
    def invoke(*arguments: object) -> Result:
        result = CliRunner().invoke(cli.main, [str(argument) for argument in arguments])
        gc.collect()  # a command's connections end with its process; here they end with the garbage
        return result

    return invoke


def path_of(folder: Path, data: bytes) -> Path:
    return folder_of(folder) / name_of(BOOK, sha256(data))


def test_verify_reads_the_files_too(run: Run, home: Path) -> None:
    assert run("verify").output.endswith("utuh.\n")
    path_of(home, pdf()).write_bytes(b"diganti")
    changed = run("verify")
    assert changed.exit_code == 1
    assert "1 temuan" in changed.output
    assert "  Isi lampiran BAST.pdf (berkas 1) tidak sama dengan saat dilampirkan" in changed.output
    path_of(home, pdf()).unlink()
    missing = run("verify")
    assert (missing.exit_code, "  Lampiran BAST.pdf (berkas 1) tidak ada di folder lampiran" in missing.output) == (
        1,
        True,
    )


def test_a_backup_and_the_way_back_to_another_machine(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run("backup")
    assert made.exit_code == 0, made.output
    assert f"Lampiran: 1 berkas di {home / 'cadangan' / 'lampiran'}" in made.output
    (file,) = (home / "cadangan").glob("*.db")
    shutil.copytree(home / "cadangan", tmp_path / "usb")
    shutil.rmtree(home)
    monkeypatch.setenv("ALOKON_HOME", str(tmp_path / "lain"))
    back = run("restore", tmp_path / "usb" / file.name)
    assert back.exit_code == 0, back.output
    assert back.output.endswith("Basis data dipulihkan.\n")
    assert path_of(tmp_path / "lain", pdf()).read_bytes() == pdf()
    assert run("verify").output.endswith("utuh.\n")


def test_a_backup_of_a_book_with_a_lost_file_is_made_and_told(run: Run, home: Path) -> None:
    path_of(home, pdf()).unlink()
    made = run("backup")
    assert made.exit_code == 1
    assert f"Lampiran {name_of(BOOK, sha256(pdf()))} tidak ada atau rusak" in made.output
    assert len(list((home / "cadangan").glob("*.db"))) == 1


def test_a_restore_without_the_files_is_refused_unless_told_and_then_says_what_is_missing(run: Run, home: Path) -> None:
    run("backup")
    (file,) = (home / "cadangan").glob("*.db")
    shutil.rmtree(home / "cadangan" / "lampiran")
    shutil.rmtree(home / "lampiran")
    refused = run("restore", file)
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"1 lampiran yang dirujuk {file.name} tidak ada atau rusak")
    told = run("restore", file, "--allow-lost")
    assert told.exit_code == 1
    assert "Lampiran BAST.pdf (berkas 1) tidak ada di folder lampiran" in told.output
    assert "Basis data yang dipulihkan tidak lolos pembuktian" in told.stderr


def test_tidy_takes_away_what_nothing_refers_to(run: Run, home: Path) -> None:
    left = path_of(home, b"tertinggal")
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"tertinggal")
    assert run("tidy").output == "Buku 3207: 1 berkas dibuang (10 byte).\n"
    assert run("tidy").output == "Buku 3207: 0 berkas dibuang (0 byte).\n"
    assert path_of(home, JPG).exists()
    assert run("tidy", "--withdrawn").output == f"Buku 3207: 1 berkas dibuang ({len(JPG)} byte).\n"
    assert not path_of(home, JPG).exists()
    assert run("verify").exit_code == 0


def test_tidy_says_when_there_is_no_such_book(run: Run) -> None:
    answer = run("tidy", "--book", "3299")
    assert (answer.exit_code, answer.output) == (1, "Basis data ini tidak memuat buku 3299.\n")
