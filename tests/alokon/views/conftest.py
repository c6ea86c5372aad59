"""The district that tests of read models look at."""

import pytest
import sqlalchemy as sa

from tests.district import District


@pytest.fixture
def district(engine: sa.Engine) -> District:
    """A small district on each database."""
    return District(engine)
