"""Policies to try on the past: a small grid of rounds and levels, each by a name of its own."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from alokon.planning.backtest import Rounds, World, replay
from alokon.planning.levels import Levels
from alokon.planning.outcome import Outcome

MOST = 12
"""The most policies that are tried at once; ours, so that a page answers within a minute."""


class Policy(NamedTuple):
    """Rounds every `cycle` months to a `maximum`, the poorest first to the `minimum`, both in months of use."""

    cycle: int
    minimum: Fraction
    maximum: Fraction


class Manner(NamedTuple):
    """What all policies share: `lead` days from the cut-off `day` to the faskes, and the `margin` and `floor` of
    `Rounds`, the floor by item.
    """

    lead: int
    day: int
    margin: int
    floor: Mapping[str, Fraction]


REAL, AGAIN, SET, OTHER = "nyata", "nyata-diulang", "ditetapkan", "lain"
"""What a row tells: the book itself, its real deliveries replayed, the levels the office has set, another policy."""


class Tried(NamedTuple):
    """What came of each item under a way to supply (`REAL`, …), which has a policy only when it is `OTHER`."""

    way: str
    policy: Policy | None
    outcomes: tuple[Outcome, ...]


def grid(cycles: Sequence[int], minima: Sequence[Fraction], maxima: Sequence[Fraction]) -> list[Policy]:
    """Every combination that can be kept: a maximum above the minimum and not less than the rounds are apart.

    >>> [(one.cycle, one.maximum) for one in grid([1, 3], [Fraction(1)], [Fraction(2), Fraction(4)])]
    [(1, Fraction(2, 1)), (1, Fraction(4, 1)), (3, Fraction(4, 1))]
    """
    found = (Policy(*one) for one in product(cycles, minima, maxima))
    return [one for one in found if one.minimum < one.maximum >= one.cycle]


def really(worlds: Sequence[World]) -> Tried:
    """The deliveries there really were, replayed: how far a replay is from the book."""
    return Tried(AGAIN, None, tuple(replay(one, None) for one in worlds))


def as_set(worlds: Sequence[World], cycle: int, levels: Mapping[str, Levels], manner: Manner) -> Tried:
    """The levels and the cycle the office has set, item by item."""
    return Tried(SET, None, tuple(replay(one, _rounds(one, cycle, levels[one.item], manner)) for one in worlds))


def tried(worlds: Sequence[World], policy: Policy, manner: Manner) -> Tried:
    """A policy on every item."""
    levels = Levels(Fraction(policy.cycle), policy.minimum, policy.maximum, Fraction(0))
    return Tried(OTHER, policy, tuple(replay(one, _rounds(one, policy.cycle, levels, manner)) for one in worlds))


def _rounds(world: World, cycle: int, levels: Levels, manner: Manner) -> Rounds:
    return Rounds(cycle, levels, manner.lead, manner.day, manner.margin, manner.floor[world.item])
