"""What really came of months of the book, in the same figures as a replay of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from alokon.planning.consumption import MonthUse
from alokon.planning.outcome import Outcome
from alokon.planning.rensi import Shelf
from alokon.planning.world import World
from alokon.views.exchanged import Exchanged
from alokon.views.urgent import Receipt
from inventory.core.months import Month
from inventory.core.places import EXPIRED
from inventory.store.queries import Holding, Names


@dataclass(frozen=True)
class Book:
    """Months as the book has them: what lay everywhere before them, on shelves at the end of each, and what moved;
    `urgent` are the receipts of emergency requests.
    """

    warehouse: str
    lots: Mapping[int, Names]
    opening: Sequence[Holding]
    ends: Sequence[Sequence[Holding]]
    moved: Sequence[Exchanged]
    urgent: Collection[Receipt]

    def parcel(self, lot: int, quantity: int) -> Shelf:
        """Base units of a lot."""
        key, facts = self.lots[lot]
        return Shelf(lot, key.fund, facts.expiry, quantity)


def happened(told: Book, world: World, uses: Mapping[str, Sequence[MonthUse]]) -> Outcome:
    """What the book says of the faskes, item and months of a world; what was not met is the estimated demand's rest.

    Emergency deliveries are those of requests that said so. `left` and `held` are usable goods on shelves; what lies
    reserved or on the road is in neither.
    """
    months, own = world.months, uses.keys()
    on_shelf = [_usable(told, world.item, month, held) for month, held in zip(months, told.ends, strict=True)]
    used = sum(use.issued or 0 for each in uses.values() for use in each)
    wanted = sum(map(sum, world.wanted.values()))
    rounds, urgent = ([one for one in world.sent if one.urgent is kind] for kind in (False, True))
    return Outcome(
        item=world.item,
        places=len(own),
        days_out=sum(use.days_out for each in uses.values() for use in each),
        months_out=sum(use.days_out > 0 for each in uses.values() for use in each),
        used=used,
        unmet=max(0, wanted - used),
        expired=_expired(told, world, own),
        stale=_expired(told, world, {told.warehouse}),
        left=sum(h.quantity for h in on_shelf[-1] if h.site in own or h.site == told.warehouse),
        trips=frozenset((one.to, one.day) for one in rounds),
        units=sum(one.parcel.quantity for one in rounds),
        urgent=frozenset((one.to, one.day) for one in urgent),
        urgent_units=sum(one.parcel.quantity for one in urgent),
        held=sum(h.quantity for held in on_shelf for h in held if h.site in own),
        wanted=wanted,
    )


def _usable(told: Book, item: str, month: Month, held: Sequence[Holding]) -> list[Holding]:
    return [h for h in held if h.item == item and told.lots[h.lot].facts.usable_on(month.last)]


def _expired(told: Book, world: World, sites: Collection[str]) -> dict[int, int]:
    """Lot → what was declared expired or lies expired at the end, of lots still usable when the months began."""
    first, last = world.months[0].first, world.months[-1].last
    sums: dict[int, int] = defaultdict(int)
    for one in told.moved:
        if one.item == world.item and one.other_kind == EXPIRED and one.site in sites:
            sums[one.lot] -= one.quantity
    for h in told.ends[-1]:
        if h.item == world.item and h.site in sites and not told.lots[h.lot].facts.usable_on(last):
            sums[h.lot] += h.quantity
    return {lot: quantity for lot, quantity in sums.items() if quantity > 0 and told.lots[lot].facts.usable_on(first)}
