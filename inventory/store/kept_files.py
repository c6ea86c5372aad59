"""Files that belong to a book but lie outside its database: each under its digest, never changed, never overwritten.

A file's name is `<book>/<first two digits>/<sha-256>` within one folder. It is written under another name, made
durable and renamed, so that a name that is there is a whole file. What the database says of it (the digest) is what it
is held against, every time it is read, copied or proved.

Codes raised: `file_not_kept` {said}, `kept_file_changed` {digest}, `backup_files_lost` {file, lost, name}.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from inventory.core.errors import Problem, Refused
from inventory.store.manifest import digest_of
from inventory.store.sqlite_files import make_durable

UNFINISHED = ".sebagian"


class Beside(NamedTuple):
    """What lies beside a database: the folder, and the names of the files in it that a database asks for."""

    folder: Path
    names: Callable[[sa.Connection], Iterable[str]]


def name_of(book: str, digest: str) -> str:
    """Where in the folder the file of a digest lies.

    >>> name_of("3207", "ab" * 32)[:12]
    '3207/ab/abab'
    """
    return f"{book}/{digest[:2]}/{digest}"


def sha256(data: bytes) -> str:
    """The digest a file is kept under, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def keep(folder: Path, book: str, data: bytes) -> str:
    """Put a file in the folder, durably, and return its digest; one that is there already is left as it is.

    Refuses `kept_file_changed` when what lies under its name is something else: that is for people to look into.
    """
    digest = sha256(data)
    path = folder / name_of(book, digest)
    if not path.exists():
        _place(path, data)
    elif digest_of(path) != digest:
        raise Refused(Problem("kept_file_changed", {"digest": digest}))
    return digest


def read(folder: Path, book: str, digest: str) -> bytes | None:
    """What lies under a digest, whatever it is by now; None when nothing does."""
    try:
        return (folder / name_of(book, digest)).read_bytes()
    except FileNotFoundError:
        return None


def is_whole(folder: Path, name: str) -> bool:
    """Whether a file is there and what its name says."""
    path = folder / name
    return path.is_file() and digest_of(path) == path.name


def carry(source: Path, target: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Copy files between folders where the target lacks them or has them damaged; returns those neither has whole."""
    lost = []
    for name in names:
        if is_whole(target, name):
            continue
        if is_whole(source, name):
            _place(target / name, (source / name).read_bytes())
        else:
            lost.append(name)
    return tuple(lost)


def bring_back(backup: Path, folder: Path, names: Iterable[str], allow_lost: bool = False) -> None:
    """Bring the files a backup asks for back from beside it; none unless all of them are there, in either folder.

    Refuses `backup_files_lost` {file, lost, name} unless told that some are lost for good.
    """
    pool, wanted = backup.parent / folder.name, tuple(names)
    lost = [name for name in wanted if not is_whole(pool, name) and not is_whole(folder, name)]
    if lost and not allow_lost:
        raise Refused(Problem("backup_files_lost", {"file": backup.name, "lost": len(lost), "name": lost[0]}))
    carry(pool, folder, wanted)


def kept(folder: Path, book: str) -> Iterator[Path]:
    """Every file of a book in the folder, what a killed program left half written included."""
    yield from (path for path in sorted((folder / book).glob("??/*")) if path.is_file())


def _place(path: Path, data: bytes) -> None:
    """Write a whole file under its name; refuses `file_not_kept` where the disk does not let us."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(suffix=UNFINISHED, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(part).replace(path)
        finally:
            Path(part).unlink(missing_ok=True)
        for folder in path.parents[:3]:
            make_durable(folder)
    except OSError as error:
        raise Refused(Problem("file_not_kept", {"said": error.strerror or str(error)})) from error
