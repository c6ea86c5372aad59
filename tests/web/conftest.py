"""The office that tests of pages run on."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from waitress.server import create_server  # type: ignore[import-untyped]

from alokon import passwords
from tests.web.keeper import Keeper
from tests.web.office import Office
from tests.web.pages import Pages


@pytest.fixture(autouse=True)
def cheap_hashes() -> Iterator[None]:
    """Hash passwords cheaply; `test_passwords` holds the real price."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture
def office(sqlite_engine: sa.Engine, tmp_path: Path) -> Office:
    """A small office with one person per role."""
    return Office(sqlite_engine, tmp_path)


@pytest.fixture
def pages(sqlite_engine: sa.Engine, tmp_path: Path) -> Pages:
    """The pages of a small district that has stock."""
    return Pages(sqlite_engine, tmp_path)


@pytest.fixture
def keeper(sqlite_engine: sa.Engine, tmp_path: Path) -> Keeper:
    """A district with a secretariat on a day of March; its keeper's phone is not set up yet."""
    return Keeper(sqlite_engine, tmp_path)


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """The office served on a free port of this machine, for a real browser."""
    server = create_server(office.app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)
