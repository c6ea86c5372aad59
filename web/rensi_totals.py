"""A Rensi in all: what it is called, its sums item by item and kecamatan by kecamatan, and whom it leaves out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from alokon.catalog import ITEMS
from alokon.messages import sentence
from alokon.sop.distribution import ASKED
from alokon.store import faskes
from alokon.store.cases import CaseRow
from alokon.text import month_year
from alokon.views.rensi_papers import STANDS, standing
from alokon.views.rensi_told import Had, Planned, Rensi
from web.desk import Reach


class ItemTotal(NamedTuple):
    """An item of a Rensi in all: needed, planned by fund, what the warehouse had; lines changed and left short."""

    item: str
    needed: int
    planned: Mapping[str, int]
    had: Had
    changed: int
    short: int

    @property
    def total(self) -> int:
        """Base units planned."""
        return sum(self.planned.values())

    @property
    def left(self) -> int:
        """What stays in the warehouse."""
        return sum(self.had.by_fund.values()) - self.total

    @property
    def over(self) -> list[str]:
        """The funds of which more is planned than there was."""
        return [fund for fund, quantity in self.planned.items() if quantity > self.had.by_fund.get(fund, 0)]


class AreaTotal(NamedTuple):
    """A kecamatan of a Rensi: how many faskes get something, of how many, lines changed by hand, and SPMB issued.

    `papers` is how many of each kind of paper of its deliveries there are to print.
    """

    code: str
    served: int
    faskes: int
    changed: int
    short: int
    waiting: int
    ordered: int
    papers: Mapping[str, int]


def title(found: Rensi) -> str:
    """What a Rensi is called: its months."""
    first, last = found.months
    return f"Rensi {month_year(first)}" + (f" – {month_year(last)}" if last != first else "")


def item_totals(found: Rensi) -> list[ItemTotal]:
    """The items anybody needs or gets."""
    lines: dict[str, list[Planned]] = defaultdict(list)
    for line in found.lines:
        lines[line.item].append(line)
    return [_item_total(found, item, lines[item]) for item in ITEMS if lines[item]]


def _item_total(found: Rensi, item: str, lines: list[Planned]) -> ItemTotal:
    planned: Counter[str] = Counter()
    for line in lines:
        planned.update({x.fund or "": x["planned"] for x in line.funds if x["planned"]})
    had = found.newest.had.get(item, Had({}, 0, None))
    needed = sum(x.line["needed"] for x in lines)
    return ItemTotal(item, needed, planned, had, sum(x.changed for x in lines), sum(x.short > 0 for x in lines))


def area_totals(found: Rensi, seen: Reach) -> list[AreaTotal]:
    """The kecamatan with a faskes in the Rensi."""
    lines: dict[str, list[Planned]] = defaultdict(list)
    for line in found.lines:
        if line.site in seen.faskes:
            lines[seen.faskes[line.site].kecamatan].append(line)
    return [_area_total(found, seen, code, lines[code]) for code in seen.kecamatan if lines[code]]


def _area_total(found: Rensi, seen: Reach, code: str, lines: list[Planned]) -> AreaTotal:
    sites = {line.site for line in lines}
    orders = [row for site, row in found.orders.items() if site in sites]
    left = waiting(orders)
    return AreaTotal(
        code, len({x.site for x in lines if x.planned}), len(sites), sum(x.changed for x in lines),
        sum(x.short > 0 for x in lines), left, len(orders) - left,
        {kind: len(standing(orders, kind)) for kind in STANDS},
    )  # fmt: skip


def waiting(orders: Iterable[CaseRow]) -> int:
    """How many of the cases it opened wait for their SPMB."""
    return sum(row.state == ASKED for row in orders)


def unplanned(db: sa.Connection, book: str, found: Rensi, seen: Reach) -> list[tuple[str, str]]:
    """(Name, why) of the faskes of the registry that have no line."""
    planned = {line.site for line in found.lines}
    others = {code: one for code, one in seen.faskes.items() if code not in planned}
    gates = faskes.gates(db, book, others, found.newest.on)
    why = {code: " ".join(sentence(p) for p in gate.problems) for code, gate in gates.items()}
    return [(one.name, why[code] or "Belum pernah menerima alokon.") for code, one in others.items()]
