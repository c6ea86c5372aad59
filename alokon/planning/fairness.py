"""How fairly goods were shared: who was served, how long it lasts, who is worst off, and one figure of equality."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from alokon.planning.sharing import Claim


class Outcome(NamedTuple):
    """What a way of sharing comes to, among those who lack something.

    `whole` of the `asking` get all they lack. `lowest` are the months of stock of the `worst` off afterwards, None
    where nobody asks. `gini` is 0 where all have stock for equally long, and nears 1 where one has it all.
    """

    asking: int
    whole: int
    wanted: int
    given: int
    lowest: Fraction | None
    worst: str
    gini: Fraction

    @property
    def served(self) -> Fraction | None:
        """The part of what is lacking that is given; more than 1 where packs are opened."""
        return Fraction(self.given, self.wanted) if self.wanted else None


def outcome(claims: Sequence[Claim], given: Mapping[str, int]) -> Outcome:
    """What so many base units by code come to.

    >>> levels = Fraction(1), Fraction(3)
    >>> claims = [Claim("A", 0, 30, Fraction(10), *levels), Claim("B", 0, 30, Fraction(10), *levels)]
    >>> outcome(claims, {"A": 30})
    Outcome(asking=2, whole=1, wanted=60, given=30, lowest=Fraction(0, 1), worst='B', gini=Fraction(1, 2))
    """
    asking = [claim for claim in claims if claim.wanted > 0]
    months = {claim.code: claim.months(given.get(claim.code, 0)) for claim in asking}
    worst = min(months, key=lambda code: (months[code], code), default="")
    return Outcome(
        asking=len(asking),
        whole=sum(given.get(claim.code, 0) >= claim.wanted for claim in asking),
        wanted=sum(claim.wanted for claim in asking),
        given=sum(given.get(claim.code, 0) for claim in asking),
        lowest=months.get(worst),
        worst=worst,
        gini=gini(list(months.values())),
    )


def gini(values: Sequence[Fraction]) -> Fraction:
    """The Gini coefficient of values that are not negative; 0 where there is nothing to divide.

    >>> gini([Fraction(1), Fraction(3)])
    Fraction(1, 4)
    """
    total, n = sum(values, Fraction()), len(values)
    if not total:
        return Fraction(0)
    ranked = sum((rank * value for rank, value in enumerate(sorted(values), 1)), Fraction())
    return 2 * ranked / (n * total) - Fraction(n + 1, n)
