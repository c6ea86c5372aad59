"""What the steps of an opname do: fix the instant, note what was seen, and let it stand against the book.

Quantities are whole base units; codes are listed at each effect.
"""

from dataclasses import dataclass

from alokon.sop.model import Spot
from alokon.sop.own_effects import label
from alokon.sop.work import Row, Work, whole, words
from inventory.core.goods import LotKey


@dataclass(frozen=True)
class OpenCount:
    """Fix the instant the site is counted at: behind everything its day holds so far."""

    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """Nothing is seen yet."""
        work.cut = True


@dataclass(frozen=True)
class Tally:
    """Note how much was seen of each lot, one the book knows or one named by its label; again replaces what was noted.

    A lot without a number was not counted. Codes `no_lines`, `lot_missing`, `lot_unknown`, `lot_counted_twice`,
    `item_unknown`.
    """

    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """One line per lot."""
        if not work.rows:
            work.refuse("no_lines", "lines")
        seen: set[object] = set()
        for n, row in enumerate(work.rows):
            lot = row.get("lot") or self._found(work, n, row)
            if lot in seen:
                work.refuse("lot_counted_twice", "counted", n, line=n + 1)
            seen.add(lot)
            if isinstance(lot, int | LotKey):
                self._note(work, n, lot, row)

    def _found(self, work: Work, n: int, row: Row) -> "int | LotKey | None":
        """The lot a label names: one of the book where it is known; what contradicts the book the ledger refuses."""
        item = words(row, "item")
        if not item or not words(row, "batch") or not words(row, "fund") or not row.get("expiry"):
            work.refuse("lot_missing", "batch", n)
            return None
        if item not in work.known_items:
            work.refuse("item_unknown", "item", n, item=item)
        key = LotKey(item, words(row, "batch"), words(row, "fund"))
        work.lots[key] = label(row)
        return next((number for number, known in work.counting.keys.items() if known[:3] == key[:3]), key)

    def _note(self, work: Work, n: int, lot: "int | LotKey", row: Row) -> None:
        old = next((line for line in work.case.lines if line.lot == lot), None)
        known = work.counting.keys.get(lot) if isinstance(lot, int) else lot
        if known is None:
            work.refuse("lot_unknown", "lot", n)
            return
        add = {"counted": whole(row, "counted") - (old["counted"] if old else 0)}
        number = old.number if old else None
        work.change(line=number, item=known.item, fund=known.fund, lot=lot, add=add, note=words(row, "note"))


@dataclass(frozen=True)
class Stand:
    """Let what was seen stand; the book follows with a variance, whose reason each differing line must name.

    `within`: only when every variance is within the tolerance. Codes `no_lines`, `variance_unexplained`,
    `approval_needed`.
    """

    within: bool
    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """Every line of the count."""
        if not work.case.leaves:
            work.refuse("no_lines", "lines")
        reasons = {row.get("line"): (n, words(row, "note")) for n, row in enumerate(work.rows)}
        for line in work.case.leaves:
            assert line.lot is not None
            book, seen = work.counting.card.get(line.lot, 0), line["counted"]
            n, reason = reasons.get(line.number, (None, ""))
            if seen != book and not (reason or line.note):
                work.refuse("variance_unexplained", "note", n, item=line.item, book=book, counted=seen)
            if self.within and abs(seen - book) * 100 > work.counting.tolerance_percent * book:
                beyond = work.counting.tolerance_percent
                work.refuse("approval_needed", "lines", item=line.item, book=book, counted=seen, tolerance=beyond)
            if reason:
                work.change(line=line.number, item=line.item, fund=line.fund, lot=line.lot, add={}, note=reason)
            work.seen[line.lot] = seen
