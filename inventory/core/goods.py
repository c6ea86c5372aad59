"""Lots and packs: what a unit of goods is, until when it may be used, and how packs convert.

A lot is one batch of one item paid from one fund. Its expiry, production date and unit value are attributes that
only a lot correction changes. Quantities are whole base units, the smallest unit anyone hands out.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from inventory.core.errors import Problem, Refused
from inventory.core.months import Month

MOST = 2_000_000_000
"""The most base units one move or one balance may hold; PostgreSQL's integer ends shortly above."""

PRECISIONS = ("day", "month", "year")


class LotKey(NamedTuple):
    """What a lot is called: item code, batch number, fund, and a number that tells equal batches apart by price."""

    item: str
    batch: str
    fund: str
    sibling: int = 0


class LotFacts(NamedTuple):
    """What is known of a lot; `expiry` is always the last usable day, `precision` how exactly the label states it."""

    expiry: date | None = None
    precision: str = "day"
    produced: date | None = None
    unit_value_sen: int | None = None
    edition: str = ""

    def usable_on(self, day: date) -> bool:
        """Whether the lot may be used on a day: up to and including the day it expires.

        >>> LotFacts(date(2026, 3, 31)).usable_on(date(2026, 3, 31))
        True
        """
        return self.expiry is None or day <= self.expiry


def last_day(year: int, month: int | None = None, day: int | None = None) -> tuple[date, str]:
    """The last usable day a label means, and the precision it states: month-year is the month's last day.

    >>> last_day(2028, 2)
    (datetime.date(2028, 2, 29), 'month')
    """
    if month is None:
        return date(year, 12, 31), "year"
    if day is None:
        return Month(year, month).last, "month"
    return date(year, month, day), "day"


class Pack(NamedTuple):
    """A package that holds `size` base units."""

    name: str
    size: int


def to_base(quantity: int, pack: Pack) -> int:
    """Base units in so many packs.

    >>> to_base(3, Pack("gros", 144))
    432
    """
    return quantity * pack.size


def in_packs(quantity: int, pack: Pack) -> int:
    """Whole packs in so many base units; `not_whole_packs` names the remainder when it does not come out even."""
    packs, remainder = divmod(quantity, pack.size)
    if remainder:
        facts = {"quantity": quantity, "pack": pack.name, "size": pack.size, "remainder": remainder}
        raise Refused(Problem("not_whole_packs", facts, "quantity"))
    return packs


class LotStock(NamedTuple):
    """So many base units of a lot that may leave one place.

    `held_back` is how much more lies there, and `later` are the events on whose account it may not leave.
    """

    lot: int
    key: LotKey
    facts: LotFacts
    available: int
    later: tuple[int, ...] = ()
    held_back: int = 0


class Pick(NamedTuple):
    """What first-expired-first-out takes: (lot, quantity) in order, what stays `short`, and what was passed over."""

    taken: tuple[tuple[LotStock, int], ...]
    short: int
    skipped: tuple[LotStock, ...]


def fefo_order(stock: LotStock) -> tuple[date, str, int]:
    """Sort key of first expired, first out: no expiry last, then batch and sibling so that two runs agree."""
    return (stock.facts.expiry or date.max, stock.key.batch, stock.key.sibling)


def first_out(stock: Iterable[LotStock], quantity: int) -> tuple[list[tuple[LotStock, int]], int]:
    """What to take of each lot, first expired first out, and what no lot is left for."""
    taken: list[tuple[LotStock, int]] = []
    for lot in sorted(stock, key=fefo_order):
        part = min(lot.available, quantity)
        if part:
            taken.append((lot, part))
            quantity -= part
    return taken, quantity


def pick_fefo(stock: Sequence[LotStock], quantity: int, on: date) -> Pick:
    """Take base units first expired first out from the lots usable on a day.

    Expired lots are passed over, never picked first and refused afterwards.
    """
    usable = [s for s in stock if s.facts.usable_on(on) and s.available > 0]
    skipped = tuple(s for s in stock if not s.facts.usable_on(on) and s.available > 0)
    taken, short = first_out(usable, quantity)
    return Pick(tuple(taken), short, skipped)
