"""A month of a site: opening, the codes of R/II/KB, closing; each from its own source, so that a proof can compare.

Opening and closing are balances of the book on two days; the codes are the month's moves. All in base units.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple

import sqlalchemy as sa

from alokon import siga
from inventory.core.goods import LotKey
from inventory.core.months import Month
from inventory.core.places import CARDED, STOREROOM
from inventory.store import lots, masters, queries
from inventory.store.amounts import Part, parts
from inventory.store.masters import Place
from inventory.store.moved import moved
from inventory.store.prepared import making


class Key(NamedTuple):
    """One row of a monthly report: a site (its code), an item (its code) and a fund."""

    site: str
    item: str
    fund: str


class Mutation(NamedTuple):
    """A month of one key: `counts` has every code and `lainnya` (signed); `closing` is the book's own balance."""

    opening: int
    counts: dict[str, int]
    closing: int

    @property
    def computed(self) -> int:
        """What the closing must be by the month's own figures."""
        return siga.saldo_akhir(self.counts)

    @property
    def moved(self) -> bool:
        """Whether there is anything to report."""
        return bool(self.opening or self.closing or any(self.counts.values()))


def mutations(db: sa.Connection, book: str, month: Month, sites: Collection[str] | None = None) -> dict[Key, Mutation]:
    """The month of every site × item × fund that has anything to report, of the sites asked for or of all."""
    own = _cards(db, book, sites)
    asked = queries.few(own)
    opening, closing = (parts(db, book, day, asked) for day in (month.previous.last, month.last))
    moves = moved(db, book, MOVED, month.first, month.last, asked)
    met = {lot for rows, n in ((opening, 1), (closing, 1), (moves, 2)) for lot in {*map(itemgetter(n), rows)}}
    table = _Table(own, lots.identities(db, book, met))
    counts = _counted(moves, table, _others(db, book, own, moves))
    counts[siga.OPENING] = _held(opening, table)
    return table.told(counts, _held(closing, table))


def closings(db: sa.Connection, book: str, month: Month, sites: Collection[str] | None = None) -> dict[Key, int]:
    """What the cards of sites held at the end of a month, by site, item and fund."""
    own = _cards(db, book, sites)
    found = parts(db, book, month.last, queries.few(own))
    table = _Table(own, lots.identities(db, book, {lot for _, lot, _ in found}))
    return {Key(*names): held for names, held in zip(table.keys, _held(found, table), strict=True) if held}


def _cards(db: sa.Connection, book: str, sites: Collection[str] | None) -> dict[int, Place]:
    """The places of the stock cards asked for; the storeroom holds nothing that is reported."""
    found = queries.places_of(db, book, sites, CARDED)
    return {number: one for number, one in found.items() if one.site_kind != STOREROOM}


MOVED = ("source", "destination", "lot", "quantity", "reverses_event")
Moved = tuple[int, int, int, int, int | None]
"""The columns of `MOVED`."""

Figures = list[int]
"""A column of the table: a figure for each of its rows."""


class _Table:
    """Every site × goods of a month, whether anything happened there or not, as numbered rows in the report's order.

    What happens to a lot at a place stands in the row `site[place] + goods[lot]`: thousands of balances and moves are
    added up by numbers, and only what is reported gets its names.
    """

    def __init__(self, own: Mapping[int, Place], known: Mapping[int, LotKey]) -> None:
        kinds = sorted({(lot.item, lot.fund) for lot in known.values()})
        codes = sorted({one.site_code for one in own.values()})
        self.keys = [(code, *kind) for code in codes for kind in kinds]
        first, offset = ({name: n for n, name in enumerate(names)} for names in (codes, kinds))
        self.site = {number: first[one.site_code] * len(kinds) for number, one in own.items()}
        self.goods = {number: offset[lot.item, lot.fund] for number, lot in known.items()}

    def column(self) -> Figures:
        """A column of zeros."""
        return [0] * len(self.keys)

    def told(self, counts: Mapping[str, Figures], closing: Figures) -> dict[Key, Mutation]:
        """The rows that have anything to report, by their names."""
        key, mutation, codes = making(Key), making(Mutation), tuple(counts)
        return {
            key(names): mutation((counted[0], dict(zip(codes, counted, strict=False)), left))
            for names, left, counted in zip(self.keys, closing, zip(*counts.values(), strict=True), strict=True)
            if left or any(counted)
        }


def _held(found: Sequence[Part], table: _Table) -> Figures:
    """Balances of places added up."""
    site, goods, sums = table.site, table.goods, table.column()
    for place, lot, quantity in found:
        if place in site:
            sums[site[place] + goods[lot]] += quantity
    return sums


class _Columns(dict[tuple[int, bool], tuple[Figures, int]]):
    """The other place and whether it is a reversal → column and sign of what comes or goes, worked out when asked."""

    def __init__(self, counts: Mapping[str, Figures], places: Mapping[int, Place], direction: str) -> None:
        self.counts, self.places, self.direction = counts, places, direction

    def __missing__(self, asked: tuple[int, bool]) -> tuple[Figures, int]:
        far, reversal = asked
        flow = siga.Flow(self.places[far].kind, self.direction, self.places[far].site_kind, 1, reversal)
        code, sign = siga.contribution(flow)
        self[asked] = self.counts[code], sign
        return self[asked]


def _counted(moves: Sequence[Moved], table: _Table, others: Mapping[int, Place]) -> dict[str, Figures]:
    """A column for each code; moves among the places of one site's card are left out."""
    counts = {code: table.column() for code in siga.NOTHING}
    coming, going = _Columns(counts, others, siga.IN), _Columns(counts, others, siga.OUT)
    site, goods = table.site.get, table.goods
    for source, destination, lot, quantity, reverses in moves:
        left, came = site(source), site(destination)
        if left == came:
            continue
        if came is not None:
            column, sign = coming[source, reverses is not None]
            column[came + goods[lot]] += sign * quantity
        if left is not None:
            column, sign = going[destination, reverses is not None]
            column[left + goods[lot]] += sign * quantity
    return counts


def _others(db: sa.Connection, book: str, own: Mapping[int, Place], moves: Sequence[Moved]) -> Mapping[int, Place]:
    """The places at either end of moves."""
    ends = {*map(itemgetter(0), moves), *map(itemgetter(1), moves)}
    return {**own, **{one.id: one for one in masters.places(db, book, ids=ends - own.keys())}}


class Movement(NamedTuple):
    """What went in or out of a site's card in a span of days, by what stood on the other side. `lot` is a lot id."""

    site: str
    item: str
    fund: str
    lot: int
    direction: str
    other_kind: str
    other_site: str
    other_site_kind: str
    quantity: int


def movements(
    db: sa.Connection, book: str, since: date, until: date, sites: Collection[str] | None = None
) -> list[Movement]:
    """Movements over the cards of sites, reversals already taken from the column they undo (so it may be negative)."""
    funds = {number: named.key.fund for number, named in queries.lot_names(db, book).items()}
    rows = []
    for f in queries.flows(db, book, since, until, CARDED, sites=sites):
        direction = f.direction if not f.reversal else ("out" if f.direction == "in" else "in")
        quantity = -f.quantity if f.reversal else f.quantity
        far = (f.other_kind, f.other_site, f.other_site_kind)
        rows.append(Movement(f.site, f.item, funds[f.lot], f.lot, direction, *far, quantity))
    return rows
