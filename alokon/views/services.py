"""Services (R1 KB) beside the use of goods: what was served, what was reported as used, and what the stock says went.

Services are counts from the files of field data; names stay in SIGA. A month a faskes has not closed is not reported,
and a faskes nobody collected R1 KB from has no services told: neither is zero.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa

from alokon import siga
from alokon.catalog import ITEMS
from alokon.planning.inviting import Figures
from alokon.sop.tasks.field_data import COUNTED, FIELD_DATA_FLOW
from alokon.store import cases
from alokon.store import siga as siga_counts
from alokon.views import monthly
from alokon.views.coverage import reported
from alokon.views.gone import Pair
from inventory.core.months import Month
from inventory.core.places import VARIANCE

COLLECT = FIELD_DATA_FLOW.steps[0].name
CANCELLED = FIELD_DATA_FLOW.step("drop").after

NOT_ONE_EACH = frozenset({"KONDOM"})
"""Methods of which one service hands out many units, so that services and use are not to be equal."""


class Services(NamedTuple):
    """Services of one method at one faskes in a month; `pbi` of all of them were for PBI."""

    new: int = 0
    again: int = 0
    changed: int = 0
    pbi: int = 0

    @property
    def total(self) -> int:
        """All services."""
        return self.new + self.again + self.changed


class Compared(NamedTuple):
    """A faskes and a method in a month: services (None: no R1 KB), reported use in base units (None: not closed), and
    what went by the stock: the recorded use with what counts found missing on top. `siga` are the services as SIGA
    tells them, None where nobody imported them.
    """

    site: str
    method: str
    services: Services | None
    reported: int | None
    by_stock: int | None
    siga: int | None = None

    @property
    def figures(self) -> Figures:
        """What of it can be held against each other: a method that uses no goods has only services."""
        stocked = self.method in ITEMS
        return Figures(
            self.method,
            services=self.services.total if self.services else None,
            siga=self.siga,
            reported=self.reported if stocked else None,
            by_stock=self.by_stock if stocked else None,
            one_each=self.method not in NOT_ONE_EACH,
        )


def services(db: sa.Connection, book: str, month: Month) -> dict[Pair, Services]:
    """(Faskes, method) → its services in a month, over every file of field data that stands; two questions."""
    rows = cases.listing(db, book, flows=[FIELD_DATA_FLOW.code], month=str(month))
    kept = [row.id for row in rows if row.state != CANCELLED]
    found: dict[Pair, Services] = {}
    for taken in cases.steps_of(db, book, kept).values():
        for step in cases.standing(taken):
            if step.step == COLLECT:
                for row in _rows(step.answers.get("lines")):
                    pair = str(row["faskes"]), str(row["method"])
                    found[pair] = _added(found.get(pair, Services()), row)
    return found


def _rows(lines: object) -> list[dict[str, object]]:
    assert isinstance(lines, list)
    return lines


def _added(old: Services, row: dict[str, object]) -> Services:
    def count(name: str) -> int:
        return int(str(row.get(name) or 0))

    kinds = [count(f"{name}_pbi") + count(f"{name}_other") for name, _ in COUNTED]
    pbi = sum(count(f"{name}_pbi") for name, _ in COUNTED)
    new, again, changed = kinds
    return Services(old.new + new, old.again + again, old.changed + changed, old.pbi + pbi)


def compared(db: sa.Connection, book: str, month: Month, sites: Collection[str] | None = None) -> list[Compared]:
    """Every faskes and method that was served, reported or used in a month, of the faskes asked for or of all."""
    served = {pair: n for pair, n in services(db, book, month).items() if sites is None or pair[0] in sites}
    used: dict[Pair, int] = defaultdict(int)
    for key, row in monthly.mutations(db, book, month, sites).items():
        used[key.site, key.item] += row.counts[siga.SERVICE]
    missing: dict[Pair, int] = defaultdict(int)
    for one in monthly.movements(db, book, month.first, month.last, sites):
        if one.other_kind == VARIANCE:
            missing[one.site, one.item] += one.quantity if one.direction == siga.OUT else -one.quantity
    told_by_siga = {
        (key.faskes, key.method): n
        for key, n in siga_counts.counts(db, book, [month]).items()
        if sites is None or key.faskes in sites
    }
    closed = reported(db, book, [month], sites)
    told = []
    for pair in sorted({*served, *told_by_siga, *(pair for pair in used if used[pair] or missing.get(pair))}):
        site, method = pair
        is_closed = bool(closed.get(site))
        own = used.get(pair, 0)
        reported_use, by_stock = own if is_closed else None, own + missing.get(pair, 0)
        told.append(Compared(site, method, served.get(pair), reported_use, by_stock, told_by_siga.get(pair)))
    return told
