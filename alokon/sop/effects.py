"""What steps do to goods that the office holds: ask, approve, pack, carry, receive.

Each effect is a small declaration with one method; a step is a tuple of them. Quantities are whole base units.
Codes are listed at each effect.
"""

from collections import defaultdict
from dataclasses import dataclass

from alokon.sop.case import Line, total
from alokon.sop.model import Spot
from alokon.sop.work import Lack, Row, Work, duplicates, whole, words


@dataclass(frozen=True)
class Between:
    """What every effect knows that takes goods from one spot to another."""

    source: Spot
    destination: Spot

    @property
    def sources(self) -> tuple[Spot, ...]:
        """Where the goods lie."""
        return (self.source,)


@dataclass(frozen=True)
class Ask:
    """Write one line per item asked for. Codes `no_lines`, `item_unknown`, `item_twice`, `quantity_not_positive`."""

    quantity: str
    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """One topmost line per row."""
        if not work.rows:
            work.refuse("no_lines", "lines")
        twice = duplicates(row.get("item") for row in work.rows)
        for n, row in enumerate(work.rows):
            item, quantity = words(row, "item"), whole(row, self.quantity)
            if item not in work.known_items:
                work.refuse("item_unknown", "item", n, item=item)
            elif item in twice:
                work.refuse("item_twice", "item", n, item=item)
            if quantity <= 0:
                work.refuse("quantity_not_positive", self.quantity, n, item=item)
            work.change(item=item, add={self.quantity: quantity}, note=words(row, "note"))


@dataclass(frozen=True)
class Approve(Between):
    """Answer every asked line per fund, and reserve what is approved, first expired first out or of a named lot.

    A line may be cut or refused with a reason, never left unanswered. Codes `line_unanswered`, `line_unknown`,
    `fund_twice`, `reason_missing`, `nothing_approved`, and those of `Work.lack`.
    """

    asked: tuple[str, ...] = ("requested", "proposed")

    def apply(self, work: Work) -> None:
        """One line per fund under each asked line, one per lot under that."""
        answers: dict[object, list[tuple[int, Row]]] = defaultdict(list)
        for n, row in enumerate(work.rows):
            answers[row.get("line")].append((n, row))
        asked = [line for line in work.case.children(None) if any(line[name] for name in self.asked)]
        for number in answers.keys() - {line.number for line in asked}:
            work.refuse("line_unknown", "line", answers[number][0][0], line=number)
        if not any(whole(row, "approved") for row in work.rows):
            work.refuse("nothing_approved", "lines")
        for line in asked:
            self._answer(work, line, answers.get(line.number, []))

    def _answer(self, work: Work, line: Line, rows: list[tuple[int, Row]]) -> None:
        wanted = next((line[name] for name in self.asked if line[name]), 0)
        if not rows:
            work.refuse("line_unanswered", "lines", item=line.item, quantity=wanted)
            return
        if duplicates((words(row, "fund"), row.get("lot")) for _, row in rows):
            work.refuse("fund_twice", "fund", rows[0][0], item=line.item)
        approved = sum(whole(row, "approved") for _, row in rows)
        if approved != wanted and not any(words(row, "note") for _, row in rows):
            work.refuse("reason_missing", "note", rows[0][0], item=line.item, wanted=wanted, given=approved)
        funds: dict[str, list[tuple[int, Row]]] = defaultdict(list)
        for n, row in rows:
            funds[words(row, "fund")].append((n, row))
        for fund, own in funds.items():
            self._reserve(work, line, fund, own)

    def _reserve(self, work: Work, line: Line, fund: str, rows: list[tuple[int, Row]]) -> None:
        """One line of a fund, and the lots its rows name or leave to be picked."""
        total = sum(whole(row, "approved") for _, row in rows)
        note = next((words(row, "note") for _, row in rows if words(row, "note")), "")
        own = work.change(parent=line.number, item=line.item, fund=fund, add={"approved": total}, note=note)
        for n, row in rows:
            lot, field = row.get("lot"), f"lines-{n}-approved"
            named, quantity = lot if isinstance(lot, int) else None, whole(row, "approved")
            reserve(work, own, line.item, fund, quantity, self.source, self.destination, field, named)


def reserve(
    work: Work,
    parent: int,
    item: str,
    fund: str,
    quantity: int,
    source: Spot,
    destination: Spot,
    field: str,
    lot: int | None = None,
) -> None:
    """Pick lots for one approved line, or the one that is named, and write a line for each; codes of `Work.lack`."""
    pick = work.pick(source, item, fund, quantity, lot)
    if pick.short:
        expired = sum(stock.available for stock in pick.skipped)
        work.lack(source, field, Lack(item, fund, quantity, quantity - pick.short, expired), lot)
    for stock, part in pick.taken:
        work.change(parent=parent, item=item, fund=fund, lot=stock.lot, add={"approved": part})
        work.move(item, stock.lot, part, source, destination)


