"""Withheld batches: what is recalled is picked for nobody, and what of it arrives anywhere is set apart at once.

A batch is withheld as the label names it, item and number: another fund or another price does not make it sound.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from alokon.sop.model import Spot
from inventory.core.goods import LotKey
from inventory.core.places import QUARANTINE, SHELF


class Holder(NamedTuple):
    """The case on whose account a batch is withheld, its flow, and the event that opened it."""

    case: int
    flow: str
    event: int


@dataclass(frozen=True)
class Withheld:
    """What is withheld now: by lot of the book, and by label (item, batch) for what comes in anew."""

    lots: Mapping[int, Holder] = field(default_factory=dict)
    batches: Mapping[tuple[str, str], Holder] = field(default_factory=dict)

    def holder(self, lot: int | LotKey) -> Holder | None:
        """The case that withholds a lot, None when it may be used."""
        return self.lots.get(lot) if isinstance(lot, int) else self.batches.get((lot.item, lot.batch))

    def instead(self, lot: int | LotKey, source: Spot, destination: Spot) -> Spot:
        """Where goods really go: from outside a quarantine onto a shelf, a withheld lot goes into quarantine there.

        >>> held = Withheld({7: Holder(1, "penarikan", 1)})
        >>> held.instead(7, Spot("road", "transit"), Spot("site", "shelf"))
        Spot(role='site', kind='quarantine')
        >>> held.instead(8, Spot("road", "transit"), Spot("site", "shelf"))
        Spot(role='site', kind='shelf')
        """
        if destination.kind == SHELF and source.kind != QUARANTINE and self.holder(lot):
            return Spot(destination.role, QUARANTINE)
        return destination

    def known_at(self, event: int) -> "Withheld":
        """What of it was withheld already when an event was written: a correction treats goods as the original did."""
        return Withheld(
            {lot: holder for lot, holder in self.lots.items() if holder.event < event},
            {label: holder for label, holder in self.batches.items() if holder.event < event},
        )


NOTHING = Withheld()
"""No batch is withheld."""
