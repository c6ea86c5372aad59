"""What steps do to goods outside a delivery: bring in new lots, use them up, set the unusable aside.

Quantities are whole base units; codes are listed at each effect.
"""

from dataclasses import dataclass
from datetime import date

from alokon.sop.lots import named_quantity
from alokon.sop.model import Spot
from alokon.sop.work import Lack, Row, Work, whole, words
from inventory.core.goods import LotFacts, LotKey, LotStock, fefo_order
from inventory.core.months import Month


@dataclass(frozen=True)
class Bring:
    """Take in lots from outside as their labels say; `parts` says where each counted quantity goes.

    `stated` is what the sender's paper says; a difference needs a note. A row may name the announced `line` it answers
    and stands under it then. Codes `no_lines`, `item_unknown`,
    `quantity_not_positive`, `reason_missing`, `already_expired`, `lot_contradicts`.
    """

    source: Spot
    parts: tuple[tuple[str, Spot], ...]
    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """One line per row, its lot named by the label."""
        if not work.rows:
            work.refuse("no_lines", "lines")
        for n, row in enumerate(work.rows):
            self._take_in(work, n, row)

    def _take_in(self, work: Work, n: int, row: Row) -> None:
        item, stated = words(row, "item"), whole(row, "stated")
        counted = {name: whole(row, name) for name, _ in self.parts if whole(row, name)}
        if item not in work.known_items:
            work.refuse("item_unknown", "item", n, item=item)
        if not counted and not stated:
            work.refuse("quantity_not_positive", self.parts[0][0], n, item=item)
        if sum(counted.values()) != stated and not words(row, "note"):
            work.refuse("reason_missing", "note", n, item=item, wanted=stated, given=sum(counted.values()))
        key, facts = LotKey(item, words(row, "batch"), words(row, "fund")), label(row)
        if not facts.usable_on(work.day) and counted.get("accepted"):
            work.refuse("already_expired", "expiry", n, item=item, expiry=facts.expiry)
        if work.lots.setdefault(key, facts) != facts:
            work.refuse("lot_contradicts", "batch", n, batch=key.batch)
        for name, destination in self.parts:
            if name in counted:
                work.bring(key, counted[name], self.source, destination)
        added = {"stated": stated, **counted}
        work.change(parent=row.get("line"), item=item, fund=key.fund, lot=key, add=added, note=words(row, "note"))


def label(row: Row) -> LotFacts:
    """What a row says of a lot: expiry with its precision, production date, unit value."""
    expiry = row.get("expiry")
    day, precision = expiry if isinstance(expiry, tuple) else (None, "day")
    produced, value = row.get("produced"), row.get("unit_value_sen")
    return LotFacts(
        day,
        str(precision),
        produced if isinstance(produced, date) else None,
        value if isinstance(value, int) else None,
    )


@dataclass(frozen=True)
class Use:
    """Report a month's use per item and fund, which names no batch: lots go first expired first out.

    A lot may serve the month when it was usable on any of its days; its line is dated the earlier of the day of the
    report and its expiry. The row may name the lot instead. `expired` takes only lots that are past use, on the day
    of the report. `special` is what of the `ordinary` part went to a dated event (a mass service), which says nothing
    of other months. Codes `no_lines`, `month_of_day`, `special_exceeds`, `occasion_missing`, and those of `Work.lack`.
    """

    shelf: Spot
    parts: tuple[tuple[str, Spot], ...]
    past_use: str = "expired"
    ordinary: str = "service"

    @property
    def sources(self) -> tuple[Spot, ...]:
        """The shelf that is used up."""
        return (self.shelf,)

    def apply(self, work: Work) -> None:
        """Every part of every row, in the order of `parts`."""
        month = work.data.get("month")
        if not isinstance(month, Month):
            return
        if not month.first <= work.day <= month.last:
            work.refuse("month_of_day", "date", month=month, day=work.day)
        if not any(whole(row, name) for row in work.rows for name, _ in self.parts):
            work.refuse("no_lines", "lines")
        self._check_special(work)
        for name, destination in self.parts:
            for n, row in enumerate(work.rows):
                if whole(row, name):
                    self._use(work, month, n, row, name, destination)

    def _use(self, work: Work, month: Month, n: int, row: Row, name: str, destination: Spot) -> None:
        item, fund, wanted = words(row, "item"), words(row, "fund"), whole(row, name)
        special = whole(row, "special") if name == self.ordinary else 0
        add = {"used": wanted, **({"special": special} if special else {})}
        parent = work.change(item=item, fund=fund, add=add, note=name)
        left = wanted
        for stock in self._choice(work, month, row, past=name == self.past_use):
            part = min(stock.available, left)
            if part:
                day = work.day if stock.facts.usable_on(work.day) or name == self.past_use else stock.facts.expiry
                work.move(item, stock.lot, part, self.shelf, destination, day)
                work.change(parent=parent, item=item, fund=fund, lot=stock.lot, add={"used": part}, note=name)
                left -= part
        if left:
            lot = row.get("lot")
            found = Lack(item, fund, wanted, wanted - left)
            work.lack(self.shelf, f"lines-{n}-{name}", found, lot if isinstance(lot, int) else None)

    def _check_special(self, work: Work) -> None:
        for n, row in enumerate(work.rows):
            special, given = whole(row, "special"), whole(row, self.ordinary)
            if special > given:
                work.refuse("special_exceeds", "special", n, item=words(row, "item"), special=special, given=given)
            if special and not work.data.get("occasion"):
                work.refuse("occasion_missing", "occasion")

    def _choice(self, work: Work, month: Month, row: Row, *, past: bool) -> list[LotStock]:
        lots = work.stock.lots(self.shelf, words(row, "item"), words(row, "fund"))
        if row.get("lot"):
            lots = [stock for stock in lots if stock.lot == row["lot"]]
        usable = [s for s in lots if s.facts.usable_on(work.day if past else month.first) != past]
        return sorted(usable, key=fefo_order)


@dataclass(frozen=True)
class SetAside:
    """Declare single lots unusable: the row's `cause` says where they go. Codes `no_lines`, `lot_unknown`,
    `not_expired_yet`, `quantity_not_positive`, and those of `Work.lack`.
    """

    shelf: Spot
    causes: tuple[tuple[str, Spot], ...]
    past_use: str = "expired"

    @property
    def sources(self) -> tuple[Spot, ...]:
        """The shelf they are taken from."""
        return (self.shelf,)

    def apply(self, work: Work) -> None:
        """One line per row."""
        if not work.rows:
            work.refuse("no_lines", "lines")
        for n, row in enumerate(work.rows):
            stock = named_quantity(work, self.shelf, n, row)
            if stock is not None:
                self._aside(work, n, row, stock)

    def _aside(self, work: Work, n: int, row: Row, stock: LotStock) -> None:
        quantity, cause, key = whole(row, "quantity"), words(row, "cause"), stock.key
        if cause == self.past_use and stock.facts.usable_on(work.day):
            work.refuse("not_expired_yet", "cause", n, item=key.item, batch=key.batch, expiry=stock.facts.expiry)
        work.move(key.item, stock.lot, quantity, self.shelf, dict(self.causes)[cause])
        work.change(item=key.item, fund=key.fund, lot=stock.lot, add={cause: quantity}, note=words(row, "note"))
