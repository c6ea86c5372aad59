"""A backup is consistent, described and proved; a restore refuses what would lose something, and is one step."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from alokon.messages import sentence
from alokon.store import database
from inventory.core.errors import Refused
from inventory.store import manifest, postgresql_dumps, schema, sqlite_files
from inventory.store.backup import Restored, backup, restore
from inventory.store.engine import connect
from tests.inventory.shop import Shop, day
from tests.inventory.test_posting import on_hand

NOW = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)


@pytest.fixture
def book(shop: Shop) -> Shop:
    """A book with a hundred on the shelf."""
    shop.post(shop.receipt(100, day("01-05")))
    return shop


@pytest.fixture
def sqlite_book(sqlite_shop: Shop) -> Shop:
    """The same on SQLite."""
    sqlite_shop.post(sqlite_shop.receipt(100, day("01-05")))
    return sqlite_shop


def refused_codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused:
        act()
    assert all(sentence(problem).endswith(".") for problem in refused.value.problems)
    return [problem.code for problem in refused.value.problems]


def put_back(shop: Shop, file: Path, **options: bool) -> Restored:
    """Restore over the shop's database, with nobody else at it."""
    url = shop.engine.url.render_as_string(hide_password=False)
    shop.engine.dispose()
    return restore(url, file, prepare=database.upgrade, **options)


def test_a_backup_is_proved_and_described(book: Shop, tmp_path: Path) -> None:
    done = backup(book.engine, tmp_path / "cadangan", NOW)
    assert done.sound
    assert done.proof is not None
    assert [(report.book, report.events) for report in done.proof] == [("3207", 1)]
    told = json.loads(Path(f"{done.path}.json").read_text())
    assert told["sha256"] == done.sha256 == manifest.digest_of(done.path)
    assert (told["kind"], told["revision"]) == (book.engine.dialect.name, database.newest())
    assert [(one["book"], one["seq"]) for one in told["books"]] == [("3207", 1)]
    assert datetime.fromisoformat(told["made_at"]) == NOW
    assert done.path.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in done.path.parent.iterdir()) == [done.path.name, f"{done.path.name}.json"]


def test_what_was_lost_comes_back(book: Shop, tmp_path: Path) -> None:
    done = backup(book.engine, tmp_path, NOW)
    with book.engine.begin() as db:
        if db.dialect.name == "postgresql":
            db.exec_driver_sql("DROP TABLE balance, snapshot CASCADE")
        else:
            db.exec_driver_sql("DROP TABLE balance")
    back = put_back(book, done.path)
    assert [head.seq for head in back.head] == [1]
    assert all(report.sound for report in back.proof)
    assert on_hand(book) == 100
    book.post(book.issue(30, day("01-06")))
    assert book.verify().sound
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), book.engine.begin() as db:
        db.exec_driver_sql("DELETE FROM move")


def test_a_backup_that_lacks_what_the_book_has_does_not_replace_it_unless_told(book: Shop, tmp_path: Path) -> None:
    one = backup(book.engine, tmp_path / "satu", NOW)
    book.post(book.issue(30, day("01-06")))
    two = backup(book.engine, tmp_path / "dua", NOW)
    assert refused_codes(lambda: put_back(book, one.path)) == ["backup_older"]
    assert on_hand(book) == 70
    put_back(book, one.path, allow_older=True)
    assert on_hand(book) == 100
    book.post(book.issue(40, day("01-06")))
    assert refused_codes(lambda: put_back(book, two.path)) == ["backup_other_history"]
    assert on_hand(book) == 60
    put_back(book, two.path, allow_older=True)
    assert on_hand(book) == 70
    assert book.verify().sound


def test_a_backup_that_lacks_a_book_is_older(book: Shop, tmp_path: Path) -> None:
    done = backup(book.engine, tmp_path, NOW)
    Shop(book.engine, book="3208").open()
    assert refused_codes(lambda: put_back(book, done.path)) == ["backup_older"]


def test_a_backup_is_never_written_over(book: Shop, tmp_path: Path) -> None:
    done = backup(book.engine, tmp_path, NOW)
    assert refused_codes(lambda: backup(book.engine, tmp_path, NOW)) == ["backup_exists"]
    assert manifest.digest_of(done.path) == done.sha256


def test_a_changed_backup_is_refused(book: Shop, tmp_path: Path) -> None:
    done = backup(book.engine, tmp_path, NOW)
    with done.path.open("ab") as file:
        file.write(b"\0")
    assert refused_codes(lambda: put_back(book, done.path)) == ["backup_damaged"]


