"""What the story reads from the book before it acts: the stock of sites as it lies, never a copy of its own."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from alokon.sop.distribution import DISTRIBUTION, PARTLY, SENT
from alokon.store import cases
from inventory.core.goods import LotStock
from inventory.core.places import SHELF, TRANSIT
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


def on_the_way(story: Story) -> dict[tuple[str, str], int]:
    """(faskes code, item) → base units sent and not accounted for yet."""
    db, book = story.db, story.office.book
    held = queries.holdings(db, book, kinds=(TRANSIT,))
    site_of = {row.id: row.site for row in cases.listing(db, book, flows=(DISTRIBUTION.code,), states=(SENT, PARTLY))}
    sent: dict[tuple[str, str], int] = defaultdict(int)
    for h in held:
        sent[site_of[h.consignment], h.item] += h.quantity
    return sent


def usable(lots: Iterable[LotStock], item: str, fund: str | None, day: date) -> int:
    """Base units of an item, and of a fund where one is given, that may be used on a day."""
    return sum(
        s.available for s in lots if s.key.item == item and fund in (None, s.key.fund) and s.facts.usable_on(day)
    )


def expired(lots: Iterable[LotStock], day: date) -> list[LotStock]:
    """The lots that are past use on a day."""
    return [s for s in lots if not s.facts.usable_on(day)]
