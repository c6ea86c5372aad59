"""An open shop on the databases of `tests.conftest`."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from inventory.store.engine import connect
from tests.inventory.shop import Shop


@pytest.fixture
def shop(engine: sa.Engine) -> Shop:
    """A small book, once on SQLite and once on PostgreSQL."""
    return Shop(engine).open()


@pytest.fixture
def sqlite_shop(sqlite_engine: sa.Engine) -> Shop:
    """A small book on SQLite."""
    return Shop(sqlite_engine).open()


@pytest.fixture
def postgresql_shop(postgresql_url: str) -> Iterator[Shop]:
    """A small book on PostgreSQL."""
    engine = connect(postgresql_url)
    yield Shop(engine).open()
    engine.dispose()
