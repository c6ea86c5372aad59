"""What steps do to lots that one site gives another: offer them, hand them over, send them. Codes at each effect."""

from dataclasses import dataclass

from alokon.sop.effects import Between
from alokon.sop.lots import give, named_quantity, rows_once
from alokon.sop.model import Spot
from alokon.sop.work import Work, whole, words


@dataclass(frozen=True)
class Send:
    """Lots leave a spot of the site: the one the row's `condition` names, else the first.

    Codes `no_lines`, `lot_twice`, `lot_unknown`, `quantity_not_positive`, and those of `Work.lack`.
    """

    conditions: tuple[tuple[str, Spot], ...]
    destination: Spot
    counts: tuple[str, ...] = ("issued",)

    @property
    def sources(self) -> tuple[Spot, ...]:
        """Where they may leave from."""
        return tuple(spot for _, spot in self.conditions)

    def apply(self, work: Work) -> None:
        """One lot line per row."""
        for n, row in rows_once(work, "lot", "condition"):
            spot = dict(self.conditions).get(words(row, "condition"), self.conditions[0][1])
            stock, quantity = named_quantity(work, spot, n, row), whole(row, "quantity")
            if stock is not None:
                item, fund, add = stock.key.item, stock.key.fund, dict.fromkeys(self.counts, quantity)
                work.move(item, stock.lot, quantity, spot, self.destination)
                work.change(item=item, fund=fund, lot=stock.lot, add=add, note=words(row, "note"))


@dataclass(frozen=True)
class Offer:
    """Name lots to be given, and move nothing yet. Codes of `Send`."""

    source: Spot

    @property
    def sources(self) -> tuple[Spot, ...]:
        """Where they lie."""
        return (self.source,)

    def apply(self, work: Work) -> None:
        """The lines of `Send`, as an offer."""
        Send((("", self.source),), self.source, ("proposed",)).apply(work)
        work.transfers.clear()


@dataclass(frozen=True)
class HandOver(Between):
    """What was offered leaves. Codes of `Work.lack`."""

    def apply(self, work: Work) -> None:
        """Every lot that was offered."""
        for line in work.case.leaves:
            quantity = line["proposed"]
            if quantity and give(work, line, quantity, self.source, self.destination):
                work.add(line, {"issued": quantity})
