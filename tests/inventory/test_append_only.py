"""What has been written cannot be changed or removed: the database itself refuses, whoever asks."""

from collections.abc import Iterator
from itertools import product

import pytest
import sqlalchemy as sa

from alokon.store.database import GUARDED
from inventory.store.engine import connect
from inventory.store.schema import APPEND_ONLY, metadata
from tests.inventory.shop import BATCH, Shop, day

COLUMN = {
    "event": "payload", "lot": "batch", "lot_revision": "reason", "move": "quantity", "closing": "month",
    "cut": "slot",
    "observation": "quantity", "case_step": "answers", "paper": "number",
}  # fmt: skip
"""A column of each table that somebody might like to change."""


@pytest.fixture
def written(shop: Shop) -> Shop:
    """A book with a row in every append-only table of the ledger."""
    return fill(shop)


def fill(shop: Shop) -> Shop:
    """A receipt, a count and a closing."""
    shop.post(shop.receipt(100, day("01-05")))
    shop.count(day("01-31"), {BATCH: 98})
    shop.close("GUDANG", "2026-01")
    return shop


def refuses(shop: Shop, statement: str) -> None:
    table = statement.split("/*")[1].split("*/")[0]
    with pytest.raises(sa.exc.DBAPIError, match=f"append-only: {table}"), shop.engine.begin() as db:
        db.exec_driver_sql(statement)


def test_no_row_is_changed_or_removed(written: Shop) -> None:
    for table in APPEND_ONLY:
        refuses(written, f"UPDATE {table} SET {COLUMN[table]} = {COLUMN[table]} /*{table}*/")
        refuses(written, f"DELETE FROM {table} /*{table}*/")
    assert written.verify().sound


def test_no_row_is_replaced_on_sqlite(sqlite_shop: Shop) -> None:
    fill(sqlite_shop)
    for table in APPEND_ONLY:
        refuses(sqlite_shop, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} /*{table}*/")
    assert sqlite_shop.verify().sound


@pytest.fixture
def postgresql_shop(postgresql_url: str) -> Iterator[Shop]:
    """The same on PostgreSQL alone."""
    engine = connect(postgresql_url)
    yield fill(Shop(engine).open())
    engine.dispose()


def test_no_table_is_emptied_or_upserted_on_postgresql(postgresql_shop: Shop) -> None:
    for table in APPEND_ONLY:
        with pytest.raises(sa.exc.DBAPIError, match="append-only: "), postgresql_shop.engine.begin() as db:
            db.exec_driver_sql(f"TRUNCATE {table} CASCADE")
    refuses(
        postgresql_shop,
        "INSERT INTO event SELECT * FROM event ON CONFLICT (book, seq) DO UPDATE SET payload = 'x' /*event*/",
    )


def test_every_guard_of_ledger_and_office_stands(engine: sa.Engine) -> None:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if engine.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with engine.begin() as db:
        standing = set(db.exec_driver_sql(query).scalars())
    kinds = ("update", "delete") + (("truncate",) if engine.dialect.name == "postgresql" else ())
    assert standing == {f"{table}_refuses_{kind}" for table, kind in product(GUARDED, kinds)}


def test_the_database_itself_keeps_balances_from_going_below_zero(written: Shop) -> None:
    with pytest.raises(sa.exc.IntegrityError), written.engine.begin() as db:
        db.exec_driver_sql("UPDATE balance SET quantity = -1")


def test_every_key_begins_with_the_book() -> None:
    assert {table.name for table in metadata.tables.values() if next(iter(table.primary_key)).name != "book"} == set()
