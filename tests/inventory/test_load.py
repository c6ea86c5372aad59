"""Eight processes that issue from the same batches for a while: nothing oversold, nothing lost, nobody kept waiting.

`ALOKON_LOAD=60` lets them work for 60 seconds instead of a few.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from inventory.core.goods import LotFacts
from inventory.store.engine import BUSY_SECONDS
from inventory.store.schema import balance, event
from tests.inventory.crowd import BATCHES, DELIVERY, Day, work_until_time_is_up
from tests.inventory.processes import CONTEXT, bare
from tests.inventory.shop import EXPIRY, Shop, day

SECONDS = float(os.environ.get("ALOKON_LOAD", "3"))
CLERKS = 8


def together(url: str, shop: Shop) -> list[Day]:
    """The day of each clerk, who all begin at once."""
    ready = CONTEXT.Barrier(CLERKS)
    pipes = [CONTEXT.Pipe(duplex=False) for _ in range(CLERKS)]
    asked = [(url, bare(shop), number, SECONDS, ready, tells) for number, (_, tells) in enumerate(pipes)]
    clerks = [CONTEXT.Process(target=work_until_time_is_up, args=args, daemon=True) for args in asked]
    for clerk in clerks:
        clerk.start()
    for _, tells in pipes:
        tells.close()
    days: list[Day] = [hears.recv() for hears, _ in pipes]
    for clerk in clerks:
        clerk.join()
    return days


@pytest.mark.timeout(300 + 2 * SECONDS)
def test_many_processes_on_the_same_batches_oversell_nothing_and_lose_nothing(
    shop: Shop, database_url: str, tell: Callable[[str], None]
) -> None:
    facts = {lot: LotFacts(EXPIRY + timedelta(days=n)) for n, lot in enumerate(BATCHES)}
    start = shop.post(*(shop.receipt(DELIVERY, day("01-05"), lot) for lot in BATCHES), facts=facts)
    days = together(database_url, shop)
    tell(f"load on {shop.engine.dialect.name}: {told(days)}")
    assert set().union(*(one.outcomes for one in days)) <= {"ok", "again", "short"}, "no other error reached anybody"
    check_acknowledged(shop, days, start.seq)
    check_balances(shop, days)
    assert shop.verify().findings == ()
    assert max(one.longest for one in days) < BUSY_SECONDS


def told(days: list[Day]) -> str:
    sums = added_up(one.outcomes for one in days)
    served = [one.outcomes["ok"] for one in days]
    return (
        f"{CLERKS} processes for {SECONDS:g} s, {sums['ok']:,} documents ({sums['ok'] / SECONDS:,.0f}/s), "
        f"{sums['again']:,} sent again, {sums['short']:,} refused for lack of stock; "
        f"least and most by one {min(served):,} and {max(served):,}, longest wait {max(d.longest for d in days):.2f} s"
    )


def added_up(counts: Iterable[Counter[Any]]) -> Counter[Any]:
    """The sums of counters, also where they are below zero."""
    sums: Counter[Any] = Counter()
    for one in counts:
        sums.update(one)
    return sums


def check_acknowledged(shop: Shop, days: list[Day], before: int) -> None:
    """Every document that was acknowledged is there once under the number that was told, and no other."""
    acknowledged = {item for one in days for item in one.acknowledged.items()}
    with shop.reading() as db:
        found = db.execute(sa.select(event.c.key, event.c.seq).where(event.c.seq > before)).all()
    assert sorted(map(tuple, found)) == sorted(acknowledged)
    assert sum(one.outcomes["ok"] for one in days) == len(found)


def check_balances(shop: Shop, days: list[Day]) -> None:
    """What lies on the shelf is what was there, with every acknowledged line and nothing else."""
    moved = added_up(one.moved for one in days)
    expected = {shop.lot[lot]: DELIVERY + moved[shop.lot[lot]] for lot in BATCHES}
    with shop.reading() as db:
        found = {row.lot: row.quantity for row in db.execute(sa.select(balance))}
    assert found == expected
    assert min(found.values()) >= 0
