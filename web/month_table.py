"""A month of a site as a table: of a faskes by the codes of R/II/KB, of a warehouse by whence and where to."""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa

from alokon import catalog, siga
from alokon.views import warehouse
from alokon.views.batches import item_order
from alokon.views.monthly import Key, Mutation, movements, mutations
from alokon.views.sites import Titled
from alokon.views.warehouse import Goods
from inventory.core.months import Month
from inventory.core.places import WAREHOUSE

CODES = (
    (siga.RECEIPT, "1 Terima"),
    (siga.SERVICE, "2 Pelayanan"),
    (siga.NETWORK, "3 Jaringan"),
    (siga.DAMAGED, "4 Rusak"),
    (siga.EXPIRED, "5 ED"),
    (siga.OTHER, "Lainnya"),
)

STORE = (
    (warehouse.SUPPLIED, "Dari pemasok"),
    (warehouse.GIVEN_BACK, "Kembali"),
    (warehouse.OTHER_IN, "Masuk lain"),
    (warehouse.SENT, "Ke faskes"),
    (warehouse.OTHER_OUT, "Keluar lain"),
    (warehouse.DAMAGED, "Rusak"),
    (warehouse.EXPIRED, "ED"),
    (warehouse.VARIANCE, "Selisih"),
)


class Row(NamedTuple):
    """An item and fund: `figures` in the order of the heads; `computed` is where they lead, `closing` the book's."""

    key: Key
    opening: int
    figures: tuple[int, ...]
    computed: int
    closing: int


class Table(NamedTuple):
    """Heads of the figures, and a row for every item and fund that had anything."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def month_table(db: sa.Connection, book: str, site: Titled, month: Month) -> Table:
    """The month of a site, by fund and item."""
    found = mutations(db, book, month, [site.code])
    columns = STORE if site.kind == WAREHOUSE else CODES
    stored: dict[Goods, dict[str, int]] = {}
    if site.kind == WAREHOUSE:
        stored = warehouse.by_column(movements(db, book, month.first, month.last, [site.code]))
    rows = [_row(key, found[key], stored, columns) for key in sorted(found, key=_order)]
    return Table(tuple(label for _, label in columns), tuple(rows))


def _row(
    key: Key, month: Mutation, stored: Mapping[Goods, Mapping[str, int]], columns: tuple[tuple[str, str], ...]
) -> Row:
    if columns is CODES:
        return Row(key, month.opening, tuple(month.counts[name] for name, _ in columns), month.computed, month.closing)
    values = stored.get(Goods(key.item, key.fund), {})
    figures = tuple(values.get(name, 0) for name, _ in columns)
    return Row(key, month.opening, figures, month.opening + warehouse.change(values), month.closing)


def _order(key: Key) -> tuple[int, tuple[int, str]]:
    funds = list(catalog.FUNDS)
    return (funds.index(key.fund) if key.fund in funds else len(funds), item_order(key.item))
