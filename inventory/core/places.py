"""Where goods can be: the kind of a place alone says what may happen there.

A *bounded* place really holds goods and can never hold fewer than none. The others stand for the world outside
and for causes (variance, destruction), so that the sum of any lot over all places is always zero.
A *tracked* place keeps the goods of each consignment apart. A *carded* place is part of the site's stock card.
"""

from typing import NamedTuple

SHELF = "shelf"
RESERVED = "reserved"
QUARANTINE = "quarantine"
DAMAGED = "damaged"
EXPIRED = "expired"
TRANSIT = "transit"
MISSING = "missing"
SUPPLIER = "supplier"
CLIENT = "client"
NETWORK = "network"
VARIANCE = "variance"
DESTROYED = "destroyed"
CONSUMED = "consumed"
GIVEN = "given"


class PlaceKind(NamedTuple):
    """What the ledger must know of a kind of place."""

    name: str
    bounded: bool = True
    tracked: bool = False
    carded: bool = False


KINDS: dict[str, PlaceKind] = {
    kind.name: kind
    for kind in (
        PlaceKind(SHELF, carded=True),
        PlaceKind(RESERVED, tracked=True, carded=True),
        PlaceKind(QUARANTINE),
        PlaceKind(DAMAGED),
        PlaceKind(EXPIRED),
        PlaceKind(TRANSIT, tracked=True),
        PlaceKind(MISSING, tracked=True),
        PlaceKind(SUPPLIER, bounded=False),
        PlaceKind(CLIENT, bounded=False),
        PlaceKind(NETWORK, bounded=False),
        PlaceKind(VARIANCE, bounded=False),
        PlaceKind(DESTROYED, bounded=False),
        PlaceKind(CONSUMED, bounded=False),
        PlaceKind(GIVEN, bounded=False),
    )
}

BOUNDED = frozenset(name for name, kind in KINDS.items() if kind.bounded)
TRACKED = frozenset(name for name, kind in KINDS.items() if kind.tracked)
CARDED = frozenset(name for name, kind in KINDS.items() if kind.carded)

WAREHOUSE = "warehouse"
FACILITY = "facility"
STOREROOM = "storeroom"
RECIPIENT = "recipient"
ROAD = "road"
OUTSIDE = "outside"

SITE_PLACES: dict[str, tuple[str, ...]] = {
    WAREHOUSE: (SHELF, RESERVED, QUARANTINE, DAMAGED, EXPIRED),
    FACILITY: (SHELF, QUARANTINE, DAMAGED, EXPIRED),
    STOREROOM: (SHELF, DAMAGED),
    RECIPIENT: (GIVEN,),
    ROAD: (TRANSIT, MISSING),
    OUTSIDE: (SUPPLIER, CLIENT, NETWORK, VARIANCE, DESTROYED, CONSUMED),
}
"""The places every site of a kind has. What is on the road belongs to no store, so that neither the sender's nor
the receiver's closed month can stop a delivery from being confirmed."""

CLOSING_SITES = frozenset({WAREHOUSE, FACILITY, STOREROOM})
"""Kinds of sites that keep stock cards and close their months; recipients, the road and the world outside never do."""
