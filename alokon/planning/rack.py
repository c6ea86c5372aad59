"""The lots of an item at a place while time goes by: used first expired first out, and expired when nobody did."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from alokon.planning.rensi import Shelf
from inventory.core.months import Month


def first_expired(parcel: Shelf) -> tuple[date, int]:
    """Where a parcel stands: first expired first."""
    return parcel.expiry or date.max, parcel.lot


class Rack:
    """Parcels, first expired first, and the `quantity` they come to, in base units.

    `used`, `unmet` (asked for when nothing was left) and `expired` (by lot) add up as time goes by.
    """

    def __init__(self, parcels: Iterable[Shelf] = ()) -> None:
        self.parcels = sorted(parcels, key=first_expired)
        self.quantity = sum(parcel.quantity for parcel in self.parcels)
        self.used = self.unmet = 0
        self.expired: dict[int, int] = defaultdict(int)

    def put(self, parcel: Shelf) -> None:
        """Lay a parcel where it belongs."""
        insort(self.parcels, parcel, key=first_expired)
        self.quantity += parcel.quantity

    def lapse(self, day: date) -> None:
        """Take away what may not be used on a day any more."""
        while self.parcels and (self.parcels[0].expiry or date.max) < day:
            gone = self.parcels[0]
            self.expired[gone.lot] += gone.quantity
            self._leave(0, gone.quantity)

    def take(self, lot: int, quantity: int) -> Shelf | None:
        """Base units of one lot, as many of them as there are."""
        for n, parcel in enumerate(self.parcels):
            if parcel.lot == lot:
                part = min(quantity, parcel.quantity)
                self._leave(n, part)
                return parcel._replace(quantity=part)
        return None

    def use(self, month: Month, wanted: int, first: int, last: int) -> int:
        """Use what a month wants from one of its days to another, spread evenly; the days that ended with nothing.

        By the end of the nth day wanted × n ÷ days of the month are asked for, in whole units.

        >>> rack = Rack([Shelf(1, "APBN", date(2026, 4, 10), 12), Shelf(2, "APBN", None, 5)])
        >>> rack.use(Month(2026, 4), 30, 1, 20), rack.used, rack.unmet, dict(rack.expired)
        (6, 15, 5, {1: 2})
        """
        out, done, days = 0, first - 1, month.days
        while done < last:
            end = self._ends(month, done + 1, last)
            before, have = wanted * done // days, self.quantity
            asked = wanted * end // days - before
            if asked >= have:
                emptied = -(-(before + have) * days // wanted) if have else done + 1
                out += end - emptied + 1
                self.unmet += asked - have
            self._consume(min(asked, have))
            done = end
        return out

    def _ends(self, month: Month, first: int, last: int) -> int:
        """Take away what has expired by a day of a month; the last day up to which nothing more does."""
        if not self.parcels or self.parcels[0].expiry is None:
            return last
        self.lapse(date(month.year, month.month, first))
        expiry = self.parcels[0].expiry if self.parcels else None
        return expiry.day if expiry is not None and expiry < date(month.year, month.month, last) else last

    def _consume(self, quantity: int) -> None:
        self.used += quantity
        while quantity:
            part = min(quantity, self.parcels[0].quantity)
            self._leave(0, part)
            quantity -= part

    def _leave(self, n: int, quantity: int) -> None:
        parcel = self.parcels[n]
        self.quantity -= quantity
        if quantity == parcel.quantity:
            del self.parcels[n]
        else:
            self.parcels[n] = parcel._replace(quantity=parcel.quantity - quantity)
