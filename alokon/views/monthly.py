"""A month of a site: opening, the codes of R/II/KB, closing; each from its own source, so that a proof can compare.

Opening and closing are balances of the book on two days; the codes are the month's moves. All in base units.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon import siga
from inventory.core.months import Month
from inventory.core.places import CARDED
from inventory.store import lots, masters, queries
from inventory.store.amounts import Part, parts
from inventory.store.masters import Place
from inventory.store.moved import Moved, moved


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
    own = queries.places_of(db, book, sites, CARDED)
    asked = queries.few(own)
    opening, closing = (parts(db, book, day, asked) for day in (month.previous.last, month.last))
    moves = moved(db, book, month.first, month.last, asked)
    goods = _goods(db, book, {part[2] for part in opening} | {part[2] for part in closing} | {m[3] for m in moves})
    codes = {number: one.site_code for number, one in own.items()}
    before, after = _held(opening, codes, goods), _held(closing, codes, goods)
    counts = _counted(moves, codes, goods, _others(db, book, own, moves))
    found = {}
    for row in sorted({*before, *after, *counts}):
        counts[row][siga.OPENING] = before[row]
        mutation = Mutation(before[row], counts[row], after[row])
        if mutation.moved:
            found[Key(row[0], *row[1])] = mutation
    return found


def closings(db: sa.Connection, book: str, month: Month, sites: Collection[str] | None = None) -> dict[Key, int]:
    """What the cards of sites held at the end of a month, by site, item and fund."""
    own = queries.places_of(db, book, sites, CARDED)
    found = parts(db, book, month.last, queries.few(own))
    goods = _goods(db, book, {part[2] for part in found})
    held = _held(found, {number: one.site_code for number, one in own.items()}, goods)
    return {Key(site, *kind): quantity for (site, kind), quantity in held.items()}


Goods = Mapping[int, tuple[str, str]]
"""Lot → the codes of its item and its fund."""

Row = tuple[str, tuple[str, str]]
"""What a `Key` names, while thousands are added up."""


def _goods(db: sa.Connection, book: str, ids: Collection[int]) -> Goods:
    return {number: (key.item, key.fund) for number, key in lots.identities(db, book, ids).items()}


def _held(found: Sequence[Part], codes: Mapping[int, str], goods: Goods) -> dict[Row, int]:
    """Balances of places (their site codes by id) added up by site, item and fund."""
    sums: dict[Row, int] = defaultdict(int)
    for place, _, lot, _, quantity in found:
        if place in codes:
            sums[codes[place], goods[lot]] += quantity
    return sums


class _Columns(dict[tuple[int, int], tuple[str, int]]):
    """The other place and whether it is a reversal → code and sign of what comes or goes, worked out when asked for."""

    def __init__(self, places: Mapping[int, Place], direction: str) -> None:
        self.places, self.direction = places, direction

    def __missing__(self, asked: tuple[int, int]) -> tuple[str, int]:
        far, reversal = asked
        flow = siga.Flow(self.places[far].kind, self.direction, self.places[far].site_kind, 1, bool(reversal))
        self[asked] = siga.contribution(flow)
        return self[asked]


def _counted(
    moves: Sequence[Moved], codes: Mapping[int, str], goods: Goods, others: Mapping[int, Place]
) -> dict[Row, dict[str, int]]:
    """The codes of each site, item and fund; moves among the places of one site's card are left out."""
    sums: dict[Row, dict[str, int]] = defaultdict(siga.NOTHING.copy)
    coming, going = _Columns(others, siga.IN), _Columns(others, siga.OUT)
    for source, destination, _, lot, _, quantity, reversal in moves:
        left, came = codes.get(source), codes.get(destination)
        if left == came:
            continue
        if came is not None:
            code, sign = coming[source, reversal]
            sums[came, goods[lot]][code] += sign * quantity
        if left is not None:
            code, sign = going[destination, reversal]
            sums[left, goods[lot]][code] += sign * quantity
    return sums


def _others(db: sa.Connection, book: str, own: Mapping[int, Place], moves: Sequence[Moved]) -> Mapping[int, Place]:
    """The places at either end of moves."""
    ends = {move[0] for move in moves} | {move[1] for move in moves}
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
