"""A database of Tryton, opened in this process, and what the history's numbers are in it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from alokon.bench.vouchers import CLIENT, SUPPLIER, VARIANCE, WAREHOUSE
from alokon.bench.workload import Workload

OUTSIDE = {SUPPLIER: "supplier", CLIENT: "customer", VARIANCE: "lost_found"}


class TrytonDatabase:
    """A database with the modules `stock_lot` and `stock_lot_sled` activated; asked by its own models."""

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
        self.locations: dict[int, int] = {}
        self.products: list[int] = []
        self.know()

    def model(self, name: str) -> Any:
        """A model by its name."""
        return self.pool.get(name)

    def transaction(self, lock: Sequence[str] = (), **more: Any) -> AbstractContextManager[Any]:
        """A transaction with more in its context; tables it will lock are locked from its beginning."""
        from trytond.transaction import Transaction

        extras = {"_lock_tables": list(lock)} if lock else {}
        started: AbstractContextManager[Any] = Transaction().start(
            self.database, self.user, context=self.context | more, **extras
        )
        return started

    def know(self) -> None:
        """Learn the numbers of what the history names, where it is there."""
        with self.transaction():
            users = self.model("res.user").search([("login", "=", "admin")])
            self.user = users[0].id
            companies = self.model("company.company").search([])
            if not companies:
                return
            self.context["company"] = companies[0].id
            self.currency = companies[0].currency.id
        with self.transaction():
            known = self.model("stock.location").search([])
            self.warehouse = next(one.id for one in known if one.type == "warehouse")
            for number, kind in OUTSIDE.items():
                self.locations[number] = next(one.id for one in known if one.type == kind)
            self.locations[WAREHOUSE] = self.model("stock.location")(self.warehouse).storage_location.id
            self.locations |= {int(one.code[1:]): one.id for one in known if (one.code or "").startswith("F")}
            goods = self.model("product.product").search([], order=[("id", "ASC")])
            self.products, self.unit = [one.id for one in goods], goods[0].default_uom.id
