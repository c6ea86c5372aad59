"""What came of a policy: stock-outs, what expired, deliveries, and the stock it took; of one item, and of several."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple


class Outcome(NamedTuple):
    """What came of one item. `days_out` and `months_out` are of faskes, out of `places` × the days and months.

    `expired` and `stale` are what expired unused at faskes and in the warehouse, by lot; `left` is what is there at the
    end, the road included. `trips` are the faskes and days of the rounds' deliveries, of `units` in all; `urgent` those
    of emergency orders, of `urgent_units`, counted apart. `held` is what was usable at faskes, all months' ends added
    up; `wanted` what they wanted, all months added up.
    """

    item: str
    places: int
    days_out: int
    months_out: int
    used: int
    unmet: int
    expired: Mapping[int, int]
    stale: Mapping[int, int]
    left: int
    trips: frozenset[tuple[str, date]]
    units: int
    urgent: frozenset[tuple[str, date]]
    urgent_units: int
    held: int
    wanted: int

    @property
    def lines(self) -> int:
        """The lines of the rounds' deliveries: one for each faskes and day."""
        return len(self.trips)

    @property
    def stock_months(self) -> Fraction | None:
        """The average months of stock at faskes at the ends of months; None where nothing is wanted."""
        return Fraction(self.held, self.wanted) if self.wanted else None


class Whole(NamedTuple):
    """Several items together: what may be added up over different goods, and the mean of their months of stock.

    `trips` of the rounds bring `lines`; `urgent` are trips of emergency orders. The mean weighs each item by its
    faskes. (Ours, not verified.)
    """

    places: int
    days_out: int
    months_out: int
    trips: int
    lines: int
    urgent: int
    stock_months: Fraction | None


def whole(outcomes: Sequence[Outcome]) -> Whole:
    """The items of one policy together; a delivery of several items to a faskes on a day is one trip."""
    counted = [one for one in outcomes if one.stock_months is not None]
    places = sum(one.places for one in counted)
    months = sum((one.places * (one.stock_months or Fraction()) for one in counted), Fraction())
    return Whole(
        places=sum(one.places for one in outcomes),
        days_out=sum(one.days_out for one in outcomes),
        months_out=sum(one.months_out for one in outcomes),
        trips=len(frozenset().union(*(one.trips for one in outcomes))),
        lines=sum(one.lines for one in outcomes),
        urgent=len(frozenset().union(*(one.urgent for one in outcomes))),
        stock_months=months / places if places else None,
    )