@pytest.mark.parametrize("told", [None, "", "{}", "[]", '{"format": "lain", "books": []}'])
def test_what_is_not_a_backup_is_refused(sqlite_book: Shop, tmp_path: Path, told: str | None) -> None:
    file = tmp_path / "foto.jpg"
    file.write_bytes(b"bukan basis data")
    if told is not None:
        manifest.beside(file).write_text(told)
    assert refused_codes(lambda: put_back(sqlite_book, file)) == ["not_a_backup"]
    assert refused_codes(lambda: put_back(sqlite_book, tmp_path / "tidak-ada.db")) == ["not_a_backup"]


def described(file: Path, kind: str) -> Path:
    manifest.write(file, manifest.Manifest(kind, None, NOW.isoformat(), manifest.digest_of(file), ()))
    return file


def test_a_file_with_a_good_manifest_that_is_no_database_is_refused(book: Shop, tmp_path: Path) -> None:
    file = tmp_path / "palsu"
    file.write_bytes(b"bukan basis data")
    described(file, book.engine.dialect.name)
    assert refused_codes(lambda: put_back(book, file)) == ["not_a_backup"]
    assert on_hand(book) == 100


def test_a_backup_of_the_other_kind_of_database_is_refused(book: Shop, tmp_path: Path) -> None:
    file = tmp_path / "lain"
    file.write_bytes(b"isi")
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[book.engine.dialect.name]
    assert refused_codes(lambda: put_back(book, described(file, other))) == ["backup_other_kind"]


def test_a_backup_of_an_unsound_book_is_kept_but_not_put_back(book: Shop, tmp_path: Path) -> None:
    with book.engine.begin() as db:
        db.exec_driver_sql("UPDATE balance SET quantity = 99")
    done = backup(book.engine, tmp_path, NOW)
    assert not done.sound
    assert done.path.exists()
    assert refused_codes(lambda: put_back(book, done.path)) == ["backup_unsound", "balance_differs"]


def test_a_backup_of_a_newer_program_is_refused_before_anything_is_replaced(book: Shop, tmp_path: Path) -> None:
    with book.engine.begin() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    done = backup(book.engine, tmp_path, NOW)
    with book.engine.begin() as db:
        db.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{database.newest()}'")
        db.exec_driver_sql("UPDATE book SET name = 'sekarang'")
    assert refused_codes(lambda: put_back(book, done.path)) == ["schema_newer"]
    with book.reading() as db:
        assert db.scalar(sa.select(schema.book.c.name)) == "sekarang"


def test_a_backup_taken_while_a_writer_writes_holds_none_of_what_is_not_finished(book: Shop, tmp_path: Path) -> None:
    with book.writing() as db:
        db.execute(schema.book.update().values(name="belum selesai"))
        done = backup(book.engine, tmp_path, NOW)
    assert done.sound
    put_back(book, done.path)
    with book.reading() as db:
        assert db.scalar(sa.select(schema.book.c.name)) == "Kabupaten Contoh"


def left_log(shop: Shop) -> Path:
    """Let a clerk issue some, and the power go out: the log stays beside the database, the file of which is closed."""
    log = Path(f"{shop.engine.url.database}-wal")
    shop.post(shop.issue(30, day("01-06")))
    content = log.read_bytes()
    shop.engine.dispose()
    log.write_bytes(content)
    return log


