"""The moves of a span of days by the ledger's own numbers: where every sum over many moves begins.

They are thousands, so they come as plain tuples; what places, items and lots are called is looked up by who tells them.
"""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from inventory.store.prepared import Among, Prepared
from inventory.store.schema import item, move

Columns = tuple[str, ...]
"""What is asked of each move: columns of the ledger's `move` with whole numbers in them."""

BOOK = sa.bindparam("book", type_=sa.String)


def moved(
    db: sa.Connection,
    book: str,
    columns: Columns,
    since: date,
    until: date,
    places: Collection[int] | None = None,
    items: Collection[int] | None = None,
) -> list[tuple[Any, ...]]:
    """Every move from day to day, once; of some places those into or out of them. In no order."""
    asked: dict[str, object] = {"book": book, "since": since, "until": until}
    for name, wanted in (("places", places), ("items", items)):
        if wanted is not None:
            asked[name] = wanted
    return _moved(columns, frozenset(asked)).tuples(db, **asked)


@cache
def _moved(columns: Columns, asked: frozenset[str]) -> Prepared:
    """Of some places two questions, each of which an index answers: what left them, and what came from elsewhere."""
    if "places" not in asked:
        return Prepared(_span(columns, asked))
    left, came = Among(move.c.source, "places"), Among(move.c.destination, "places")
    span = _span(columns, asked)
    return Prepared(sa.union_all(span.where(left), span.where(came, ~left)))


def _span(columns: Columns, asked: frozenset[str]) -> "sa.Select[*tuple[Any, ...]]":
    """The moves of the days; of some places by items in any case, because items come first in the index."""
    query = sa.select(*(move.c[name] for name in columns)).where(
        move.c.book == BOOK,
        move.c.moved_on.between(sa.bindparam("since", type_=sa.Date), sa.bindparam("until", type_=sa.Date)),
    )
    if "items" in asked:
        return query.where(Among(move.c.item, "items"))
    every = sa.select(item.c.id).where(item.c.book == BOOK)
    return query.where(move.c.item.in_(every)) if "places" in asked else query
