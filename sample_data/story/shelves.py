"""What the story reads from the book before it acts: the stock of sites as it lies, never a copy of its own."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from inventory.core.goods import LotStock
from inventory.core.places import SHELF
from inventory.store import queries
from sample_data.story.telling import Story

WAREHOUSE = "GUDANG"


def shelves(story: Story, on: date | None = None, sites: Collection[str] | None = None) -> dict[str, list[LotStock]]:
    """The lots on the shelf of each site at the end of a day, or now."""
    held = queries.holdings(story.db, story.office.book, on, sites=sites, kinds=(SHELF,))
    names = queries.lot_names(story.db, story.office.book, {h.lot for h in held})
    found: dict[str, list[LotStock]] = defaultdict(list)
    for h in held:
        found[h.site].append(LotStock(h.lot, *names[h.lot], h.quantity))
    return found


def usable(lots: Iterable[LotStock], item: str, fund: str | None, day: date) -> int:
    """Base units of an item, and of a fund where one is given, that may be used on a day."""
    return sum(
        s.available for s in lots if s.key.item == item and fund in (None, s.key.fund) and s.facts.usable_on(day)
    )


def expired(lots: Iterable[LotStock], day: date) -> list[LotStock]:
    """The lots that are past use on a day."""
    return [s for s in lots if not s.facts.usable_on(day)]
