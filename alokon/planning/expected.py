"""Clients to expect from what the field counts: KB pascapersalinan after the pregnant and the newly delivered.

A count of women says how many may come, not which method they choose; it stands beside a need and never enters it.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from inventory.core.months import Month

PREGNANCY_MONTHS = 9
"""Pregnancies are taken to be spread evenly over so many months: a posyandu counts women, not their due dates."""

POSTPARTUM = ("IUD", "IMPLAN1", "IMPLAN2", "PILP", "SUNTIK3P")
"""Methods a woman may begin with after a birth while she nurses, by code of the item."""


class Assumption(NamedTuple):
    """What is supposed: so many percent of them take up a method, and a count tells of so many months ahead."""

    percent: int
    months: int


class Targets(NamedTuple):
    """The women a posyandu counted in a month; posyandu of two desa may have one name, never one code."""

    code: str
    posyandu: str
    month: Month
    pregnant: int
    postpartum: int

    def tells_of(self, month: Month, supposed: Assumption) -> bool:
        """Whether the count still says something of a month: an older one is of women who have delivered since.

        >>> count = Targets("P1", "Posyandu 1", Month(2026, 1), 9, 4)
        >>> [count.tells_of(Month(2026, n), Assumption(50, 3)) for n in (1, 4, 5)]
        [True, True, False]
        """
        return self.month <= month <= self.month.plus(supposed.months)

    def clients(self, supposed: Assumption) -> Fraction:
        """Clients of KB pascapersalinan in the months ahead: of those who delivered, and of those who will by then.

        >>> Targets("P1", "Posyandu 1", Month(2026, 1), 9, 4).clients(Assumption(50, 3))
        Fraction(7, 2)
        """
        delivering = Fraction(self.pregnant * min(supposed.months, PREGNANCY_MONTHS), PREGNANCY_MONTHS)
        return (self.postpartum + delivering) * supposed.percent / 100


class Couples(NamedTuple):
    """What the rumah data of a kampung KB counted in a year: couples, those who use a method, those who want to."""

    code: str
    kampung: str
    year: int
    couples: int
    members: int
    unmet: int


class Expected(NamedTuple):
    """What the field of a kecamatan counted the last time, by name."""

    targets: tuple[Targets, ...] = ()
    couples: tuple[Couples, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was counted at all."""
        return bool(self.targets or self.couples)


def latest_targets(found: Iterable[Targets]) -> tuple[Targets, ...]:
    """The newest count of each posyandu, by name; of one month the one told last."""
    newest: dict[str, Targets] = {}
    for one in found:
        if one.code not in newest or newest[one.code].month <= one.month:
            newest[one.code] = one
    return tuple(sorted(newest.values(), key=lambda one: (one.posyandu, one.code)))


def latest_couples(found: Iterable[Couples]) -> tuple[Couples, ...]:
    """The newest count of each kampung, by name; of one year the one told last."""
    newest: dict[str, Couples] = {}
    for one in found:
        if one.code not in newest or newest[one.code].year <= one.year:
            newest[one.code] = one
    return tuple(sorted(newest.values(), key=lambda one: (one.kampung, one.code)))
