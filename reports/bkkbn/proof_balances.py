"""Balances of the report held against the same balances computed anew, and against what was written down before."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from alokon.views.monthly import Key
from alokon.views.refold import Card
from alokon.views.warehouse import Goods
from inventory.core import places
from inventory.core.months import Month
from inventory.store import snapshots
from inventory.store.closing import CLOSE
from inventory.store.masters import ROAD_CODE
from inventory.store.schema import balance, closing, event, snapshot
from reports.bkkbn.checks import Cell
from reports.bkkbn.figures import Figures
from reports.bkkbn.rekap import counted_parts, part_of

OPENING, CLOSING = 0, 1
"""Which end of the month, as `Figures.folded` counts them; the last figure there is now."""

Held = Mapping[Key, int]
"""Site (the road too) × item × fund → base units."""


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


def against(figures: Figures, left: Held, right: Held) -> Iterator[Cell]:
    """A cell for every site, item and fund that either side knows."""
    for key in sorted({*left, *right}):
        where = figures.names.get(key.site, key.site)
        yield Cell(Goods(key.item, key.fund), where, left.get(key, 0), right.get(key, 0))


def items_and_batches(figures: Figures, batches: Mapping[int, str]) -> Iterator[Cell]:
    """Closings by item against the sum of their batches; a batch below nothing is a fault of its own."""
    yield from against(figures, reported(figures, CLOSING), folded(figures, CLOSING))
    for card, ends in figures.folded.items():
        if ends[CLOSING] < 0:
            where = f"{figures.names.get(card.site, card.site)} batch {batches[card.lot]} kurang dari nol"
            yield Cell(Goods(card.item, card.fund), where, ends[CLOSING], 0, added=False)


def balances_and_moves(db: sa.Connection, book: str, figures: Figures, batches: Mapping[int, str]) -> Iterator[Cell]:
    """The running balances of every place and lot, less what moved after the month, against the moves until its end.

    So said, the figures stay the same when the report is printed again later.
    """
    columns = (balance.c.place, balance.c.lot, balance.c.consignment, balance.c.quantity)
    later = {_key(card): ends[-1] - ends[CLOSING] for card, ends in figures.folded.items()}
    stored = {(p, n, c): q for p, n, c, q in db.execute(sa.select(*columns).where(balance.c.book == book))}
    left = {key: stored.get(key, 0) - later.get(key, 0) for key in {*stored, *later}}
    yield from _cards(figures, batches, left, {card: ends[CLOSING] for card, ends in figures.folded.items()})


def month_ends_and_moves(db: sa.Connection, book: str, figures: Figures, batches: Mapping[int, str]) -> Iterator[Cell]:
    """The balances kept for the ends of the month before and of the month itself against the sum of all moves."""
    done = snapshots.through(db, book)
    for end, month in ((OPENING, figures.month.previous), (CLOSING, figures.month)):
        if done is not None and month <= done:
            right = {card: ends[end] for card, ends in figures.folded.items()}
            yield from _cards(figures, batches, _month_end(db, book, month), right)


def _month_end(db: sa.Connection, book: str, month: Month) -> dict[tuple[int, int, int], int]:
    columns = (snapshot.c.place, snapshot.c.lot, snapshot.c.consignment, snapshot.c.quantity)
    rows = db.execute(sa.select(*columns).where(snapshot.c.book == book, snapshot.c.month == str(month)))
    return {(place, lot, consignment): quantity for place, lot, consignment, quantity in rows}


def _cards(
    figures: Figures,
    batches: Mapping[int, str],
    stored: Mapping[tuple[int, int, int], int],
    right: Mapping[Card, int],
) -> Iterator[Cell]:
    """A cell for every card with anything on either side; a balance of a lot that never moved has no item to name."""
    known = {_key(card): card for card in right}
    lots = {card.lot: card for card in right}
    for key in {*known, *stored}:
        card = known.get(key) or lots.get(key[1])
        if card is not None:
            expected, found = right[card] if key in known else 0, stored.get(key, 0)
            if not expected and not found:
                continue
            where = f"{figures.names.get(card.site, card.site)} batch {batches[card.lot]}"
            yield Cell(Goods(card.item, card.fund), where, found, expected)


def _key(card: Card) -> tuple[int, int, int]:
    return card.place, card.lot, card.consignment


def closings_and_events(db: sa.Connection, book: str, figures: Figures, funds: Mapping[int, str]) -> Iterator[Cell]:
    """Closings of the report against the balances written into the chain when each site closed the month."""
    sites = {m.site: m.faskes.code for m in figures.closed}
    sites |= {s.id: s.code for s in figures.stores if figures.stores_closed}
    written: dict[Key, int] = defaultdict(int)
    for number, payload in _closing_events(db, book, figures.month).items():
        for kind, item, lot, quantity in json.loads(payload)["balances"] if number in sites else ():
            if kind in places.CARDED:
                written[Key(sites[number], item, funds[lot])] += quantity
    left = {key: quantity for key, quantity in reported(figures, CLOSING).items() if key.site != ROAD_CODE}
    yield from against(figures, left, written)


def _closing_events(db: sa.Connection, book: str, month: Month) -> dict[int, str]:
    """Site id → the payload of the event that closed the month, the newest where it was closed again."""
    query = (
        sa.select(closing.c.site, event.c.payload)
        .join_from(closing, event, (event.c.book == closing.c.book) & (event.c.seq == closing.c.event))
        .where(closing.c.book == book, closing.c.month == str(month), closing.c.action == CLOSE)
        .order_by(closing.c.event)
    )
    return {row.site: row.payload for row in db.execute(query)}