class TestFiles:
    """What is SQLite's alone: one file, replaced in one step, the old one kept."""

    def test_the_database_before_is_kept(self, sqlite_book: Shop, tmp_path: Path) -> None:
        done = backup(sqlite_book.engine, tmp_path / "cadangan", NOW)
        sqlite_book.post(sqlite_book.issue(30, day("01-06")))
        first = put_back(sqlite_book, done.path, allow_older=True)
        second = put_back(sqlite_book, done.path, allow_older=True)
        assert first.kept is not None
        assert second.kept is not None
        assert first.kept != second.kept
        with sqlite_files.opened(first.kept) as db:
            assert [head.seq for head in manifest.heads(db)] == [2]
        left = {path.name for path in Path(str(sqlite_book.engine.url.database)).parent.iterdir()}
        assert not [name for name in left if "pulih" in name and "sebelum" not in name]

    def test_a_missing_database_is_made(self, sqlite_book: Shop, tmp_path: Path) -> None:
        done = backup(sqlite_book.engine, tmp_path, NOW)
        back = restore(f"sqlite:///{tmp_path / 'baru.db'}", done.path, prepare=database.upgrade)
        assert (back.kept, [head.seq for head in back.head]) == (None, [1])
        engine = connect(f"sqlite:///{tmp_path / 'baru.db'}")
        with engine.connect() as db:
            assert db.scalar(sa.select(schema.balance.c.quantity)) == 100
        engine.dispose()

    def test_what_lay_beside_a_lost_database_is_not_replayed_over_the_restored_one(
        self, sqlite_book: Shop, tmp_path: Path
    ) -> None:
        done = backup(sqlite_book.engine, tmp_path / "cadangan", NOW)
        log = left_log(sqlite_book)
        Path(str(sqlite_book.engine.url.database)).unlink()
        back = put_back(sqlite_book, done.path)
        assert ([head.seq for head in back.head], back.kept) == ([1], None)
        assert on_hand(sqlite_book) == 100
        assert log.with_name("book.sebelum-pulih-1.db-wal").stat().st_size > 0
        again = put_back(sqlite_book, done.path)
        assert again.kept is not None
        assert again.kept.name == "book.sebelum-pulih-2.db"

    def test_what_a_killed_restore_left_is_not_replayed_over_the_copy(self, sqlite_book: Shop, tmp_path: Path) -> None:
        done = backup(sqlite_book.engine, tmp_path / "cadangan", NOW)
        log = left_log(sqlite_book)
        log.rename(log.with_name("book.db.pulih-wal"))
        back = put_back(sqlite_book, done.path, allow_older=True)
        assert [head.seq for head in back.head] == [1]
        assert on_hand(sqlite_book) == 100

    def test_a_database_that_is_rubbish_is_replaced_and_kept(self, sqlite_book: Shop, tmp_path: Path) -> None:
        done = backup(sqlite_book.engine, tmp_path, NOW)
        url = sqlite_book.engine.url.render_as_string()
        sqlite_book.engine.dispose()
        Path(str(sqlite_book.engine.url.database)).write_bytes(b"rusak" * 5000)
        back = restore(url, done.path, prepare=database.upgrade)
        assert back.kept is not None
        assert back.kept.read_bytes().startswith(b"rusak")
        assert on_hand(sqlite_book) == 100

    def test_a_database_somebody_has_open_is_not_replaced(self, sqlite_book: Shop, tmp_path: Path) -> None:
        done = backup(sqlite_book.engine, tmp_path, NOW)
        other = connect(sqlite_book.engine.url.render_as_string())
        with other.connect() as db:
            db.exec_driver_sql("SELECT count(*) FROM move").all()
            assert refused_codes(lambda: put_back(sqlite_book, done.path)) == ["database_in_use"]
        other.dispose()
        put_back(sqlite_book, done.path)
        assert sqlite_book.verify().sound

    def test_a_database_in_memory_has_no_file_to_replace(self, sqlite_book: Shop, tmp_path: Path) -> None:
        done = backup(sqlite_book.engine, tmp_path, NOW)
        assert refused_codes(lambda: restore("sqlite://", done.path)) == ["restore_needs_file"]

    def test_a_backup_is_one_file_that_any_sqlite_opens(self, sqlite_book: Shop, tmp_path: Path) -> None:
        folder = tmp_path / "folder dengan spasi & 100%"
        done = backup(sqlite_book.engine, folder, NOW)
        with sqlite3.connect(f"{done.path.as_uri()}?mode=ro", uri=True) as plain:
            assert plain.execute("SELECT count(*) FROM move").fetchone() == (1,)
            assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert put_back(sqlite_book, done.path).proof[0].sound

    def test_a_restore_that_fails_leaves_everything_as_it_was(self, sqlite_book: Shop, tmp_path: Path) -> None:
        done = backup(sqlite_book.engine, tmp_path / "cadangan", NOW)
        url = sqlite_book.engine.url.render_as_string()
        sqlite_book.engine.dispose()
        before = sorted(path.name for path in tmp_path.iterdir())

        def fail(_: sa.Engine) -> None:
            raise RuntimeError("the power went out")

        with pytest.raises(RuntimeError):
            restore(url, done.path, prepare=fail)
        assert sorted(path.name for path in tmp_path.iterdir()) == before
        assert on_hand(sqlite_book) == 100


