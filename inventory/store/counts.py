"""Counts in the book: cuts and what was seen at them, and the variance that every entry must carry on to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from inventory.core.counting import Cut, Held, Position, adjustments, release
from inventory.core.errors import Problem
from inventory.core.goods import MOST
from inventory.core.ledger import CardKey, Move, available_from, lowest_from
from inventory.core.places import CARDED, RESERVED, SHELF, VARIANCE
from inventory.store import balances, masters
from inventory.store.prepared import Among, Prepared
from inventory.store.rules import Entry, Facts
from inventory.store.schema import cut, move, observation

Pair = tuple[int, int]
"""A site and a lot, by their ids."""

_BOOK = sa.bindparam("book", type_=sa.String)
_DAY = sa.bindparam("day", type_=sa.Date)
LAST_SLOT = Prepared(
    sa.select(sa.func.max(cut.c.slot)).where(
        cut.c.book == _BOOK, cut.c.site == sa.bindparam("site"), cut.c.counted_on == _DAY
    )
)
SEEN = Prepared(
    sa.select(
        observation.c.event,
        observation.c.site,
        observation.c.lot,
        observation.c.counted_on,
        observation.c.slot,
        observation.c.quantity,
    ).where(
        observation.c.book == _BOOK,
        Among(observation.c.site, "sites"),
        Among(observation.c.lot, "lots"),
        observation.c.counted_on >= _DAY,
    )
)
"""Sorted afterwards: asked in the order of events, SQLite would read every observation of the book."""
POSTED = Prepared(
    sa.select(move.c.source, move.c.quantity).where(
        move.c.book == _BOOK,
        move.c.counted,
        move.c.moved_on == _DAY,
        move.c.slot == sa.bindparam("slot"),
        move.c.lot == sa.bindparam("lot"),
        sa.or_(
            sa.and_(move.c.source == sa.bindparam("shelf"), move.c.destination == sa.bindparam("variance")),
            sa.and_(move.c.source == sa.bindparam("variance"), move.c.destination == sa.bindparam("shelf")),
        ),
    )
)
RESERVED_BY = Prepared(
    sa.select(move.c.consignment, sa.func.max(move.c.event).label("event"))
    .where(
        move.c.book == _BOOK,
        move.c.destination == sa.bindparam("place"),
        move.c.item == sa.bindparam("item"),
        move.c.lot == sa.bindparam("lot"),
    )
    .group_by(move.c.consignment)
)


CUTS = Prepared(
    sa.select(cut.c.site, cut.c.counted_on, cut.c.slot).where(cut.c.book == _BOOK, Among(cut.c.site, "sites"))
)


MADE_BY = Prepared(
    sa.select(cut.c.site, cut.c.counted_on, cut.c.slot).where(cut.c.book == _BOOK, cut.c.event == sa.bindparam("event"))
)


TOLD_BY = Prepared(
    sa.select(observation.c.lot)
    .where(
        observation.c.book == _BOOK, observation.c.event == sa.bindparam("event"), observation.c.quantity.is_not(None)
    )
    .order_by(observation.c.lot)
)


def check(db: sa.Connection, book: str, entry: Entry) -> list[Problem]:
    """What is wrong with the counts of an entry: `cut_taken`, `cut_unknown`, `quantity_negative`, `quantity_too_large`,
    `lot_counted_twice`."""
    if not entry.all_cuts:
        return []
    known = {Cut(*row) for row in CUTS.rows(db, book=book, sites={one.site for one in entry.all_cuts})}
    problems = [Problem("cut_taken", {"day": one.day, "slot": one.slot}, "date") for one in entry.cuts if one in known]
    seen: set[tuple[object, ...]] = set()
    for n, one in enumerate(entry.observations):
        facts: dict[str, object] = {"line": n + 1, "quantity": one.quantity, "day": one.cut.day}
        if one.cut not in known and one.cut not in entry.cuts:
            problems.append(Problem("cut_unknown", facts, "date"))
        if one.quantity is not None and one.quantity < 0:
            problems.append(Problem("quantity_negative", facts, "quantity"))
        if one.quantity is not None and one.quantity > MOST:
            problems.append(Problem("quantity_too_large", {**facts, "most": MOST}, "quantity"))
        if (one.cut, one.lot) in seen:
            problems.append(Problem("lot_counted_twice", facts, "lot"))
        seen.add((one.cut, one.lot))
    return problems


def open_slot(db: sa.Connection, book: str, site: int, day: date) -> int:
    """The slot in which documents of a day stand that are entered now: behind every count of that day at the site."""
    last = LAST_SLOT.scalar(db, book=book, site=site, day=day)
    return 0 if last is None else int(last) + 1


def standing(
    db: sa.Connection, book: str, sites: Collection[int], lots: Collection[int], since: date
) -> dict[Pair, dict[Position, int]]:
    """What was counted on or after a day and still stands: (site, lot) → position → base units."""
    found: dict[Pair, dict[Position, int]] = defaultdict(dict)
    for row in sorted(SEEN.rows(db, book=book, sites=sites, lots=lots, day=since)):
        position = row.counted_on, row.slot
        if row.quantity is None:
            found[row.site, row.lot].pop(position, None)
        else:
            found[row.site, row.lot][position] = row.quantity
    return found


def card_at(db: sa.Connection, book: str, cut: Cut, items: Mapping[int, int]) -> dict[int, int]:
    """Lot → what the card of a site has at a cut, in base units; `items`: lot → item of the lots asked for."""
    own = {place.id for place in masters.places(db, book, sites=[cut.site]) if place.kind in CARDED}
    asked = {"book": book, "places": own, "lots": items.keys(), "items": set(items.values())}
    sums = dict.fromkeys(items, 0)
    for row in balances.AT_PLACES.rows(db, **asked):
        sums[row.lot] += row.quantity
    for row in balances.LINES_AFTER.rows(db, **asked, day=cut.day, slot=cut.slot):
        sums[row.lot] += row.quantity * ((row.source in own) - (row.destination in own))
    return sums


def cut_of(db: sa.Connection, book: str, event: int) -> Cut | None:
    """The cut an event made, None when it made none."""
    row = MADE_BY.first(db, book=book, event=event)
    return Cut(*row) if row else None


def seen_by(db: sa.Connection, book: str, event: int) -> list[int]:
    """The lots an event told as seen."""
    return [row.lot for row in TOLD_BY.rows(db, book=book, event=event)]


def derived(db: sa.Connection, book: str, facts: Facts) -> Facts:
    """The entry with the moves that keep every count standing, or make a new one so: variances, and reservations
    given up where a count leaves less than is reserved."""
    told: dict[Pair, dict[Position, int | None]] = defaultdict(dict)
    for one in facts.observations:
        assert isinstance(one.lot, int)
        told[one.cut.site, one.lot][one.cut.position] = one.quantity
    seen = _standing_behind(db, book, facts)
    if not seen and not told:
        return facts
    changes = _changes(facts)
    pairs = changes.keys() | told.keys()
    first = {pair: min([*(at for at, _ in changes.get(pair, ())), *told.get(pair, ())]) for pair in pairs}
    touched: dict[Pair, dict[Position, int | None]] = {}
    for pair in pairs:
        behind: dict[Position, int | None] = {at: q for at, q in seen.get(pair, {}).items() if at >= first[pair]}
        if stands := behind | told.get(pair, {}):
            touched[pair] = stands
    if not touched:
        return facts
    scene = _Scene(db, book, facts, {site for site, _ in touched})
    before = _before(scene, told, seen)
    extra: list[Move] = []
    for pair in sorted(touched):
        posted = scene.posted(pair, (at for at, quantity in touched[pair].items() if quantity is None))
        due = adjustments(touched[pair], before[pair], changes.get(pair, ()), posted)
        variance = [scene.variance(pair, at, change) for at, change in due.items()]
        extra += [*variance, *scene.released(pair, variance)]
    return replace(facts, moves=(*facts.moves, *extra), places={**facts.places, **scene.places})


def _standing_behind(db: sa.Connection, book: str, facts: Facts) -> dict[Pair, dict[Position, int]]:
    """The counts of the entry's lots that stand on or after its first day, at the sites whose cards it touches."""
    sites = {place.site for place in facts.places.values() if place.kind in CARDED}
    days = {m.moved_on for m in facts.moves} | {one.cut.day for one in facts.observations}
    return standing(db, book, sites, facts.lots.keys(), min(days)) if sites and days else {}


