"""What may leave a place on a day: the one figure that pages show, picks are made from and refusals rest on."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from inventory.core.counting import Position
from inventory.core.goods import LotFacts, LotStock
from inventory.core.ledger import CardKey, CardLine, available_from, holding_back
from inventory.core.months import Month
from inventory.core.places import CARDED
from inventory.store import balances, counts, lots, masters
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import balance, lot, observation, place

_BOOK, _PLACE = sa.bindparam("book", type_=sa.String), sa.bindparam("place", type_=sa.Integer)


def _select_lying(*only: "sa.ColumnElement[bool]") -> "sa.CompoundSelect[*tuple[Any, ...]]":
    """The lots that may have something to give: what is not empty, and what a count since a day has seen there."""
    home = sa.select(place.c.site).where(place.c.book == _BOOK, place.c.id == _PLACE).scalar_subquery()
    seen = sa.select(observation.c.lot).where(
        observation.c.book == _BOOK,
        observation.c.site == home,
        observation.c.counted_on >= sa.bindparam("day", type_=sa.Date),
    )
    own = (
        lots.select_lots()
        .add_columns(balance.c.quantity)
        .join(balance, (balance.c.book == lot.c.book) & (balance.c.lot == lot.c.id))
        .where(balance.c.place == _PLACE, balance.c.consignment == sa.bindparam("consignment"), *only)
    )
    return sa.union_all(own.where(balances.LYING), own.where(balance.c.quantity == 0, balance.c.lot.in_(seen)))


AT_PLACE = Prepared(_select_lying())
AT_PLACE_OF_ITEMS = Prepared(_select_lying(Among(balance.c.item, "items")))


def available(
    db: sa.Connection,
    book: str,
    place_id: int,
    day: date,
    items: Collection[int] | None = None,
    consignment: int = 0,
    slot: int | None = None,
    by_expiry: bool = False,
) -> list[LotStock]:
    """What may leave a place on a day, lot by lot, in base units: the lowest balance from then to the next count.

    In the order the lots came into the book, so that an event reads alike on every database.

    From the end of the day on, or of a `slot` of it. What a count saw stands whatever left before it; the writer has
    the last word on goods that only change places on the same card. With `by_expiry` a lot that expires within the
    day's month before the day is asked from its expiry on, so that it may still be written as used on its last day.
    """
    first = Month.of(day).first if by_expiry else day
    asked = {"book": book, "place": place_id, "consignment": consignment, "items": items, "day": first}
    rows = (AT_PLACE if items is None else AT_PLACE_OF_ITEMS).rows(db, **asked)
    held = sorted(((lots.read_lot(row), row.quantity) for row in rows), key=lambda one: one[0].id)
    thens = {found.id: _then(_earliest(found.facts, day) if by_expiry else day, day, slot) for found, _ in held}
    cards = {CardKey(place_id, found.id, consignment): found.item for found, _ in held}
    start = min(thens.values(), default=(day, END_OF_DAY))
    later = balances.lines_behind(db, book, cards, *start)
    seen = _counts(db, book, place_id, later, start[0]) if later else {}
    stock = []
    for (number, _, key, facts), quantity in held:
        left, why, back = quantity, tuple[int, ...](), 0
        if written := later.get(CardKey(place_id, number, consignment)):
            then = thens[number]
            balance, lines = _until(quantity, [x for x in written if _behind(x, then)], seen.get(number, ()), then)
            left, why = available_from(balance, lines), holding_back(balance, lines)
            back = balance - sum(x.delta for x in lines) - left if why else 0
        if left or quantity:
            stock.append(LotStock(number, key, facts, left, why, back))
    return stock


END_OF_DAY = 2**31 - 1
"""Behind every slot of a day."""


def _then(since: date, day: date, slot: int | None) -> Position:
    """Where a lot is asked about that is asked since a day: the slot is one of `day`, any other day is over."""
    return since, END_OF_DAY if slot is None or since != day else slot


def _behind(line: CardLine, position: Position) -> bool:
    """Whether a line comes behind a document at a position: later, or made by the count that closes the slot."""
    at = (line.moved_on, line.slot)
    return at > position or (at == position and line.counted)


def _until(
    balance: int, lines: Sequence[CardLine], counts: Collection[Position], then: Position
) -> tuple[int, Sequence[CardLine]]:
    """The balance at the first count at or behind a position, and the lines up to it; they are all behind it."""
    counted = min((at for at in counts if at >= then), default=None)
    if counted is None:
        return balance, lines
    before = [x for x in lines if not _behind(x, counted)]
    return balance - sum(x.delta for x in lines) + sum(x.delta for x in before), before


def _counts(
    db: sa.Connection, book: str, place_id: int, later: Collection[CardKey], day: date
) -> dict[int, Collection[Position]]:
    """Lot → the counts that stand on or after a day at the site of a place whose goods are on its card."""
    (found,) = masters.places(db, book, ids=[place_id])
    if found.kind not in CARDED:
        return {}
    seen = counts.standing(db, book, [found.site], {card.lot for card in later}, day)
    return {lot: tuple(positions) for (_, lot), positions in seen.items()}


def _earliest(facts: LotFacts, day: date) -> date:
    expiry = facts.expiry
    return expiry if expiry is not None and Month.of(day).first <= expiry < day else day
