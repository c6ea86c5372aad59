"""Tryton on the same history, asked by its own methods: runs in a process of its own, because it changes `sqlite3`.

Vouchers are internal shipments that go through Tryton's own workflow (wait, assign, do), batches being picked first
expired first out. The history itself is written by SQL, which serves the reads only. Nobody serves it: no network, no
user interface, no access rules, which is its fastest way.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from alokon.bench.timing import seconds
from alokon.bench.workload import CLIENT, SERIES, SUPPLIER, VARIANCE, WAREHOUSE, Batch, Line, Series, Workload

COLUMNS = (
    "product", "lot", "unit", "quantity", "internal_quantity", "from_location", "to_location", "company",
    "effective_date", "planned_date", "state", "cost_price", "unit_price", "currency", "create_uid", "create_date",
    "unit_price_updated",
)  # fmt: skip
MODELS = ("currency.currency", "party.party", "company.company", "product.template", "stock.location")
OUTSIDE = {SUPPLIER: "supplier", CLIENT: "customer", VARIANCE: "lost_found"}
BUSIEST = Series("PILK", "APBN")
PAGE = 50


class TrytonOffice:
    """A database of Tryton with the modules `stock_lot` and `stock_lot_sled` activated."""

    def __init__(self, settings: str, database: str, workload: Workload) -> None:
        from trytond import config
        from trytond.pool import Pool

        config.update_etc(settings)
        self.sqlite = config.get("database", "uri").startswith("sqlite")
        Pool.start()
        self.pool: Any = Pool(database)
        self.pool.init()
        self.workload, self.database, self.user = workload, database, 0
        self.context: dict[str, Any] = {"_check_access": False}
        self.requests = workload.requests()
        self.locations: dict[int, int] = {}
        self.products: list[int] = []
        self._know()

    def fill(self) -> int:
        """Company, goods, faskes, batches and the whole history, if they are not there yet; returns how many moves."""
        if not self.locations:
            self._open()
            self._know()
            self._write_history()
        self._stand_on(self.workload.next_day)
        self._pick_by_expiry()
        with self._transaction() as opened:
            cursor = opened.connection.cursor()
            cursor.execute("SELECT count(*) FROM stock_move")
            return int(cursor.fetchone()[0])

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

    def _transaction(self, lock: Sequence[str] = (), **more: Any) -> AbstractContextManager[Any]:
        """A transaction with more in its context; tables it will lock are locked from its beginning."""
        from trytond.transaction import Transaction

        extras = {"_lock_tables": list(lock)} if lock else {}
        started: AbstractContextManager[Any] = Transaction().start(
            self.database, self.user, context=self.context | more, **extras
        )
        return started

    def _stand_on(self, day: date) -> None:
        """Make Tryton's today the day after the history."""
        self.pool.get("ir.date").today = staticmethod(lambda timezone=None: day)

    def _know(self) -> None:
        """Learn the numbers of what the history names, where it is there."""
        with self._transaction():
            users = self.pool.get("res.user").search([("login", "=", "admin")])
            self.user = users[0].id
            companies = self.pool.get("company.company").search([])
            if not companies:
                return
            self.context["company"] = companies[0].id
            self.currency = companies[0].currency.id
        with self._transaction():
            known = self.pool.get("stock.location").search([])
            self.warehouse = next(one.id for one in known if one.type == "warehouse")
            for number, kind in OUTSIDE.items():
                self.locations[number] = next(one.id for one in known if one.type == kind)
            self.locations[WAREHOUSE] = self.pool.get("stock.location")(self.warehouse).storage_location.id
            self.locations |= {int(one.code[1:]): one.id for one in known if (one.code or "").startswith("F")}
            goods = self.pool.get("product.product").search([], order=[("id", "ASC")])
            self.products, self.unit = [one.id for one in goods], goods[0].default_uom.id

    def _open(self) -> None:
        """A company with the goods of the history and its faskes as storage locations."""
        create = {name: self.pool.get(name).create for name in MODELS}
        with self._transaction() as opened:
            idr = {"name": "IDR", "code": "IDR", "symbol": "Rp", "rounding": Decimal("0.01"), "digits": 2}
            (currency,) = create["currency.currency"]([idr])
            (party,) = create["party.party"]([{"name": "Dinas"}])
            (company,) = create["company.company"]([{"party": party.id, "currency": currency.id}])
            user = self.pool.get("res.user")
            user.write([user(self.user)], {"companies": [("add", [company.id])], "company": company.id})
            self.context["company"] = company.id
            opened.commit()
        with self._transaction() as opened:
            unit = self.pool.get("product.uom").search([("name", "=", "Unit")])[0].id
            create["product.template"]([_template(n, f"{one.item} {one.fund}", unit) for n, one in enumerate(SERIES)])
            faskes = range(1, self.workload.faskes + 1)
            create["stock.location"]([{"name": f"F{n}", "code": f"F{n}", "type": "storage"} for n in faskes])
            opened.commit()

    def _write_history(self) -> None:
        """The batches by Tryton itself, the moves by SQL as Tryton would have left them, done."""
        lots: dict[int, int] = {}
        with self._transaction() as opened:
            cursor = opened.connection.cursor()
            for _, vouchers in self.workload.history():
                lines = [(voucher.day, line) for voucher in vouchers for line in voucher.lines]
                new = {line.batch for _, line in lines if line.batch.number not in lots}
                born = [(batch.number, _lot(batch, self.products[batch.series])) for batch in sorted(new)]
                made = self.pool.get("stock.lot").create([values for _, values in born])
                lots |= {number: lot.id for (number, _), lot in zip(born, made, strict=True)}
                rows = [self._row(day, line, lots[line.batch.number]) for day, line in lines]
                mark = "?" if self.sqlite else "%s"
                statement = f"INSERT INTO stock_move({', '.join(COLUMNS)}) VALUES ({', '.join([mark] * len(COLUMNS))})"
                cursor.executemany(statement, rows)
            cursor.execute("ANALYZE")
            opened.commit()

    def _row(self, day: date, line: Line, lot: int) -> tuple[Any, ...]:
        ends = self.locations[line.source], self.locations[line.destination]
        when = day.isoformat() if self.sqlite else day
        amounts = (self.products[line.batch.series], lot, self.unit, line.quantity, line.quantity)
        return (
            *amounts,
            *ends,
            self.context["company"],
            when,
            when,
            "done",
            0,
            0,
            self.currency,
            self.user,
            when,
            False,
        )

    def _ship(self, faskes: int, lines: Sequence[tuple[int, int]]) -> None:
        """One shipment from the warehouse to a faskes, through Tryton's workflow, in a transaction of its own."""
        shipments, move = self.pool.get("stock.shipment.internal"), self.pool.get("stock.move")
        day, company = self.workload.next_day, self.context["company"]
        ends = {"from_location": self.locations[WAREHOUSE], "to_location": self.locations[faskes], "company": company}
        moves = [{**ends, "product": self.products[s], "unit": self.unit, "quantity": float(q)} for s, q in lines]
        days = {"planned_date": day, "effective_date": day, "planned_start_date": day}
        with self._transaction(lock=["stock_move"]) as opened:
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
        with self._transaction():
            lots = self.pool.get("stock.lot").search([])
            expiry = {lot.id: lot.shelf_life_expiration_date for lot in lots}

        def by_expiry(_move: Any, quantities: Any, locations: Any, _grouping: Any) -> Any:
            at, today = {location.id for location in locations}, self.workload.next_day
            usable = [pair for pair in quantities if pair[0][0] in at and expiry.get(pair[0][2], today) >= today]
            return sorted(usable, key=lambda pair: (expiry.get(pair[0][2], date.max), pair[0][2] or 0))

        self.pool.get("stock.move").sort_quantities = by_expiry

    def _held(self, day: date, grouping: tuple[str, ...]) -> dict[Any, float]:
        at = [number for place, number in self.locations.items() if place >= WAREHOUSE]
        with self._transaction(stock_date_end=day):
            found = self.pool.get("product.product").products_by_location(at, grouping=grouping)
            return {key: quantity for key, quantity in found.items() if quantity}

    def _month(self) -> list[tuple[Any, ...]]:
        """Tryton has no such question: opening and closing as it tells them, and the month's moves added up."""
        month = self.workload.last_month
        opening, closing = (self._held(day, ("product",)) for day in (month.previous.last, month.last))
        came, went = Counter[Any](), Counter[Any]()
        within = [("effective_date", ">=", month.first), ("effective_date", "<=", month.last), ("state", "=", "done")]
        names = ["product", "from_location", "to_location", "internal_quantity"]
        with self._transaction():
            for row in self.pool.get("stock.move").search_read(within, fields_names=names):
                went[row["from_location"], row["product"]] += row["internal_quantity"]
                came[row["to_location"], row["product"]] += row["internal_quantity"]
        return [(key, opening.get(key, 0), came[key], went[key], closing.get(key, 0)) for key in {*opening, *closing}]

    def _card(self) -> list[Any]:
        product = self.products[SERIES.index(BUSIEST)]
        fields = ["date", "move", "quantity", "cumulative_quantity_start", "cumulative_quantity_end"]
        with self._transaction(product=product, warehouse=self.warehouse):
            lines = self.pool.get("stock.product_quantities_warehouse.move")
            newest = lines.search([], limit=PAGE, order=[("date", "DESC"), ("id", "DESC")])
            return list(lines.read([line.id for line in newest], fields))


def _template(number: int, name: str, unit: int) -> dict[str, Any]:
    lot_required = ["storage", "supplier", "customer", "lost_found"]
    return {
        "name": name, "type": "goods", "default_uom": unit, "cost_price_method": "fixed", "lot_required": lot_required,
        "shelf_life_state": "optional", "products": [("create", [{"code": str(number)}])],
    }  # fmt: skip


def _lot(batch: Batch, product: int) -> dict[str, Any]:
    return {"number": batch.label, "product": product, "shelf_life_expiration_date": batch.expiry}