def _changes(facts: Facts) -> dict[Pair, list[tuple[Position, int]]]:
    """What the entry puts on and takes off each site's card, by lot; moves within the card change nothing."""
    found: dict[Pair, list[tuple[Position, int]]] = defaultdict(list)
    for m in facts.moves:
        assert isinstance(m.lot, int)
        source, destination = facts.places.get(m.source), facts.places.get(m.destination)
        if source and destination and source.site == destination.site and {source.kind, destination.kind} <= CARDED:
            continue
        for place, delta in ((source, -m.quantity), (destination, m.quantity)):
            if place and place.kind in CARDED:
                found[place.site, m.lot].append(((m.moved_on, m.slot), delta))
    return found


def _before(
    scene: "_Scene", told: Mapping[Pair, Mapping[Position, int | None]], seen: Mapping[Pair, Mapping[Position, int]]
) -> dict[Pair, dict[Position, int]]:
    """What the book has right after each count: where one stands, what it saw; for a new one it is read."""
    before = defaultdict(dict, {pair: dict(at) for pair, at in seen.items()})
    fresh: dict[tuple[int, Position], set[int]] = defaultdict(set)
    for pair, positions in told.items():
        for position in positions.keys() - before[pair].keys():
            fresh[pair[0], position].add(pair[1])
    for (site, position), lots in fresh.items():
        items = {lot: scene.facts.item_of[lot] for lot in lots}
        for lot, quantity in card_at(scene.db, scene.book, Cut(site, *position), items).items():
            before[site, lot][position] = quantity
    return before


