"""What the office stocks: the nine alokon of New SIGA, their units, packs and codes, and what a unit protects.

Names, units and codes follow the printed key of R/I/KB/20 and the R/II/KB screen of New SIGA. A quantity is always
whole base units, the smallest unit anyone hands out (kondom: buah); reports show SIGA's unit (kondom: lusin).

Code of a warning: `shelf_life_unusual`.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from inventory.core.errors import Problem
from inventory.core.goods import Pack

GOODS_CLASS = "alokon"
"""The class of goods of everything in `ITEMS`; a place that accepts no alokon (a school) looks at this."""


class Alokon(NamedTuple):
    """One stocked contraceptive.

    `unit` is the base unit, `report_unit` SIGA's unit in base units, `packs` larger packages, largest first.
    `r1kb20` is the code on R/I/KB/20, `siga_2020` the column of the New SIGA screen of 2020 (it did not yet split
    pil and suntikan 3 bulanan, so two items may share one).
    """

    code: str
    name: str
    unit: str
    report_unit: Pack
    packs: tuple[Pack, ...]
    r1kb20: int
    siga_2020: int | None
    mkjp: bool
    goods_class: str = GOODS_CLASS

    @property
    def units(self) -> tuple[Pack, ...]:
        """Every unit a quantity may be typed in, largest first; the base unit is last."""
        return (*self.packs, Pack(self.unit, 1))


class Method(NamedTuple):
    """A method of R/I/KB/20; `item` is the stocked alokon it uses, `None` where the service uses none."""

    code: str
    name: str
    r1kb20: int
    mkjp: bool
    item: str | None


class Fund(NamedTuple):
    """A source of money (sumber alokon); `siga` is its code on R/II/KB."""

    code: str
    siga: int
    name: str


def _plain(code: str, name: str, unit: str, r1kb20: int, siga_2020: int, mkjp: bool = False) -> Alokon:
    return Alokon(code, name, unit, Pack(unit, 1), (), r1kb20, siga_2020, mkjp)


GROS = Pack("gros", 144)
LUSIN = Pack("lusin", 12)

ITEMS: dict[str, Alokon] = {
    item.code: item
    for item in (
        _plain("SUNTIK1", "Suntikan 1 Bulanan", "vial", 1, 0),
        _plain("SUNTIK3K", "Suntikan 3 Bulanan Kombinasi", "vial", 2, 1),
        _plain("SUNTIK3P", "Suntikan 3 Bulanan Progestin (DMPA)", "vial", 3, 1),
        _plain("PILK", "Pil Kombinasi", "cycle", 4, 2),
        _plain("PILP", "Pil Progestin", "cycle", 5, 2),
        Alokon("KONDOM", "Kondom", "buah", LUSIN, (GROS, LUSIN), 6, 3, False),
        _plain("IMPLAN1", "Implan 1 Batang", "set", 7, 4, mkjp=True),
        _plain("IMPLAN2", "Implan 2 Batang", "set", 8, 5, mkjp=True),
        _plain("IUD", "IUD (CuT 380A)", "buah", 9, 6, mkjp=True),
    )
}
"""The nine stocked alokon by our code, in the order of R/I/KB/20."""

SERVICES_ONLY = (
    Method("MOP", "Vasektomi (MOP)", 10, True, None),
    Method("MOW", "Tubektomi (MOW)", 11, True, None),
)

METHODS: dict[str, Method] = {
    **{i.code: Method(i.code, i.name, i.r1kb20, i.mkjp, i.code) for i in ITEMS.values()},
    **{method.code: method for method in SERVICES_ONLY},
}
"""The eleven methods of R/I/KB/20 by our code: what is stocked, then what is a service only."""

FUNDS: dict[str, Fund] = {
    fund.code: fund for fund in (Fund("APBN", 1, "APBN"), Fund("APBD", 2, "APBD"), Fund("MANDIRI", 3, "Mandiri"))
}

GOODS_ORDER = {goods: n for n, goods in enumerate(product(ITEMS, FUNDS))}
"""(Item, fund) → where it stands on the forms: in the order of R/I/KB/20, and in that of the funds."""


class CypFactor(NamedTuple):
    """Couple-years of protection of one base unit, as a published table gives them from a day on.

    `verified` says the figure was read in the table itself; the others show as "belum diverifikasi".
    """

    method: str
    per_unit: Fraction
    table: str
    valid_from: date
    verified: bool


_CYP_2011 = ("CYP USAID 2011", date(2011, 1, 1))
_CYP_2024 = ("Pembaruan CYP, GHSP 12(2) 2024", date(2024, 1, 1))

CYP: tuple[CypFactor, ...] = (
    CypFactor("SUNTIK1", Fraction(1, 13), *_CYP_2011, verified=False),
    CypFactor("SUNTIK3K", Fraction(1, 4), *_CYP_2011, verified=False),
    CypFactor("SUNTIK3P", Fraction(1, 4), *_CYP_2011, verified=True),
    CypFactor("PILK", Fraction(1, 15), *_CYP_2011, verified=True),
    CypFactor("PILP", Fraction(1, 15), *_CYP_2011, verified=False),
    CypFactor("PILP", Fraction(1, 12), *_CYP_2024, verified=True),
    CypFactor("KONDOM", Fraction(1, 120), *_CYP_2011, verified=True),
    CypFactor("IMPLAN1", Fraction(5, 2), *_CYP_2011, verified=False),
    CypFactor("IMPLAN2", Fraction(16, 5), *_CYP_2011, verified=False),
    CypFactor("IMPLAN2", Fraction(5, 2), *_CYP_2024, verified=False),
    CypFactor("IUD", Fraction(23, 5), *_CYP_2011, verified=True),
    CypFactor("MOP", Fraction(10), *_CYP_2011, verified=False),
    CypFactor("MOW", Fraction(10), *_CYP_2011, verified=False),
)


def cyp_factor(method: str, on: date, factors: Sequence[CypFactor] = CYP) -> CypFactor | None:
    """The factor in force for a method on a day, or `None` before the first table.

    >>> cyp_factor("PILP", date(2026, 1, 1)).per_unit
    Fraction(1, 12)
    """
    valid = [f for f in factors if f.method == method and f.valid_from <= on]
    return max(valid, key=lambda factor: factor.valid_from, default=None)


def item_named(text: str) -> Alokon | None:
    """The alokon a person means by its code or its SIGA name, whatever the case and spacing; else `None`.

    >>> item_named(" PIL  KOMBINASI ").code
    'PILK'
    """
    wanted = " ".join(text.split()).casefold()
    return next((i for i in ITEMS.values() if wanted in (i.code.casefold(), i.name.casefold())), None)


SHELF_LIFE_DAYS = (365, 3653)
"""A contraceptive that keeps for less than one year or more than ten is most likely a typing error (house rule)."""


def shelf_life_warning(produced: date | None, expiry: date | None) -> Problem | None:
    """A warning, never a refusal, when production and expiry lie less than 1 or more than 10 years apart."""
    if produced is None or expiry is None:
        return None
    days = (expiry - produced).days
    least, most = SHELF_LIFE_DAYS
    if least <= days <= most:
        return None
    facts = {"produced": produced, "expiry": expiry, "days": days, "least_days": least, "most_days": most}
    return Problem("shelf_life_unusual", facts, "expiry")
