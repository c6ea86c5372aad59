"""An open shop on the databases of `tests.conftest`."""

import pytest
import sqlalchemy as sa

from tests.inventory.shop import Shop


@pytest.fixture
def shop(engine: sa.Engine) -> Shop:
    """A small book, once on SQLite and once on PostgreSQL."""
    return Shop(engine).open()


@pytest.fixture
def sqlite_shop(sqlite_engine: sa.Engine) -> Shop:
    """A small book on SQLite."""
    return Shop(sqlite_engine).open()
