"""Random histories held against a naive recomputation: every decision, every balance on every date, every month end.

`HYPOTHESIS_PROFILE=long` runs many more and longer ones.
"""

from datetime import date, timedelta
from itertools import count

import hypothesis.strategies as st
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from inventory.core.counting import Cut, Observation
from inventory.core.errors import Refused
from inventory.core.goods import LotFacts, LotKey
from inventory.core.ledger import Move
from inventory.core.months import Month
from inventory.store import availability, corrections, queries, stock_cards
from inventory.store.closing import Closing
from inventory.store.lots import Revision
from inventory.store.rules import Entry
from inventory.store.schema import balance, snapshot
from tests.inventory.naive import Card, Counted, Naive, Raw, following, preceding
from tests.inventory.shop import LEAFLET, PILL, Shop

LOTS = {"A": LotKey(PILL, "A", "APBN"), "B": LotKey(PILL, "B", "APBD"), "LEAFLET": LotKey(LEAFLET, "", "APBN")}
FIRST, TODAY = date(2026, 1, 20), date(2026, 4, 10)
DAYS = st.sampled_from([date(2026, *on) for on in ((1, 20), (1, 31), (2, 1), (2, 2), (2, 28), (3, 1), (3, 31), (4, 1))])
DAYS |= st.just(TODAY) | st.just(TODAY + timedelta(days=1))
PAIRS = [
    ("LUAR/supplier", "GUDANG/shelf"), ("LUAR/supplier", "GUDANG/shelf"), ("LUAR/supplier", "PKM1/shelf"),
    ("GUDANG/shelf", "LUAR/client"), ("PKM1/shelf", "LUAR/client"), ("GUDANG/shelf", "PKM1/shelf"),
    ("PKM1/shelf", "GUDANG/shelf"), ("PKM1/shelf", "PKM2/shelf"), ("GUDANG/shelf", "GUDANG/reserved"),
    ("GUDANG/reserved", "GUDANG/shelf"), ("GUDANG/reserved", "JALAN/transit"), ("JALAN/transit", "PKM1/shelf"),
    ("JALAN/transit", "JALAN/missing"), ("JALAN/transit", "PKM1/damaged"), ("JALAN/missing", "LUAR/variance"),
    ("GUDANG/shelf", "GUDANG/damaged"), ("GUDANG/damaged", "LUAR/destroyed"), ("LUAR/variance", "PKM1/shelf"),
]  # fmt: skip
ENDS, BATCHES, SLOTS = st.sampled_from(PAIRS), st.sampled_from(["A", "A", "A", "B", "B", "LEAFLET"]), st.just(0)
MOVES = st.tuples(ENDS, BATCHES, st.integers(1, 40), DAYS, SLOTS | SLOTS | st.just(1), st.integers(1, 2)).map(
    lambda drawn: Raw(*drawn[0], *drawn[1:])
)
SHEETS = st.dictionaries(st.sampled_from(["A", "B"]), st.integers(0, 12) | st.integers(0, 60), min_size=1)
RECEIPTS = MOVES.map(lambda raw: raw._replace(source="LUAR/supplier", destination="GUDANG/shelf", slot=0))


