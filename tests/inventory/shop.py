"""A small book for tests of the ledger: one warehouse, two facilities, two items, and words that read as a story."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import count

import sqlalchemy as sa

from inventory.core.counting import Cut, Observation
from inventory.core.goods import LotFacts, LotKey
from inventory.core.ledger import Move
from inventory.core.months import Month
from inventory.core.places import FACILITY, WAREHOUSE
from inventory.store import corrections, masters, writer
from inventory.store.closing import CLOSE, REOPEN, Closing
from inventory.store.engine import reading, writing
from inventory.store.lots import Revision
from inventory.store.rules import Entry
from inventory.verify import Report, verify

BOOK = "3207"
TODAY = date(2026, 6, 30)
EXPIRY = date(2028, 12, 31)
PILL, CONDOM, LEAFLET = "PIL", "KONDOM", "LEAFLET"
BATCH = LotKey(PILL, "A1", "APBN")
OTHER_BATCH = LotKey(PILL, "B2", "APBN")


def day(text: str) -> date:
    """`03-09` of the year of the stories, 2026."""
    return date.fromisoformat(f"2026-{text}")


@dataclass
class Shop:
    """A book that is open for business; ids of its places by (site code, kind)."""

    engine: sa.Engine
    book: str = BOOK
    place: dict[tuple[str, str], int] = field(default_factory=dict)
    item: dict[str, int] = field(default_factory=dict)
    site: dict[str, int] = field(default_factory=dict)
    lot: dict[LotKey, int] = field(default_factory=dict)
    keys: "count[int]" = field(default_factory=lambda: count(1))

    def open(self) -> "Shop":
        """Make the book with its sites and items."""
        with self.engine.begin() as db:
            masters.open_book(db, self.book, "Kabupaten Contoh")
        with self.writing() as db:
            masters.add_site(db, self.book, "GUDANG", "Gudang", WAREHOUSE)
            masters.add_site(db, self.book, "PKM1", "Puskesmas 1", FACILITY, accepts="alokon")
            masters.add_site(db, self.book, "PKM2", "Puskesmas 2", FACILITY, accepts="alokon")
            for code, goods in ((PILL, "alokon"), (CONDOM, "alokon"), (LEAFLET, "kie")):
                self.item[code] = masters.add_item(db, self.book, code, code.title(), "buah", goods)
            codes = ("GUDANG", "PKM1", "PKM2", masters.ROAD_CODE, masters.OUTSIDE_CODE)
            self.place = masters.place_ids(db, self.book, *codes)
            self.site = {code: found.id for code, found in masters.sites(db, self.book).items()}
        return self

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        with writing(self.engine, self.book) as db:
            yield db

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        with reading(self.engine) as db:
            yield db

    def move(
        self,
        source: str,
        destination: str,
        quantity: int,
        on: date,
        lot: "LotKey | int" = BATCH,
        slot: int = 0,
        consignment: int = 0,
    ) -> Move:
        """`GUDANG/shelf` → `LUAR/client` and so on; a lot that is known is named by its id."""
        here, there = (self.place[where.split("/")[0], where.split("/")[1]] for where in (source, destination))
        item = lot.item if isinstance(lot, LotKey) else next(k.item for k, n in self.lot.items() if n == lot)
        meant = self.lot.get(lot, lot) if isinstance(lot, LotKey) else lot
        return Move(self.item[item], meant, quantity, here, there, on, slot, consignment)

    def receipt(self, quantity: int, on: date, lot: LotKey = BATCH, site: str = "GUDANG") -> Move:
        return self.move("LUAR/supplier", f"{site}/shelf", quantity, on, lot)

    def issue(self, quantity: int, on: date, lot: LotKey = BATCH, site: str = "GUDANG") -> Move:
        return self.move(f"{site}/shelf", "LUAR/client", quantity, on, lot)

    def entry(
        self, *moves: Move, on: date | None = None, today: date = TODAY, key: str | None = None,
        request: str = "0" * 64, facts: Mapping[LotKey, LotFacts] | None = None,
        closings: Sequence[Closing] = (), revisions: Sequence[Revision] = (), kind: str = "test",
        payload: str = "{}", corrects: int | None = None, cuts: Sequence[Cut] = (),
        observations: Sequence[Observation] = (),
    ) -> Entry:  # fmt: skip
        """An entry recorded at noon of `today`, dated the latest day of its moves."""
        new = {m.lot: LotFacts(EXPIRY) for m in moves if isinstance(m.lot, LotKey)}
        recorded = datetime.combine(today, time(12), UTC)
        occurred = on or max((m.moved_on for m in moves), default=today)
        return Entry(
            kind, occurred, recorded, "petugas", key or f"key-{next(self.keys)}", request, payload, moves,
            {**new, **(facts or {})}, revisions, closings, corrects, cuts, observations,
        )  # fmt: skip

    def write(self, entry: Entry) -> writer.Posted:
        with self.writing() as db:
            posted = writer.post(db, self.book, entry)
        self.lot |= {key: number for key, number in posted.lots.items() if key not in self.lot}
        return posted

    def post(self, *moves: Move, **said: object) -> writer.Posted:
        """Write an entry in a transaction of its own."""
        return self.write(self.entry(*moves, **said))  # type: ignore[arg-type]

    def count(
        self, on: date, seen: Mapping[LotKey, int | None], site: str = "GUDANG", slot: int = 0, new: bool = True
    ) -> writer.Posted:
        """Count lots at a cut, which is made with it unless it is there already."""
        cut = Cut(self.site[site], on, slot)
        told = [Observation(cut, self.lot.get(lot, lot), quantity) for lot, quantity in seen.items()]
        found = {lot: LotFacts(EXPIRY) for lot in seen if lot not in self.lot}
        return self.post(on=on, cuts=[cut] if new else [], observations=told, facts=found)

    def amended(self, event: int, *again: Move, today: date = TODAY, redated: bool = False) -> tuple[Move, ...]:
        """The moves by which an event comes to say other things; nothing at all takes it back."""
        with self.reading() as db:
            stands = corrections.standing(db, self.book, event)
            return corrections.amended(db, self.book, stands, again, today, redated=redated)

    def close(self, site: str, month: str, today: date = TODAY, action: str = CLOSE) -> writer.Posted:
        return self.post(closings=[Closing(self.site[site], Month.parse(month), action)], today=today)

    def reopen(self, site: str, month: str, today: date = TODAY) -> writer.Posted:
        return self.close(site, month, today, REOPEN)

    def verify(self) -> Report:
        with self.reading() as db:
            return verify(db, self.book)