@dataclass(frozen=True)
class Issue:
    """Make the voucher from what is reserved: lots that expired meanwhile go back, and others are picked.

    Others are picked too for what a count gave up since. Codes of `Work.lack` when the shelf cannot replace it.
    """

    held: Spot
    shelf: Spot

    @property
    def sources(self) -> tuple[Spot, ...]:
        """What is reserved, and the shelf for replacements."""
        return (self.held, self.shelf)

    def apply(self, work: Work) -> None:
        """Write what is issued on the lot lines."""
        for line in work.case.leaves:
            here = work.stock.lot(self.held, line.lot or 0)
            if here is None or not line["approved"]:
                continue
            if here.facts.usable_on(work.day):
                work.add(line, {"issued": line["approved"]})
            else:
                self._replace(work, line)
        for line in work.case.lines:
            if line.fund is not None and line.lot is None:
                self._fill_up(work, line)
        made = [c for c in work.changes if c.lot is not None and "issued" not in c.add and c.add["approved"] > 0]
        for change in made:
            work.change(line=change.line, item=change.item, add={"issued": change.add["approved"]})

    def _replace(self, work: Work, line: Line) -> None:
        quantity = line["approved"]
        work.move(line.item, line.lot or 0, quantity, self.held, self.shelf)
        work.add(line, {"approved": -quantity})
        reserve(work, line.parent or 0, line.item, line.fund or "", quantity, self.shelf, self.held, "lines")

    def _fill_up(self, work: Work, line: Line) -> None:
        """Reserve anew what an approved line lacks in lots."""
        lacking = line["approved"] - total(work.case.children(line.number), "approved")
        if lacking > 0:
            reserve(work, line.number, line.item, line.fund or "", lacking, self.shelf, self.held, "lines")


@dataclass(frozen=True)
class Carry(Between):
    """Everything the case holds at one spot goes to another; `takes_back` quantities of its lines fall to nothing."""

    takes_back: tuple[str, ...] = ()

    def apply(self, work: Work) -> None:
        """Lot by lot."""
        for stock in work.stock.lots(self.source):
            work.move(stock.key.item, stock.lot, stock.available, self.source, self.destination)
        for line in work.case.lines:
            gone = {name: -line[name] for name in self.takes_back if line[name]}
            if gone:
                work.add(line, gone)


@dataclass(frozen=True)
class Receive:
    """Account for goods of the case at a spot, lot by lot: `parts` says where each answered quantity goes.

    What is not answered stays there. `surplus` is more than was sent; it comes from the variance. Codes
    `no_lines`, `line_unknown`, `line_twice`, `reason_missing`, and that of `too_much`.
    """

    source: Spot
    parts: tuple[tuple[str, Spot], ...]
    surplus: tuple[Spot, Spot] | None = None
    too_much: str = "more_than_shipped"
    reasoned: tuple[str, ...] = ("damaged", "short", "returned", "surplus")

    @property
    def sources(self) -> tuple[Spot, ...]:
        """What is to be accounted for."""
        return (self.source,)

    def apply(self, work: Work) -> None:
        """One change per answered lot line."""
        if not any(whole(row, name) for row in work.rows for name in (*dict(self.parts), "surplus")):
            work.refuse("no_lines", "lines")
        twice = duplicates(row.get("line") for row in work.rows)
        for n, row in enumerate(work.rows):
            line = work.case.line(row.get("line"))
            if line is None or line.lot is None:
                work.refuse("line_unknown", "line", n, line=row.get("line"))
            elif line.number in twice:
                work.refuse("line_twice", "line", n, item=line.item)
            else:
                self._account(work, n, row, line)

    def _account(self, work: Work, n: int, row: Row, line: Line) -> None:
        lot = line.lot or 0
        answered = {name: whole(row, name) for name, _ in self.parts if whole(row, name)}
        here = work.stock.lot(self.source, lot)
        coming = here.available if here else 0
        if sum(answered.values()) > coming:
            facts = {"item": line.item, "shipped": coming, "given": sum(answered.values())}
            work.refuse(self.too_much, self.parts[0][0], n, **facts)
            return
        extra = whole(row, "surplus") if self.surplus else 0
        if extra:
            answered["surplus"] = extra
        if any(answered.get(name) for name in self.reasoned) and not words(row, "note"):
            work.refuse("reason_missing", "note", n, item=line.item)
        for name, destination in self.parts:
            if answered.get(name):
                work.move(line.item, lot, answered[name], self.source, destination)
        if extra and self.surplus:
            work.move(line.item, lot, extra, *self.surplus)
        if answered:
            work.add(line, answered, words(row, "note"))


def remaining(lines: list[Line]) -> int:
    """What of the issued quantities is not accounted for yet."""
    answered = ("accepted", "damaged", "expired", "short", "returned")
    return total(lines, "issued") - sum(total(lines, name) for name in answered)


def missing(line: Line) -> int:
    """What came short of a lot line and is not settled yet."""
    return line["short"] - sum(line[name] for name in ("found", "kept", "lost"))
