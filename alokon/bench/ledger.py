"""The product's own book of a workload: opened as an office opens one, and written by the one writer of the ledger."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon.bench.vouchers import CLIENT, SERIES, SUPPLIER, VARIANCE, WAREHOUSE, Batch, Line, Request, Voucher
from alokon.bench.workload import FIRST_MONTH, Workload
from alokon.faskes import Faskes
from alokon.people import ADMIN, PENGELOLA, Actor
from alokon.service.desk import Desk, Office, digest_of, writing
from alokon.service.months import close_month_in
from alokon.service.setup import register_in, start_book
from alokon.store.database import upgrade
from alokon.store.faskes import Entry as Registered
from inventory.core import places
from inventory.core.goods import LotFacts, LotKey, pick_fefo
from inventory.core.ledger import Move
from inventory.core.months import Month
from inventory.core.places import CLOSING_SITES
from inventory.store import availability, chain, masters, queries, writer
from inventory.store.closing import Closing
from inventory.store.engine import connect, reading
from inventory.store.rules import Entry
from sample_data.masters import kecamatan
from web.config import WIB

BOOK = "3207"
STORE = "GUDANG"
KIND = "import.lmis"
"""The kind of the history's events; the catalogue of kinds has no better word for what was written elsewhere."""

CLERK = Actor("petugas", "Petugas Gudang", ADMIN)
KEEPER = CLERK._replace(role=PENGELOLA)
ASKED_ABOUT = 2
"""Of how many months, the newest, reports ask what each site closed on."""

OUTSIDE = {SUPPLIER: places.SUPPLIER, CLIENT: places.CLIENT, VARIANCE: places.VARIANCE}
UNIT_VALUE_SEN = 450_000


class Names(NamedTuple):
    """What the history's numbers are in the book: places, items by their codes, lots by their labels."""

    places: dict[int, int]
    items: dict[str, int]
    lots: dict[str, int]


def code_of(faskes: int) -> str:
    """The register code of a faskes of the history.

    >>> code_of(7)
    '320700700'
    """
    return f"{BOOK}{faskes:03d}00"


def moment(day: date, hour: int = 12) -> datetime:
    """An hour of a day in western Indonesia."""
    return datetime.combine(day, time(hour), WIB)


