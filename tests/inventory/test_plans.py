"""What a voucher asks is found by whole keys on SQLite, which knows nothing of how large the tables will be."""

import pytest
import sqlalchemy as sa

from inventory.store import availability, balances, closing, counts, lots, masters, snapshots, writer
from inventory.store.prepared import Prepared
from tests.inventory.shop import Shop

ASKED = {
    "head": writer.HEAD,
    "what may leave": availability.AT_PLACE_OF_ITEMS,
    "what may leave of any item": availability.AT_PLACE,
    "lines behind": balances.LINES_BEHIND,
    "lines after": balances.LINES_AFTER,
    "lines since": balances.LINES_SINCE,
    "balances": balances.CURRENT,
    "what lies": balances.AT_PLACES,
    "month ends": snapshots.STORED,
    "closings": closing.LATEST_OF_SITES,
    "counts": counts.SEEN,
    "lots": lots.IDENTITIES,
    "places": masters.PLACES_BY_ID,
}


@pytest.mark.parametrize("name", ASKED)
def test_nothing_a_voucher_asks_reads_a_whole_book(sqlite_shop: Shop, name: str) -> None:
    with sqlite_shop.reading() as db:
        steps = plan(db, ASKED[name])
    tables = [step for step in steps if step.startswith(("SCAN", "SEARCH")) and "json_each" not in step]
    assert tables
    assert not [
        step for step in tables if step.startswith("SCAN") or (step.endswith("(book=?)") and "book USING" not in step)
    ]


def plan(db: sa.Connection, statement: Prepared) -> list[str]:
    """What SQLite means to do, step by step."""
    text = statement.form(db).text
    driver = db.connection.dbapi_connection
    assert driver is not None
    cursor = driver.cursor()
    cursor.execute(f"EXPLAIN QUERY PLAN {text}", [None] * text.count("?"))
    return [str(row[3]) for row in cursor.fetchall()]
