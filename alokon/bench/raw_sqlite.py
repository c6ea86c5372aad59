"""The limit on SQLite: the same durable work by `sqlite3` alone, with nothing but what the questions need.

Each voucher is one row, each move one row that two indexes find from either side, each balance is kept. There is no
chain, no date rule, no book in the keys, no count, no closing, no correction: what they cost is what is measured.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from alokon.bench import raw_rows
from alokon.bench.raw_rows import Row
from alokon.bench.vouchers import SERIES, WAREHOUSE, Batch, Request, Voucher
from alokon.bench.workload import Workload

TABLES = """
CREATE TABLE lot(id INTEGER PRIMARY KEY, item TEXT NOT NULL, fund TEXT NOT NULL, expiry TEXT NOT NULL);
CREATE TABLE voucher(id INTEGER PRIMARY KEY, day TEXT NOT NULL);
CREATE TABLE move(voucher INTEGER NOT NULL, line INTEGER NOT NULL, item TEXT NOT NULL, lot INTEGER NOT NULL,
    quantity INTEGER NOT NULL, source INTEGER NOT NULL, destination INTEGER NOT NULL, day TEXT NOT NULL,
    PRIMARY KEY(voucher, line)) WITHOUT ROWID;
CREATE INDEX move_out ON move(source, item, day, lot);
CREATE INDEX move_in ON move(destination, item, day, lot);
CREATE TABLE balance(place INTEGER NOT NULL, item TEXT NOT NULL, lot INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK(quantity >= 0), PRIMARY KEY(place, item, lot)) WITHOUT ROWID;
"""
AVAILABLE = """SELECT lot, quantity FROM balance JOIN lot ON lot.id = balance.lot
    WHERE place = ? AND balance.item = ? AND quantity > 0 AND fund = ? AND expiry >= ? ORDER BY expiry, lot"""
VOUCHER = "INSERT INTO voucher(day) VALUES (?)"
MOVE = "INSERT INTO move VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
LOT = "INSERT OR IGNORE INTO lot VALUES (?, ?, ?, ?)"
BALANCE = """INSERT INTO balance VALUES (?, ?, ?, ?)
    ON CONFLICT(place, item, lot) DO UPDATE SET quantity = quantity + excluded.quantity"""
FRESH = "INSERT OR IGNORE INTO balance VALUES (?, ?, ?, 0)"
TAKE = "UPDATE balance SET quantity = quantity - ? WHERE place = ? AND item = ? AND lot = ?"
CARD = """SELECT day, voucher, line, lot, quantity, source FROM move WHERE destination = :place AND item = :item
    UNION ALL SELECT day, voucher, line, lot, -quantity, destination FROM move WHERE source = :place AND item = :item
    ORDER BY 1 {0}, 2 {0}, 3 {0}"""
WHOLE, NEWEST = CARD.format(""), f"{CARD.format('DESC')} LIMIT :lines"
NOW = "SELECT sum(quantity) FROM balance WHERE place = ? AND item = ?"
HELD = "SELECT sum(quantity), min(quantity) FROM balance WHERE place = ?"
BUSY_SECONDS = 60


class RawSqlite:
    """A file of the limit's own."""

    name = "sqlite3"

    def __init__(self, path: Path, workload: Workload) -> None:
        self.workload = workload
        self.db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            self.db.execute(f"PRAGMA {pragma}")

    def open(self) -> "RawSqlite":
        """The tables, empty."""
        self.db.executescript(TABLES)
        return self

    def write(self, vouchers: Sequence[Voucher]) -> None:
        """Vouchers of the history in one transaction: every row in bulk, each balance once."""
        self.db.execute("BEGIN IMMEDIATE")
        first = 1 + (self.db.execute("SELECT max(id) FROM voucher").fetchone()[0] or 0)
        sums = raw_rows.changes(vouchers)
        self.db.executemany(LOT, raw_rows.lots(vouchers))
        self.db.executemany(VOUCHER, [(voucher.day.isoformat(),) for voucher in vouchers])
        self.db.executemany(MOVE, raw_rows.moves(vouchers, first))
        self.db.executemany(FRESH, sums)
        self.db.executemany(TAKE, [(-change, *key) for key, change in sums.items()])
        self.db.execute("COMMIT")

    def issue(self, _key: str, request: Request) -> int:
        """Answer one request durably, first expired first out; returns how many moves it took, 0 where it is short."""
        day, moves = self.workload.next_day.isoformat(), []
        self.db.execute("BEGIN IMMEDIATE")
        for series, quantity in request.lines:
            item, fund = SERIES[series]
            for lot, held in self.db.execute(AVAILABLE, (WAREHOUSE, item, fund, day)):
                part = min(held, quantity)
                moves.append((item, lot, part))
                quantity -= part
                if not quantity:
                    break
            if quantity:
                self.db.execute("ROLLBACK")
                return 0
        number = self.db.execute(VOUCHER, (day,)).lastrowid
        ends = (WAREHOUSE, request.faskes, day)
        self.db.executemany(MOVE, [(number, n, *move, *ends) for n, move in enumerate(moves)])
        self.db.executemany(TAKE, [(part, WAREHOUSE, item, lot) for item, lot, part in moves])
        self.db.executemany(BALANCE, [(request.faskes, *move) for move in moves])
        self.db.execute("COMMIT")
        return len(moves)

    def receive(self, batch: Batch, quantity: int) -> None:
        """Goods of a new batch at the warehouse."""
        self.db.execute("BEGIN IMMEDIATE")
        lot = raw_rows.lot(batch)
        self.db.execute(LOT, lot)
        self.db.execute(BALANCE, (WAREHOUSE, lot[1], batch.number, quantity))
        self.db.execute("COMMIT")

    def card(self, place: int, item: str) -> list[Row]:
        """The whole card of an item at a place in its order, each line with the balance of all and of its batch."""
        return raw_rows.run(self.db.execute(WHOLE, {"place": place, "item": item}))

    def newest(self, place: int, item: str, lines: int) -> list[Row]:
        """The newest lines of a card, each with the balance after it."""
        now = self.db.execute(NOW, (place, item)).fetchone()[0] or 0
        found = self.db.execute(NEWEST, {"place": place, "item": item, "lines": lines}).fetchall()
        return raw_rows.run_back(found, now)

    def held(self, place: int) -> tuple[int, int]:
        """Base units a place holds in all, and the least it holds of any lot."""
        total, least = self.db.execute(HELD, (place,)).fetchone()
        return total or 0, least or 0

    def leave(self) -> None:
        """Let go of the file."""
        self.db.close()
