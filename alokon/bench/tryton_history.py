"""The history in a database of Tryton: company, goods and batches by Tryton itself, the moves by SQL.

The moves are written as Tryton would have left them, done; they serve the reads only.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from alokon.bench.tryton_database import TrytonDatabase
from alokon.bench.vouchers import SERIES, Batch, Line

COLUMNS = (
    "product", "lot", "unit", "quantity", "internal_quantity", "from_location", "to_location", "company",
    "effective_date", "planned_date", "state", "cost_price", "unit_price", "currency", "create_uid", "create_date",
    "unit_price_updated",
)  # fmt: skip
MODELS = ("currency.currency", "party.party", "company.company", "product.template", "stock.location")


def fill(tryton: TrytonDatabase) -> None:
    """The history, where it is not there yet."""
    if not tryton.locations:
        _open(tryton)
        tryton.know()
    with tryton.transaction():
        written = tryton.model("stock.move").search([], limit=1)
    if not written:
        _write(tryton)


def _open(tryton: TrytonDatabase) -> None:
    """A company with the goods of the history and its faskes as storage locations."""
    create = {name: tryton.model(name).create for name in MODELS}
    with tryton.transaction() as opened:
        idr = {"name": "IDR", "code": "IDR", "symbol": "Rp", "rounding": Decimal("0.01"), "digits": 2}
        (currency,) = create["currency.currency"]([idr])
        (party,) = create["party.party"]([{"name": "Dinas"}])
        (company,) = create["company.company"]([{"party": party.id, "currency": currency.id}])
        user = tryton.model("res.user")
        user.write([user(tryton.user)], {"companies": [("add", [company.id])], "company": company.id})
        tryton.context["company"] = company.id
        opened.commit()
    with tryton.transaction() as opened:
        unit = tryton.model("product.uom").search([("name", "=", "Unit")])[0].id
        create["product.template"]([_template(n, f"{one.item} {one.fund}", unit) for n, one in enumerate(SERIES)])
        faskes = range(1, tryton.workload.faskes + 1)
        create["stock.location"]([{"name": f"F{n}", "code": f"F{n}", "type": "storage"} for n in faskes])
        opened.commit()


def _write(tryton: TrytonDatabase) -> None:
    """The batches by Tryton itself, the moves by SQL as Tryton would have left them, done."""
    lots: dict[int, int] = {}
    with tryton.transaction() as opened:
        cursor = opened.connection.cursor()
        for _, vouchers in tryton.workload.history():
            lines = [(voucher.day, line) for voucher in vouchers for line in voucher.lines]
            new = {line.batch for _, line in lines if line.batch.number not in lots}
            born = [(batch.number, _lot(batch, tryton.products[batch.series])) for batch in sorted(new)]
            made = tryton.model("stock.lot").create([values for _, values in born])
            lots |= {number: lot.id for (number, _), lot in zip(born, made, strict=True)}
            rows = [_row(tryton, day, line, lots[line.batch.number]) for day, line in lines]
            mark = "?" if tryton.sqlite else "%s"
            statement = f"INSERT INTO stock_move({', '.join(COLUMNS)}) VALUES ({', '.join([mark] * len(COLUMNS))})"
            cursor.executemany(statement, rows)
        cursor.execute("ANALYZE")
        opened.commit()


def _row(tryton: TrytonDatabase, day: date, line: Line, lot: int) -> tuple[Any, ...]:
    ends = tryton.locations[line.source], tryton.locations[line.destination]
    when = day.isoformat() if tryton.sqlite else day
    amounts = (tryton.products[line.batch.series], lot, tryton.unit, line.quantity, line.quantity)
    return (
        *amounts,
        *ends,
        tryton.context["company"],
        when,
        when,
        "done",
        0,
        0,
        tryton.currency,
        tryton.user,
        when,
        False,
    )


def _template(number: int, name: str, unit: int) -> dict[str, Any]:
    lot_required = ["storage", "supplier", "customer", "lost_found"]
    return {
        "name": name, "type": "goods", "default_uom": unit, "cost_price_method": "fixed", "lot_required": lot_required,
        "shelf_life_state": "optional", "products": [("create", [{"code": str(number)}])],
    }  # fmt: skip


def _lot(batch: Batch, product: int) -> dict[str, Any]:
    return {"number": batch.label, "product": product, "shelf_life_expiration_date": batch.expiry}
