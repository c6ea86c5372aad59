"""What a voucher asks is found by whole keys on SQLite, which knows nothing of how large the tables will be."""

import pytest
import sqlalchemy as sa

from inventory.store import availability, balances, closing, counts, lots, masters, recounts, snapshots, writer
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


def test_what_came_late_is_found_on_the_card_up_to_the_cut_and_else_among_the_newest_events(sqlite_shop: Shop) -> None:
    with sqlite_shop.reading() as db:
        few, all_of_them = (
            [step for step in plan(db, recounts._came(narrow)) if "move" in step] for narrow in (True, False)
        )
    assert ["moved_on<?" in step for step in few] == [True, True]
    assert ["event>?" in step for step in all_of_them] == [True, True]


def plan(db: sa.Connection, statement: Prepared) -> list[str]:
    """What SQLite means to do, step by step."""
    text = statement.form(db).text
    driver = db.connection.dbapi_connection
    assert driver is not None
    cursor = driver.cursor()
    cursor.execute(f"EXPLAIN QUERY PLAN {text}", [None] * text.count("?"))
    return [str(row[3]) for row in cursor.fetchall()]
