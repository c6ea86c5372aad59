"""The command line's frame: what is registered can be called, and what fails is told in one sentence."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from alokon import cli
from alokon.store.schema import setting
from inventory.core.errors import Problem, Refused
from inventory.store.prepared import Prepared
from tests.conftest import ROOT


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], Result]:
    """Run a command of the real group that raises the exception given."""

    def run(error: Exception) -> Result:
        @click.command()
        def fails() -> None:
            raise error

        monkeypatch.setitem(cli.COMMANDS, "fails", f"{__name__}:fails")
        monkeypatch.setattr(cli.importlib, "import_module", lambda _: type("Module", (), {"fails": fails}))
        return CliRunner().invoke(cli.main, ["fails"])

    return run


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_registered_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(cli.main, [name, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith("Usage:")


def test_the_overview_lists_every_command() -> None:
    overview = CliRunner().invoke(cli.main, ["--help"]).output
    assert [name for name in cli.COMMANDS if f"\n  {name} " not in overview] == []


def test_an_unknown_command_is_a_usage_error() -> None:
    assert CliRunner().invoke(cli.main, ["tidak-ada"]).exit_code == 2


def test_a_missing_file_is_one_sentence_and_exit_1(failing: Callable[[Exception], Result]) -> None:
    result = failing(FileNotFoundError(errno.ENOENT, "No such file or directory", "stok.xlsx"))
    assert (result.exit_code, result.stderr) == (1, "Berkas stok.xlsx tidak ditemukan.\n")


def test_a_taken_port_names_the_remedy(failing: Callable[[Exception], Result]) -> None:
    result = failing(OSError(errno.EADDRINUSE, "Address already in use"))
    assert result.exit_code == 1
    assert "--port" in result.stderr


def test_a_refusal_prints_one_sentence_per_problem(
    failing: Callable[[Exception], Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    problems = [Problem("book_busy", {"seconds": 30}), Problem("book_unknown", {"book": "3207"})]
    result = failing(Refused(*problems))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == len(problems)


def test_a_database_that_cannot_be_opened_is_one_sentence(
    failing: Callable[[Exception], Result], tmp_path: Path
) -> None:
    with pytest.raises(sa.exc.OperationalError) as caught:
        sa.create_engine(f"sqlite:///{tmp_path / 'nowhere' / 'book.db'}").connect()
    result = failing(caught.value)
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "unable to open database file" in result.stderr


@pytest.mark.parametrize(("pragma", "told"), [("max_page_count = 1", "disk"), ("query_only = ON", "izin")])
def test_a_full_disk_and_a_file_that_is_only_read_are_told_with_what_to_do(
    failing: Callable[[Exception], Result], sqlite_engine: sa.Engine, pragma: str, told: str
) -> None:
    with sqlite_engine.begin() as db:
        db.exec_driver_sql(f"PRAGMA {pragma}")
        with pytest.raises(sa.exc.OperationalError) as caught:
            Prepared(setting.insert()).write(db, [{"book": "3207", "name": "place", "value": "x" * 100_000}])
    result = failing(caught.value)
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert told in result.stderr
    assert "ulangi" in result.stderr


@pytest.mark.parametrize("address", ["tanpa-arti", "oracel://x"])
def test_an_address_that_is_no_database_is_one_sentence(failing: Callable[[Exception], Result], address: str) -> None:
    with pytest.raises(sa.exc.ArgumentError) as caught:
        sa.create_engine(address)
    result = failing(caught.value)
    assert result.exit_code == 1
    assert result.stderr.startswith("ALOKON_DATABASE tidak terbaca")


def test_a_fault_of_ours_keeps_its_traceback(failing: Callable[[Exception], Result]) -> None:
    result = failing(KeyError("lot"))
    assert isinstance(result.exception, KeyError)


def test_the_test_command_works_from_anywhere_and_returns_pytests_code(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "alokon", "test", "--collect-only", "-q", "tests/alokon/test_cli.py"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ALOKON_REQUIRE": ""}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "::test_the_test_command_works_from_anywhere" in done.stdout) == (0, True)
    command[-1] = "tests/no_such_file.py"
    missing = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert missing.returncode == int(pytest.ExitCode.USAGE_ERROR)
