"""What lies beside a database goes with its backup and comes back with it, on either kind of database."""

import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from alokon.store import database
from inventory.core.errors import Refused
from inventory.store import manifest
from inventory.store.backup import backup, restore
from inventory.store.kept_files import Beside, is_whole, keep, name_of, sha256
from tests.inventory.shop import BOOK, Shop, day
from tests.inventory.test_backup import NOW, refused_codes

PAPERS = (b"satu", b"dua")


@pytest.fixture
def book(shop: Shop) -> Shop:
    shop.post(shop.receipt(100, day("01-05")))
    return shop


def beside(folder: Path, papers: Iterable[bytes] = PAPERS) -> Beside:
    """A folder with files, and a database that asks for them once it has any event."""
    for paper in papers:
        keep(folder, BOOK, paper)

    def names(db: sa.Connection) -> list[str]:
        heads = manifest.heads(db)
        return [name_of(BOOK, sha256(paper)) for paper in papers] if heads and heads[0].seq else []

    return Beside(folder, names)


def put_back(shop: Shop, file: Path, files: Beside, allow_lost: bool = False) -> Callable[[], object]:
    url = shop.engine.url.render_as_string(hide_password=False)
    shop.engine.dispose()
    return lambda: restore(url, file, prepare=database.upgrade, beside=files, allow_lost=allow_lost)


def test_the_files_of_a_book_come_back_with_it(book: Shop, tmp_path: Path) -> None:
    files = beside(tmp_path / "rumah" / "lampiran")
    done = backup(book.engine, tmp_path / "cadangan", NOW, beside=files)
    assert done.sound
    told = json.loads(manifest.beside(done.path).read_text())
    assert told["files"] == list(done.files) == [name_of(BOOK, sha256(paper)) for paper in PAPERS]
    assert all(is_whole(tmp_path / "cadangan" / "lampiran", name) for name in done.files)
    one, two = (files.folder / name for name in done.files)
    one.unlink()
    two.write_bytes(b"rusak")
    put_back(book, done.path, files)()
    assert (one.read_bytes(), two.read_bytes()) == PAPERS


def test_backups_in_one_folder_share_what_they_both_ask_for(book: Shop, tmp_path: Path) -> None:
    files = beside(tmp_path / "rumah" / "lampiran")
    first = backup(book.engine, tmp_path / "cadangan", NOW, beside=files)
    again = backup(book.engine, tmp_path / "cadangan", NOW + timedelta(hours=1), beside=files)
    assert first.files == again.files
    pool = tmp_path / "cadangan" / "lampiran"
    assert sorted(path.name for path in pool.rglob("*") if path.is_file()) == sorted(map(sha256, PAPERS))


def test_a_file_that_is_missing_or_changed_makes_a_backup_that_says_so(book: Shop, tmp_path: Path) -> None:
    files = beside(tmp_path / "rumah" / "lampiran")
    name = name_of(BOOK, sha256(PAPERS[0]))
    (files.folder / name).write_bytes(b"diganti")
    done = backup(book.engine, tmp_path / "cadangan", NOW, beside=files)
    assert done.proof is not None
    assert all(report.sound for report in done.proof)
    assert (done.lost, done.sound) == ((name,), False)
    assert not (tmp_path / "cadangan" / "lampiran" / name).exists()


def test_a_backup_without_its_files_is_not_put_back_unless_told(book: Shop, tmp_path: Path) -> None:
    files = beside(tmp_path / "rumah" / "lampiran")
    done = backup(book.engine, tmp_path / "cadangan", NOW, beside=files)
    lost = done.files[0]
    for folder in (tmp_path / "cadangan" / "lampiran", files.folder):
        (folder / lost).unlink()
    assert refused_codes(put_back(book, done.path, files)) == ["backup_files_lost"]
    put_back(book, done.path, files, allow_lost=True)()
    assert not (files.folder / lost).exists()
    assert is_whole(files.folder, done.files[1])


@pytest.mark.parametrize("name", ["../../etc/passwd", "3207/ab/../x", "3207/ab/" + "cd" * 32, f"../ab/{'ab' * 32}"])
def test_a_manifest_that_names_other_files_is_none_of_ours(sqlite_shop: Shop, tmp_path: Path, name: str) -> None:
    done = backup(sqlite_shop.engine, tmp_path, NOW)
    told = json.loads(manifest.beside(done.path).read_text())
    manifest.beside(done.path).write_text(json.dumps({**told, "files": [name]}))
    with pytest.raises(Refused) as refused:
        manifest.read(done.path)
    assert refused.value.problems[0].code == "not_a_backup"


def test_a_manifest_from_before_there_were_files_is_read(sqlite_shop: Shop, tmp_path: Path) -> None:
    done = backup(sqlite_shop.engine, tmp_path, NOW)
    told = json.loads(manifest.beside(done.path).read_text())
    del told["files"]
    manifest.beside(done.path).write_text(json.dumps(told))
    assert manifest.read(done.path).files == ()
