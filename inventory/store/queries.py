"""Questions to the book that never change it: what lay where on a day, what flowed; in codes, as people read them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from inventory.core.goods import LotFacts, LotKey
from inventory.core.places import BOUNDED
from inventory.store import lots, masters
from inventory.store.amounts import amounts
from inventory.store.masters import Place
from inventory.store.moved import moved
from inventory.store.prepared import making

MANY = 100
"""More places than so many are not looked up one by one: the whole book is read once and they are picked from it."""


class Holding(NamedTuple):
    """So many base units of a lot at a place; `consignment` is 0 where the place does not keep them apart."""

    site: str
    site_kind: str
    kind: str
    item: str
    lot: int
    consignment: int
    quantity: int


def holdings(
    db: sa.Connection,
    book: str,
    on: date | None = None,
    *,
    sites: Collection[str] | None = None,
    items: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
) -> list[Holding]:
    """What lies in bounded places at the end of a day (of now, for None), by site, place, item and lot."""
    codes = {one.id: code for code, one in masters.items(db, book).items() if items is None or code in items}
    own = None if sites is None and kinds is None else places_of(db, book, sites, kinds or BOUNDED)
    found = amounts(db, book, on, few(own), None if items is None else codes.keys())
    if own is None:
        own = {one.id: one for one in masters.places(db, book, ids={key[0] for key in found})}
    named = {number: (one.site_code, one.site_kind, one.kind) for number, one in own.items()}
    make = making(Holding)
    return [
        make((*named[place], codes[item], lot, consignment, found[place, item, lot, consignment]))
        for place, item, lot, consignment in sorted(found)
        if place in named
    ]


def places_of(db: sa.Connection, book: str, sites: Collection[str] | None, kinds: Collection[str]) -> dict[int, Place]:
    """The places of some kinds of the sites asked for, or of all sites, by id."""
    if sites is None:
        found = masters.places(db, book, kinds=kinds)
    else:
        found = [one for one in masters.places(db, book, codes=sites) if one.kind in kinds]
    return {one.id: one for one in found}


def few(own: Mapping[int, Place] | None) -> Mapping[int, Place] | None:
    """The places to ask for one by one; None where the whole book is to be read, for all or for too many."""
    return None if own is None or len(own) > MANY else own


class Flowing(NamedTuple):
    """Base units that went `in` to or `out` of the places of a site in a span of days, by counterpart.

    What a reversal carried is apart (`reversal`), so that it can be taken from the column it once stood in.
    """

    site: str
    item: str
    lot: int
    direction: str
    other_kind: str
    other_site: str
    other_site_kind: str
    reversal: bool
    quantity: int


FLOWED = ("source", "destination", "item", "lot", "quantity", "reverses_event")


def flows(
    db: sa.Connection,
    book: str,
    since: date,
    until: date,
    kinds: Collection[str],
    *,
    sites: Collection[str] | None = None,
    items: Collection[str] | None = None,
) -> list[Flowing]:
    """What went into and out of places of some kinds, by site, item, lot and counterpart; moves among them left out."""
    codes = {one.id: code for code, one in masters.items(db, book).items() if items is None or code in items}
    own = places_of(db, book, sites, kinds)
    asked = None if items is None else codes.keys()
    sums: dict[tuple[str, int, int, str, int, bool], int] = defaultdict(int)
    for source, destination, item, lot, quantity, reverses in moved(db, book, FLOWED, since, until, few(own), asked):
        for near, far, direction in ((destination, source, "in"), (source, destination, "out")):
            if near in own and not (far in own and own[far].site == own[near].site):
                sums[own[near].site_code, item, lot, direction, far, reverses is not None] += quantity
    others = {one.id: one for one in masters.places(db, book, ids={key[4] for key in sums})}
    found = []
    for (site, item, lot, direction, far, reversal), quantity in sums.items():
        other = others[far]
        there = (other.kind, other.site_code, other.site_kind)
        found.append(Flowing(site, codes[item], lot, direction, *there, reversal, quantity))
    return found


class Names(NamedTuple):
    """What lots are called and what is known of them, by lot id."""

    key: LotKey
    facts: LotFacts


def lot_names(db: sa.Connection, book: str, ids: Iterable[int] | None = None) -> Mapping[int, Names]:
    """The keys and facts of the lots asked for, or of every lot of the book."""
    found = lots.all_lots(db, book) if ids is None else lots.lots_by_id(db, book, ids)
    return {number: Names(known.key, known.facts) for number, known in found.items()}
