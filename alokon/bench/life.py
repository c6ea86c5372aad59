"""A kabupaten while its history happens: what each faskes carries and needs, what lies where, and what moves.

One line is one move of one batch. A month brings each faskes one delivery and two reports of use; the warehouse is
filled up to four months of need on the first of the month; one faskes in a hundred finds a small variance on the last
day. No place ever holds less than nothing, and nothing expired is sent or used.
"""

from datetime import date, timedelta
from random import Random

from alokon.bench.vouchers import CLIENT, SERIES, SUPPLIER, VARIANCE, WAREHOUSE, Batch, Line, Voucher
from inventory.core.months import Month

CARRIED, DELIVERED, USED = 8, 5, 5
"""How many of the twelve goods a faskes carries, is sent in a month, and uses in half a month.

A line is often served from two batches, so vouchers come to about six moves.
"""

COVER_MONTHS, SHELF_MONTHS = 4, 3
"""How many months of need the warehouse and a faskes are filled up to."""


class _Lying:
    """So much of a batch on a shelf."""

    __slots__ = ("batch", "quantity")

    def __init__(self, batch: Batch, quantity: int) -> None:
        self.batch, self.quantity = batch, quantity


class Life:
    """So many faskes and their warehouse, from a seed; told month by month."""

    def __init__(self, faskes: int, seed: int) -> None:
        self.rng = Random(seed)
        self.faskes = range(1, faskes + 1)
        self.carried = {f: sorted(self.rng.sample(range(len(SERIES)), CARRIED)) for f in self.faskes}
        self.need = {(f, s): self.rng.randint(6, 60) for f in self.faskes for s in self.carried[f]}
        self.batches = 0
        self.lying: dict[tuple[int, int], list[_Lying]] = {}
        self.monthly = [sum(self.need.get((f, s), 0) for f in self.faskes) for s in range(len(SERIES))]

    def month(self, month: Month) -> list[Voucher]:
        """Everything one month brings, in the order of its days."""
        vouchers = [self._arrival(month.first)]
        for day, faskes in self._visits(month, 2, 12):
            vouchers.append(self._delivery(day, faskes))
        for first, last in ((13, 20), (21, 28)):
            vouchers += [self._use(day, faskes) for day, faskes in self._visits(month, first, last)]
        finders = self.rng.sample(self.faskes, max(1, len(self.faskes) // 100))
        vouchers += [self._variance(month.last, faskes) for faskes in finders]
        return [voucher for voucher in vouchers if voucher.lines]

    def _visits(self, month: Month, first: int, last: int) -> list[tuple[date, int]]:
        return sorted((date(*month, self.rng.randint(first, last)), faskes) for faskes in self.faskes)

    def _arrival(self, day: date) -> Voucher:
        lines = []
        for series, need in enumerate(self.monthly):
            lacking = COVER_MONTHS * need - self._usable(WAREHOUSE, series, day)
            if lacking > 0:
                batch = Batch(self.batches, series, day + timedelta(days=self.rng.randint(500, 1300)))
                self.batches += 1
                lines.append(Line(batch, lacking, SUPPLIER, WAREHOUSE))
        return self._moved(day, lines)

    def _delivery(self, day: date, faskes: int) -> Voucher:
        def cover(series: int) -> float:
            return self._usable(faskes, series, day) / self.need[faskes, series]

        lines: list[Line] = []
        for series in sorted(self.carried[faskes], key=cover)[:DELIVERED]:
            need = self.need[faskes, series]
            wanted = SHELF_MONTHS * need - self._usable(faskes, series, day)
            lines += self._taken(WAREHOUSE, series, max(wanted, need // 3), day, faskes)
        return self._moved(day, lines)

    def _use(self, day: date, faskes: int) -> Voucher:
        lines: list[Line] = []
        for series in sorted(self.rng.sample(self.carried[faskes], USED)):
            need = self.need[faskes, series]
            lines += self._taken(faskes, series, self.rng.randint(need // 3, need), day, CLIENT)
        return self._moved(day, lines)

    def _variance(self, day: date, faskes: int) -> Voucher:
        held = [one for series in self.carried[faskes] for one in self.lying.get((faskes, series), ())]
        if not held:
            return Voucher(day, ())
        one, units = held[0], self.rng.randint(1, 2)
        ends = (faskes, VARIANCE) if one.quantity > units and self.rng.random() < 0.7 else (VARIANCE, faskes)
        return self._moved(day, [Line(one.batch, units, *ends)])

    def _usable(self, place: int, series: int, day: date) -> int:
        return sum(one.quantity for one in self.lying.get((place, series), ()) if one.batch.expiry >= day)

    def _taken(self, place: int, series: int, quantity: int, day: date, to: int) -> list[Line]:
        """First expired first out, as much of it as there is; nothing is moved yet."""
        lines = []
        for one in self.lying.get((place, series), ()):
            part = min(one.quantity, quantity) if one.batch.expiry >= day else 0
            if part > 0:
                lines.append(Line(one.batch, part, place, to))
                quantity -= part
        return lines

    def _moved(self, day: date, lines: list[Line]) -> Voucher:
        for line in lines:
            for place, change in ((line.source, -line.quantity), (line.destination, line.quantity)):
                if place >= WAREHOUSE:
                    self._put((place, line.batch.series), line.batch, change)
        return Voucher(day, tuple(lines))

    def _put(self, shelf: tuple[int, int], batch: Batch, change: int) -> None:
        held = self.lying.setdefault(shelf, [])
        found = next((one for one in held if one.batch is batch or one.batch == batch), None)
        if found is None:
            held.append(_Lying(batch, change))
            held.sort(key=lambda one: (one.batch.expiry, one.batch.number))
        else:
            found.quantity += change
            if not found.quantity:
                held.remove(found)
