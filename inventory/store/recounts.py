"""Counts looked at afterwards: what was seen, the variance each event made of it, and what came onto the card since.

A count stays as it was seen; every event that later changes the book before it adds its own move to the variance.
So the variance at any event is the sum of what was posted up to it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from inventory.core.counting import Cut
from inventory.core.places import CARDED, SHELF, VARIANCE
from inventory.store import masters
from inventory.store.amounts import amounts
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import lot, move, observation, place

_BOOK = sa.bindparam("book", type_=sa.String)
_DAY, _SLOT = sa.bindparam("day", type_=sa.Date), sa.bindparam("slot", type_=sa.Integer)
_SINCE, _UNTIL = sa.bindparam("since", type_=sa.Date), sa.bindparam("until", type_=sa.Date)
_POSITION = (observation.c.site, observation.c.counted_on, observation.c.slot)


class Seen(NamedTuple):
    """How much of a lot an event saw at a cut, in base units."""

    event: int
    quantity: int


class Posted(NamedTuple):
    """What an event added to a variance or to a card, in base units, negative for what it took."""

    lot: int
    event: int
    change: int


def _observed(*columns: "sa.ColumnElement[Any]") -> "sa.Select[*tuple[Any, ...]]":
    """Observations at some sites between two days."""
    within = Among(observation.c.site, "sites") & observation.c.counted_on.between(_SINCE, _UNTIL)
    return sa.select(*_POSITION, *columns).where(observation.c.book == _BOOK, within)


def _variances() -> "sa.CompoundSelect[*tuple[Any, ...]]":
    """The moves between shelf and variance at every cut at which their lot was observed."""
    joined = _observed(observation.c.lot, lot.c.item).join_from(
        observation, lot, (lot.c.book == observation.c.book) & (lot.c.id == observation.c.lot)
    )
    told, shelf, other = joined.distinct().subquery("told"), place.alias("shelf"), place.alias("other")
    sides = ((move.c.destination, move.c.source, 1), (move.c.source, move.c.destination, -1))
    return sa.union_all(
        *(
            sa.select(told.c.site, told.c.counted_on, told.c.slot, move.c.lot, move.c.event, sign * move.c.quantity)
            .join_from(told, shelf, (shelf.c.site == told.c.site) & (shelf.c.kind == SHELF))
            .join(move, (own == shelf.c.id) & (move.c.item == told.c.item) & (move.c.lot == told.c.lot))
            .join(other, (other.c.id == far) & (other.c.kind == VARIANCE))
            .where(shelf.c.book == _BOOK, move.c.book == _BOOK, other.c.book == _BOOK, move.c.counted)
            .where(move.c.moved_on == told.c.counted_on, move.c.slot == told.c.slot)
            for own, far, sign in sides
        )
    )


def _behind() -> "sa.CompoundSelect[*tuple[Any, ...]]":
    """What moved into and out of some places on the day of a cut, behind it."""
    moved = (move.c.book == _BOOK) & Among(move.c.item, "items") & (move.c.moved_on == _DAY) & (move.c.slot > _SLOT)
    return sa.union_all(
        *(
            sa.select(move.c.lot, sign * move.c.quantity).where(moved, Among(side, "places"))
            for side, sign in ((move.c.destination, 1), (move.c.source, -1))
        )
    )


@cache
def _came(narrow: bool) -> Prepared:
    """What events after one moved up to a cut, into and out of some places, of every lot or of some.

    Of some lots the cards of their items lead to it, which end at the cut; of every lot the events. Adding 0 to a
    column keeps the database from taking the other way.
    """
    since = sa.bindparam("event", type_=sa.Integer)
    until = (move.c.moved_on < _DAY) | ((move.c.moved_on == _DAY) & (move.c.slot <= _SLOT))
    items = sa.select(lot.c.item).where(lot.c.book == _BOOK, Among(lot.c.id, "lots"))
    parts = []
    for side, sign in ((move.c.destination, 1), (move.c.source, -1)):
        query = sa.select(move.c.lot, move.c.event, sign * move.c.quantity).where(move.c.book == _BOOK, until)
        if narrow:
            card = (Among(side, "places"), move.c.item.in_(items), move.c.moved_on <= _DAY)
            parts.append(query.where(*card, Among(move.c.lot, "lots"), move.c.event + 0 > since))
        else:
            parts.append(query.where(move.c.event > since, Among(side + 0, "places")))
    return Prepared(sa.union_all(*parts), Posted)


OBSERVED = Prepared(_observed(observation.c.event, observation.c.lot, observation.c.quantity))
VARIANCES, BEHIND = Prepared(_variances()), Prepared(_behind())


def seen_at(db: sa.Connection, book: str, cuts: Collection[Cut]) -> dict[Cut, dict[int, Seen]]:
    """Cut → lot → what was seen of it and stands, with the event that told it; one question for any number of cuts."""
    found: dict[Cut, dict[int, Seen]] = {cut: {} for cut in cuts}
    rows = OBSERVED.rows(db, book=book, **_span(cuts)) if cuts else []
    for site, day, slot, event, number, quantity in sorted(rows, key=lambda row: row.event):
        lots = found.get(Cut(site, day, slot), {})
        if quantity is None:
            lots.pop(number, None)
        else:
            lots[number] = Seen(event, quantity)
    return found


def variances(db: sa.Connection, book: str, cuts: Collection[Cut]) -> dict[Cut, list[Posted]]:
    """Cut → what each event added to the variance of each lot, oldest first; one question for any number of cuts."""
    found: dict[Cut, dict[tuple[int, int], int]] = {cut: defaultdict(int) for cut in cuts}
    for site, day, slot, number, event, change in VARIANCES.rows(db, book=book, **_span(cuts)) if cuts else ():
        if Cut(site, day, slot) in found:
            found[Cut(site, day, slot)][event, number] += change
    return {cut: _posted(changes) for cut, changes in found.items()}


def card_of(db: sa.Connection, book: str, cut: Cut) -> dict[int, int]:
    """Lot → what the card of a site has at a cut, in base units: every lot of which it has any."""
    own, items = _own(db, book, cut), [item.id for item in masters.items(db, book).values()]
    card: dict[int, int] = defaultdict(int)
    for (_place, _item, number, _case), quantity in amounts(db, book, cut.day, own).items():
        card[number] += quantity
    for number, change in BEHIND.tuples(db, book=book, places=own, items=items, day=cut.day, slot=cut.slot):
        card[number] -= change
    return {number: quantity for number, quantity in sorted(card.items()) if quantity}


def came_since(db: sa.Connection, book: str, cut: Cut, event: int, lots: Collection[int] | None = None) -> list[Posted]:
    """What events after one put on the card of a site, or took off it, at or before a cut, oldest first.

    Of every lot it costs as much as happened since the event; of some, as much as is dated up to the cut at the site.
    """
    asked = {"places": _own(db, book, cut), "day": cut.day, "slot": cut.slot, "event": event, "lots": lots}
    changes: dict[tuple[int, int], int] = defaultdict(int)
    for row in _came(lots is not None).rows(db, book=book, **asked):
        changes[row.event, row.lot] += row.change
    return _posted(changes)


def _posted(changes: Mapping[tuple[int, int], int]) -> list[Posted]:
    """(event, lot) → change as a list, without what came to nothing."""
    return [Posted(number, event, change) for (event, number), change in sorted(changes.items()) if change]


def _own(db: sa.Connection, book: str, cut: Cut) -> dict[int, masters.Place]:
    """The places that make the card of the site of a cut, by id."""
    return {found.id: found for found in masters.places(db, book, sites=[cut.site]) if found.kind in CARDED}


def _span(cuts: Collection[Cut]) -> dict[str, object]:
    """The sites and the days in which cuts lie."""
    days = [cut.day for cut in cuts]
    return {"sites": {cut.site for cut in cuts}, "since": min(days), "until": max(days)}
