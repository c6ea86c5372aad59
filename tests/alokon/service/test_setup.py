"""Starting a book is one writing transaction like any other."""

import pytest

from alokon.service.setup import start_book
from inventory.core.errors import Refused
from inventory.store import engine as store
from inventory.store.engine import connect


def test_a_book_that_cannot_be_started_yet_is_told_to_be_busy(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.2)
    writer, other = connect(sqlite_url), connect(sqlite_url)
    with store.starting(writer), pytest.raises(Refused) as refused:
        start_book(other, "3207", "Kabupaten Ciamis", ())
    assert [problem.code for problem in refused.value.problems] == ["book_busy"]
    writer.dispose()
    other.dispose()
