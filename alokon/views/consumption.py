"""The average monthly consumption of every site and item, from the months each has reported.

Use and days without stock come from the ledger. A month a site has not closed says nothing: it is never taken for zero.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from alokon.catalog import ITEMS
from alokon.planning.consumption import Consumption, MonthUse, Window, consumption
from alokon.sop.stockkeeping import USE
from alokon.store.schema import case_line, casefile
from alokon.store.settings import settings
from alokon.views.coverage import reported
from alokon.views.days_out import days_out
from alokon.views.gone import Pair, left
from inventory.core.months import Month
from inventory.store.schema import site


class Group(NamedTuple):
    """What is known of the items whose averages rest on the same window; `months` newest last."""

    window: Window
    months: tuple[Month, ...]
    issued: Mapping[tuple[str, str, str], int]
    out: Mapping[Pair, Mapping[Month, int]]


class Consumptions(NamedTuple):
    """The averages of sites and items, worked out when they are asked for."""

    reported: Mapping[str, Collection[str]]
    special: Mapping[tuple[str, str, str], int]
    groups: Mapping[bool, Group]

    def of(self, site: str, item: str) -> Consumption:
        """The average of an item at a site, by their codes."""
        group = self.groups[is_slow(item)]
        told, out = self.reported.get(site, ()), group.out.get((site, item), {})
        months = []
        for m in group.months:
            key = (site, item, str(m))
            issued = group.issued.get(key, 0) if str(m) in told else None
            months.append(MonthUse(m, issued, out.get(m, m.days), self.special.get(key, 0)))
        return consumption(months, group.window)


def is_slow(item: str) -> bool:
    """Whether an item is used so seldom that its average needs more months (MKJP)."""
    return item in ITEMS and ITEMS[item].mkjp


def window(values: Mapping[str, object], slow: bool) -> Window:
    """Which months an average rests on, by the office's settings."""
    if slow:
        most = int(str(values["need.months_mkjp"]))
        return Window(most, most, (most + 1) // 2)
    most = int(str(values["need.months"]))
    return Window(most, 2 * most, most)


def consumptions(
    db: sa.Connection,
    book: str,
    on: date,
    *,
    sites: Collection[str] | None = None,
    items: Collection[str] | None = None,
) -> Consumptions:
    """The averages on a day, over months before its own; a fixed number of questions."""
    values, wanted = settings(db, book), ITEMS.keys() if items is None else items
    windows = {slow: window(values, slow) for slow in (False, True)}
    groups = {
        slow: _group(db, book, on, one, sites, [item for item in wanted if is_slow(item) == slow])
        for slow, one in windows.items()
    }
    longest = max(groups.values(), key=lambda group: len(group.months)).months
    return Consumptions(reported(db, book, longest, sites), specials(db, book, longest[0], sites), groups)


def _group(
    db: sa.Connection, book: str, on: date, window: Window, sites: Collection[str] | None, items: Collection[str]
) -> Group:
    months = tuple(Month.of(on).plus(-n) for n in range(window.back, 0, -1))
    if not items:
        return Group(window, months, {}, {})
    issued: dict[tuple[str, str, str], int] = defaultdict(int)
    for one in left(db, book, months[0].first, months[-1].last, sites=sites, items=items):
        issued[one.site, one.item, one.month] += one.quantity
    return Group(window, months, issued, days_out(db, book, months[0], months[-1], sites=sites, items=items))


def specials(
    db: sa.Connection, book: str, since: Month, sites: Collection[str] | None = None
) -> dict[tuple[str, str, str], int]:
    """(Site, item, month) → base units that went to dated events, as the reports of months from `since` on say."""
    query = (
        sa.select(site.c.code, case_line.c.item, casefile.c.month, sa.func.sum(case_line.c.special))
        .join_from(casefile, case_line, (case_line.c.book == casefile.c.book) & (case_line.c.case_id == casefile.c.id))
        .join(site, (site.c.book == casefile.c.book) & (site.c.id == casefile.c.site))
        .where(casefile.c.book == book, casefile.c.flow == USE.code, casefile.c.month >= str(since))
        .where(case_line.c.special != 0)
        .group_by(site.c.code, case_line.c.item, casefile.c.month)
    )
    if sites is not None:
        query = query.where(site.c.code.in_(sites))
    return {(code, item, month): quantity for code, item, month, quantity in db.execute(query)}
