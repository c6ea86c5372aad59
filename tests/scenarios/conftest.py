"""Stories a storekeeper can read: one a file for each part of giving goods out, told day by day and run as a test.

They mirror no module, as every one goes through several. The figures are worked out by hand in the text.
"""

import pytest
import sqlalchemy as sa

from tests.district import District


@pytest.fixture
def district(engine: sa.Engine) -> District:
    """A warehouse and three faskes, on each database."""
    return District(engine)
