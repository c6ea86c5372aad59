"""A month of one site day by day: what went over its card, by item, fund and what stood on the other side."""

from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from alokon import siga
from alokon.siga import Flow
from inventory.core.months import Month
from inventory.core.places import CARDED
from inventory.store.schema import item, lot, move, place, site


class DayFlow(NamedTuple):
    """Base units that went over a site's card on one day."""

    day: date
    item: str
    fund: str
    flow: Flow


def flows_by_day(db: sa.Connection, book: str, site_code: str, month: Month) -> list[DayFlow]:
    """What went over a site's card in a month, in two questions; moves between its own places left out."""
    found = []
    for own, other, direction in (
        (move.c.destination, move.c.source, siga.IN),
        (move.c.source, move.c.destination, siga.OUT),
    ):
        for day, code, fund, kind, far, reversal, quantity in db.execute(_query(book, site_code, month, own, other)):
            found.append(DayFlow(day, code, fund, Flow(kind, direction, far, quantity, bool(reversal))))
    return found


def _query(
    book: str, site_code: str, month: Month, own: "sa.Column[int]", other: "sa.Column[int]"
) -> "sa.Select[*tuple[Any, ...]]":
    here, there = place.alias("here"), place.alias("there")
    home, away = site.alias("home"), site.alias("away")
    reversal = move.c.reverses_event.is_not(None)
    keys = (move.c.moved_on, item.c.code, lot.c.fund, there.c.kind, away.c.kind, reversal)
    return (
        sa.select(*keys, sa.func.sum(move.c.quantity))
        .join_from(move, here, (here.c.book == book) & (here.c.id == own))
        .join(home, (home.c.book == book) & (home.c.id == here.c.site))
        .join(there, (there.c.book == book) & (there.c.id == other))
        .join(away, (away.c.book == book) & (away.c.id == there.c.site))
        .join(item, (item.c.book == book) & (item.c.id == move.c.item))
        .join(lot, (lot.c.book == book) & (lot.c.id == move.c.lot))
        .where(move.c.book == book, home.c.code == site_code, here.c.kind.in_(CARDED))
        .where(~((here.c.site == there.c.site) & there.c.kind.in_(CARDED)))
        .where(move.c.moved_on >= month.first, move.c.moved_on <= month.last)
        .group_by(*keys)
    )
