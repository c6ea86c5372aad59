"""One of many clerks who issue from the same batches until the time is up, and what became of it.

A voucher takes a few pieces of one to three items, what expires first first. Half of the picks are made before the
clerk has the book to itself, as on a page opened a while ago. Some submissions are sent twice, and some come from
several clerks under one key.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from random import Random

import sqlalchemy as sa

from inventory.core.errors import Refused
from inventory.core.goods import LotKey, pick_fefo
from inventory.store import availability, writer
from inventory.store.engine import connect, reading, writing
from inventory.store.rules import Entry
from tests.inventory.shop import CONDOM, LEAFLET, PILL, TODAY, Shop

ITEMS = (PILL, CONDOM, LEAFLET)
BATCHES = [LotKey(item, f"B{n}", "APBN") for item in ITEMS for n in range(3)]
DELIVERY = 100
ALL_READY_SECONDS = 120


@dataclass
class Day:
    """What one clerk did: how often each outcome, what was acknowledged (key → event), what came to each lot.

    `longest`: seconds from sending to the answer, at most.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    acknowledged: dict[str, int] = field(default_factory=dict)
    moved: Counter[int] = field(default_factory=Counter)
    longest: float = 0.0


class Clerk:
    """A clerk on a connection of its own."""

    def __init__(self, url: str, shop: Shop, number: int) -> None:
        self.shop = Shop(connect(url), shop.book, shop.place, shop.item, shop.site, shop.lot)
        self.dice, self.day = Random(number), Day()
        self.own = (f"{number}-{n}" for n in count())
        self.shared = (f"shared-{n}" for n in count())

    def work(self) -> None:
        """One voucher or delivery, sometimes sent twice."""
        key = next(self.shared if self.dice.random() < 0.1 else self.own)
        make = self.delivery(key) if self.dice.random() < 0.08 else self.voucher(key)
        entry = None
        if self.dice.random() < 0.5:
            with reading(self.shop.engine) as db:
                entry = make(db)
        for _ in range(2 if self.dice.random() < 0.1 else 1):
            entry = self.send(entry, make)

    def delivery(self, key: str) -> Callable[[sa.Connection], Entry]:
        lot = self.dice.choice(BATCHES)
        return lambda _: self.shop.entry(self.shop.receipt(DELIVERY, TODAY, lot), key=key)

    def voucher(self, key: str) -> Callable[[sa.Connection], Entry]:
        """Of each item what expires first; what is lacking is asked of a batch all the same."""
        wanted = {item: self.dice.randint(1, 9) for item in self.dice.sample(ITEMS, self.dice.randint(1, 3))}
        shelf = self.shop.place["GUDANG", "shelf"]

        def make(db: sa.Connection) -> Entry:
            stock = availability.available(db, self.shop.book, shelf, TODAY)
            lines = []
            for item, quantity in wanted.items():
                pick = pick_fefo([one for one in stock if one.key.item == item], quantity, TODAY)
                lines += [self.shop.issue(part, TODAY, one.key) for one, part in pick.taken]
                if pick.short:
                    lines.append(self.shop.issue(pick.short, TODAY, LotKey(item, "B0", "APBN")))
            return self.shop.entry(*lines, key=key)

        return make

    def send(self, entry: Entry | None, make: Callable[[sa.Connection], Entry]) -> Entry | None:
        """Write an entry, making it only when it is our turn if there is none yet; whatever happens is an outcome."""
        begun = time.monotonic()
        try:
            with writing(self.shop.engine, self.shop.book) as db:
                entry = entry or make(db)
                posted = writer.post(db, self.shop.book, entry)
        except Refused as refused:
            self.day.outcomes.update({problem.code for problem in refused.problems})
        except Exception as error:
            self.day.outcomes[repr(error)] += 1
        else:
            self.note(entry, posted)
        self.day.longest = max(self.day.longest, time.monotonic() - begun)
        return entry

    def note(self, entry: Entry, posted: writer.Posted) -> None:
        """Remember what the book has acknowledged."""
        self.day.outcomes["again" if posted.repeated else "ok"] += 1
        self.day.acknowledged[entry.key] = posted.seq
        if not posted.repeated:
            for m in entry.moves:
                assert isinstance(m.lot, int)
                self.day.moved[m.lot] += m.quantity if m.source == self.shop.place["LUAR", "supplier"] else -m.quantity


def work_until_time_is_up(url: str, shop: Shop, number: int, seconds: float, ready: Barrier, told: Connection) -> None:
    """Begin with the others, work for so many seconds, or until there was a turn for us at all, and tell the day."""
    clerk = Clerk(url, shop, number)
    ready.wait(ALL_READY_SECONDS)
    end = time.monotonic() + seconds
    while time.monotonic() < end or not clerk.day.outcomes["ok"]:
        clerk.work()
    told.send(clerk.day)
