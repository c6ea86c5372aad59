"""A round's goods for one item: how much each faskes gets of what the warehouse can spare, and from which lots.

Nobody is given a lot it cannot use up before it expires: such lots go to whoever uses the item faster.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from alokon.planning.consumption import DAYS
from alokon.planning.sharing import MONTHS, Claim, share
from inventory.core.goods import MOST


class Shelf(NamedTuple):
    """Base units of a lot that may leave the warehouse."""

    lot: int
    fund: str
    expiry: date | None
    quantity: int


class Given(NamedTuple):
    """Base units of one lot for one faskes, by the code of its claim."""

    code: str
    lot: int
    fund: str
    quantity: int


class Shares(NamedTuple):
    """What is given of an item. `supply` is what may leave, `floor` what of it the warehouse keeps back.

    `capped` are the codes of those who get less because what is left would expire with them.
    """

    supply: int
    floor: int
    given: tuple[Given, ...]
    capped: frozenset[str]

    @property
    def total(self) -> int:
        """Base units given."""
        return sum(one.quantity for one in self.given)

    @property
    def left(self) -> int:
        """Base units that stay in the warehouse."""
        return self.supply - self.total

    def by_code(self) -> Counter[str]:
        """Code → base units; none for those who get nothing."""
        sums: Counter[str] = Counter()
        for one in self.given:
            sums[one.code] += one.quantity
        return sums

    def by_fund(self) -> dict[tuple[str, str], int]:
        """(Code, fund) → base units, in the order in which the lots are taken."""
        sums: dict[tuple[str, str], int] = {}
        for one in self.given:
            sums[one.code, one.fund] = sums.get((one.code, one.fund), 0) + one.quantity
        return sums


def floor_of(monthly: Fraction | None, months: Fraction, supply: int) -> int:
    """What the warehouse keeps for urgent requests: so many months of the kabupaten's use, never more than it has.

    >>> floor_of(Fraction(15), Fraction(1, 2), 100)
    8
    """
    return min(supply, ceil((monthly or 0) * months))


def shares(
    claims: Sequence[Claim], shelf: Sequence[Shelf], floor: int, pack: int, on: date, margin: int, rule: str = MONTHS
) -> Shares:
    """Share what the shelf holds beyond `floor` by a rule, in packs, and say from which lots.

    A faskes gets of a lot no more than it uses up `margin` days before the lot expires, at its pace and after what it
    has already. Whoever is capped by that leaves the rest to the others, who share again.

    >>> levels = Fraction(1), Fraction(3)
    >>> claims = [Claim("A", 0, 30, Fraction(10), *levels), Claim("B", 0, 30, Fraction(30), *levels)]
    >>> shelf = [Shelf(1, "APBN", date(2026, 3, 1), 40)]
    >>> shares(claims, shelf, 0, 1, date(2026, 1, 1), 30).by_fund()
    {('B', 'APBN'): 29, ('A', 'APBN'): 9}
    """
    supply = sum(one.quantity for one in shelf)
    wanted = {claim.code: claim.wanted for claim in claims}
    capped: set[str] = set()
    while True:
        asking = [claim._replace(wanted=wanted[claim.code]) for claim in claims]
        wishes = share(asking, supply - floor, pack, rule).given
        given = place(claims, wishes, shelf, on, margin)
        found = Shares(supply, floor, tuple(given), frozenset(capped))
        placed = found.by_code()
        short = {code for code, wish in wishes.items() if placed[code] < wish}
        if not short:
            return found
        wanted |= {code: placed[code] // pack * pack for code in short}
        capped |= short


def place(
    claims: Sequence[Claim], wishes: Mapping[str, int], shelf: Sequence[Shelf], on: date, margin: int
) -> list[Given]:
    """From which lots each wish is served, first expired first out, whoever has most room for a lot first."""
    left = {claim.code: wishes.get(claim.code, 0) for claim in claims}
    position = {claim.code: claim.position for claim in claims}
    found = []
    for lot in sorted(shelf, key=lambda one: (one.expiry or date.max, one.lot)):
        rest = lot.quantity
        asking = [claim for claim in claims if left[claim.code] > 0]
        rooms = {claim.code: _room(claim, position[claim.code], lot, on, margin) for claim in asking}
        for code in sorted(rooms, key=lambda code: (-rooms[code], code)):
            part = min(left[code], rest, rooms[code])
            if part > 0:
                found.append(Given(code, lot.lot, lot.fund, part))
                left[code] -= part
                position[code] += part
                rest -= part
    return found


def _room(claim: Claim, position: int, lot: Shelf, on: date, margin: int) -> int:
    """What a faskes can still use of a lot in time, after what it has."""
    if lot.expiry is None:
        return MOST
    days = max(0, (lot.expiry - on).days - margin)
    pace = claim.pace
    return max(0, pace.numerator * days // (pace.denominator * DAYS) - max(0, position))
