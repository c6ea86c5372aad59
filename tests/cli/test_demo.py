"""`demo` as a person meets it: filled once, served, stopped, found again; cut off, begun again."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from alokon.cli.demo import FILE, UNFINISHED
from alokon.service.desk import Office
from sample_data.story.people import PASSWORD, SIGN_INS, SignIn
from sample_data.story.shelter import SECRET
from tests.conftest import ROOT
from tests.web.office import Browser, seen
from web.app import create_app
from web.config import Config

COMMAND = (sys.executable, "-m", "alokon", "demo", "--no-browser", "--port", "0", "--months", "1")


@contextmanager
def running(folder: Path, *more: str) -> Iterator[tuple[list[str], str]]:
    """The command until its address is printed: the lines so far, and the address."""
    command = [*COMMAND, "--data", str(folder), *more]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
    )
    lines: list[str] = []
    assert process.stdout is not None
    try:
        for line in process.stdout:
            lines.append(line.rstrip())
            if line.startswith("Berhenti"):
                break
        found = re.search(r"http://127\.0\.0\.1:\d+", "\n".join(lines))
        assert found, lines
        yield lines, found[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
    assert process.returncode == 0


def fetch(address: str) -> str:
    with urllib.request.urlopen(f"{address}/masuk", timeout=30) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


def test_the_first_start_fills_the_book_and_the_second_only_serves_it(tmp_path: Path) -> None:
    folder = tmp_path / "contoh"
    folder.mkdir()
    (folder / f"{FILE}{UNFINISHED}").write_text("terputus")
    with running(folder) as (lines, address):
        assert "Ciamis" in fetch(address)
        assert any(line.startswith("Terisi dalam") for line in lines)
        assert [p for p in SIGN_INS if not any(line.split()[:1] == [p.username] for line in lines)] == []
        assert f"Kata sandi semuanya: {PASSWORD}" in lines
        assert any("demo --code" in line and SECRET in line for line in lines)
    made = (folder / FILE).stat()
    with running(folder) as (lines, address):
        assert fetch(address)
        assert not any(line.startswith("Mengisi") for line in lines)
    assert (folder / FILE).stat().st_ino == made.st_ino
    assert not (folder / f"{FILE}{UNFINISHED}").exists()


def test_a_port_that_is_taken_is_told_before_anything_is_filled(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [*COMMAND, "--data", str(tmp_path), "--port", str(port)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == f"Port {port} di 127.0.0.1 sudah dipakai program lain; pilih nomor lain dengan --port.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("person", SIGN_INS, ids=lambda person: person.username)
def test_every_sample_sign_in_opens_the_book(sample_book: Office, tmp_path: Path, person: SignIn) -> None:
    app = create_app(Config(sample_book.engine, sample_book.book, tmp_path))
    browser = Browser(app.test_client())
    assert browser.sign_in(person.username, PASSWORD).status_code == 302
    assert person.name in seen(browser.get("/beranda"))
