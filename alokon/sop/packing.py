"""What packing uses up: materials leave the storeroom with the voucher that goods are packed for."""

from dataclasses import dataclass

from alokon.sop.fields import Field
from alokon.sop.model import OUTSIDE, STORE, Spot
from alokon.sop.work import Work, duplicates, whole, words
from alokon.supplies import PACKING_CHOICES
from inventory.core import places
from inventory.core.goods import first_out

STOREROOM = Spot(STORE, places.SHELF)
CONSUMED = Spot(OUTSIDE, places.CONSUMED)

PACKING_FIELDS = (
    Field("item", "Bahan kemasan", "item", choices=PACKING_CHOICES),
    Field("used", "Jumlah dipakai", "quantity", least=1),
)


@dataclass(frozen=True)
class UsePacking:
    """Take packing materials from the storeroom, oldest lot first, whoever paid for them; a step may use none.

    They are no lines of the case: what is packed is one thing, what it is packed in another. Codes `item_twice`
    and `supplies_short`.
    """

    source: Spot = STOREROOM
    destination: Spot = CONSUMED

    @property
    def sources(self) -> tuple[Spot, ...]:
        """The storeroom."""
        return (self.source,)

    def apply(self, work: Work) -> None:
        """One row per material."""
        twice = duplicates(row.get("item") for row in work.rows)
        for n, row in enumerate(work.rows):
            if row.get("item") in twice:
                work.refuse("item_twice", "item", n, item=row.get("item"))
            else:
                self._use(work, n, words(row, "item"), whole(row, "used"))

    def _use(self, work: Work, n: int, item: str, wanted: int) -> None:
        taken, left = first_out(work.stock.lots(self.source, item), wanted)
        for stock, part in taken:
            work.move(item, stock.lot, part, self.source, self.destination)
        if left:
            work.refuse("supplies_short", "used", n, item=item, wanted=wanted, available=wanted - left)
