"""What a book holds of each series of a monthly history."""

import sqlalchemy as sa

from alokon.imports.lmis_book import Held, Series
from inventory.core.months import Month
from inventory.core.places import SHELF
from inventory.store.queries import holdings
from inventory.store.schema import item, move, place, site


def held(db: sa.Connection, book: str) -> dict[Series, Held]:
    """What a book has of each site × product on its shelves: the month of the last move, and the balance now."""
    balances: dict[Series, int] = {}
    for holding in holdings(db, book, kinds=[SHELF]):
        series = holding.site, holding.item
        balances[series] = balances.get(series, 0) + holding.quantity
    sides = [
        sa.select(site.c.code, item.c.code, sa.func.max(move.c.moved_on))
        .join_from(move, place, (place.c.book == book) & (place.c.id == side) & (place.c.kind == SHELF))
        .join(site, (site.c.book == book) & (site.c.id == place.c.site))
        .join(item, (item.c.book == book) & (item.c.id == move.c.item))
        .where(move.c.book == book)
        .group_by(site.c.code, item.c.code)
        for side in (move.c.source, move.c.destination)
    ]
    found: dict[Series, Held] = {}
    for site_code, item_code, day in [row for side in sides for row in db.execute(side)]:
        series, month = (site_code, item_code), Month.of(day)
        before = found.get(series)
        found[series] = Held(max(month, before.through) if before else month, balances.get(series, 0))
    return found
