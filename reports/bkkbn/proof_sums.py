"""Sums of the report held against each other: sheets against the rekap, movements against balances, the road."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from alokon import siga
from alokon.text import number
from alokon.views import warehouse
from alokon.views.rollup import FASKES, OPEN, OWN, ROAD, STORE, Crossing
from alokon.views.warehouse import Goods
from inventory.core import places
from reports.bkkbn.checks import Cell
from reports.bkkbn.figures import Figures, sums_by_goods
from reports.bkkbn.rekap import Rekap

BEHIND = {
    STORE: (places.SHELF, places.WAREHOUSE),
    FASKES: (places.SHELF, places.FACILITY),
    OPEN: (places.SHELF, places.FACILITY),
    ROAD: (places.TRANSIT, places.ROAD),
}
"""Part of the kabupaten → the kinds of place and site that stand behind it; a kind of place stands for itself."""

ROAD_WORDS = ("dikirim", "diterima", "rusak", "kurang", "kembali", "lain")


def sheets_and_rekap(figures: Figures, rows: Sequence[Rekap]) -> Iterator[Cell]:
    """Every column of all sheets of faskes, and of the warehouse, against the one sum for the kabupaten."""
    faskes, stores = sums_by_goods(figures.rows), sums_by_goods(figures.store_rows)
    codes, columns = _codes(figures.crossings), _store_columns(figures.crossings)
    for row in rows:
        goods, own = row.goods, faskes.get(row.goods)
        yield from _ends(row, FASKES, own.opening if own else 0, own.closing if own else 0)
        for code in (*siga.NAMES, siga.OTHER):
            if code != siga.OPENING:
                left = own.counts[code] if own else 0
                yield Cell(goods, f"faskes kode {code}", left, codes[goods].get(code, 0), added=False)
        if figures.stores_closed:
            store, at_store = stores.get(goods), figures.store_columns.get(goods, {})
            yield from _ends(row, STORE, store.opening if store else 0, store.closing if store else 0)
            yield from _ends(row, ROAD, *figures.road.get(goods, (0, 0)))
            for name in warehouse.COLUMNS:
                yield Cell(goods, f"gudang {name}", at_store.get(name, 0), columns[goods].get(name, 0), added=False)


def _ends(row: Rekap, part: str, opening: int, closing: int) -> Iterator[Cell]:
    where = {FASKES: "faskes", STORE: "gudang", ROAD: "perjalanan"}[part]
    yield Cell(row.goods, f"{where} awal", opening, row.columns[f"opening_{part}"], added=False)
    yield Cell(row.goods, f"{where} akhir", closing, row.columns[f"closing_{part}"])


def _codes(crossings: Sequence[Crossing]) -> Mapping[Goods, Mapping[str, int]]:
    """Item × fund → code of R/II/KB → base units, over all faskes in one sum."""
    sums: dict[Goods, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for c in crossings:
        if c.part == FASKES:
            kind, site_kind = BEHIND.get(c.other, (c.other, ""))
            code, quantity = siga.contribution(siga.Flow(kind, c.direction, site_kind, c.quantity))
            sums[c.goods][code] += quantity
    return sums


def _store_columns(crossings: Sequence[Crossing]) -> Mapping[Goods, Mapping[str, int]]:
    """Item × fund → column of the laporan gudang → base units, over all warehouses in one sum."""
    sums: dict[Goods, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for c in crossings:
        if c.part == STORE:
            kind, site_kind = BEHIND.get(c.other, (c.other, ""))
            name = warehouse.column_of(c.direction, kind, site_kind)
            turned = name == warehouse.VARIANCE and c.direction == siga.OUT
            sums[c.goods][name] += -c.quantity if turned else c.quantity
    return sums


def movements_and_closings(figures: Figures, rows: Sequence[Rekap]) -> Iterator[Cell]:
    """Opening and movements of every row of every sheet against its closing."""
    for key, row in figures.rows.items():
        yield Cell(Goods(key.item, key.fund), figures.names.get(key.site, key.site), row.computed, row.closing)
    stores = sums_by_goods(figures.store_rows)
    for goods in {*stores, *figures.store_columns}:
        held, changed = stores.get(goods), warehouse.change(figures.store_columns.get(goods, {}))
        yield Cell(goods, "gudang", (held.opening if held else 0) + changed, held.closing if held else 0)
    for one in rows:
        closing = sum(one.columns.get(f"closing_{part}", 0) for part in OWN)
        yield Cell(one.goods, "rekap kabupaten", closing + one.difference, closing, added=False)


def road(figures: Figures) -> Iterator[Cell]:
    """What was on the road, plus what was sent, less what was accounted for, against what is on the road."""
    moved = _on_road(figures.crossings)
    for goods in figures.goods if figures.stores_closed else ():
        before, after = figures.road.get(goods, (0, 0))
        parts = moved.get(goods, dict.fromkeys(ROAD_WORDS, 0))
        if before or after or any(parts.values()):
            computed = before + parts["dikirim"] - sum(parts[name] for name in ROAD_WORDS[1:])
            told = [f"{name} {number(quantity)}" for name, quantity in {"awal": before, **parts}.items() if quantity]
            yield Cell(goods, "perjalanan", computed, after, told=", ".join(told))


def _on_road(crossings: Sequence[Crossing]) -> dict[Goods, dict[str, int]]:
    """Item × fund → what was sent, received, damaged, short, returned; the rest is "lain"."""
    sums: dict[Goods, dict[str, int]] = {}
    names = {
        STORE: "kembali",
        FASKES: "diterima",
        OPEN: "diterima",
        places.DAMAGED: "rusak",
        places.MISSING: "kurang",
    }
    for c in crossings:
        if c.part == ROAD:
            row = sums.setdefault(c.goods, dict.fromkeys(ROAD_WORDS, 0))
            if (c.direction, c.other) == (siga.IN, STORE):
                row["dikirim"] += c.quantity
            elif c.direction == siga.OUT:
                row[names.get(c.other, "lain")] += c.quantity
            else:
                row["lain"] -= c.quantity
    return sums
