"""A full disk, a locked file, a read-only folder, a lost connection: a code, nothing half written, and once afterwards.

What a page says of it is in `tests/web/test_errors.py`.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from unittest import mock

import pytest
import sqlalchemy as sa

from inventory.core.errors import Problem
from inventory.store import balances, schema, writer
from inventory.store import engine as store
from inventory.store.engine import connect, hindrance
from inventory.store.rules import Entry
from tests.conftest import migrate
from tests.inventory.confined import entry, write_confined, write_until_refused
from tests.inventory.processes import CONTEXT, bare
from tests.inventory.shop import Shop, day
from tests.inventory.test_posting import codes, rows
from tests.postgres import Server, cut_off, cut_off_before, temp_root, unprivileged_account

MEGABYTE = 1024 * 1024
POSIX = pytest.mark.skipif(os.name == "nt", reason="faults: this system has no such accounts and limits")

Hinder = Callable[[Shop], AbstractContextManager[None]]


@contextmanager
def used_by_another_program(shop: Shop) -> Iterator[None]:
    """Another program holds the file for itself alone, and does not let go in time."""
    usual = shop.engine
    usual.dispose()
    assert usual.url.database
    with mock.patch.object(store, "BUSY_SECONDS", 0.2), closing(sqlite3.connect(usual.url.database)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        shop.engine = connect(str(usual.url))
        yield
    shop.engine.dispose()
    shop.engine = usual


@contextmanager
def table_locked(shop: Shop) -> Iterator[None]:
    """Another session keeps the moves for itself, as when a table is rebuilt."""
    with mock.patch.object(store, "BUSY_SECONDS", 1), shop.engine.begin() as other:
        other.exec_driver_sql("LOCK TABLE move IN ACCESS EXCLUSIVE MODE")
        yield


@contextmanager
def server_that_only_reads(shop: Shop) -> Iterator[None]:
    """As on a copy that follows another server."""
    name = shop.engine.url.database
    with shop.engine.begin() as db:
        db.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    shop.engine.dispose()
    yield
    with shop.engine.begin() as db:
        db.exec_driver_sql("SET TRANSACTION READ WRITE")
        db.exec_driver_sql(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    shop.engine.dispose()


def connection_lost_before_the_first_statement(shop: Shop) -> AbstractContextManager[None]:
    return cut_off_before(shop.engine, store, "lock")


def connection_lost_between_moves_and_balances(shop: Shop) -> AbstractContextManager[None]:
    return cut_off_before(shop.engine, balances, "store")


def check_kept_once(shop: Shop, refused: Entry, before: int = 1) -> None:
    """Of the refused entry nothing is there; sent again it is one event, however often."""
    assert rows(shop, schema.event) == before
    assert [shop.write(refused).repeated for _ in range(2)] == [False, True]
    report = shop.verify()
    assert (report.findings, report.events) == ((), before + 1)


def check_hindered(shop: Shop, hinder: Hinder, code: str) -> None:
    shop.post(shop.receipt(100, day("01-05")))
    issue = shop.entry(shop.issue(30, day("02-01")))
    with hinder(shop):
        assert codes(lambda: shop.write(issue)) == [code]
    check_kept_once(shop, issue)


def test_a_file_that_another_program_keeps_for_itself(sqlite_shop: Shop) -> None:
    check_hindered(sqlite_shop, used_by_another_program, "book_busy")


@pytest.mark.parametrize(
    ("hinder", "code"),
    [
        (table_locked, "book_busy"),
        (server_that_only_reads, "book_read_only"),
        (connection_lost_before_the_first_statement, "book_unreachable"),
        (connection_lost_between_moves_and_balances, "book_unreachable"),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_a_server_that_is_locked_read_only_or_lost(postgresql_shop: Shop, hinder: Hinder, code: str) -> None:
    check_hindered(postgresql_shop, hinder, code)


def test_a_connection_lost_while_the_server_keeps_an_entry_is_no_refusal(postgresql_shop: Shop) -> None:
    """Nobody can say whether it was kept, so nothing says that it was not; sending it again tells."""
    shop = postgresql_shop
    receipt = shop.entry(shop.receipt(100, day("01-05")))

    def post() -> None:
        with shop.writing() as db:
            writer.post(db, shop.book, receipt)
            cut_off(shop.engine)

    with pytest.raises(sa.exc.OperationalError) as caught:
        post()
    assert hindrance(caught.value) == Problem("book_unreachable")
    check_kept_once(shop, receipt, before=0)


@pytest.mark.parametrize("address", ["sqlite:///{}/nowhere/book.db", "postgresql+psycopg://postgres@/book?host={}"])
def test_a_database_that_is_not_there(address: str, tmp_path: Path) -> None:
    engine = connect(address.format(tmp_path))
    assert codes(lambda: Shop(engine).post()) == ["book_unreachable"]
    engine.dispose()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the account without rights may reach."""
    account = unprivileged_account() if os.name != "nt" else None
    folder = Path(tempfile.mkdtemp(prefix="alokon-", dir=temp_root(account)))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def confined(shop: Shop, url: str, most_bytes: int | None = None) -> tuple[int, list[str]]:
    """What a clerk got who wrote under limits: the number of the document refused, and why."""
    account = unprivileged_account() if most_bytes is None else None
    hears, tells = CONTEXT.Pipe(duplex=False)
    clerk = CONTEXT.Process(target=write_confined, args=(url, bare(shop), account, most_bytes, tells), daemon=True)
    clerk.start()
    tells.close()
    told: tuple[int, list[str]] = hears.recv()
    clerk.join()
    return told


