"""The small office of `winter`, told once and copied for every test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from inventory.store.engine import connect
from tests.reports.winter import Winter, winter


@pytest.fixture(scope="session")
def winter_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the two months told."""
    path = Path(shutil.copyfile(sqlite_template, tmp_path_factory.mktemp("winter") / "book.db"))
    engine = connect(f"sqlite:///{path}")
    winter(engine)
    with engine.connect() as db:
        db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def book(winter_file: Path, tmp_path: Path) -> Iterator[Winter]:
    """The office at the end of February, to be changed at will."""
    engine = connect(f"sqlite:///{shutil.copyfile(winter_file, tmp_path / 'winter.db')}")
    yield Winter(engine, again=True)
    engine.dispose()
