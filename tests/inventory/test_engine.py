"""Whatever a server, a database or an address is set to, the book is read the same."""

import pytest
import sqlalchemy as sa

from inventory.store.engine import connect


@pytest.mark.parametrize("options", ["", "&options=-c lock_timeout=777ms -c datestyle=German"])
def test_days_as_text_are_the_same_whatever_style_a_database_has(postgresql_url: str, options: str) -> None:
    engine = connect(f"{postgresql_url}{options}")
    with engine.begin() as db:
        db.exec_driver_sql(f"ALTER DATABASE {engine.url.database} SET datestyle = 'SQL, DMY'")
    engine.dispose()
    with engine.connect() as db:
        assert db.scalar(sa.text("SELECT CAST(DATE '2026-03-01' AS VARCHAR)")) == "2026-03-01"
        assert db.scalar(sa.text("SHOW lock_timeout")) == ("777ms" if options else "0")
    engine.dispose()


def test_what_the_environment_asks_of_the_server_still_counts(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=777ms")
    engine = connect(postgresql_url)
    with engine.connect() as db:
        assert db.scalar(sa.text("SHOW lock_timeout")) == "777ms"
    engine.dispose()