class Ledger:
    """The book of a workload on an engine."""

    def __init__(self, url: str, workload: Workload) -> None:
        self.engine, self.workload = connect(url), workload
        self.names = Names({}, {}, {})

    def open(self) -> "Ledger":
        """A new book with its warehouse and its faskes."""
        upgrade(self.engine)
        areas = kecamatan()
        start_book(self.engine, BOOK, "Kabupaten Ciamis", areas)
        began = FIRST_MONTH.first
        desk = Desk(Office(self.engine, BOOK), CLERK, moment(began, 0))
        with writing(desk) as db:
            held: dict[str, Registered] = {}
            for faskes in range(1, self.workload.faskes + 1):
                area = areas[faskes % len(areas)].code
                card = Faskes(code_of(faskes), f"Puskesmas {faskes:03d}", "puskesmas", "3", area, registered_on=began)
                register_in(db, desk, card, f"faskes-{faskes}", held=held)
        return self.look()

    def look(self) -> "Ledger":
        """Learn what the book calls things."""
        at = {code_of(n): n for n in range(1, self.workload.faskes + 1)} | {STORE: WAREHOUSE}
        with reading(self.engine) as db:
            known = masters.place_ids(db, BOOK, *at, masters.OUTSIDE_CODE)
            self.names.items.update({code: item.id for code, item in masters.items(db, BOOK).items()})
            self.names.lots.update({named.key.batch: n for n, named in queries.lot_names(db, BOOK).items()})
        self.names.places.update(
            {at[code]: n for (code, kind), n in known.items() if code in at and kind == places.SHELF}
        )
        self.names.places.update({n: known[masters.OUTSIDE_CODE, kind] for n, kind in OUTSIDE.items()})
        return self

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """The one writing transaction of the book."""
        with writing(Desk(Office(self.engine, BOOK), CLERK, moment(self.workload.next_day))) as db:
            yield db

    def write(self, month: Month, vouchers: Sequence[Voucher], together: bool = False) -> None:
        """A month of the history in one transaction: each voucher an event, or all `together` one."""
        entries = [vouchers] if together else [[voucher] for voucher in vouchers]
        with self.writing() as db:
            for n, group in enumerate(entries):
                posted = writer.post(db, BOOK, self._entry(f"{month}-{n}", group))
                self.names.lots.update({key.batch: number for key, number in posted.lots.items()})

    def close_month(self, month: Month) -> None:
        """The month closed at every site, on the first of the next.

        The newest months as the office closes them, site by site, because reports ask what was closed on; those before
        in one event.
        """
        day = month.next.first
        desk = Desk(Office(self.engine, BOOK), KEEPER, moment(day, 0))
        with writing(desk) as db:
            homes = {code: site.id for code, site in masters.sites(db, BOOK).items() if site.kind in CLOSING_SITES}
            if month > self.workload.last_month.plus(-ASKED_ABOUT):
                for code in homes:
                    close_month_in(db, desk, code, month, f"{month}-tutup-{code}")
            else:
                closings = [Closing(site, month) for site in homes.values()]
                writer.post(db, BOOK, _entry(f"{month}-tutup", day, hour=0, closings=closings))

    def issue(self, key: str, request: Request) -> int:
        """Send a faskes what it asks for from the batches that expire first, durably.

        Returns how many moves it took, 0 where the warehouse has not enough.
        """
        day = self.workload.next_day
        with self.writing() as db:
            items = {self.names.items[SERIES[series].item] for series, _ in request.lines}
            stock = availability.available(db, BOOK, self.names.places[WAREHOUSE], day, items)
            moves: list[Move] = []
            for series, quantity in request.lines:
                wanted = SERIES[series]
                own = [lot for lot in stock if (lot.key.item, lot.key.fund) == wanted]
                pick = pick_fefo(own, quantity, day)
                if pick.short:
                    return 0
                ends = self.names.places[WAREHOUSE], self.names.places[request.faskes]
                item = self.names.items[wanted.item]
                moves += [Move(item, lot.lot, part, *ends, day) for lot, part in pick.taken]
            writer.post(db, BOOK, _entry(key, day, moves=moves))
        return len(moves)

    def receive(self, batch: Batch, quantity: int) -> None:
        """Goods of a new batch at the warehouse, the day after the history."""
        line = Line(batch, quantity, SUPPLIER, WAREHOUSE)
        entry = self._entry(f"masuk-{batch.label}", [Voucher(self.workload.next_day, (line,))])
        with self.writing() as db:
            posted = writer.post(db, BOOK, entry)
        self.names.lots.update({key.batch: number for key, number in posted.lots.items()})

    def held(self, place: int) -> tuple[int, int]:
        """Base units on a place's shelf in all, and the least it holds of any lot."""
        site = STORE if place == WAREHOUSE else code_of(place)
        with reading(self.engine) as db:
            lots = [h.quantity for h in queries.holdings(db, BOOK, sites=[site], kinds=[places.SHELF])]
        return sum(lots), min(lots, default=0)

    def leave(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _entry(self, key: str, vouchers: Sequence[Voucher]) -> Entry:
        new: dict[LotKey, LotFacts] = {}
        moves = []
        for voucher in vouchers:
            for line in voucher.lines:
                label = LotKey(SERIES[line.batch.series].item, line.batch.label, SERIES[line.batch.series].fund)
                lot = self.names.lots.get(label.batch, label)
                if isinstance(lot, LotKey):
                    new[label] = LotFacts(line.batch.expiry, unit_value_sen=UNIT_VALUE_SEN)
                ends = self.names.places[line.source], self.names.places[line.destination]
                moves.append(Move(self.names.items[label.item], lot, line.quantity, *ends, voucher.day))
        return _entry(key, max(voucher.day for voucher in vouchers), moves=moves, lots=new)


def _entry(key: str, day: date, hour: int = 12, **said: Any) -> Entry:
    """What the clerk writes on a day."""
    payload = chain.canonical({"month": str(Month.of(day)), "balances": []})
    return Entry(KIND, day, moment(day, hour), CLERK.user_id, key, digest_of([key]), payload, **said)
