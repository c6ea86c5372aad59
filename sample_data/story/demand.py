"""How much a service point hands out in a month: drawn once for each from ranges by its type, then month by month.

The ranges are ours, chosen so that a kabupaten of 1.2 million people looks plausible; no source states them.
"""

from collections.abc import Iterable
from math import exp
from random import Random

from alokon import catalog
from alokon.faskes import Faskes
from inventory.core.months import Month
from sample_data.story.goods import rounded_up

SUNTIK3P, SUNTIK3K, SUNTIK1 = "SUNTIK3P", "SUNTIK3K", "SUNTIK1"
PILK, PILP, KONDOM = "PILK", "PILP", "KONDOM"
IUD, IMPLAN1, IMPLAN2 = "IUD", "IMPLAN1", "IMPLAN2"

Ranges = dict[str, tuple[float, float]]

_HOSPITAL: Ranges = {IUD: (8, 22), IMPLAN1: (2, 6), IMPLAN2: (3, 8), SUNTIK3P: (8, 25), PILP: (5, 15), KONDOM: (24, 60)}
_CLINIC: Ranges = {
    SUNTIK3P: (15, 35),
    SUNTIK1: (8, 20),
    PILK: (12, 35),
    KONDOM: (24, 72),
    IUD: (1, 4),
    IMPLAN1: (0.5, 2),
}
_MIDWIFE: Ranges = {
    SUNTIK3P: (12, 38),
    SUNTIK3K: (4, 14),
    SUNTIK1: (8, 26),
    PILK: (14, 40),
    PILP: (3, 9),
    KONDOM: (12, 60),
}
_OUTPOST: Ranges = {SUNTIK3P: (8, 22), PILK: (10, 26), KONDOM: (12, 36)}

RATES: dict[str, Ranges] = {
    "puskesmas": {
        SUNTIK3P: (55, 120), SUNTIK3K: (10, 26), SUNTIK1: (12, 32), PILK: (50, 120), PILP: (10, 26),
        KONDOM: (120, 432), IUD: (1, 6), IMPLAN1: (1, 5), IMPLAN2: (3, 12),
    },
    "rs_umum": _HOSPITAL,
    "rs_khusus": {IUD: (2, 5), IMPLAN1: (0.5, 2), KONDOM: (12, 24)},
    "klinik_utama": _CLINIC,
    "klinik_pratama": _CLINIC,
    "praktik_dokter": {SUNTIK3P: (5, 16), PILK: (8, 20), KONDOM: (12, 36), IUD: (0.5, 2)},
    "pmb": _MIDWIFE,
    "pmb_jejaring": _MIDWIFE,
    "pustu": _OUTPOST,
    "poskesdes": _OUTPOST,
}  # fmt: skip
"""Type of service point → item → the least and the most base units in a month."""

MASS_SERVICE = Month(2026, 6)
"""The month of the big service day around Hari Keluarga Nasional: long-acting methods more than double."""


FADING_FROM, FADING_EVERY, FADED = Month(2026, 3), 61, 0.1
"""From when on, at one in how many shelves, and to which part of it the use of an item falls."""


def draw(rng: Random, registry: Iterable[Faskes]) -> dict[tuple[str, str], float]:
    """(faskes code, item) → what it needs in a month on average, in base units."""
    return {
        (faskes.code, item): rng.uniform(*bounds) for faskes in registry for item, bounds in RATES[faskes.type].items()
    }


def fades(code: str, item: str, month: Month) -> bool:
    """Whether people have turned away from a method at a faskes by that month, so that its stock stops moving."""
    return month >= FADING_FROM and (int(code[4:7]) + catalog.ITEMS[item].r1kb20) % FADING_EVERY == 0


def of_month(rng: Random, item: str, mean: float, month: Month) -> int:
    """What is asked for in one month: steady for most, lumpy for long-acting methods; condoms in lusin."""
    if catalog.ITEMS[item].mkjp:
        return _lumps(rng, mean * (2.5 if month == MASS_SERVICE else 1))
    return rounded_up(item, rng.gauss(mean, mean * 0.15))


def is_massive(item: str, month: Month) -> bool:
    """Whether an item was handed out at the big service day of a month."""
    return month == MASS_SERVICE and catalog.ITEMS[item].mkjp


def _lumps(rng: Random, mean: float) -> int:
    """A Poisson draw: now three in a month, now none."""
    limit, product, found = exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        found += 1
    return found
