"""Random histories of a book, told to the naive one too: both accept, or both refuse for the same reasons."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

import hypothesis.strategies as st
import pytest
import sqlalchemy as sa
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from inventory.core.counting import Cut, Observation
from inventory.core.errors import Refused
from inventory.core.goods import LotFacts
from inventory.core.ledger import Move
from inventory.core.months import Month
from inventory.store.closing import CLOSE, REOPEN, Closing
from inventory.store.lots import Revision
from inventory.store.rules import Entry
from tests.inventory.comparison import FIRST, LOTS, TODAY, Comparison
from tests.inventory.naive import Counted, Naive, Raw, following
from tests.inventory.shop import Shop

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
MONTHS = st.integers(1, 4).map(lambda n: (2026, n))
SHEETS = st.dictionaries(st.sampled_from(["A", "B"]), st.integers(0, 12) | st.integers(0, 60), min_size=1)
RECEIPTS = MOVES.map(lambda raw: raw._replace(source="LUAR/supplier", destination="GUDANG/shelf", slot=0))


ACTS = ("entry", "back-dated", "correction", "reversal", "count", "count told anew", "count taken back", "close",
        "reopen", "lot correction")  # fmt: skip


class Told:
    """What histories have told: how many were proved to their end, their steps, and what was accepted of each act."""

    def __init__(self) -> None:
        self.histories, self.steps = 0, 0
        self.accepted: Counter[str] = Counter()

    def __str__(self) -> str:
        accepted = ", ".join(f"{act} {self.accepted[act]:,}" for act in ACTS)
        return f"{self.steps:,} steps in {self.histories:,} histories; accepted: {accepted}"


class Histories(RuleBasedStateMachine):
    """A book and the naive one beside it, told the same things."""

    engine: sa.Engine
    books = count(1)
    told: Told

    def __init__(self) -> None:
        super().__init__()
        self.shop = Shop(self.engine, book=f"book-{next(self.books)}").open()
        self.naive = Naive()
        self.compared = Comparison(self.shop, self.naive)
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

    @rule(data=st.data(), more=st.sampled_from([None, None, -1, 20]))
    def correct(self, data: st.DataObject, more: int | None) -> None:
        """An event comes to say more or less in all its lines or some of them, or takes those back."""
        event = data.draw(st.sampled_from(self.naive.saying() or [1]) | st.integers(1, self.naive.seq))
        stands = self.naive.standing(event)
        some = st.sets(st.sampled_from(sorted(stands)), min_size=1) if stands else st.nothing()
        lines = data.draw(st.just(set(stands)) | some)
        again = [raw for line, raw in stands.items() if line not in lines]
        if more is not None:
            again += [stands[line]._replace(quantity=max(1, stands[line].quantity + more)) for line in sorted(lines)]
        expected = self.naive.amended(event, again, TODAY)
        meant = [self.meant(raw) for raw in again]
        if expected is None:
            with pytest.raises(Refused) as refused:
                self.shop.amended(event, *meant, today=TODAY)
            assert {problem.code for problem in refused.value.problems} == {"count_between"}
            return
        moves = self.shop.amended(event, *meant, today=TODAY)
        assert [(m.quantity, m.moved_on, m.slot, m.reverses) for m in moves] == [
            (raw.quantity, raw.day, raw.slot, raw.reverses) for raw in expected
        ]
        if expected:
            self.enter(expected, moves, corrects=event)

    @rule(
        site=st.sampled_from(["GUDANG", "GUDANG", "PKM1", "JALAN"]),
        data=st.data(),
        action=st.sampled_from([CLOSE, CLOSE, REOPEN]),
    )
    def close(self, site: str, data: st.DataObject, action: str) -> None:
        """A month is closed or opened again: the one whose turn it is, or any other."""
        if action == REOPEN:
            site = data.draw(st.sampled_from([*self.naive.closed, site]))
        last = self.naive.closed.get(site, (2025, 12))
        month = data.draw(st.just(following(last) if action == CLOSE else last) | MONTHS)
        expected = self.naive.closing_refusals(site, month, action, TODAY)
        entry = self.shop.entry(closings=[Closing(self.shop.site[site], Month(*month), action)], today=TODAY)
        if self.write(entry, expected):
            self.naive.close(site, month, action)

    @rule(site=st.sampled_from(["GUDANG", "GUDANG", "PKM1"]), on=DAYS, seen=SHEETS, near=st.booleans(), data=st.data())
    def count(self, site: str, on: date, seen: dict[str, int], near: bool, data: st.DataObject) -> None:
        """A sheet of what was seen at the end of what the day holds so far, or nearly what the book has."""
        slot = self.naive.slots.get((site, on), 0)
        moves = [raw for _, _, raw in self.naive.lines]
        has = {lot: self.naive.on_card(moves, site, lot, (on, slot)) for lot in seen}
        told = {(site, lot, on, slot): max(0, has[lot] + n - 4) if near else n for lot, n in seen.items()}
        if self.enter_count(told, new=True):
            self.naive.slots[site, on] = slot + 1
        if self.naive.counts and data.draw(st.booleans()):
            self.count_again(data)

    def count_again(self, data: st.DataObject) -> None:
        """What was seen once is told anew or taken back."""
        seen = data.draw(st.sampled_from(sorted(self.naive.counts)))
        self.enter_count({seen: data.draw(st.none() | st.integers(0, 12) | st.integers(0, 60))}, new=False)

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

    def meant(self, raw: Raw) -> Move:
        """The move of the book that a move of the naive one is."""
        return self.shop.move(
            raw.source, raw.destination, raw.quantity, raw.day, LOTS[raw.lot],
            slot=raw.slot, consignment=raw.consignment,
        )  # fmt: skip

    def enter(self, moves: list[Raw], told: Sequence[Move] | None = None, corrects: int | None = None) -> None:
        """Tell both books; both accept, or both refuse for the same reasons."""
        expected = self.naive.refusals(moves, TODAY)
        occurred = min(TODAY, max(raw.day for raw in moves))
        written = [self.meant(raw) for raw in moves] if told is None else told
        entry = self.shop.entry(*written, on=occurred, today=TODAY, corrects=corrects)
        if self.write(entry, set(expected), expected):
            self.naive.write(moves, corrects=corrects)

    def write(self, entry: Entry, expected: set[str], told: "dict[str, object] | None" = None) -> bool:
        if expected:
            with pytest.raises(Refused) as refused:
                self.shop.write(entry)
            assert {problem.code for problem in refused.value.problems} == expected
            self.compared.refusal(refused.value, told or {})
            return False
        posted = self.shop.write(entry)
        assert posted.seq == self.naive.seq + 1
        self.entries.append(entry)
        self.told.accepted[self.act(entry)] += 1
        return True

    def act(self, entry: Entry) -> str:
        """Which of `ACTS` an entry is."""
        if entry.closings:
            return entry.closings[0].action
        if entry.observations:
            taken_back = entry.observations[0].quantity is None
            return "count" if entry.cuts else "count taken back" if taken_back else "count told anew"
        if entry.revisions:
            return "lot correction"
        if entry.corrects is not None:
            return "reversal" if all(m.reverses for m in entry.moves) else "correction"
        known = [raw.day for _, _, raw in self.naive.lines]
        return "back-dated" if min(m.moved_on for m in entry.moves) < max(known, default=date.min) else "entry"

    @invariant()
    def what_is_stored_is_what_the_moves_say(self) -> None:
        self.told.steps += 1
        self.compared.now()

    def teardown(self) -> None:
        self.compared.whole()
        self.told.histories += 1
