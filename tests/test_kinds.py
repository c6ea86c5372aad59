"""A run that skipped every PostgreSQL or every browser test is no proof, and says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

CONFTEST = """
from tests.kinds import Tally, required_kinds

def pytest_configure(config):
    config.pluginmanager.register(Tally(required_kinds()))
"""
TESTS = """
import pytest

@pytest.mark.postgresql
def test_server():
    {server}

@pytest.mark.browser
def test_page():
    pass

def test_plain():
    pass
"""


def run(folder: Path, server: str, require: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A pytest run over three tests, of which the PostgreSQL one does `server`."""
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_sample.py").write_text(TESTS.format(server=server))
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    postgresql: x\n    browser: x\n")
    environment = {**os.environ, "ALOKON_REQUIRE": require, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments, "."]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_a_required_kind_that_ran_passes_and_is_counted(tmp_path: Path, workers: tuple[str, ...]) -> None:
    done = run(tmp_path, "pass", "postgresql,browser", *workers)
    assert "postgresql: 1 ran, 0 skipped; browser: 1 ran, 0 skipped" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_a_required_kind_that_only_skipped_fails_the_run(tmp_path: Path, workers: tuple[str, ...]) -> None:
    done = run(tmp_path, "pytest.skip('no server')", "postgresql,browser", *workers)
    assert "postgresql: 0 ran, 1 skipped; browser: 1 ran, 0 skipped" in done.stdout
    assert "ALOKON_REQUIRE: no postgresql test ran" in done.stdout
    assert done.returncode == 1


def test_a_required_kind_that_was_not_collected_fails_the_run(tmp_path: Path) -> None:
    assert run(tmp_path, "pass", "browser", "-k", "plain").returncode == 1


def test_without_a_requirement_skipping_is_no_failure(tmp_path: Path) -> None:
    assert run(tmp_path, "pytest.skip('no server')", "").returncode == 0


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "pass", "oracle")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "ALOKON_REQUIRE knows postgresql, browser, not oracle" in done.stderr
