"""The told book, and cheap hashes."""

from tests.sample_data.fixtures import sample_book, short_story
from tests.web.conftest import cheap_hashes

__all__ = ["cheap_hashes", "sample_book", "short_story"]
