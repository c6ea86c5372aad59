"""Killed in the middle: what was acknowledged is there once, nothing else is, and the book proves itself.

`ALOKON_FAULTS=500` kills so many times instead of a few.
"""

import os
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from random import Random

import pytest
import sqlalchemy as sa

from inventory.store.engine import connect
from inventory.store.schema import event
from tests.conftest import migrate
from tests.inventory.mortal import entry, write_until_killed
from tests.inventory.processes import CONTEXT, bare
from tests.inventory.shop import Shop, day
from tests.postgres import Server, Unavailable

KILLS = int(os.environ.get("ALOKON_FAULTS", "12"))

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="faults: this system has no SIGKILL"),
    pytest.mark.timeout(300 + 10 * KILLS),
]


def interrupted(url: str, shop: Shop, life: int, seconds: float, strike: Callable[[BaseProcess], object]) -> list[int]:
    """The documents acknowledged to a clerk that is struck so many seconds after the first."""
    hears, tells = CONTEXT.Pipe(duplex=False)
    clerk = CONTEXT.Process(target=write_until_killed, args=(url, bare(shop), life, tells))
    clerk.start()
    tells.close()
    acknowledged = [hears.recv()]
    clerk.join(seconds)
    strike(clerk)
    clerk.join()
    try:
        while hears.poll():
            acknowledged.append(hears.recv())
    except EOFError:
        pass
    return acknowledged


def check_kept(shop: Shop, life: int, acknowledged: list[int]) -> None:
    """What was acknowledged is there once and in order, with at most one document that was not told any more."""
    found = keys(shop, life)
    assert found[: len(acknowledged)] == [f"{life}-{number}" for number in acknowledged]
    assert len(found) <= len(acknowledged) + 1
    assert shop.verify().findings == ()
    assert shop.write(entry(shop, life, acknowledged[-1])).repeated, "sent again, it is the same event"


def keys(shop: Shop, life: int) -> list[str]:
    with shop.reading() as db:
        query = sa.select(event.c.key).where(event.c.book == shop.book, event.c.key.like(f"{life}-%"))
        return list(db.scalars(query.order_by(event.c.seq)))


def test_a_killed_writer_leaves_what_it_was_told_is_written_and_no_half_of_the_next(
    shop: Shop, database_url: str, tell: Callable[[str], None]
) -> None:
    shop.post(shop.receipt(2000, day("01-05")))
    dice, documents = Random(3207), 0
    for life in range(KILLS):
        acknowledged = interrupted(database_url, shop, life, dice.random() / 8, BaseProcess.kill)
        check_kept(shop, life, acknowledged)
        documents += len(acknowledged)
    tell(f"faults on {shop.engine.dialect.name}: {KILLS} writers killed, {documents:,} documents acknowledged and kept")


@pytest.fixture
def mortal_server() -> Iterator[Server]:
    """A server of this test alone, which keeps what it commits."""
    try:
        server = Server(durable=True)
    except Unavailable as reason:
        pytest.skip(f"PostgreSQL: {reason}")
    yield server
    server.stop()


def test_a_server_stopped_at_once_keeps_what_was_acknowledged(
    mortal_server: Server, tell: Callable[[str], None]
) -> None:
    mortal_server.execute("CREATE DATABASE mortal")
    url = mortal_server.url("mortal")
    migrate(url)
    engine = connect(url)
    shop = Shop(engine).open()
    shop.post(shop.receipt(2000, day("01-05")))
    dice, documents, stops = Random(3207), 0, max(2, KILLS // 10)
    for life in range(stops):
        acknowledged = interrupted(url, shop, life, dice.random() / 8, lambda _: mortal_server.crash())
        mortal_server.restart()
        engine.dispose()
        check_kept(shop, life, acknowledged)
        documents += len(acknowledged)
    engine.dispose()
    tell(f"faults: a server stopped {stops} times, {documents:,} documents acknowledged and kept")
