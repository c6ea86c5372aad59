"""What a case does when goods it had reserved are taken from it: by a count that found fewer, or by a recall.

Its approved lines stay as they were answered, so that the voucher, made anew, picks other lots for what is lacking.
"""

from dataclasses import dataclass

from alokon.sop.effects import Between
from alokon.sop.model import Spot
from alokon.sop.work import Work


@dataclass(frozen=True)
class GiveUp:
    """Follow a count that gave up reservations of the case: its lots count as approved as far as they are still held.

    What was issued of any lot falls to nothing: the voucher is made anew.
    """

    held: Spot

    @property
    def sources(self) -> tuple[Spot, ...]:
        """What is still reserved."""
        return (self.held,)

    def apply(self, work: Work) -> None:
        """One change per lot line that loses something."""
        left = {stock.lot: stock.available for stock in work.stock.lots(self.held)}
        for line in work.case.leaves:
            lot = line.lot or 0
            kept = min(line["approved"], left.get(lot, 0))
            left[lot] = left.get(lot, 0) - kept
            add = {"approved": kept - line["approved"], "issued": -line["issued"]}
            if any(add.values()):
                work.add(line, add)


@dataclass(frozen=True)
class GiveBack(Between):
    """What the case holds of withheld lots is set apart, and its lines count it as approved no more.

    If there was any, the voucher is made anew as after a count: the case comes to the state `again`.
    """

    again: str = ""

    def apply(self, work: Work) -> None:
        """Lot by lot, then one change per lot line that loses something."""
        held = work.stock.withheld
        back = [stock for stock in work.stock.lots(self.source) if held.holder(stock.lot)]
        for stock in back:
            work.move(stock.key.item, stock.lot, stock.available, self.source, self.destination)
        if back:
            work.comes_to = self.again
        for line in work.case.leaves if back else ():
            add = {"issued": -line["issued"], "approved": -line["approved"] if held.holder(line.lot or 0) else 0}
            if any(add.values()):
                work.add(line, add)
