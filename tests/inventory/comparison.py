"""A book held against the naive one: what lies where now, on every day and at every month's end, and every card."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from inventory.core.errors import Refused
from inventory.core.goods import LotKey
from inventory.core.months import Month
from inventory.store import availability, queries, stock_cards
from inventory.store.schema import balance, snapshot
from tests.inventory.naive import Card, Naive, preceding
from tests.inventory.shop import LEAFLET, PILL, Shop

LOTS = {"A": LotKey(PILL, "A", "APBN"), "B": LotKey(PILL, "B", "APBD"), "LEAFLET": LotKey(LEAFLET, "", "APBN")}
FIRST, TODAY = date(2026, 1, 20), date(2026, 4, 10)


@dataclass
class Comparison:
    """A book and the naive one beside it, which have been told the same things."""

    shop: Shop
    naive: Naive

    def now(self) -> None:
        """What is stored is what the moves say."""
        stored = sa.select(balance).where(balance.c.book == self.shop.book, balance.c.quantity != 0)
        with self.shop.reading() as db:
            found = {self.card(r.place, r.lot, r.consignment): r.quantity for r in db.execute(stored)}
        assert found == self.naive.balances()

    def refusal(self, refused: Refused, told: "dict[str, object]") -> None:
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

    def whole(self) -> None:
        """The book proves itself, and is the same as the naive one from the first day to the last."""
        report = self.shop.verify()
        assert report.findings == ()
        assert (report.seq, report.moves) == (self.naive.seq, len(self.naive.lines))
        with self.shop.reading() as db:
            self.every_day(db)
            self.month_ends(db)
            self.cards(db)

    def every_day(self, db: sa.Connection) -> None:
        """What lies where, and what may leave, on every day and the one before."""
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

    def month_ends(self, db: sa.Connection) -> None:
        """The balances kept of every month that is over."""
        stored = db.execute(sa.select(snapshot).where(snapshot.c.book == self.shop.book)).all()
        newest = max(((raw.day.year, raw.day.month) for _, _, raw in self.naive.lines), default=None)
        for month in [(2026, n) for n in range(1, 5)]:
            found = {
                self.card(r.place, r.lot, r.consignment): r.quantity for r in stored if r.month == str(Month(*month))
            }
            kept = newest is not None and month <= preceding(newest)
            assert found == (self.naive.balances(Month(*month).last) if kept else {}), month

    def cards(self, db: sa.Connection) -> None:
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
                assert {lot: n for lot, n in totals.items() if n} == self.standing(site, item)
                order = [
                    (one.moved_on, one.slot, one.counted, not one.counted and one.event, one.quantity < 0, one.event)
                    for one in lines
                ]
                assert order == sorted(order)

    def standing(self, site: str, item: str) -> dict[str, int]:
        """What of an item physically stands at a site, by lot, without what is empty."""
        sums: dict[str, int] = {}
        for (place, lot, _), quantity in self.naive.balances().items():
            if place in (f"{site}/shelf", f"{site}/reserved") and LOTS[lot].item == item:
                sums[lot] = sums.get(lot, 0) + quantity
        return sums

    def card(self, place: int, lot: int, consignment: int) -> Card:
        where = next(f"{site}/{kind}" for (site, kind), number in self.shop.place.items() if number == place)
        return where, self.named(lot), consignment

    def named(self, lot: int) -> str:
        key = next(key for key, number in self.shop.lot.items() if number == lot)
        return next(name for name, known in LOTS.items() if known == key)
