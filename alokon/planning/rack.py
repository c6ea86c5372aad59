"""The lots of an item at a place while time goes by: used first expired first out, and expired when nobody did."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from alokon.planning.rensi import Shelf
from inventory.core.months import Month


def first_expired(parcel: Shelf) -> tuple[date, int]:
    """Where a parcel stands: first expired first."""
    return parcel.expiry or date.max, parcel.lot


@dataclass
class Rack:
    """Parcels, first expired first; `used`, `unmet` (asked for when nothing was left) and `expired` by lot add up."""

    parcels: list[Shelf] = field(default_factory=list)
    used: int = 0
    unmet: int = 0
    expired: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def of(cls, parcels: Iterable[Shelf]) -> "Rack":
        """A rack with parcels on it."""
        return cls(sorted(parcels, key=first_expired))

    @property
    def quantity(self) -> int:
        """Base units that lie here."""
        return sum(parcel.quantity for parcel in self.parcels)

    def put(self, parcel: Shelf) -> None:
        """Lay a parcel where it belongs."""
        insort(self.parcels, parcel, key=first_expired)

    def lapse(self, day: date) -> None:
        """Take away what may not be used on a day any more."""
        while self.parcels and first_expired(self.parcels[0])[0] < day:
            gone = self.parcels.pop(0)
            self.expired[gone.lot] += gone.quantity

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

        >>> rack = Rack.of([Shelf(1, "APBN", date(2026, 4, 10), 12), Shelf(2, "APBN", None, 5)])
        >>> rack.use(Month(2026, 4), 30, 1, 20), rack.used, rack.unmet, dict(rack.expired)
        (6, 15, 5, {1: 2})
        """
        out, done, days = 0, first - 1, month.days
        while done < last:
            self.lapse(date(month.year, month.month, done + 1))
            end = self._ends(month, last)
            before, have = wanted * done // days, self.quantity
            asked = wanted * end // days - before
            if asked >= have:
                emptied = -(-(before + have) * days // wanted) if have else done + 1
                out += end - emptied + 1
            self.unmet += max(0, asked - have)
            self._consume(min(asked, have))
            done = end
        return out

    def _ends(self, month: Month, last: int) -> int:
        """The last day up to which nothing here expires."""
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
        if quantity == parcel.quantity:
            del self.parcels[n]
        else:
            self.parcels[n] = parcel._replace(quantity=parcel.quantity - quantity)
