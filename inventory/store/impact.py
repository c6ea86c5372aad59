"""What events of the book changed of what stood before them, read back from their moves.

Asked inside the transaction that writes them it tells a person what is about to happen; asked later, what happened.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from inventory.core.counting import Position
from inventory.core.impact import Recount, Shift, recounts, shifts
from inventory.core.ledger import CardLine, Move
from inventory.core.places import BOUNDED, CARDED, RESERVED, TRACKED
from inventory.store import balances, chain, masters
from inventory.store.masters import Place
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import move, observation

MOVES = Prepared(
    sa.select(move)
    .where(move.c.book == sa.bindparam("book"), move.c.event >= sa.bindparam("first"))
    .order_by(move.c.event, move.c.line)
)
TOLD = Prepared(
    sa.select(observation.c.site, observation.c.lot, observation.c.counted_on, observation.c.slot).where(
        observation.c.book == sa.bindparam("book"), observation.c.event >= sa.bindparam("first")
    )
)


SEEN_BEFORE = Prepared(
    sa.select(observation.c.site, observation.c.lot, observation.c.counted_on, observation.c.slot).where(
        observation.c.book == sa.bindparam("book"),
        Among(observation.c.site, "sites"),
        observation.c.counted_on >= sa.bindparam("day", type_=sa.Date),
        observation.c.event < sa.bindparam("first"),
        observation.c.quantity.is_not(None),
    )
)


class Card(NamedTuple):
    """A running balance that people know: of a lot on the stock card of a site, or at a place beside that card.

    `place` is empty for the stock card (shelf and reserved together), else a kind of place.
    """

    site: int
    site_code: str
    place: str
    lot: int
    consignment: int = 0


class Changed(NamedTuple):
    """What has changed on a card: its balance now without and with the events, its later lines, its counts."""

    card: Card
    dated: date
    before: int
    after: int
    shifts: tuple[Shift, ...]
    recounts: tuple[Recount, ...]


class Released(NamedTuple):
    """A reservation, or a part of it, that a count gave up; base units."""

    site_code: str
    lot: int
    consignment: int
    quantity: int


class Uncounted(NamedTuple):
    """A lot brought onto a stock card before a count that did not have it on its sheet."""

    site_code: str
    lot: int
    position: Position


@dataclass(frozen=True)
class Impact:
    """What events changed of what stood before: nothing where they only came behind everything on their cards.

    `released` are the reservations that were given up on the way. `touched` says from which day on each site has other
    balances, whether anything stood there or not.
    """

    touched: Mapping[str, date] = field(default_factory=dict)
    cards: tuple[Changed, ...] = ()
    released: tuple[Released, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cards or self.uncounted)

    @property
    def dated(self) -> date:
        """The earliest day on which something was entered before what stood already."""
        return min((one.dated for one in self.cards), default=min(self.touched.values()))

    @property
    def newest(self) -> date:
        """The latest day of what stood already on those cards."""
        days = [s.line.moved_on for one in self.cards for s in one.shifts]
        days += [r.position[0] for one in self.cards for r in one.recounts]
        return max([*days, *(one.position[0] for one in self.uncounted)], default=self.dated)

    @property
    def code(self) -> str:
        """A short code of everything it says: another one as soon as the book has moved on."""
        return chain.sha256(chain.canonical([self.cards, self.released, self.uncounted]))[:16]


def impact(db: sa.Connection, book: str, first: int) -> Impact:
    """What the events from `first` on changed of what the events before it had written."""
    own = MOVES.rows(db, book=book, first=first)
    places = _places(db, book, own) if own else {}
    new = _lines(own, places)
    if not new:
        return Impact()
    touched: dict[str, date] = {}
    for card, lines in new.items():
        touched[card.site_code] = min([touched.get(card.site_code, date.max), *(x.moved_on for x in lines)])
    written = _written(db, book, own, places, new)
    now = _now(db, book, new, own, places)
    late = {card for card in new if any(line.event < first for line in written[card])}
    told = _told(db, book, first) if any(row.counted for row in own) else set()
    looked_at = (_changed(card, written[card], now[card], first, told) for card in sorted(late))
    changed = tuple(one for one in looked_at if one.shifts or one.recounts)
    fresh = {card: lines for card, lines in new.items() if card not in late and now[card] == _sum(lines)}
    return Impact(touched, changed, _released(own, places), _uncounted(db, book, fresh, first))


def _released(own: Iterable[Any], places: Mapping[int, Place]) -> tuple[Released, ...]:
    """What counts among the moves gave up."""
    return tuple(
        Released(places[row.source].site_code, row.lot, row.consignment, row.quantity)
        for row in own
        if row.counted and row.source in places and places[row.source].kind == RESERVED
    )


def _uncounted(db: sa.Connection, book: str, fresh: Mapping[Card, list[CardLine]], first: int) -> tuple[Uncounted, ...]:
    """The counts behind lots that nothing was known of on their stock cards, and that those counts did not see."""
    came = {card: min((x.moved_on, x.slot) for x in lines) for card, lines in fresh.items() if not card.place}
    if not came:
        return ()
    since = min(day for day, _ in came.values())
    rows = SEEN_BEFORE.rows(db, book=book, sites={card.site for card in came}, day=since, first=first)
    seen = {(row.site, row.lot, row.counted_on, row.slot) for row in rows}
    cuts = {(site, (day, slot)) for site, _, day, slot in seen}
    return tuple(
        Uncounted(card.site_code, card.lot, position)
        for card, at in sorted(came.items())
        for site, position in sorted(cuts)
        if site == card.site and position >= at and (site, card.lot, *position) not in seen
    )


def _sum(lines: Iterable[CardLine]) -> int:
    return sum(line.delta for line in lines)


def _places(db: sa.Connection, book: str, own: Iterable[Any]) -> dict[int, Place]:
    """The bounded places the moves touch, and those of the stock cards they touch, by id."""
    touched = masters.places(db, book, ids={place for row in own for place in (row.source, row.destination)})
    sites = {place.site for place in touched if place.kind in CARDED}
    beside = masters.places(db, book, sites=sites) if sites else []
    return {place.id: place for place in (*beside, *touched) if place.kind in BOUNDED}


def _lines(rows: Iterable[Any], places: Mapping[int, Place]) -> dict[Card, list[CardLine]]:
    """What moves write on the cards; a reservation, within one card, writes nothing."""
    cards: dict[Card, list[CardLine]] = defaultdict(list)
    for row in rows:
        m = balances.move_of(row)
        source, destination = _card(places.get(m.source), m), _card(places.get(m.destination), m)
        if source != destination:
            for card, outgoing in ((source, True), (destination, False)):
                if card is not None:
                    delta = -m.quantity if outgoing else m.quantity
                    cards[card].append(CardLine(m.moved_on, m.slot, row.event, outgoing, row.line, delta, m.counted))
    return cards


def _card(place: Place | None, m: Move) -> Card | None:
    if place is None:
        return None
    assert isinstance(m.lot, int)
    if place.kind in CARDED:
        return Card(place.site, place.site_code, "", m.lot)
    return Card(place.site, place.site_code, place.kind, m.lot, m.consignment if place.kind in TRACKED else 0)


def _written(
    db: sa.Connection, book: str, own: Iterable[Any], places: Mapping[int, Place], new: Mapping[Card, list[CardLine]]
) -> dict[Card, list[CardLine]]:
    """Everything on the cards since the first day the events touch, their own lines included."""
    since = min(line.moved_on for lines in new.values() for line in lines)
    lots, items = {row.lot for row in own}, {row.item for row in own}
    rows = balances.LINES_SINCE.rows(db, book=book, places=places.keys(), lots=lots, items=items, day=since)
    return _lines(rows, places)


def _told(db: sa.Connection, book: str, first: int) -> set[tuple[object, ...]]:
    """(site, lot, day, slot) of what the events themselves tell as seen: their variance is their own."""
    return {tuple(row) for row in TOLD.rows(db, book=book, first=first)}


def _now(
    db: sa.Connection, book: str, cards: Iterable[Card], own: Iterable[Any], places: Mapping[int, Place]
) -> dict[Card, int]:
    """The balance of each card now."""
    sums = dict.fromkeys(cards, 0)
    asked = {"lots": {row.lot for row in own}, "items": {row.item for row in own}}
    for row in balances.AT_PLACES.rows(db, book=book, places=places.keys(), **asked):
        place = places[row.place]
        kept = row.consignment if place.kind not in CARDED else 0
        card = Card(place.site, place.site_code, "" if place.kind in CARDED else place.kind, row.lot, kept)
        if card in sums:
            sums[card] += row.quantity
    return sums


def _changed(card: Card, lines: list[CardLine], now: int, first: int, told: set[tuple[object, ...]]) -> Changed:
    own = [line for line in lines if line.event >= first]
    return Changed(
        card=card,
        dated=min(line.moved_on for line in own),
        before=now - _sum(own),
        after=now,
        shifts=tuple(shifts(lines, now - _sum(lines), first)),
        recounts=tuple(r for r in recounts(lines, first) if (card.site, card.lot, *r.position) not in told),
    )
