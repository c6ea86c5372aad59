"""What steps do to lots that one site gives another: offer them, hand them over, send them. Codes at each effect."""

from dataclasses import dataclass

from alokon.sop.case import Line
from alokon.sop.model import Spot
from alokon.sop.work import Row, Work, duplicates, whole, words


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
        if not work.rows:
            work.refuse("no_lines", "lines")
        twice = duplicates((row.get("lot"), row.get("condition")) for row in work.rows)
        for n, row in enumerate(work.rows):
            if (row.get("lot"), row.get("condition")) in twice:
                work.refuse("lot_twice", "lot", n)
            else:
                self._send(work, n, row)

    def _send(self, work: Work, n: int, row: Row) -> None:
        spot = dict(self.conditions).get(words(row, "condition"), self.conditions[0][1])
        lot, quantity = row.get("lot"), whole(row, "quantity")
        stock = work.stock.lot(spot, lot) if isinstance(lot, int) else None
        if stock is None:
            work.refuse("lot_unknown", "lot", n)
            return
        item, fund = stock.key.item, stock.key.fund
        if quantity <= 0:
            work.refuse("quantity_not_positive", "quantity", n, item=item)
        if quantity > stock.available:
            found = {"item": item, "fund": fund, "wanted": quantity, "available": stock.available, "expired": 0}
            work.lack(spot, f"lines-{n}-quantity", found, stock.lot)
            return
        work.move(item, stock.lot, quantity, spot, self.destination)
        add = dict.fromkeys(self.counts, quantity)
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
class HandOver:
    """What was offered leaves. Codes of `Work.lack`."""

    source: Spot
    destination: Spot

    @property
    def sources(self) -> tuple[Spot, ...]:
        """Where it leaves from."""
        return (self.source,)

    def apply(self, work: Work) -> None:
        """Every lot that was offered."""
        for line in work.case.leaves:
            if line["proposed"]:
                self._give(work, line)

    def _give(self, work: Work, line: Line) -> None:
        lot, quantity = line.lot or 0, line["proposed"]
        stock = work.stock.lot(self.source, lot)
        free = stock.available if stock else 0
        if quantity > free:
            found = {"item": line.item, "fund": line.fund, "wanted": quantity, "available": free, "expired": 0}
            work.lack(self.source, "lines", found, lot)
            return
        work.move(line.item, lot, quantity, self.source, self.destination)
        facts = {"parent": line.parent, "item": line.item, "fund": line.fund, "lot": lot}
        work.change(line=line.number, add={"issued": quantity}, **facts)
