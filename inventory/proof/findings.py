"""What the proofs share: findings as they add up, and the names of what the book's rows point at."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from inventory.core.errors import Problem
from inventory.core.months import Month
from inventory.store import chain, masters
from inventory.store.schema import item, lot, place, site

TOLD = 100
"""How many findings of one kind are told one by one; of the others only how many there are."""

Card = tuple[int, int, int, int]
"""A card in the proofs: (place, item, lot, consignment where the place keeps them apart, else 0)."""


class Findings:
    """What is wrong, in the order found; `counts` also counts what is beyond the first `TOLD` of a kind."""

    def __init__(self) -> None:
        self.told: list[Problem] = []
        self.counts: Counter[str] = Counter()

    def add(self, problem: Problem) -> None:
        """Note one more thing that is wrong."""
        self.counts[problem.code] += 1
        if self.counts[problem.code] <= TOLD:
            self.told.append(problem)


class Known(NamedTuple):
    """The masters of a book by id: places, sites (code, kind), the keys of lots, their items, the codes of items."""

    places: dict[int, masters.Place]
    sites: dict[int, tuple[str, str]]
    lots: dict[int, tuple[str, str, str, int]]
    item_of: dict[int, int]
    items: dict[int, str]

    def card_facts(self, card: Card) -> dict[str, object]:
        """What a card is called, as facts of a finding; ids stand where a name is not known."""
        place_id, item_id, lot_id, consignment = card
        at, key = self.places.get(place_id), self.lots.get(lot_id)
        return {
            "site": at.site_code if at else place_id,
            "place": at.kind if at else place_id,
            "item": self.items.get(item_id, item_id),
            "batch": key[1] if key else lot_id,
            "fund": key[2] if key else None,
            "lot": lot_id,
            "consignment": consignment,
        }


def known(db: sa.Connection, book: str) -> Known:
    """Read the masters of a book."""
    at = sa.select(place.c.id, place.c.kind, site.c.id, site.c.code, site.c.kind, site.c.accepts).join_from(
        place, site, (place.c.book == site.c.book) & (place.c.site == site.c.id)
    )
    called = sa.select(lot.c.id, lot.c.item, item.c.code, lot.c.batch, lot.c.fund, lot.c.sibling).join_from(
        lot, item, (item.c.book == lot.c.book) & (item.c.id == lot.c.item)
    )
    lots = db.execute(called.where(lot.c.book == book)).all()
    return Known(
        {row[0]: masters.Place(*row) for row in db.execute(at.where(place.c.book == book))},
        {found.id: (code, found.kind) for code, found in masters.sites(db, book).items()},
        {row[0]: (row[2], row[3], row[4], row[5]) for row in lots},
        {row[0]: row[1] for row in lots},
        {found.id: code for code, found in masters.items(db, book).items()},
    )


def text(column: "sa.ColumnElement[Any]") -> "sa.ColumnElement[str]":
    """A date column as it is stored, so that a date nobody can read is a finding and not a crash."""
    return sa.type_coerce(column, sa.String)


def stream(db: sa.Connection, query: "sa.Select[*tuple[Any, ...]]") -> "Iterator[sa.Row[*tuple[Any, ...]]]":
    """The rows of a query, a few thousand at a time."""
    for rows in db.execute(query.execution_options(yield_per=5000)).partitions():
        yield from rows


def short(digest: str) -> str:
    """The short code of a stored digest, or the text it is when it is none."""
    try:
        return chain.head_code(digest)
    except ValueError:
        return digest


@cache
def day(told: str) -> date | str:
    """A stored date as a date, or as the text it is when it is none."""
    try:
        return date.fromisoformat(told)
    except ValueError:
        return told


@cache
def month(told: str) -> Month | str:
    """A stored month as a month, or as the text it is when it is none."""
    try:
        return Month.parse(told)
    except ValueError:
        return told
