"""Questions to the book that never change it: what lay where on a day, a site's stock card, what flowed."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from inventory.core.goods import LotFacts, LotKey
from inventory.core.ledger import CardLine, card_order
from inventory.core.months import Month
from inventory.store import lots, masters, snapshots
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import balance, item, move, place, site, snapshot

BOOK = sa.bindparam("book", type_=sa.String)


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
    asked: dict[str, object] = {"book": book}
    for name, wanted in (("items", items), ("kinds", kinds)):
        if wanted is not None:
            asked[name] = wanted
    if sites is not None:
        asked["places"] = masters.place_ids(db, book, *sites).values()
    if on is not None:
        asked |= _since(db, book, on)
    return _holdings(frozenset(asked)).rows(db, **asked)


def _since(db: sa.Connection, book: str, day: date) -> dict[str, object]:
    """The newest month end stored by that day, and the days of the moves since then, if any."""
    ended, done = Month.of(day + timedelta(days=1)).previous, snapshots.through(db, book)
    base = min(ended, done) if done else ended
    return {"month": str(base)} if day == base.last else {"month": str(base), "since": base.next.first, "until": day}


@cache
def _holdings(asked: frozenset[str]) -> Prepared:
    """The statement that binds what is asked."""
    amounts = _amounts(asked).subquery("amounts")
    quantity = sa.func.sum(amounts.c.quantity).label("quantity")
    keys = (site.c.code, site.c.kind, place.c.kind, item.c.code, amounts.c.lot, amounts.c.consignment)
    query = (
        sa.select(*keys, quantity)
        .join_from(amounts, place, (place.c.book == BOOK) & (place.c.id == amounts.c.place))
        .join(site, (site.c.book == BOOK) & (site.c.id == place.c.site))
        .join(item, (item.c.book == BOOK) & (item.c.id == amounts.c.item))
        .group_by(*keys, site.c.id, item.c.id)
        .having(quantity != 0)
        .order_by(site.c.id, place.c.kind, item.c.id, amounts.c.lot, amounts.c.consignment)
    )
    for column, name in ((item.c.code, "items"), (place.c.kind, "kinds")):
        if name in asked:
            query = query.where(Among(column, name))
    return Prepared(query, Holding)


def _amounts(asked: frozenset[str]) -> "sa.Select[*tuple[Any, ...]] | sa.CompoundSelect[*tuple[Any, ...]]":
    places = "places" if "places" in asked else None
    if "month" not in asked:
        now = sa.select(balance).where(balance.c.book == BOOK, balance.c.quantity > 0)
        return now if places is None else now.where(Among(balance.c.place, places))
    stored = sa.select(*(snapshot.c[name] for name in snapshots.COLUMNS), snapshot.c.quantity).where(
        snapshot.c.book == BOOK, snapshot.c.month == sa.bindparam("month")
    )
    stored = stored if places is None else stored.where(Among(snapshot.c.place, places))
    if "since" not in asked:
        return stored
    within = move.c.moved_on.between(sa.bindparam("since", type_=sa.Date), sa.bindparam("until", type_=sa.Date))
    return sa.union_all(stored, *snapshots.bounded_changes(BOOK, within, places))


class CardRow(NamedTuple):
    """One line of a site's stock card in card order: `quantity` positive for a receipt, negative for an issue.

    `other_site` and `other_kind` say where the goods came from or went; `consignment` is the case they belong to.
    """

    moved_on: date
    slot: int
    event: int
    line: int
    lot: int
    quantity: int
    other_site: str
    other_kind: str
    consignment: int
    reverses: int | None
    counted: bool


def card(
    db: sa.Connection, book: str, site_code: str, item_code: str, since: date, until: date, kinds: Iterable[str]
) -> list[CardRow]:
    """The moves into and out of places of some kinds of a site, of one item, from day to day, in card order.

    Moves between those places (a reservation) do not change the card and are left out.
    """
    own = {number for (code, kind), number in masters.place_ids(db, book, site_code).items() if kind in set(kinds)}
    item_id = db.scalar(sa.select(item.c.id).where(item.c.book == book, item.c.code == item_code))
    rows = []
    for side, other, sign in ((move.c.destination, move.c.source, 1), (move.c.source, move.c.destination, -1)):
        query = (
            sa.select(
                move.c.moved_on, move.c.slot, move.c.event, move.c.line, move.c.lot, sign * move.c.quantity,
                site.c.code, place.c.kind, move.c.consignment, move.c.reverses_event, move.c.counted,
            )
            .join_from(move, place, (place.c.book == book) & (place.c.id == other))
            .join(site, (site.c.book == book) & (site.c.id == place.c.site))
            .where(move.c.book == book, side.in_(own), other.not_in(own), move.c.item == item_id)
            .where(move.c.moved_on >= since, move.c.moved_on <= until)
        )  # fmt: skip
        rows += [CardRow._make(row) for row in db.execute(query)]
    lines = [(CardLine(r.moved_on, r.slot, r.event, r.quantity < 0, r.line, r.quantity, r.counted), r) for r in rows]
    return [row for _, row in sorted(lines, key=lambda pair: card_order(pair[0]))]


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


def flows(
    db: sa.Connection,
    book: str,
    since: date,
    until: date,
    kinds: Collection[str],
    *,
    sites: Collection[str] | None = None,
) -> list[Flowing]:
    """What went into and out of places of some kinds, by site, item, lot and counterpart; moves among them left out."""
    found = []
    for own_side, other_side, direction in (("destination", "source", "in"), ("source", "destination", "out")):
        query = _flow_query(book, own_side, other_side, direction, kinds)
        within = query.where(move.c.moved_on >= since, move.c.moved_on <= until)
        asked = within if sites is None else within.where(sa.literal_column("home.code").in_(sites))
        found += [Flowing._make(row) for row in db.execute(asked)]
    return found


def _flow_query(
    book: str, own: str, other: str, direction: str, kinds: Collection[str]
) -> "sa.Select[*tuple[Any, ...]]":
    here, there = place.alias("here"), place.alias("there")
    home, away = site.alias("home"), site.alias("away")
    reversal = move.c.reverses_event.is_not(None)
    keys = (home.c.code, item.c.code, move.c.lot)
    far = (there.c.kind, away.c.code, away.c.kind, reversal)
    return (
        sa.select(*keys, sa.literal(direction), *far, sa.func.sum(move.c.quantity))
        .join_from(move, here, (here.c.book == book) & (here.c.id == move.c[own]))
        .join(home, (home.c.book == book) & (home.c.id == here.c.site))
        .join(there, (there.c.book == book) & (there.c.id == move.c[other]))
        .join(away, (away.c.book == book) & (away.c.id == there.c.site))
        .join(item, (item.c.book == book) & (item.c.id == move.c.item))
        .where(move.c.book == book, here.c.kind.in_(kinds))
        .where(~((here.c.site == there.c.site) & there.c.kind.in_(kinds)))
        .group_by(*keys, *far)
    )


class Names(NamedTuple):
    """What lots are called and what is known of them, by lot id."""

    key: LotKey
    facts: LotFacts


def lot_names(db: sa.Connection, book: str, ids: Iterable[int] | None = None) -> Mapping[int, Names]:
    """The keys and facts of the lots asked for, or of every lot of the book."""
    found = lots.all_lots(db, book) if ids is None else lots.lots_by_id(db, book, ids)
    return {number: Names(known.key, known.facts) for number, known in found.items()}
