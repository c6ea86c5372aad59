"""Balances of the report held against the same balances computed anew, and against what was written down before."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from alokon.views.monthly import Key
from alokon.views.refold import Card
from alokon.views.warehouse import Goods
from inventory.core import places
from inventory.core.goods import LotKey
from inventory.core.months import Month
from inventory.store import snapshots
from inventory.store.balances import LYING
from inventory.store.closing import CLOSE
from inventory.store.masters import ROAD_CODE
from inventory.store.prepared import Prepared
from inventory.store.schema import balance, closing, event, snapshot
from reports.bkkbn.checks import Cell
from reports.bkkbn.figures import Figures
from reports.bkkbn.rekap import counted_parts, part_of

OPENING, CLOSING = 0, 1
"""Which end of the month, as `Figures.folded` counts them; the last figure there is now."""

Held = Mapping[Key, int]
"""Site (the road too) × item × fund → base units."""

Lots = Mapping[int, LotKey]
"""What every lot of the book is called."""

Balance = tuple[int, int, int]
"""Place, lot and consignment."""


def reported(figures: Figures, end: int) -> Held:
    """What the report says lay at each site in the sums, and on the road, at an end of the month."""
    rows = {**figures.rows, **figures.store_rows}
    own = {key: (row.opening, row.closing)[end] for key, row in rows.items()}
    return own | {Key(ROAD_CODE, *goods): ends[end] for goods, ends in figures.road.items()}


def folded(figures: Figures, end: int) -> Held:
    """The same from all moves ever made."""
    codes, parts = {m.faskes.code for m in figures.closed}, counted_parts(figures)
    sums: dict[Key, int] = defaultdict(int)
    for card, ends in figures.folded.items():
        if part_of(card, codes) in parts:
            sums[Key(card.site, card.item, card.fund)] += ends[end]
    return sums


def against(names: Mapping[str, str], left: Held, right: Held) -> Iterator[Cell]:
    """A cell for every site, item and fund that either side knows; `names`: what sites are called, by code."""
    for key in sorted({*left, *right}):
        where = names.get(key.site, key.site)
        yield Cell(Goods(key.item, key.fund), where, left.get(key, 0), right.get(key, 0))


def items_and_batches(figures: Figures, lots: Lots) -> Iterator[Cell]:
    """Closings by item against the sum of their batches; a batch below nothing is a fault of its own."""
    yield from against(figures.names, reported(figures, CLOSING), folded(figures, CLOSING))
    for card, ends in figures.folded.items():
        if ends[CLOSING] < 0:
            where = f"{figures.names.get(card.site, card.site)} batch {lots[card.lot].batch} kurang dari nol"
            yield Cell(Goods(card.item, card.fund), where, ends[CLOSING], 0, added=False)


def balances_and_moves(db: sa.Connection, book: str, figures: Figures, lots: Lots) -> Iterator[Cell]:
    """The running balances of every place and lot, less what moved after the month, against the moves until its end.

    So said, the figures stay the same when the report is printed again later.
    """
    later = {_key(card): ends[-1] - ends[CLOSING] for card, ends in figures.folded.items()}
    stored = {row[:3]: row[3] for row in NOW.tuples(db, book=book)}
    left = {key: stored.get(key, 0) - later.get(key, 0) for key in {*stored, *later}}
    yield from _cards(figures, lots, left, {_key(card): ends[CLOSING] for card, ends in figures.folded.items()})


def month_ends_and_moves(db: sa.Connection, book: str, figures: Figures, lots: Lots) -> Iterator[Cell]:
    """The balances kept for the ends of the month before and of the month itself against the sum of all moves."""
    done = snapshots.through(db, book)
    for end, month in ((OPENING, figures.month.previous), (CLOSING, figures.month)):
        if done is not None and month <= done:
            stored = {row[:3]: row[3] for row in MONTH_END.tuples(db, book=book, month=str(month))}
            yield from _cards(figures, lots, stored, {_key(card): at[end] for card, at in figures.folded.items()})


_BOOK = sa.bindparam("book", type_=sa.String)
NOW = Prepared(
    sa.select(balance.c.place, balance.c.lot, balance.c.consignment, balance.c.quantity).where(
        balance.c.book == _BOOK, LYING
    )
)
MONTH_END = Prepared(
    sa.select(snapshot.c.place, snapshot.c.lot, snapshot.c.consignment, snapshot.c.quantity).where(
        snapshot.c.book == _BOOK, snapshot.c.month == sa.bindparam("month")
    )
)


def _cards(figures: Figures, lots: Lots, stored: Mapping[Balance, int], right: Mapping[Balance, int]) -> Iterator[Cell]:
    """A cell for every card with anything on either side; a row of no lot or place of the book is for `verify`."""
    for key in {*right, *stored}:
        expected, found = right.get(key, 0), stored.get(key, 0)
        place, lot, _ = key
        if (expected or found) and lot in lots and place in figures.sites:
            named, site = lots[lot], figures.sites[place]
            where = f"{figures.names.get(site, site)} batch {named.batch}"
            yield Cell(Goods(named.item, named.fund), where, found, expected)


def _key(card: Card) -> Balance:
    return card.place, card.lot, card.consignment


def closings_and_events(db: sa.Connection, book: str, figures: Figures, lots: Lots) -> Iterator[Cell]:
    """Closings of the report against the balances written into the chain when each site closed the month."""
    sites = {m.site: m.faskes.code for m in figures.closed}
    sites |= {s.id: s.code for s in figures.stores if figures.stores_closed}
    written: dict[Key, int] = defaultdict(int)
    for number, payload in _closing_events(db, book, figures.month).items():
        for kind, item, lot, quantity in json.loads(payload)["balances"] if number in sites else ():
            if kind in places.CARDED:
                written[Key(sites[number], item, lots[lot].fund)] += quantity
    left = {key: quantity for key, quantity in reported(figures, CLOSING).items() if key.site != ROAD_CODE}
    yield from against(figures.names, left, written)


def _closing_events(db: sa.Connection, book: str, month: Month) -> dict[int, str]:
    """Site id → the payload of the event that closed the month, the newest where it was closed again."""
    query = (
        sa.select(closing.c.site, event.c.payload)
        .join_from(closing, event, (event.c.book == closing.c.book) & (event.c.seq == closing.c.event))
        .where(closing.c.book == book, closing.c.month == str(month), closing.c.action == CLOSE)
        .order_by(closing.c.event)
    )
    return {row.site: row.payload for row in db.execute(query)}
