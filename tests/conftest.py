"""What every test may ask for: a database with an empty schema, a browser, the shared data.

`engine` and `database_url` run a test twice, on SQLite and on a real PostgreSQL server; `sqlite_engine` once.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from sqlalchemy import Engine

from inventory.store.engine import connect
from tests.kinds import Tally, required_kinds
from tests.measured import MEASURED, Measured
from tests.postgres import Server, Unavailable

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "alokon_template"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NEEDS = {"postgresql_server": "postgresql", "postgresql_url": "postgresql", "chromium": "browser"}

hypothesis.settings.register_profile(
    "quick", max_examples=40, stateful_step_count=80, deadline=None, derandomize="CI" in os.environ, print_blob=True
)
hypothesis.settings.register_profile("long", max_examples=1000, stateful_step_count=80, deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_configure(config: pytest.Config) -> None:
    """Count the kinds of tests that need a server or a browser, and collect what tests measured."""
    config.pluginmanager.register(Tally(required_kinds()), "alokon-kinds")
    config.pluginmanager.register(Measured(), "alokon-measured")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark a test by what it asks for, so that nobody can forget to."""
    for item in items:
        for kind in {NEEDS[name] for name in getattr(item, "fixturenames", ()) if name in NEEDS}:
            item.add_marker(kind)


@pytest.fixture(autouse=True, scope="session")
def no_real_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test away from the book of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ALOKON_DATABASE", raising=False)
        patch.setenv("ALOKON_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tell what was measured, in one line at the end of the run."""
    return partial(record_property, MEASURED)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The SQLAlchemy address of a database with an empty, complete schema; the test runs once per backend."""
    url = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(url, str)
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A database with an empty, complete schema; the test runs once per backend."""
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    """A SQLite database with an empty, complete schema."""
    engine = connect(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite file with an empty, complete schema."""
    return f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'book.db')}"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the migrated schema, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def postgresql_url(postgresql_template: Server, database_numbers: "count[int]") -> Iterator[str]:
    """The address of a fresh PostgreSQL database with an empty, complete schema; dropped after the test."""
    name = f"test_{next(database_numbers)}"
    postgresql_template.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield postgresql_template.url(name)
    postgresql_template.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def database_numbers() -> "count[int]":
    """Numbers for the names of databases, never twice the same on one server."""
    return count(1)


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: Server) -> Server:
    """The server, with the migrated schema in its template database."""
    postgresql_server.execute(f"CREATE DATABASE {TEMPLATE}")
    migrate(postgresql_server.url(TEMPLATE))
    return postgresql_server


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A PostgreSQL server of this test process alone; skips where the machine has none."""
    try:
        server = Server()
    except Unavailable as reason:
        pytest.skip(f"PostgreSQL: {reason}")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """A headless Chromium, the one found on PATH; skips where the machine has none."""
    sync_api = pytest.importorskip("playwright.sync_api")
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip(f"browser: none of {', '.join(CHROMIUM)} is on PATH")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of prepared data beside the checkout, or `ALOKON_SHARED_DATA`; skips where there is none."""
    folder = Path(os.environ.get("ALOKON_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"shared data: no folder {folder}")
    return folder


def migrate(url: str) -> None:
    """Bring the database to the newest schema."""
    from alokon.store.database import upgrade

    engine = connect(url)
    upgrade(engine)
    engine.dispose()
