"""Tryton on the same history, asked by its own methods: runs in a process of its own, because it changes `sqlite3`.

Vouchers are internal shipments that go through Tryton's own workflow (wait, assign, do), batches being picked first
expired first out. Nobody serves it: no network, no user interface, no access rules, which is its fastest way.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from alokon.bench import tryton_history
from alokon.bench.timing import seconds
from alokon.bench.tryton_database import TrytonDatabase
from alokon.bench.vouchers import SERIES, WAREHOUSE, Series
from alokon.bench.workload import Workload

BUSIEST = Series("PILK", "APBN")
PAGE = 50


class TrytonOffice:
    """Tryton at work on the day after the history, which is filled in where it is missing."""

    def __init__(self, settings: str, database: str, workload: Workload) -> None:
        self.tryton, self.workload = TrytonDatabase(settings, database, workload), workload
        self.requests = workload.requests()
        tryton_history.fill(self.tryton)
        self._stand_on(workload.next_day)
        self._pick_by_expiry()

    def moves(self) -> int:
        """How many moves the database has."""
        with self.tryton.transaction():
            return int(self.tryton.model("stock.move").search([], count=True))

    def rows(self, day: date) -> int:
        """How many batches lie somewhere at the end of a day, each place on its own."""
        return len(self._held(day, ("product", "lot")))

    def post(self, vouchers: int) -> float:
        """Answer the next requests, each durably in its own transaction; how many a second."""
        asked = list(islice(self.requests, vouchers))

        def ship() -> None:
            for request in asked:
                self._ship(request.faskes, request.lines)

        return vouchers / seconds(ship)

    def day(self, day: date) -> float:
        """Milliseconds for what every location holds of every batch at the end of a day."""
        return self._milliseconds(lambda: self._held(day, ("product", "lot")))

    def month(self) -> float:
        """Milliseconds for the last month of every location and product: opening, received, issued, closing."""
        return self._milliseconds(self._month)

    def card(self) -> float:
        """Milliseconds for the newest page of the warehouse's card of a product."""
        return self._milliseconds(self._card)

    def _milliseconds(self, work: Callable[[], object]) -> float:
        return 1000 * seconds(work)

    def _stand_on(self, day: date) -> None:
        """Make Tryton's today the day after the history."""
        self.tryton.model("ir.date").today = staticmethod(lambda timezone=None: day)

    def _ship(self, faskes: int, lines: Sequence[tuple[int, int]]) -> None:
        """One shipment from the warehouse to a faskes, through Tryton's workflow, in a transaction of its own."""
        known, day = self.tryton, self.workload.next_day
        shipments, move = known.model("stock.shipment.internal"), known.model("stock.move")
        places = {"from_location": known.locations[WAREHOUSE], "to_location": known.locations[faskes]}
        ends = {**places, "company": known.context["company"]}
        moves = [{**ends, "product": known.products[s], "unit": known.unit, "quantity": float(q)} for s, q in lines]
        days = {"planned_date": day, "effective_date": day, "planned_start_date": day}
        with self.tryton.transaction(lock=["stock_move"]) as opened:
            (shipment,) = shipments.create([{**ends, **days, "moves": [("create", moves)]}])
            shipments.wait([shipment])
            shipment = shipments(shipment.id)
            assigned = move.assign_try(list(shipment.moves), with_childs=False, grouping=("product", "lot"))
            assert assigned, lines
            shipments.assign([shipment])
            shipments.do([shipment])
            opened.commit()

    def _pick_by_expiry(self) -> None:
        """Give Tryton the order of first expired first out, which it leaves to whoever adapts it."""
        with self.tryton.transaction():
            lots = self.tryton.model("stock.lot").search([])
            expiry = {lot.id: lot.shelf_life_expiration_date for lot in lots}

        def by_expiry(_move: Any, quantities: Any, locations: Any, _grouping: Any) -> Any:
            at, today = {location.id for location in locations}, self.workload.next_day
            usable = [pair for pair in quantities if pair[0][0] in at and expiry.get(pair[0][2], today) >= today]
            return sorted(usable, key=lambda pair: (expiry.get(pair[0][2], date.max), pair[0][2] or 0))

        self.tryton.model("stock.move").sort_quantities = by_expiry

    def _held(self, day: date, grouping: tuple[str, ...]) -> dict[Any, float]:
        at = [number for place, number in self.tryton.locations.items() if place >= WAREHOUSE]
        with self.tryton.transaction(stock_date_end=day):
            found = self.tryton.model("product.product").products_by_location(at, grouping=grouping)
            return {key: quantity for key, quantity in found.items() if quantity}

    def _month(self) -> list[tuple[Any, ...]]:
        """Tryton has no such question: opening and closing as it tells them, and the month's moves added up."""
        month = self.workload.last_month
        opening, closing = (self._held(day, ("product",)) for day in (month.previous.last, month.last))
        came, went = Counter[Any](), Counter[Any]()
        within = [("effective_date", ">=", month.first), ("effective_date", "<=", month.last), ("state", "=", "done")]
        names = ["product", "from_location", "to_location", "internal_quantity"]
        with self.tryton.transaction():
            for row in self.tryton.model("stock.move").search_read(within, fields_names=names):
                went[row["from_location"], row["product"]] += row["internal_quantity"]
                came[row["to_location"], row["product"]] += row["internal_quantity"]
        return [(key, opening.get(key, 0), came[key], went[key], closing.get(key, 0)) for key in {*opening, *closing}]

    def _card(self) -> list[Any]:
        product = self.tryton.products[SERIES.index(BUSIEST)]
        fields = ["date", "move", "quantity", "cumulative_quantity_start", "cumulative_quantity_end"]
        with self.tryton.transaction(product=product, warehouse=self.tryton.warehouse):
            lines = self.tryton.model("stock.product_quantities_warehouse.move")
            newest = lines.search([], limit=PAGE, order=[("date", "DESC"), ("id", "DESC")])
            return list(lines.read([line.id for line in newest], fields))