def moved_to(shop: Shop, folder: Path) -> tuple[str, Path]:
    """The shop's file copied into a folder: its new address and place."""
    shop.post(shop.receipt(100, day("01-05")))
    shop.engine.dispose()
    assert shop.engine.url.database
    path = Path(shutil.copy(shop.engine.url.database, folder / "book.db"))
    shop.engine = connect(f"sqlite:///{path}")
    return f"sqlite:///{path}", path


@POSIX
@pytest.mark.parametrize("read_only", ["folder", "file"])
def test_a_folder_or_file_that_may_only_be_read(sqlite_shop: Shop, open_folder: Path, read_only: str) -> None:
    url, path = moved_to(sqlite_shop, open_folder)
    account = unprivileged_account()
    if account:
        os.chown(path, *account)
        os.chown(open_folder, *account)
    (open_folder if read_only == "folder" else path).chmod(0o555)
    assert confined(sqlite_shop, url) == (0, ["book_read_only"])
    path.chmod(0o644)
    open_folder.chmod(0o755)
    check_kept_once(sqlite_shop, entry(sqlite_shop, 0))


@POSIX
def test_files_that_may_not_grow_any_more_as_under_a_quota(sqlite_shop: Shop, open_folder: Path) -> None:
    url, path = moved_to(sqlite_shop, open_folder)
    number, why = confined(sqlite_shop, url, path.stat().st_size + MEGABYTE)
    assert (why, number > 10) == (["disk_failed"], True)
    check_kept_once(sqlite_shop, entry(sqlite_shop, number), before=1 + number)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of so many megabytes in a folder; skips where we may not mount one."""
    folder.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=777", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("disk: this account may not mount a small one")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Put something on a disk so that only so many bytes are left; returns it."""
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - leave)))
    return ballast


def check_full(shop: Shop, disk: Path) -> None:
    """Write until the disk is full, make room, and send again what was refused."""
    ballast = fill(disk, leave=MEGABYTE)
    number, why = write_until_refused(shop)
    assert (why, number > 10) == (["disk_full"], True)
    ballast.unlink()
    check_kept_once(shop, entry(shop, number), before=1 + number)
    shop.engine.dispose()


def test_a_full_disk(sqlite_shop: Shop, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4) as disk:
        moved_to(sqlite_shop, disk)
        check_full(sqlite_shop, disk)


def test_a_full_disk_of_a_server(postgresql_server: Server) -> None:
    with small_disk(postgresql_server.folder / "disk", 32) as disk:
        place = disk / "data"
        place.mkdir(mode=0o700)
        if postgresql_server.account:
            os.chown(place, *postgresql_server.account)
        postgresql_server.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
        postgresql_server.execute("CREATE DATABASE small TABLESPACE small")
        url = postgresql_server.url("small")
        migrate(url)
        shop = Shop(connect(url)).open()
        shop.post(shop.receipt(100, day("01-05")))
        check_full(shop, disk)
        postgresql_server.execute("DROP DATABASE small")
        postgresql_server.execute("DROP TABLESPACE small")