class TestDumps:
    """What is PostgreSQL's alone: its own programs, one transaction, a database beside for the proof."""

    @pytest.fixture
    def postgresql_book(self, postgresql_url: str) -> Shop:
        shop = Shop(connect(postgresql_url)).open()
        shop.post(shop.receipt(100, day("01-05")))
        return shop

    def test_the_database_for_the_proof_is_gone_afterwards(self, postgresql_book: Shop, tmp_path: Path) -> None:
        backup(postgresql_book.engine, tmp_path, NOW)
        with postgresql_book.reading() as db:
            names = db.scalars(sa.text("SELECT datname FROM pg_database")).all()
        assert [name for name in names if "periksa" in name] == []
        postgresql_book.engine.dispose()

    def test_a_database_a_killed_backup_left_does_not_stand_in_the_way_of_the_proof(
        self, postgresql_book: Shop, tmp_path: Path
    ) -> None:
        left = f"{postgresql_book.engine.url.database}_periksa_{os.getpid()}"
        with postgresql_book.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.exec_driver_sql(f'CREATE DATABASE "{left}"')
            assert backup(postgresql_book.engine, tmp_path, NOW).sound
            db.exec_driver_sql(f'DROP DATABASE "{left}"')
        postgresql_book.engine.dispose()

    def test_only_a_missing_permission_leaves_out_the_proof(
        self, postgresql_book: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgresql_dumps, "_free_name", lambda _: postgresql_book.engine.url.database)
        with pytest.raises(sa.exc.ProgrammingError, match="already exists"):
            backup(postgresql_book.engine, tmp_path, NOW)
        assert list(tmp_path.iterdir()) == []
        postgresql_book.engine.dispose()

    def test_an_account_that_may_make_no_database_backs_up_without_that_proof(
        self, postgresql_book: Shop, tmp_path: Path
    ) -> None:
        owner = postgresql_book.engine
        with owner.begin() as db:
            name = db.scalar(sa.text("SELECT current_database()"))
            db.exec_driver_sql(f"CREATE ROLE {name}_petugas LOGIN")
            db.exec_driver_sql(f"GRANT ALL ON SCHEMA public TO {name}_petugas")
            for table in sa.inspect(db).get_table_names():
                db.exec_driver_sql(f'ALTER TABLE "{table}" OWNER TO {name}_petugas')
            db.exec_driver_sql(f"ALTER FUNCTION refuse_change() OWNER TO {name}_petugas")
        clerk = sa.create_engine(owner.url.set(username=f"{name}_petugas"))
        done = backup(clerk, tmp_path, NOW)
        assert (done.proof, done.sound) == (None, False)
        clerk.dispose()
        owner.dispose()
        back = restore(clerk.url.render_as_string(hide_password=False), done.path, prepare=database.upgrade)
        assert back.proof[0].sound
        with owner.begin() as db:
            db.exec_driver_sql(f"DROP OWNED BY {name}_petugas CASCADE")
            db.exec_driver_sql(f"DROP ROLE {name}_petugas")
        owner.dispose()

    def test_missing_programs_are_named(
        self, postgresql_book: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgresql_dumps, "_folders", list)
        assert refused_codes(lambda: backup(postgresql_book.engine, tmp_path, NOW)) == ["pg_programs_missing"]
        assert list(tmp_path.iterdir()) == []
        postgresql_book.engine.dispose()

    def test_a_table_somebody_holds_stops_the_restore(
        self, postgresql_book: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done = backup(postgresql_book.engine, tmp_path, NOW)
        monkeypatch.setattr(postgresql_dumps, "LOCK_SECONDS", 1)
        url = postgresql_book.engine.url.render_as_string(hide_password=False)
        with postgresql_book.engine.connect() as db, db.begin():
            db.exec_driver_sql("SELECT count(*) FROM move")
            assert refused_codes(lambda: restore(url, done.path)) == ["database_in_use"]
        assert on_hand(postgresql_book) == 100
        postgresql_book.engine.dispose()

    def test_a_dump_that_breaks_off_changes_nothing(self, postgresql_book: Shop, tmp_path: Path) -> None:
        done = backup(postgresql_book.engine, tmp_path, NOW)
        half = tmp_path / "separuh.dump"
        shutil.copyfile(done.path, half)
        with half.open("r+b") as file:
            file.truncate(done.path.stat().st_size - 400)
        manifest.write(half, replace(manifest.read(done.path), sha256=manifest.digest_of(half)))
        told = refused_codes(lambda: put_back(postgresql_book, half))
        assert told[0] in ("pg_program_failed", "not_a_backup")
        assert on_hand(postgresql_book) == 100
        postgresql_book.engine.dispose()
