"""What the kabupaten's warehouse needs of every item on a day, towards the province, with everything it rests on."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from alokon.catalog import ITEMS
from alokon.planning.consumption import together
from alokon.planning.levels import WAREHOUSE
from alokon.planning.need import Part
from alokon.planning.store_need import StoreFacts, StoreNeed, store_need
from alokon.store import papers
from alokon.store.settings import settings
from alokon.views.announced import Announced, announced
from alokon.views.batches import Batch, batches
from alokon.views.consumption import consumptions
from alokon.views.levels import level_tables
from alokon.views.needs import Needed, ending, needs, pack_of, part_of
from alokon.views.rensi import served
from inventory.core.places import RESERVED
from inventory.store import queries


@dataclass(frozen=True)
class StoreNeeded:
    """An item: the need, and what it rests on line by line: `rows` of the faskes whose use was asked for, the usable
    `batches` of the warehouse, what was `announced`.
    """

    item: str
    need: StoreNeed
    rows: tuple[Needed, ...]
    batches: tuple[Batch, ...]
    announced: tuple[Announced, ...]

    @property
    def is_known(self) -> bool:
        """Whether it is or was anywhere, or is coming."""
        return bool(self.rows or self.batches or self.announced or self.need.facts.use.monthly)


def store_needs(db: sa.Connection, book: str, on: date, items: Collection[str] | None = None) -> list[StoreNeeded]:
    """Every item, in the catalogue's order; a fixed number of questions."""
    goods = [item for item in ITEMS if items is None or item in items]
    values = settings(db, book)
    warehouse, levels = str(values["warehouse"]), level_tables(values)
    uses, may_get = consumptions(db, book, on, items=goods), served(db, book, on)
    rows = needs(db, book, on, items=goods, uses=uses)
    held = [one for one in batches(db, book, on, sites=[warehouse], items=goods) if one.facts.usable_on(on)]
    promised = _promised(db, book, warehouse, on, {one.lot for one in held if one.carded})
    coming = announced(db, book, warehouse, on)
    found = []
    for item in goods:
        own = [row for row in rows if row.item == item]
        asked = tuple(row for row in own if row.site in may_get)
        issues, at = uses.of(warehouse, item), levels.of(WAREHOUSE, item)
        use = together([row.need.facts.use.monthly for row in asked], issues.monthly)
        here = tuple(one for one in held if one.item == item and one.carded)
        due = tuple(one for one in coming if one.item == item)
        facts = StoreFacts(
            use=use,
            issues=issues,
            usable=sum(one.carded for one in here),
            promised=promised.get(item, ()),
            coming=[Part(one.quantity, one.document, one.on) for one in due],
            lapsing=ending(here, use.monthly, at, on),
            at_faskes=sum(row.need.facts.usable for row in own),
        )
        found.append(StoreNeeded(item, store_need(facts, at, pack_of(item)), asked, here, due))
    return found


def _promised(
    db: sa.Connection, book: str, warehouse: str, on: date, lots: Collection[int]
) -> dict[str, Sequence[Part]]:
    """Item → what of some lots is reserved in a warehouse, paper by paper."""
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for h in queries.holdings(db, book, on, sites=[warehouse], kinds=[RESERVED]):
        if h.lot in lots:
            sums[h.item, h.consignment] += h.quantity
    issued = papers.of_cases(db, book, {case for _, case in sums})
    found: dict[str, list[Part]] = defaultdict(list)
    for (item, case), quantity in sorted(sums.items()):
        found[item].append(part_of(quantity, case, RESERVED, issued))
    return dict(found)