class _Scene:
    """The places of the sites that are counted, and what the book holds there."""

    def __init__(self, db: sa.Connection, book: str, facts: Facts, sites: Collection[int]) -> None:
        self.db, self.book, self.facts = db, book, facts
        outside = [p for p in masters.places(db, book, codes={masters.OUTSIDE_CODE}) if p.kind == VARIANCE]
        self.places = {p.id: p for p in (*masters.places(db, book, sites=sites), *outside)}
        self.at = {(p.site, p.kind): p.id for p in self.places.values()}
        self.sink = outside[0].id

    def posted(self, pair: Pair, positions: Iterable[Position]) -> dict[Position, int]:
        """The variance posted so far at counts of a lot that are taken back."""
        ends = {"shelf": self.at[pair[0], SHELF], "variance": self.sink}
        found = {}
        for day, slot in positions:
            rows = POSTED.rows(self.db, book=self.book, day=day, slot=slot, lot=pair[1], **ends)
            found[day, slot] = sum(row.quantity if row.source == self.sink else -row.quantity for row in rows)
        return found

    def variance(self, pair: Pair, position: Position, change: int) -> Move:
        """The move by which a count puts goods on its shelf, or takes them off."""
        site, lot = pair
        ends = (self.sink, self.at[site, SHELF]) if change > 0 else (self.at[site, SHELF], self.sink)
        return Move(self.facts.item_of[lot], lot, abs(change), *ends, *position, counted=True)

    def released(self, pair: Pair, variance: Sequence[Move]) -> list[Move]:
        """The reservations given up where a count takes more off the shelf than lies free there."""
        shelf, place = self.at[pair[0], SHELF], self.at.get((pair[0], RESERVED))
        lost = [m for m in variance if m.source == shelf]
        if not lost or place is None:
            return []
        position = lost[0].moved_on, lost[0].slot
        given = release(self._reserved(place, pair[1], position), -self._lowest(shelf, pair[1], position, variance))
        return [
            lost[0]._replace(source=place, destination=shelf, quantity=part, consignment=number)
            for number, part in given
        ]

    def _lowest(self, shelf: int, lot: int, position: Position, variance: Sequence[Move]) -> int:
        """The lowest the shelf comes to from a position on, with the entry's own moves; below zero where it lacks."""
        moves = [m for m in (*self.facts.moves, *variance) if m.lot == lot]
        numbered = [(self.facts.seq, n, m) for n, m in enumerate(moves, 1)]
        card, item = CardKey(shelf, lot), self.facts.item_of[lot]
        own = balances.card_lines(numbered, self.places).get(card, [])
        written = balances.lines_after(self.db, self.book, {card: item}, *position).get(card, [])
        now = balances.current(self.db, self.book, {card: item}).get(card, 0) + sum(line.delta for line in own)
        return lowest_from(now, [line for line in (*own, *written) if (line.moved_on, line.slot) > position])

    def _reserved(self, place: int, lot: int, position: Position) -> list[Held]:
        """What each consignment had in reserve at a position and has had ever since."""
        item = self.facts.item_of[lot]
        asked = {"book": self.book, "places": [place], "lots": [lot], "items": [item]}
        now = {CardKey(place, lot, row.consignment): row.quantity for row in balances.AT_PLACES.rows(self.db, **asked)}
        later = balances.lines_after(self.db, self.book, dict.fromkeys(now, item), *position)
        rows = RESERVED_BY.rows(self.db, book=self.book, place=place, item=item, lot=lot)
        events = {row.consignment: row.event for row in rows}
        return [
            Held(card.consignment, available_from(quantity, later.get(card, ())), events[card.consignment])
            for card, quantity in now.items()
        ]