class Histories(RuleBasedStateMachine):
    """A book and the naive one beside it, told the same things."""

    engine: sa.Engine
    books = count(1)
    proved: list[str]

    def __init__(self) -> None:
        super().__init__()
        self.shop = Shop(self.engine, book=f"book-{next(self.books)}").open()
        self.naive = Naive()
        self.entries: list[Entry] = []

    @initialize(quantity=st.integers(1, 60))
    def stock_up(self, quantity: int) -> None:
        """Something of everything from the first day on, and consignments on the way."""
        shelves = [("LUAR/supplier", "GUDANG/shelf", lot) for lot in LOTS] + [("LUAR/supplier", "PKM1/shelf", "A")]
        self.enter([Raw(*ends, quantity, FIRST) for ends in shelves])
        self.enter([Raw("GUDANG/shelf", "GUDANG/reserved", "A", (quantity + 1) // 2, FIRST, consignment=1)])

    @rule(moves=st.lists(MOVES, min_size=1, max_size=4))
    def anything(self, moves: list[Raw]) -> None:
        self.enter(moves)

    @rule(raw=RECEIPTS)
    def receive(self, raw: Raw) -> None:
        self.enter([raw])

    @rule(raw=MOVES, part=st.integers(1, 3))
    def take_what_is_free(self, raw: Raw, part: int) -> None:
        """As much as may just leave, or a part of it: a decision at the edge."""
        free = self.naive.free((raw.source, raw.lot, self.kept_apart(raw.source, raw)), raw.day)
        if free:
            self.enter([raw._replace(quantity=max(1, free // part))])

    @rule(raw=MOVES)
    def take_one_too_many(self, raw: Raw) -> None:
        self.enter(
            [
                raw._replace(
                    quantity=self.naive.free((raw.source, raw.lot, self.kept_apart(raw.source, raw)), raw.day) + 1
                )
            ]
        )

    @rule(raw=RECEIPTS, slot=st.integers(0, 1), more=st.integers(0, 3))
    def spend_on_the_day_it_comes(self, raw: Raw, slot: int, more: int) -> None:
        """What comes in the day's second slot may go out in that slot, not in the first."""
        self.enter([raw._replace(slot=1)])
        self.enter(
            [raw._replace(source="GUDANG/shelf", destination="LUAR/client", quantity=raw.quantity + more, slot=slot)]
        )

    @rule(data=st.data(), factor=st.sampled_from([0, 1, 2]))
    def correct(self, data: st.DataObject, factor: int) -> None:
        """Reversal and replacement in one event; without replacement for a factor of 0."""
        if self.naive.seq == 0:
            return
        event = data.draw(st.integers(1, min(2, self.naive.seq)) | st.integers(1, self.naive.seq))
        expected = self.naive.reversal(event, TODAY)
        if isinstance(expected, str):
            with self.shop.reading() as db, pytest.raises(Refused) as refused:
                corrections.reversal(db, self.shop.book, event, TODAY)
            assert {problem.code for problem in refused.value.problems} == {expected}
            return
        with self.shop.reading() as db:
            moves = corrections.reversal(db, self.shop.book, event, TODAY)
        mine = [raw for number, _, raw in self.naive.lines if number == event]
        originals = [raw for raw in mine if raw.reverses is None and not raw.counted]
        days = [raw.day for raw in expected]
        slots = [raw.slot for raw in expected]
        again = [
            raw._replace(quantity=raw.quantity * factor, day=on, slot=slot)
            for raw, on, slot in zip(originals, days, slots, strict=True)
        ]
        self.enter([*expected, *(again if factor else ())], back=moves, corrects=event)

    @rule(
        site=st.sampled_from(["GUDANG", "PKM1", "JALAN"]),
        data=st.data(),
        action=st.sampled_from(["close", "close", "reopen"]),
    )
    def close(self, site: str, data: st.DataObject, action: str) -> None:
        due = following(self.naive.closed.get(site, (2025, 12)))
        due = preceding(due) if action == "reopen" else due
        month = data.draw(st.just(due) | st.integers(1, 4).map(lambda n: (2026, n)))
        expected = self.naive.closing_refusals(site, month, action, TODAY)
        entry = self.shop.entry(closings=[Closing(self.shop.site[site], Month(*month), action)], today=TODAY)
        if self.write(entry, expected):
            self.naive.close(site, month, action)

    @rule(site=st.sampled_from(["GUDANG", "GUDANG", "PKM1"]), on=DAYS, seen=SHEETS, near=st.booleans())
    def count(self, site: str, on: date, seen: dict[str, int], near: bool) -> None:
        """A sheet of what was seen at the end of what the day holds so far, or nearly what the book has."""
        slot = self.naive.slots.get((site, on), 0)
        moves = [raw for _, _, raw in self.naive.lines]
        has = {lot: self.naive.on_card(moves, site, lot, (on, slot)) for lot in seen}
        told = {(site, lot, on, slot): max(0, has[lot] + n - 4) if near else n for lot, n in seen.items()}
        if self.enter_count(told, new=True):
            self.naive.slots[site, on] = slot + 1

    @rule(data=st.data(), quantity=st.none() | st.integers(0, 60))
    def count_again(self, data: st.DataObject, quantity: int | None) -> None:
        """What was seen is corrected or taken back."""
        if self.naive.counts:
            self.enter_count({data.draw(st.sampled_from(sorted(self.naive.counts))): quantity}, new=False)

    def enter_count(self, told: "dict[Counted, int | None]", *, new: bool) -> bool:
        """Tell both books what was counted."""
        expected = self.naive.refusals([], TODAY, told)
        site, _, on, slot = next(iter(told))
        cut = Cut(self.shop.site[site], on, slot)
        seen = [Observation(cut, self.shop.lot[LOTS[key[1]]], quantity) for key, quantity in told.items()]
        entry = self.shop.entry(on=min(on, TODAY), today=TODAY, cuts=[cut] if new else [], observations=seen)
        done = self.write(entry, set(expected), expected)
        if done:
            self.naive.write([], told)
        return done

    @rule(data=st.data(), months=st.integers(12, 24))
    def correct_a_lot(self, data: st.DataObject, months: int) -> None:
        if self.shop.lot:
            number = data.draw(st.sampled_from(sorted(self.shop.lot.values())))
            facts = LotFacts(Month.of(TODAY).plus(months).last, "month")
            assert self.write(self.shop.entry(revisions=[Revision(number, facts, "salah ketik")], today=TODAY), set())
            self.naive.seq += 1

    @rule(data=st.data())
    def send_again(self, data: st.DataObject) -> None:
        if self.entries:
            posted = self.shop.write(data.draw(st.sampled_from(self.entries)))
            assert posted.repeated

    def kept_apart(self, place: str, raw: Raw) -> int:
        return raw.consignment if place.split("/")[1] in ("reserved", "transit", "missing") else 0

    def enter(self, moves: list[Raw], back: tuple[Move, ...] = (), corrects: int | None = None) -> None:
        """Tell both books; both accept, or both refuse for the same reasons."""
        expected = self.naive.refusals(moves, TODAY)
        fresh = moves[len(back) :]
        told = [
            self.shop.move(
                raw.source, raw.destination, raw.quantity, raw.day, LOTS[raw.lot],
                slot=raw.slot, consignment=raw.consignment,
            )
            for raw in fresh
        ]  # fmt: skip
        occurred = min(TODAY, max(raw.day for raw in moves))
        entry = self.shop.entry(*back, *told, on=occurred, today=TODAY, corrects=corrects)
        if self.write(entry, set(expected), expected):
            self.naive.write(moves)

    def write(self, entry: Entry, expected: set[str], told: "dict[str, object] | None" = None) -> bool:
        if expected:
            with pytest.raises(Refused) as refused:
                self.shop.write(entry)
            assert {problem.code for problem in refused.value.problems} == expected
            self.check_told(refused.value, told or {})
            return False
        posted = self.shop.write(entry)
        assert posted.seq == self.naive.seq + 1
        self.entries.append(entry)
        return True

    def check_told(self, refused: Refused, told: "dict[str, object]") -> None:
        """The facts of each refusal are those of the naive book."""
        by_code = {code: [p.facts for p in refused.problems if p.code == code] for code in told}
        if "short" in told:
            found = {
                (f"{f['site']}/{f['place']}", self.lot_name(f), f["consignment"]): (f["day"], f["missing"], f["events"])
                for f in by_code["short"]
            }
            assert found == told["short"]
        if "month_closed" in told:
            found_shut = sorted((f["site"], tuple(f["month"])) for f in by_code["month_closed"])  # type: ignore[arg-type]
            assert found_shut == told["month_closed"]
        if "date_in_future" in told:
            assert [f["day"] for f in by_code["date_in_future"]] == told["date_in_future"]
        if "goods_not_accepted" in told:
            assert [f["line"] for f in by_code["goods_not_accepted"]] == told["goods_not_accepted"]

    def lot_name(self, facts: "dict[str, object] | sa.RowMapping | object") -> str:
        item, batch = facts["item"], facts["batch"]  # type: ignore[index]
        return next(name for name, key in LOTS.items() if (key.item, key.batch) == (item, batch))

    @invariant()
    def what_is_stored_is_what_the_moves_say(self) -> None:
        stored = sa.select(balance).where(balance.c.book == self.shop.book, balance.c.quantity != 0)
        with self.shop.reading() as db:
            found = {self.card(r.place, r.lot, r.consignment): r.quantity for r in db.execute(stored)}
        assert found == self.naive.balances()

    def card(self, place: int, lot: int, consignment: int) -> Card:
        where = next(f"{site}/{kind}" for (site, kind), number in self.shop.place.items() if number == place)
        return where, self.named(lot), consignment

    def named(self, lot: int) -> str:
        key = next(key for key, number in self.shop.lot.items() if number == lot)
        return next(name for name, known in LOTS.items() if known == key)

    def teardown(self) -> None:
        report = self.shop.verify()
        assert report.findings == ()
        assert (report.seq, report.moves) == (self.naive.seq, len(self.naive.lines))
        self.proved.append(self.shop.book)
        with self.shop.reading() as db:
            self.check_every_day(db)
            self.check_month_ends(db)
            self.check_cards(db)

    def check_every_day(self, db: sa.Connection) -> None:
        days = {raw.day for _, _, raw in self.naive.lines}
        for on in sorted(days | {day - timedelta(days=1) for day in days} | {TODAY}):
            held = queries.holdings(db, self.shop.book, on)
            found = {(f"{h.site}/{h.kind}", self.named(h.lot), h.consignment): h.quantity for h in held}
            assert found == self.naive.balances(on), on
            for place in ("GUDANG/shelf", "PKM1/shelf"):
                site, kind = place.split("/")
                shelf = availability.available(db, self.shop.book, self.shop.place[site, kind], on)
                free = {self.named(s.lot): s.available for s in shelf if s.available}
                assert free == {lot: n for lot in LOTS if (n := self.naive.free((place, lot, 0), on))}, on

    def check_month_ends(self, db: sa.Connection) -> None:
        stored = db.execute(sa.select(snapshot).where(snapshot.c.book == self.shop.book)).all()
        months = [(2026, n) for n in range(1, 5)]
        newest = max(((raw.day.year, raw.day.month) for _, _, raw in self.naive.lines), default=None)
        for month in months:
            found = {
                self.card(r.place, r.lot, r.consignment): r.quantity for r in stored if r.month == str(Month(*month))
            }
            kept = newest is not None and month <= preceding(newest)
            assert found == (self.naive.balances(Month(*month).last) if kept else {}), month

    def check_cards(self, db: sa.Connection) -> None:
        """A site's card leaves out what moves between its shelf and its reserve, and ends at what stands there."""
        for site in ("GUDANG", "PKM1"):
            for item in (PILL, LEAFLET):
                sheet = stock_cards.sheet(db, self.shop.book, site, item, ("shelf", "reserved"))
                lines = stock_cards.lines(db, sheet, FIRST, TODAY, {})
                totals: dict[str, int] = {}
                for one in lines:
                    lot = self.named(one.lot)
                    totals[lot] = totals.get(lot, 0) + one.quantity
                    assert totals[lot] >= 0
                standing = {
                    lot: sum(n for (place, of, _), n in self.naive.balances().items()
                             if of == lot and place in (f"{site}/shelf", f"{site}/reserved"))
                    for lot in LOTS if LOTS[lot].item == item
                }  # fmt: skip
                assert {lot: n for lot, n in totals.items() if n} == {lot: n for lot, n in standing.items() if n}
                order = [
                    (one.moved_on, one.slot, one.counted, not one.counted and one.event, one.quantity < 0, one.event)
                    for one in lines
                ]
                assert order == sorted(order)


def test_random_histories(engine: sa.Engine) -> None:
    class OnThisDatabase(Histories):
        proved: list[str] = []  # noqa: RUF012  (one list for every history)

    OnThisDatabase.engine = engine
    quick = settings()
    share = 1 if engine.dialect.name == "sqlite" else 2
    run_state_machine_as_test(
        OnThisDatabase,
        settings=settings(
            quick, max_examples=max(1, quick.max_examples // share), suppress_health_check=list(HealthCheck)
        ),
    )
    assert OnThisDatabase.proved, "every history ends with its proof"
