"""Lots in the book: found by what the label says, born with a receipt, corrected with their history kept."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from inventory.core.errors import Problem
from inventory.core.goods import LotFacts, LotKey
from inventory.store.prepared import Among, Prepared
from inventory.store.schema import item, lot, lot_revision

FACTS = ("expiry", "precision", "produced", "unit_value_sen", "edition")


class Lot(NamedTuple):
    """A lot of the book with what is known of it now."""

    id: int
    item: int
    key: LotKey
    facts: LotFacts


class Revision(NamedTuple):
    """New facts of a lot, and why; the first revision is its birth."""

    lot: int
    facts: LotFacts
    reason: str = ""


def select_lots() -> "sa.Select[*tuple[Any, ...]]":
    """Lots of the book bound as `book`, with their item code and the facts known now, in the order `read_lot` reads."""
    newer, facts = lot_revision.alias("newer"), lot_revision.alias("facts")
    has_newer = sa.exists().where(
        newer.c.book == facts.c.book, newer.c.lot == facts.c.lot, newer.c.event > facts.c.event
    )
    columns = (lot.c.id, lot.c.item, item.c.code, lot.c.batch, lot.c.fund, lot.c.sibling)
    return (
        sa.select(*columns, *(facts.c[name] for name in FACTS))
        .join_from(lot, item, (item.c.book == lot.c.book) & (item.c.id == lot.c.item))
        .join(facts, (facts.c.book == lot.c.book) & (facts.c.lot == lot.c.id))
        .where(lot.c.book == sa.bindparam("book"), ~has_newer)
    )


_LOTS = select_lots()
LOTS = Prepared(_LOTS)
LOTS_BY_ID = Prepared(_LOTS.where(Among(lot.c.id, "asked")))
LOTS_OF_BATCHES = Prepared(_LOTS.where(Among(lot.c.batch, "batches")).order_by(lot.c.sibling))
LAST_ID = Prepared(sa.select(sa.func.max(lot.c.id)).where(lot.c.book == sa.bindparam("book")))
BIRTH = Prepared(lot.insert())
IDENTITIES = Prepared(
    sa.select(lot.c.id, item.c.code, lot.c.batch, lot.c.fund, lot.c.sibling)
    .join_from(lot, item, (item.c.book == lot.c.book) & (item.c.id == lot.c.item))
    .where(lot.c.book == sa.bindparam("book"), Among(lot.c.id, "asked"))
)


def read_lot(row: Sequence[Any]) -> Lot:
    """A row of `select_lots` as a lot; what it has beyond is left alone."""
    number, item_id, *rest = row
    return Lot(number, item_id, LotKey(*rest[:4]), LotFacts(*rest[4:9]))


def all_lots(db: sa.Connection, book: str) -> dict[int, Lot]:
    """Every lot of the book, by id."""
    return {found.id: found for found in map(read_lot, LOTS.rows(db, book=book))}


def lots_by_id(db: sa.Connection, book: str, ids: Iterable[int]) -> dict[int, Lot]:
    """The lots asked for, by id."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = LOTS_BY_ID.rows(db, book=book, asked=wanted)
    return {found.id: found for found in map(read_lot, rows)}


def identities(db: sa.Connection, book: str, ids: Iterable[int]) -> dict[int, LotKey]:
    """What the lots asked for are called, by id; also of lots born in this transaction."""
    wanted = set(ids)
    if not wanted:
        return {}
    return {row[0]: LotKey(*row[1:]) for row in IDENTITIES.rows(db, book=book, asked=wanted)}


def lots_like(db: sa.Connection, book: str, keys: Iterable[LotKey]) -> list[Lot]:
    """Every lot that shares item and batch with one of the keys, of any fund and sibling."""
    wanted = {(k.item, k.batch) for k in keys}
    if not wanted:
        return []
    found = map(read_lot, LOTS_OF_BATCHES.rows(db, book=book, batches={batch for _, batch in wanted}))
    return [known for known in found if (known.key.item, known.key.batch) in wanted]


def match(key: LotKey, facts: LotFacts, known: Iterable[Lot]) -> "Lot | LotKey | Problem":
    """The known lot a label means, the key of a new one, or `lot_differs` when the label contradicts the book.

    Only another price makes a sibling; any other difference is a typing error here or in the book. A price that is
    not stated means the first sibling.
    """
    same = [x for x in known if x.key[:3] == key[:3]]
    if not same:
        return key._replace(sibling=0)
    first = same[0].facts
    for name in ("expiry", "produced", "edition"):
        old, new = getattr(first, name), getattr(facts, name)
        if old != new and not (name != "expiry" and (old in (None, "") or new in (None, ""))):
            told = {"batch": key.batch, "item": key.item, "what": name, "book": old, "typed": new}
            return Problem("lot_differs", told, name)
    for known_lot in same:
        if facts.unit_value_sen in (None, known_lot.facts.unit_value_sen):
            return known_lot
    return key._replace(sibling=1 + max(x.key.sibling for x in same))


def meant(db: sa.Connection, book: str, labels: Mapping[LotKey, LotFacts]) -> dict[LotKey, int]:
    """The lots of the book that labels name, by their keys; labels of new lots and contradicting ones are left out."""
    known = lots_like(db, book, labels)
    answers = {key: match(key, facts, known) for key, facts in labels.items()}
    return {key: answer.id for key, answer in answers.items() if isinstance(answer, Lot)}


def give_birth(db: sa.Connection, book: str, keys: Iterable[LotKey], items: Mapping[str, int]) -> dict[LotKey, int]:
    """Insert the identity of new lots; their facts follow as revisions of the same event."""
    first = 1 + (LAST_ID.scalar(db, book=book) or 0)
    born = {k: first + n for n, k in enumerate(keys)}
    rows = [
        {
            "book": book,
            "id": number,
            "item": items[k.item],
            "batch": k.batch,
            "fund": k.fund,
            "sibling": k.sibling,
        }
        for k, number in born.items()
    ]
    BIRTH.write(db, rows)
    return born
