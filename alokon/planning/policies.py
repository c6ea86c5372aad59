"""Policies to try on the past: a grid of rounds, levels and ways to order."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from alokon.planning.backtest import replay
from alokon.planning.levels import Levels
from alokon.planning.need import FORCED
from alokon.planning.outcome import Outcome
from alokon.planning.world import Rounds, World


class Policy(NamedTuple):
    """Rounds every `cycle` months, in which each may `order` by a rule of `ORDERS`, and `emergency` orders in between.

    Levels are months of use; without emergency orders theirs is zero.
    """

    cycle: int
    minimum: Fraction
    maximum: Fraction
    order: str = FORCED
    emergency: Fraction = Fraction(0)


class Manner(NamedTuple):
    """What all policies share: `lead` days from the cut-off `day` to the faskes, `urgent` days of an emergency order,
    and the `margin` and `floor` of `Rounds`, the floor by item.
    """

    lead: int
    urgent: int
    day: int
    margin: int
    floor: Mapping[str, Fraction]


REAL, AGAIN, SET, HELPED, OTHER = "nyata", "nyata-diulang", "ditetapkan", "ditetapkan-darurat", "lain"
"""What a row tells: the book itself, its real deliveries replayed, the levels the office has set, without and with
emergency orders, another policy."""


class Tried(NamedTuple):
    """What came of each item under a way to supply (`REAL`, …), which has a policy only when it is `OTHER`."""

    way: str
    policy: Policy | None
    outcomes: tuple[Outcome, ...]


def grid(
    cycles: Sequence[int],
    minima: Sequence[Fraction],
    maxima: Sequence[Fraction],
    orders: Sequence[str] = (FORCED,),
    emergencies: Sequence[Fraction] = (Fraction(0),),
) -> list[Policy]:
    """Every combination that can be kept: a maximum above the minimum and not less than the rounds are apart, and an
    emergency level below the minimum.

    >>> [(one.cycle, one.maximum) for one in grid([1, 3], [Fraction(1)], [Fraction(2), Fraction(4)])]
    [(1, Fraction(2, 1)), (1, Fraction(4, 1)), (3, Fraction(4, 1))]
    """
    found = (Policy(*one) for one in product(cycles, minima, maxima, orders, emergencies))
    return [one for one in found if one.emergency < one.minimum < one.maximum >= one.cycle]


def really(worlds: Sequence[World]) -> Tried:
    """The deliveries there really were, replayed: how far a replay is from the book."""
    return Tried(AGAIN, None, tuple(replay(one, None) for one in worlds))


def as_set(
    worlds: Sequence[World],
    cycle: int,
    levels: Mapping[str, Levels],
    manner: Manner,
    own: Mapping[str, Mapping[str, Levels]],
    way: str = SET,
) -> Tried:
    """The levels and the cycle the office has set, item by item; with emergency orders when the way is `HELPED`.

    `own` are, by item, the levels of some faskes by their codes.
    """
    rounds = [_rounds(one, cycle, levels[one.item], FORCED, manner)._replace(own=own[one.item]) for one in worlds]
    if way != HELPED:
        rounds = [one._replace(urgent=None) for one in rounds]
    return Tried(way, None, tuple(map(replay, worlds, rounds)))


def tried(worlds: Sequence[World], manner: Manner, policy: Policy) -> Tried:
    """A policy on every item."""
    levels = Levels(Fraction(policy.cycle), policy.minimum, policy.maximum, policy.emergency)
    rounds = [_rounds(one, policy.cycle, levels, policy.order, manner) for one in worlds]
    return Tried(OTHER, policy, tuple(map(replay, worlds, rounds)))


def _rounds(world: World, cycle: int, levels: Levels, order: str, manner: Manner) -> Rounds:
    urgent = manner.urgent if levels.emergency else None
    floor = manner.floor[world.item]
    return Rounds(cycle, levels, manner.lead, manner.day, manner.margin, floor, order, urgent)
