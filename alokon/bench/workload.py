"""The measured history: so many faskes for so many months, from a seed, and the requests that come after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from alokon.bench.life import Life
from alokon.bench.vouchers import Request, Voucher
from inventory.core.months import Month

FIRST_MONTH = Month(2000, 1)
"""The first month of every history: the earliest the ledger takes, so that thirty years fit before it ends."""

FASKES, MONTHS, SEED = 600, 36, 3207

ASKED = 6
"""How many kinds of goods a request asks for."""


@dataclass(frozen=True)
class Workload:
    """So many faskes for so many months; two of the same numbers are the same history, on any machine."""

    faskes: int = FASKES
    months: int = MONTHS
    seed: int = SEED

    @classmethod
    def of(cls, scale: float, faskes: int = FASKES) -> "Workload":
        """A history that is `scale` times as long as the usual three years.

        >>> Workload.of(0.1).months, Workload.of(10).months
        (4, 360)
        """
        return cls(faskes, max(1, round(MONTHS * scale)))

    @property
    def name(self) -> str:
        """What tells this history from others, fit for a file or a database."""
        return f"f{self.faskes}_b{self.months}_s{self.seed}"

    @property
    def last_month(self) -> Month:
        """The last month of the history."""
        return FIRST_MONTH.plus(self.months - 1)

    @property
    def next_day(self) -> date:
        """The day after the history, on which new vouchers are written."""
        return self.last_month.next.first

    def history(self) -> Iterator[tuple[Month, list[Voucher]]]:
        """The vouchers of each month, in the order of their days."""
        life = Life(self.faskes, self.seed)
        for n in range(self.months):
            month = FIRST_MONTH.plus(n)
            yield month, life.month(month)

    def requests(self) -> Iterator[Request]:
        """Six-line requests for the day after the history, without end."""
        life, rng = Life(self.faskes, self.seed), Random(self.seed + 1)
        while True:
            faskes = rng.randint(1, self.faskes)
            goods = sorted(rng.sample(life.carried[faskes], ASKED))
            yield Request(faskes, tuple((series, rng.randint(1, 3)) for series in goods))
