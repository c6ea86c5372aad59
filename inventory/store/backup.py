"""Backups that prove themselves: a consistent copy made while the book is open, and the way back.

`backup` copies, describes the copy in a manifest beside it, opens the copy and verifies every book in it. `restore`
holds the file against its manifest, verifies it before anything is replaced, and never puts an older or another
history over a newer one unless told to.

Files that the books ask for lie in a folder of the same name beside the backups, each once however many backups ask for
it; the manifest names them.

On PostgreSQL a copy can only be opened in a database of its own. For an account that may make none (CREATEDB), `backup`
proves nothing, and `restore` knows only the manifest and the dump's table of contents before it replaces: a copy with
fewer events is refused, but an unsound one is only seen afterwards, in its reports, and another history not at all.
"""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from inventory.core.errors import Problem, Refused, refuse_if
from inventory.store import manifest as manifests
from inventory.store import postgresql_dumps, sqlite_files
from inventory.store.engine import connect, reading
from inventory.store.kept_files import Beside, bring_back, carry
from inventory.store.manifest import BookHead, Manifest
from inventory.store.schema import APPEND_ONLY, metadata
from inventory.store.schema import event as event_table
from inventory.verify import Report, verify

MIGRATIONS = "alembic_version"
SUFFIXES = {"sqlite": ".db", "postgresql": ".dump"}


