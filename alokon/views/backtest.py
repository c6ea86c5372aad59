"""The book's own past, ready to be replayed under other policies, and what really came of it.

Only faskes that had an item before the first month and used it since are in it. What a replay cannot know is counted:
months without a report, and averages nobody could have had on the day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

import sqlalchemy as sa

from alokon.planning.consumption import Consumption, MonthUse, Window, consumption
from alokon.planning.demand import Demand, demand
from alokon.planning.outcome import Outcome
from alokon.planning.rensi import Shelf
from alokon.planning.world import STORE, Arrival, World, averages
from alokon.store.settings import settings
from alokon.views.consumption import is_slow, window
from alokon.views.coverage import reported
from alokon.views.days_out import days_out
from alokon.views.exchanged import exchanged
from alokon.views.gone import Pair, left
from alokon.views.happened import Book, happened
from alokon.views.needs import pack_of
from alokon.views.stock import known_pairs
from alokon.views.urgent import Receipt, urgent_receipts
from inventory.core.months import Month
from inventory.core.places import EXPIRED, FACILITY, RESERVED, SHELF, SUPPLIER, TRANSIT
from inventory.store import masters, queries
from inventory.store.queries import Names
from inventory.store.schema import move

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Past:
    """Months of the book: a world to replay for each item, and what really came of it.

    `assumed` of the `told` faskes-months rest on an average; `guessed` counts averages that could not be known when
    their month began; `left_out` are pairs of faskes and item that cannot be replayed. `lots` says what the lots are.
    """

    months: tuple[Month, ...]
    worlds: tuple[World, ...]
    real: tuple[Outcome, ...]
    lots: Mapping[int, Names]
    told: int
    assumed: int
    guessed: int
    left_out: int

    def value_sen(self, lots: Mapping[int, int]) -> int:
        """What base units by lot were worth; lots without a price count nothing."""
        return sum(quantity * (self.lots[lot].facts.unit_value_sen or 0) for lot, quantity in lots.items())


class Able(NamedTuple):
    """A faskes and item that can be replayed: its demand, the averages known month by month, and what it reported."""

    demand: Demand
    known: Sequence[Consumption]
    uses: Sequence[MonthUse]


def first_month(db: sa.Connection, book: str) -> Month | None:
    """The first month of the book that can be replayed: the one after its first move; None without moves."""
    first = db.scalar(sa.select(sa.func.min(move.c.moved_on)).where(move.c.book == book))
    return Month.of(first).next if first else None


def replayable(db: sa.Connection, book: str, today: date) -> tuple[Month, Month] | None:
    """The first and the last whole month that can be replayed on a day; None in a book that is too young."""
    first, last = first_month(db, book), Month.of(today).previous
    return (first, last) if first and first <= last else None


def past(db: sa.Connection, book: str, months: Sequence[Month], items: Collection[str]) -> Past:
    """Some months of the book and some of its items; a fixed number of questions, and one for each month."""
    windows = {item: window(settings(db, book), is_slow(item)) for item in items}
    uses = _uses(db, book, months, max(one.back for one in windows.values()), items)
    known = known_pairs(db, book, months[0].first - _DAY, items=items)
    able = {pair: one for pair in sorted(known & uses.keys()) if (one := _able(uses[pair], months, windows[pair[1]]))}
    told = _book(db, book, months, items)
    worlds, real = [], []
    for item in items:
        own = {site: one for (site, code), one in able.items() if code == item}
        if own:
            worlds.append(_world(told, item, months, own))
            real.append(happened(told, worlds[-1], {site: one.uses for site, one in own.items()}))
    used = {pair for pair, each in uses.items() if any(use.issued for use in each[-len(months) :])}
    return Past(
        months=tuple(months),
        worlds=tuple(worlds),
        real=tuple(real),
        lots=told.lots,
        told=len(able) * len(months),
        assumed=sum(one.demand.assumed for one in able.values()),
        guessed=sum(average.monthly is None for one in able.values() for average in one.known),
        left_out=len(used - able.keys()),
    )


def _uses(
    db: sa.Connection, book: str, months: Sequence[Month], back: int, items: Collection[str]
) -> dict[Pair, list[MonthUse]]:
    """Faskes and item → so many months before the replay and those in it, oldest first."""
    span = [months[0].plus(-n) for n in range(back, 0, -1)] + list(months)
    facilities = masters.sites(db, book, kind=FACILITY)
    issued: dict[tuple[str, str, str], int] = defaultdict(int)
    for one in left(db, book, span[0].first, span[-1].last, items=items):
        issued[one.site, one.item, one.month] += one.quantity
    told = reported(db, book, span)
    out = days_out(db, book, span[0], span[-1], items=items)
    return {
        (site, item): [
            MonthUse(m, max(0, issued[site, item, str(m)]) if str(m) in told.get(site, ()) else None, missing[m])
            for m in span
        ]
        for (site, item), missing in out.items()
        if site in facilities
    }


def _able(uses: Sequence[MonthUse], months: Sequence[Month], window: Window) -> Able | None:
    """What can be replayed of a faskes and item; None where nothing was used, or no month can tell."""
    before = len(uses) - len(months)
    found = demand(uses[before:])
    if found is None or not found.total:
        return None
    known = [consumption(uses[max(0, n - window.back) : n], window) for n in range(before, len(uses))]
    return Able(found, known, uses[before:])


def _book(db: sa.Connection, book: str, months: Sequence[Month], items: Collection[str]) -> Book:
    since, until = months[0].first, months[-1].last
    moved = exchanged(db, book, since, until, [SUPPLIER, TRANSIT, EXPIRED], items)
    opening = queries.holdings(db, book, since - _DAY, items=items, kinds=[SHELF, RESERVED, TRANSIT])
    ends = [queries.holdings(db, book, m.last, items=items, kinds=[SHELF]) for m in months]
    held = {one.lot for each in (opening, *ends) for one in each}
    lots = queries.lot_names(db, book, held | {one.lot for one in moved})
    urgent = urgent_receipts(db, book, since, until)
    return Book(str(settings(db, book)["warehouse"]), lots, opening, ends, moved, urgent)


def _world(told: Book, item: str, months: Sequence[Month], own: Mapping[str, Able]) -> World:
    return World(
        item=item,
        pack=pack_of(item),
        months=tuple(months),
        wanted={site: one.demand.wanted for site, one in own.items()},
        uses={site: averages(one.known, Fraction(one.demand.total, len(months))) for site, one in own.items()},
        opening=_opening(told, item, own, months[0]),
        arrivals=tuple(_arrivals(told, item, SUPPLIER, {told.warehouse: STORE, **{site: site for site in own}})),
        sent=tuple(_arrivals(told, item, TRANSIT, {site: site for site in own})),
    )


def _opening(told: Book, item: str, own: Collection[str], first: Month) -> dict[str, tuple[Shelf, ...]]:
    """What could be used at the faskes and in the warehouse; what was on the road counts as the warehouse's."""
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for one in told.opening:
        at = one.site if one.site in own else STORE
        ours = at != STORE or one.site == told.warehouse or one.kind == TRANSIT
        if one.item == item and ours and told.lots[one.lot].facts.usable_on(first.first):
            sums[at, one.lot] += one.quantity
    found: dict[str, list[Shelf]] = defaultdict(list)
    for (at, lot), quantity in sorted(sums.items()):
        found[at].append(told.parcel(lot, quantity))
    return {at: tuple(parcels) for at, parcels in found.items()}


def _arrivals(told: Book, item: str, kind: str, at: Mapping[str, str]) -> Iterator[Arrival]:
    """What came from a kind of place to sites, each by the name it has in the replay."""
    for one in told.moved:
        if one.item == item and one.other_kind == kind and one.site in at and one.quantity > 0:
            urgent = kind == TRANSIT and Receipt(one.site, item, one.day) in told.urgent
            yield Arrival(one.day, at[one.site], told.parcel(one.lot, one.quantity), urgent)
