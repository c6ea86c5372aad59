"""Files beside a database: whole or not there, never overwritten, copied only as what their names say."""

import errno
import os
import time
from pathlib import Path

import pytest

from inventory.core.errors import Refused
from inventory.store import kept_files
from inventory.store.kept_files import bring_back, carry, is_whole, keep, kept, name_of, read, sha256

BOOK = "3207"
PAPER = b"%PDF-1.7 BAST"


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_file_lies_under_its_digest_and_is_its_owners_alone(tmp_path: Path) -> None:
    digest = keep(tmp_path, BOOK, PAPER)
    path = tmp_path / BOOK / digest[:2] / digest
    assert (path.read_bytes(), path) == (PAPER, tmp_path / name_of(BOOK, digest))
    assert path.stat().st_mode & 0o077 == 0
    assert read(tmp_path, BOOK, digest) == PAPER
    assert [found.name for found in kept(tmp_path, BOOK)] == [digest]


def test_the_same_content_is_kept_once_and_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / name_of(BOOK, keep(tmp_path, BOOK, PAPER))
    os.utime(path, (0, 0))
    keep(tmp_path, BOOK, PAPER)
    assert path.stat().st_mtime == 0
    assert len(list(kept(tmp_path, BOOK))) == 1


def test_a_damaged_file_is_told_and_left_for_people_to_look_into(tmp_path: Path) -> None:
    path = tmp_path / name_of(BOOK, keep(tmp_path, BOOK, PAPER))
    path.write_bytes(b"lain")
    with pytest.raises(Refused) as refused:
        keep(tmp_path, BOOK, PAPER)
    assert codes(refused) == ["kept_file_changed"]
    assert path.read_bytes() == b"lain"


def test_what_is_not_there_reads_as_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, BOOK, sha256(PAPER)) is None
    assert not is_whole(tmp_path, name_of(BOOK, sha256(PAPER)))
    assert list(kept(tmp_path, BOOK)) == []


def test_a_disk_that_takes_nothing_is_a_refusal_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(kept_files.os, "fsync", full)
    with pytest.raises(Refused) as refused:
        keep(tmp_path, BOOK, PAPER)
    assert codes(refused) == ["file_not_kept"]
    assert list(kept(tmp_path, BOOK)) == []


def test_a_file_is_durable_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acts: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(handle: int) -> None:
        acts.append("fsync")
        fsync(handle)

    def noted_replace(self: Path, target: Path) -> Path:
        acts.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    keep(tmp_path, BOOK, PAPER)
    assert acts[:2] == ["fsync", "rename"]
    assert acts[2:] == ["fsync"] * 3, "the names in the three folders"


def test_files_are_carried_where_they_are_lacking_or_damaged(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    names = [name_of(BOOK, keep(source, BOOK, content)) for content in (b"satu", b"dua", b"tiga")]
    assert carry(source, target, names) == ()
    assert all(is_whole(target, name) for name in names)
    untouched = (target / names[0]).stat().st_mtime_ns
    (target / names[1]).write_bytes(b"rusak")
    (target / names[2]).unlink()
    time.sleep(0.01)
    assert carry(source, target, names) == ()
    assert all(is_whole(target, name) for name in names)
    assert (target / names[0]).stat().st_mtime_ns == untouched


def test_what_nobody_has_whole_is_lost_and_never_carried(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    name = name_of(BOOK, keep(source, BOOK, PAPER))
    (source / name).write_bytes(b"diganti")
    gone = name_of(BOOK, sha256(b"tidak ada"))
    assert carry(source, target, [name, gone]) == (name, gone)
    assert not (target / name).exists()


def test_files_come_back_all_or_none_unless_told(tmp_path: Path) -> None:
    pool, home = tmp_path / "cadangan" / "lampiran", tmp_path / "rumah" / "lampiran"
    name = name_of(BOOK, keep(pool, BOOK, PAPER))
    gone = name_of(BOOK, sha256(b"tidak ada"))
    with pytest.raises(Refused) as refused:
        bring_back(pool.parent / "buku.db", home, [name, gone])
    assert codes(refused) == ["backup_files_lost"]
    assert dict(refused.value.problems[0].facts) == {"file": "buku.db", "lost": 1, "name": gone}
    assert not home.exists()
    bring_back(pool.parent / "buku.db", home, [name, gone], allow_lost=True)
    assert is_whole(home, name)
