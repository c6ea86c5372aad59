"""How long goods could still be used when they arrived, by sender and item, and whether they were what the paper said.

Goods pushed down with little life left expire here (domain notes on short-dated supply); the figures say who sends
them. Pure: it knows no book. Months are twelfths of a year of 365.25 days, ours; quantities are whole base units.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from inventory.core.months import months_later

MONTHS_PER_DAY = Fraction(12 * 4, 365 * 4 + 1)


class Arrival(NamedTuple):
    """One batch of one receipt: what the paper `stated` and what was `received`, good or damaged; `expiry` is the last
    usable day, None where the label states none.
    """

    case: int
    sender: str
    item: str
    arrived: date
    stated: int
    received: int
    expiry: date | None


class ShelfLife(NamedTuple):
    """What one sender brought of one item in so many receipts.

    `least` and `mean` are months left at arrival, the mean weighted by quantity; None where nothing that came states
    an expiry. `short` is how much of the `dated` quantity had fewer months left than asked; `difference` is received
    less stated, where `over` and `under` keep apart what a sum would cancel.
    """

    sender: str
    item: str
    receipts: int
    stated: int
    received: int
    dated: int
    least: Fraction | None
    mean: Fraction | None
    short: int
    over: int
    under: int

    @property
    def difference(self) -> int:
        """Received less stated."""
        return self.received - self.stated

    @property
    def short_share(self) -> Fraction | None:
        """The part of the dated quantity that came short-dated."""
        return Fraction(self.short, self.dated) if self.dated else None


def months_left(arrived: date, expiry: date) -> Fraction:
    """Months from the day of arrival to the last usable day; negative for goods past use.

    >>> float(months_left(date(2026, 1, 1), date(2030, 1, 1)))
    48.0
    """
    return (expiry - arrived).days * MONTHS_PER_DAY


def is_short(arrived: date, expiry: date, months: int) -> bool:
    """Whether fewer whole calendar months are left than asked.

    >>> is_short(date(2026, 1, 31), date(2027, 1, 30), 12), is_short(date(2026, 1, 31), date(2027, 1, 31), 12)
    (True, False)
    """
    return expiry < months_later(arrived, months)


def by_sender(arrivals: Iterable[Arrival], short_months: int) -> list[ShelfLife]:
    """One line per sender and item, senders and items in order; a sender is known by its name whatever case and
    spacing it was typed in, and called as it was typed first.
    """
    groups: dict[tuple[str, str], list[Arrival]] = defaultdict(list)
    called: dict[str, str] = {}
    for one in arrivals:
        name = " ".join(one.sender.split())
        called.setdefault(name.casefold(), name)
        groups[name.casefold(), one.item].append(one)
    return [_line(called[sender], item, group, short_months) for (sender, item), group in sorted(groups.items())]


def _line(sender: str, item: str, group: list[Arrival], short_months: int) -> ShelfLife:
    came = [(one.received, one.arrived, one.expiry) for one in group if one.received and one.expiry is not None]
    left = [(quantity, months_left(arrived, expiry)) for quantity, arrived, expiry in came]
    dated = sum(quantity for quantity, _ in left)
    differences = [one.received - one.stated for one in group]
    return ShelfLife(
        sender=sender,
        item=item,
        receipts=len({one.case for one in group}),
        stated=sum(one.stated for one in group),
        received=sum(one.received for one in group),
        dated=dated,
        least=min((months for _, months in left), default=None),
        mean=_weighted(left) / dated if dated else None,
        short=sum(quantity for quantity, arrived, expiry in came if is_short(arrived, expiry, short_months)),
        over=sum(max(d, 0) for d in differences),
        under=sum(max(-d, 0) for d in differences),
    )


def _weighted(left: list[tuple[int, Fraction]]) -> Fraction:
    return sum((quantity * months for quantity, months in left), Fraction(0))
