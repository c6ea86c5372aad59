"""What may leave a place on a day: the one figure that pages show, picks are made from and refusals rest on."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from inventory.core.counting import Position
from inventory.core.goods import LotFacts, LotStock
from inventory.core.ledger import CardKey, CardLine, available_from, holding_back
from inventory.core.months import Month
from inventory.core.places import CARDED
from inventory.store import balances, counts, lots, masters
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import balance

_AT_PLACE = sa.select(balance.c.item, balance.c.lot, balance.c.quantity).where(
    balance.c.book == sa.bindparam("book"),
    balance.c.place == sa.bindparam("place"),
    balance.c.consignment == sa.bindparam("consignment"),
)
AT_PLACE = Prepared(_AT_PLACE)
AT_PLACE_OF_ITEMS = Prepared(_AT_PLACE.where(Among(balance.c.item, "items")))


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

    From the end of the day on, or of a `slot` of it. What a count saw stands whatever left before it; the writer has
    the last word on goods that only change places on the same card. With `by_expiry` a lot that expires within the
    day's month before the day is asked from its expiry on, so that it may still be written as used on its last day.
    """
    asked = {"book": book, "place": place_id, "consignment": consignment, "items": items}
    rows = (AT_PLACE if items is None else AT_PLACE_OF_ITEMS).rows(db, **asked)
    known = lots.lots_by_id(db, book, {row.lot for row in rows})
    cards = {CardKey(place_id, row.lot, consignment): row.item for row in rows}
    since = {row.lot: _earliest(known[row.lot].facts, day) if by_expiry else day for row in rows}
    later = balances.lines_behind(db, book, cards, min(since.values(), default=day), 0)
    seen = _counts(db, book, place_id, later, min(since.values())) if later else {}
    stock = []
    for row in rows:
        written = later.get(CardKey(place_id, row.lot, consignment), ())
        then = (since[row.lot], END_OF_DAY if slot is None or since[row.lot] != day else slot)
        balance, lines = _until(row.quantity, [x for x in written if _behind(x, then)], seen.get(row.lot, ()), then)
        left = available_from(balance, lines)
        if left or row.quantity:
            lot = known[row.lot]
            stock.append(LotStock(row.lot, lot.key, lot.facts, left, holding_back(balance, lines)))
    return stock


END_OF_DAY = 2**31
"""Behind every slot of a day."""


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
