"""The told books."""

from tests.sample_data.fixtures import full_sample_book, full_story, sample_book, short_story

__all__ = ["full_sample_book", "full_story", "sample_book", "short_story"]
