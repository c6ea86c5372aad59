"""What was between two stores on a day: on the road, or missing from a delivery and not yet settled."""

from collections.abc import Collection, Iterator
from datetime import date

import sqlalchemy as sa

from alokon.catalog import FUNDS, ITEMS
from alokon.store import papers
from alokon.store.schema import casefile
from alokon.text import long_date
from inventory.core import places
from inventory.store import queries
from inventory.store.queries import Holding, Names
from inventory.store.schema import site
from reports.dataset import Column, Dataset, Row
from reports.labels import expiry_of
from reports.report import Making

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("to", "Tujuan"),
    Column("sbbk", "Nomor SBBK"),
    Column("item", "Jenis Alokon"),
    Column("unit", "Satuan"),
    Column("fund", "Sumber Dana"),
    Column("batch", "Nomor Batch"),
    Column("expiry", "Kedaluwarsa", "expiry"),
    Column("transit", "Di jalan", "quantity"),
    Column("missing", "Selisih kirim", "quantity"),
)


def road(making: Making, day: date, items: Collection[str] | None) -> Iterator[Dataset]:
    """One list of every lot of every consignment, or nothing when the road was empty."""
    held = queries.holdings(making.db, making.book, day, items=items, kinds=[places.TRANSIT, places.MISSING])
    if held:
        yield Dataset(
            name="di-perjalanan",
            title="BARANG DI PERJALANAN DAN SELISIH KIRIM",
            columns=COLUMNS,
            rows=tuple(_rows(making, held)),
            subtitle=(f"Per tanggal {long_date(day)}",),
            notes=("Selisih kirim: dikirim tetapi tidak sampai, belum diselesaikan.",),
            landscape=True,
            sheet="Di perjalanan",
            continues=True,
        )


def _rows(making: Making, held: Collection[Holding]) -> Iterator[Row]:
    names = queries.lot_names(making.db, making.book, {h.lot for h in held})
    cases = {h.consignment for h in held}
    to = _destinations(making, cases)
    issued = papers.of_cases(making.db, making.book, cases)
    numbers = {case: next((p.number for p in found if p.kind == "sbbk"), "") for case, found in issued.items()}
    amounts = {(h.consignment, h.lot, h.kind): h.quantity for h in held}
    for n, (case, lot) in enumerate(sorted({(h.consignment, h.lot) for h in held}), 1):
        at = (amounts.get((case, lot, kind), 0) for kind in (places.TRANSIT, places.MISSING))
        yield (n, to.get(case, ""), numbers.get(case, ""), *_goods(names[lot]), *at)


def _goods(names: Names) -> Row:
    item, facts = ITEMS[names.key.item], names.facts
    return (item.name, item.unit, FUNDS[names.key.fund].name, names.key.batch, expiry_of(facts))


def _destinations(making: Making, cases: Collection[int]) -> dict[int, str]:
    """Case → the name of the faskes its goods go to."""
    query = (
        sa.select(casefile.c.id, site.c.name)
        .join_from(casefile, site, (site.c.book == casefile.c.book) & (site.c.id == casefile.c.site))
        .where(casefile.c.book == making.book, casefile.c.id.in_(cases))
    )
    return {row.id: row.name for row in making.db.execute(query)}
