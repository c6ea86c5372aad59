"""Scarce stock shared out in whole packs, by a rule that can be said in one sentence and gives the same answer twice.

Every rule hands out one pack after another to whoever stands lowest on a scale of its own, ties by code. So more supply
never gives anyone less, and what is handed out adds up exactly.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heapreplace
from math import ceil
from typing import NamedTuple

MONTHS, BY_REQUEST, BY_USE = "bulan-persediaan", "permintaan", "pemakaian"

RULES = {
    MONTHS: "Sampai minimum dahulu, lalu samakan bulan persediaan",
    BY_REQUEST: "Sebanding dengan permintaan",
    BY_USE: "Sebanding dengan pemakaian",
}
"""How scarce stock may be shared; the first is the house rule."""


class Claim(NamedTuple):
    """What a faskes needs of an item, in base units: `position` is what it can count on, `wanted` what it lacks.

    `monthly` is its use, `minimum` and `maximum` its levels in months. Whose use is not known is taken to use what it
    lacks within its maximum.
    """

    code: str
    position: int
    wanted: int
    monthly: Fraction | None
    minimum: Fraction
    maximum: Fraction

    @property
    def pace(self) -> Fraction:
        """Base units a month; only asked where something is wanted."""
        return self.monthly or Fraction(self.wanted) / self.maximum

    def months(self, given: int) -> Fraction:
        """Months of stock with so much more."""
        return Fraction(self.position + given) / self.pace


class Shared(NamedTuple):
    """Base units by code of the claim, and what is `left` of the supply; the rule is a key of `RULES`."""

    rule: str
    given: Mapping[str, int]
    left: int


class Steps(NamedTuple):
    """The packs of one claim on a scale: the nth, of `most`, is taken at `start + n × rise`."""

    code: str
    start: Fraction
    rise: Fraction
    most: int

    def below(self, level: Fraction) -> int:
        """How many packs are taken below a level."""
        return min(self.most, max(0, ceil((level - self.start) / self.rise)))


def share(claims: Sequence[Claim], supply: int, pack: int, rule: str = MONTHS) -> Shared:
    """Share `supply` base units in packs of `pack`; nobody gets more than it lacks, but for the last pack it opens.

    >>> levels = Fraction(1), Fraction(3)
    >>> share([Claim("A", 0, 30, Fraction(10), *levels), Claim("B", 0, 30, Fraction(20), *levels)], 30, 5).given
    {'A': 10, 'B': 20}
    """
    asking = [claim for claim in claims if claim.wanted > 0]
    packs, given = max(0, supply) // pack, dict.fromkeys((claim.code for claim in claims), 0)
    enough = {claim.code: -(-claim.wanted // pack) for claim in asking}
    if sum(enough.values()) <= packs:
        given |= {code: most * pack for code, most in enough.items()}
        return Shared(rule, given, max(0, supply) - sum(given.values()))
    for scale in SCALES[rule]:
        steps = [scale(claim, pack, given[claim.code]) for claim in asking]
        for code, taken in climb([one for one in steps if one.most > 0], packs).items():
            given[code] += taken * pack
            packs -= taken
    return Shared(rule, given, max(0, supply) - sum(given.values()))


def climb(steps: Sequence[Steps], packs: int) -> dict[str, int]:
    """So many packs, each to the claim whose next step is lowest, ties by code.

    A level found by halving takes all steps below it at once; only the last few are taken one by one.
    """
    if sum(one.most for one in steps) <= packs:
        return {one.code: one.most for one in steps}
    low = min((one.start for one in steps), default=Fraction(0))
    high = max((one.start + one.rise * one.most for one in steps), default=Fraction(0))
    taken = dict.fromkeys((one.code for one in steps), 0)
    while packs - sum(taken.values()) > len(steps) and high - low > min(one.rise for one in steps) / 2:
        level = (low + high) / 2
        found = {one.code: one.below(level) for one in steps}
        if sum(found.values()) <= packs:
            low, taken = level, found
        else:
            high = level
    return _one_by_one(steps, taken, packs - sum(taken.values()))


def _one_by_one(steps: Sequence[Steps], taken: dict[str, int], packs: int) -> dict[str, int]:
    queue = [(one.start + one.rise * taken[one.code], one.code, one) for one in steps if taken[one.code] < one.most]
    heapify(queue)
    while packs and queue:
        at, code, one = queue[0]
        taken[code] += 1
        packs -= 1
        if taken[code] < one.most:
            heapreplace(queue, (at + one.rise, code, one))
        else:
            heappop(queue)
    return taken


def _to_minimum(claim: Claim, pack: int, given: int) -> Steps:
    """Months of stock, as long as they are below the minimum."""
    whole = _months(claim, pack, given)
    return whole._replace(most=whole.below(claim.minimum))


def _months(claim: Claim, pack: int, given: int) -> Steps:
    """Months of stock."""
    return Steps(claim.code, claim.months(given), pack / claim.pace, _lacking(claim, pack, given))


def _by_request(claim: Claim, pack: int, given: int) -> Steps:
    """Parts of what is lacking; half a pack first, so that what is nearest to its due comes next (Sainte-Laguë)."""
    rise = Fraction(pack, claim.wanted)
    return Steps(claim.code, rise / 2, rise, _lacking(claim, pack, given))


def _by_use(claim: Claim, pack: int, given: int) -> Steps:
    """Months of use given, whatever is there already."""
    rise = pack / claim.pace
    return Steps(claim.code, rise / 2, rise, _lacking(claim, pack, given))


def _lacking(claim: Claim, pack: int, given: int) -> int:
    return ceil(Fraction(claim.wanted - given, pack))


Scale = Callable[[Claim, int, int], Steps]
SCALES: Mapping[str, tuple[Scale, ...]] = {
    MONTHS: (_to_minimum, _months),
    BY_REQUEST: (_by_request,),
    BY_USE: (_by_use,),
}
"""The scales of each rule, one after the other."""
