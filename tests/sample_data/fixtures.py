"""The sample book for any test: told once for all workers, copied for each test that wants to write in it.

In a `conftest.py`: `from tests.sample_data.fixtures import sample_book, short_story  # noqa: F401`.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from alokon import passwords
from alokon.bootstrap import alone
from alokon.service.desk import Office
from alokon.store.database import upgrade
from inventory.store.engine import connect
from sample_data import masters, story
from sample_data.story.people import enrol

SHORT_MONTHS = 2
"""Enough for every kind of mishap, a whole distribution round and two months' reports."""


@pytest.fixture(scope="session")
def short_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the first two months of the story and its sign-ins; only to be read or copied."""
    return told_once(tmp_path_factory, SHORT_MONTHS)


@pytest.fixture(scope="session")
def full_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the whole year; takes about a minute."""
    return told_once(tmp_path_factory, story.MONTHS)


@pytest.fixture
def sample_book(short_story: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of the short story to read and write in; its sign-ins are those of `sample_data.story.people`."""
    yield from copied(short_story, tmp_path)


@pytest.fixture
def full_sample_book(full_story: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of the whole year."""
    yield from copied(full_story, tmp_path)


def copied(told: Path, folder: Path) -> Iterator[Office]:
    """An office on a copy of a told book."""
    engine = connect(f"sqlite:///{shutil.copyfile(told, folder / 'contoh.db')}")
    yield Office(engine, masters.BOOK)
    engine.dispose()


def told_once(factory: pytest.TempPathFactory, months: int) -> Path:
    """The file with so many months, told by whichever worker comes first."""
    base = factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    path = shared / f"story-{months}.db"
    with alone(shared):
        if not path.exists():
            tell(path.with_suffix(".part"), months)
            path.with_suffix(".part").replace(path)
    return path


def tell(path: Path, months: int) -> None:
    """Tell the story into a new SQLite file, with sign-ins whose passwords are hashed cheaply."""
    office = Office(connect(f"sqlite:///{path}"), masters.BOOK)
    upgrade(office.engine)
    summary = story.fill(office, months=months)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        enrol(office, story.evening(summary.until))
    office.engine.dispose()
