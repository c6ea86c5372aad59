"""A month of a warehouse by what came from where and went where to: the columns of the laporan gudang.

All quantities are whole base units of what the card shows (shelf and reserved). What a correction took back is taken
from the column it once stood in.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from alokon import siga
from alokon.views.monthly import Movement
from inventory.core import places

SUPPLIED = "supplied"
GIVEN_BACK = "given_back"
OTHER_IN = "other_in"
SENT = "sent"
OTHER_OUT = "other_out"
DAMAGED = "damaged"
EXPIRED = "expired"
VARIANCE = "variance"

COLUMNS = (SUPPLIED, GIVEN_BACK, OTHER_IN, SENT, OTHER_OUT, DAMAGED, EXPIRED, VARIANCE)
"""In the order of the report."""

SIGNS = {SENT: -1, OTHER_OUT: -1, DAMAGED: -1, EXPIRED: -1}
"""How a column changes the balance; +1 where it is not named. The variance is signed itself."""


class Goods(NamedTuple):
    """An item and a fund, by their codes."""

    item: str
    fund: str


def column_of(direction: str, kind: str, site_kind: str) -> str:
    """The column of a movement over a warehouse's card, by the other end.

    >>> column_of("in", "transit", "road"), column_of("out", "shelf", "facility"), column_of("out", "client", "outside")
    ('given_back', 'sent', 'other_out')
    """
    incoming = direction == siga.IN
    if kind == places.VARIANCE:
        return VARIANCE
    if kind == places.TRANSIT or (kind in places.CARDED and site_kind == places.FACILITY):
        return GIVEN_BACK if incoming else SENT
    if incoming:
        return SUPPLIED if kind == places.SUPPLIER else OTHER_IN
    return {places.DAMAGED: DAMAGED, places.EXPIRED: EXPIRED}.get(kind, OTHER_OUT)


def by_column(movements: Iterable[Movement]) -> dict[Goods, dict[str, int]]:
    """Item × fund → every column with its base units, zeros included."""
    found: dict[Goods, dict[str, int]] = {}
    for m in movements:
        row = found.setdefault(Goods(m.item, m.fund), dict.fromkeys(COLUMNS, 0))
        name = column_of(m.direction, m.other_kind, m.other_site_kind)
        signed = -m.quantity if name == VARIANCE and m.direction == siga.OUT else m.quantity
        row[name] += signed
    return found


def change(row: Mapping[str, int]) -> int:
    """What a month's columns change the balance by.

    >>> change({"supplied": 100, "sent": 30, "variance": -2})
    68
    """
    return sum(SIGNS.get(name, 1) * quantity for name, quantity in row.items())