class Backup(NamedTuple):
    """A finished backup. `proof`: a report per book read from the copy, None where PostgreSQL let nobody look.

    `files` are the names of the files beside it that its books ask for, `lost` those that nobody has whole.
    """

    path: Path
    sha256: str
    head: tuple[BookHead, ...]
    proof: tuple[Report, ...] | None
    files: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether every book in the copy was verified, nothing is wrong and no file is missing."""
        return not self.lost and self.proof is not None and all(report.sound for report in self.proof)


class Restored(NamedTuple):
    """A database put back: its heads, a report per book, and where the database before it is kept (SQLite)."""

    head: tuple[BookHead, ...]
    proof: tuple[Report, ...]
    kept: Path | None


def backup(
    engine: sa.Engine,
    folder: Path,
    now: datetime,
    guarded: Sequence[str] = APPEND_ONLY,
    beside: Beside | None = None,
) -> Backup:
    """Copy the whole database into a new file of a folder, with what lies beside it, and verify the copy.

    An unsound book is copied all the same, and `sound` says so. Refuses `backup_exists`, and on PostgreSQL
    `pg_programs_missing` and `pg_program_failed`.
    """
    suffix = SUFFIXES[engine.dialect.name]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"buku-{now:%Y%m%d-%H%M%S}{suffix}"
    if path.exists():
        raise Refused(Problem("backup_exists", {"file": path.name}))
    part = path.with_name(f"{path.name}.sebagian")
    part.touch(mode=0o600)
    proof: tuple[Report, ...] | None
    try:
        if engine.dialect.name == "sqlite":
            manifest, proof = _copy_file(engine, part, now, guarded, beside)
        else:
            manifest, proof = _dump_database(engine, part, now, guarded, beside)
        lost = carry(beside.folder, folder / beside.folder.name, manifest.files) if beside else ()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    manifests.write(path, manifest)
    return Backup(path, manifest.sha256, manifest.books, proof, manifest.files, lost)


def _copy_file(
    engine: sa.Engine, part: Path, now: datetime, guarded: Sequence[str], beside: Beside | None
) -> tuple[Manifest, tuple[Report, ...]]:
    sqlite_files.copy(engine, part)
    with sqlite_files.opened(part) as db:
        return _describe(db, part, now, beside), _prove(db, guarded)


def _dump_database(
    engine: sa.Engine, part: Path, now: datetime, guarded: Sequence[str], beside: Beside | None
) -> tuple[Manifest, tuple[Report, ...] | None]:
    with reading(engine) as db:
        postgresql_dumps.dump(db, part)
        postgresql_dumps.check(db, part)
        manifest = _describe(db, part, now, beside)
    with postgresql_dumps.scratch(engine) as other:
        if other is None:
            return manifest, None
        with other.connect() as db:
            postgresql_dumps.load(db, part)
        with reading(other) as db:
            return manifest, _prove(db, guarded)


def _describe(db: sa.Connection, part: Path, now: datetime, beside: Beside | None) -> Manifest:
    made = (db.dialect.name, manifests.revision(db), now.isoformat(timespec="seconds"))
    return Manifest(*made, manifests.digest_of(part), manifests.heads(db), tuple(beside.names(db)) if beside else ())


def _prove(db: sa.Connection, guarded: Sequence[str]) -> tuple[Report, ...]:
    return tuple(verify(db, head.book, guarded) for head in manifests.heads(db))


def restore(
    url: str,
    file: Path,
    *,
    allow_older: bool = False,
    prepare: Callable[[sa.Engine], object] = lambda engine: None,
    guarded: Sequence[str] = APPEND_ONLY,
    beside: Beside | None = None,
    allow_lost: bool = False,
) -> Restored:
    """Put a backup in the place of the database at an address (a SQLAlchemy URL), which may be missing or broken.

    What lies beside the backup comes first, and takes nothing away. `prepare` brings the tables of the copy to what
    this program knows, before the copy is verified. Nothing is replaced when it refuses: `not_a_backup`,
    `backup_damaged`, `backup_other_kind`, `backup_unsound`, `restore_needs_file`, `database_in_use`; unless
    `allow_lost`: `backup_files_lost`; unless `allow_older`: `backup_older`, `backup_other_history`; on PostgreSQL also
    `pg_programs_missing` and `pg_program_failed`. For a PostgreSQL account that may make no database, `backup_unsound`
    and `backup_other_history` are never refused, and `prepare` runs once everything is replaced: read the proof.
    """
    manifest = manifests.read(file)
    kind = sa.make_url(url).get_backend_name()
    if manifest.kind != kind:
        raise Refused(Problem("backup_other_kind", {"backup": manifest.kind, "database": kind}))
    if beside:
        bring_back(file, beside.folder, manifest.files, allow_lost)
    if kind == "sqlite":
        return _restore_file(url, file, allow_older, prepare, guarded)
    return _restore_database(url, file, manifest, allow_older, prepare, guarded)


def _restore_file(
    url: str, file: Path, allow_older: bool, prepare: Callable[[sa.Engine], object], guarded: Sequence[str]
) -> Restored:
    target = sqlite_files.file_of(url)
    fresh = target.with_name(f"{target.name}.pulih")
    sqlite_files.remove(fresh)
    with sqlite_files.opened(file):
        shutil.copyfile(file, fresh)
    fresh.chmod(0o600)
    engine = connect(f"sqlite:///{fresh}")
    try:
        prepare(engine)
        proof = _prove_sound(engine, file, guarded)
        with reading(engine) as db:
            _refuse_older(db, _present_in_file(target), allow_older)
            head = manifests.heads(db)
        engine.dispose()
        sqlite_files.seal(fresh)
        return Restored(head, proof, sqlite_files.replace(target, fresh))
    finally:
        engine.dispose()
        sqlite_files.remove(fresh)


def _restore_database(
    url: str,
    file: Path,
    manifest: Manifest,
    allow_older: bool,
    prepare: Callable[[sa.Engine], object],
    guarded: Sequence[str],
) -> Restored:
    engine = connect(url)
    try:
        with reading(engine) as db:
            postgresql_dumps.check(db, file)
            present = manifests.heads(db)
        _refuse_fewer(manifest.books, present, allow_older)
        with postgresql_dumps.scratch(engine) as other:
            if other is not None:
                with other.connect() as db:
                    postgresql_dumps.load(db, file)
                prepare(other)
                _prove_sound(other, file, guarded)
                with reading(other) as db:
                    _refuse_older(db, present, allow_older)
        with engine.connect() as db:
            postgresql_dumps.load(db, file, [*metadata.tables, MIGRATIONS])
        prepare(engine)
        with reading(engine) as db:
            return Restored(manifests.heads(db), _prove(db, guarded), None)
    finally:
        engine.dispose()


def _prove_sound(engine: sa.Engine, file: Path, guarded: Sequence[str]) -> tuple[Report, ...]:
    with reading(engine) as db:
        proof = _prove(db, guarded)
    wrong = sum(sum(report.counts.values()) for report in proof)
    first = tuple(report.findings[0] for report in proof if report.findings)
    if wrong or not proof:
        raise Refused(Problem("backup_unsound", {"file": file.name, "wrong": wrong}), *first)
    return proof


def _present_in_file(target: Path) -> tuple[BookHead, ...]:
    """The heads of the database to be replaced; none where there is none, or it is too broken to say."""
    if not target.exists():
        return ()
    engine = connect(f"sqlite:///{target}")
    try:
        with reading(engine) as db:
            return manifests.heads(db)
    except (sqlite3.OperationalError, sa.exc.OperationalError):
        raise
    except (sqlite3.DatabaseError, sa.exc.DatabaseError):
        return ()
    finally:
        engine.dispose()


def _refuse_older(db: sa.Connection, present: Sequence[BookHead], allow_older: bool) -> None:
    """Refuse a copy that lacks what is present: fewer events, or others."""
    _refuse_fewer(manifests.heads(db), present, allow_older)
    for head in present:
        there = sa.select(event_table.c.digest).where(event_table.c.book == head.book, event_table.c.seq == head.seq)
        if head.seq and not allow_older and db.scalar(there) != head.digest:
            facts = {"book": head.book, "event": head.seq, "code": head.code}
            raise Refused(Problem("backup_other_history", facts))


def _refuse_fewer(copied: Sequence[BookHead], present: Sequence[BookHead], allow_older: bool) -> None:
    known = {head.book: head for head in copied}
    older = []
    for head in present:
        there = known.get(head.book)
        if (there.seq if there else -1) < head.seq:
            facts = {"book": head.book, "here": head.seq, "code": head.code, "there": there.seq if there else None}
            older.append(Problem("backup_older", facts))
    refuse_if([] if allow_older else older)
