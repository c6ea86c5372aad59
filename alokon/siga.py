"""The monthly stock register R/II/KB ("Mutasi Alokon") of New SIGA: its six codes, what move is which, its sums.

Codes and footer rows are those of the printed form. The form has no code for a count's variance, a return or a
transfer; those stand in a column of our own, `lainnya`, so that every figure of the form stays what SIGA means by it.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from alokon.catalog import Alokon
from inventory.core import places
from inventory.core.months import Month

OPENING = "0"
RECEIPT = "1"
SERVICE = "2"
NETWORK = "3"
DAMAGED = "4"
EXPIRED = "5"
OTHER = "lainnya"

NAMES: dict[str, str] = {
    OPENING: "Saldo Awal",
    RECEIPT: "Penerimaan",
    SERVICE: "Pengeluaran untuk Pelayanan KB",
    NETWORK: "Pengeluaran Faskes KB untuk distribusi ke Jaringan/Jejaring",
    DAMAGED: "Rusak",
    EXPIRED: "Kadaluarsa",
}
"""The six codes of R/II/KB with the names printed on the form."""

NOTHING: dict[str, int] = dict.fromkeys((*NAMES, OTHER), 0)
"""A month without anything: every code and `lainnya`, at zero."""

OTHER_NAME = "Lainnya (selisih, retur, mutasi)"

IN = "in"
OUT = "out"

CODES: dict[tuple[str, str], str] = {
    (IN, places.TRANSIT): RECEIPT,
    (IN, places.SUPPLIER): RECEIPT,
    (IN, places.MISSING): RECEIPT,
    (OUT, places.CLIENT): SERVICE,
    (OUT, places.NETWORK): NETWORK,
    (OUT, places.DAMAGED): DAMAGED,
    (OUT, places.EXPIRED): EXPIRED,
}
"""(direction seen from the facility's shelf, kind of the other place) -> code; what is missing is `lainnya`."""


def code_of(kind: str, direction: str, site_kind: str) -> str:
    """The code of a move on a facility's shelf, or `lainnya`.

    `kind` and `site_kind` describe the other end of the move (`inventory.core.places`); `direction` is "in" or "out".
    Out to the shelf of another facility is a distribution to jaringan/jejaring, who receives it; back to a warehouse it
    is a return.

    >>> code_of("client", "out", "outside"), code_of("shelf", "out", "facility"), code_of("shelf", "out", "warehouse")
    ('2', '3', 'lainnya')
    """
    if (kind, site_kind) == (places.SHELF, places.FACILITY):
        return NETWORK if direction == OUT else RECEIPT
    return CODES.get((direction, kind), OTHER)


class ServiceKey(NamedTuple):
    """What a count of services in SIGA is about: the code of a faskes, a month, the code of a method."""

    faskes: str
    month: Month
    method: str


class Flow(NamedTuple):
    """Base units that went over a facility's shelf; `reversal` marks moves that undo an earlier one."""

    kind: str
    direction: str
    site_kind: str
    quantity: int
    reversal: bool = False


def contribution(flow: Flow) -> tuple[str, int]:
    """The column a flow counts in and the base units it adds there; `lainnya` is signed, in is plus.

    A reversal takes back what its original counted, in the original's column: the receipt typed twice does not turn
    into an issue.

    >>> contribution(Flow("transit", "out", "road", 90, reversal=True))
    ('1', -90)
    """
    code = code_of(flow.kind, flow.direction, flow.site_kind)
    if flow.reversal:
        code = code_of(flow.kind, OUT if flow.direction == IN else IN, flow.site_kind)
    if code == OTHER:
        return code, flow.quantity if flow.direction == IN else -flow.quantity
    return code, -flow.quantity if flow.reversal else flow.quantity


def total_penerimaan(counts: Mapping[str, int]) -> int:
    """Footer row "Total Penerimaan": code 1, in the unit of the counts.

    >>> total_penerimaan({"0": 10, "1": 50, "2": 12})
    50
    """
    return counts.get(RECEIPT, 0)


def total_pengeluaran(counts: Mapping[str, int]) -> int:
    """Footer row "Total Pengeluaran": codes 2 to 5, in the unit of the counts.

    >>> total_pengeluaran({"0": 10, "1": 50, "2": 12, "3": 5, "4": 1, "5": 2, "lainnya": -3})
    20
    """
    return sum(counts.get(code, 0) for code in (SERVICE, NETWORK, DAMAGED, EXPIRED))


def saldo_akhir(counts: Mapping[str, int]) -> int:
    """Footer row "Saldo Akhir": opening plus receipts less issues plus our signed column `lainnya`.

    >>> saldo_akhir({"0": 10, "1": 50, "2": 12, "3": 5, "4": 1, "5": 2, "lainnya": -3})
    37
    """
    received, issued = total_penerimaan(counts), total_pengeluaran(counts)
    return counts.get(OPENING, 0) + received - issued + counts.get(OTHER, 0)


class SigaQuantity(NamedTuple):
    """Base units in SIGA's unit: `whole` units and the base units left over, both with the sign of the quantity."""

    whole: int
    remainder: int
    size: int
    unit: str
    base_unit: str

    @property
    def exact(self) -> bool:
        """False flags a figure SIGA cannot take as it is: pieces that do not make whole dozens."""
        return self.remainder == 0

    @property
    def value(self) -> Fraction:
        """The quantity in SIGA's unit, unrounded."""
        return self.whole + Fraction(self.remainder, self.size)


def siga_quantity(item: Alokon, quantity: int) -> SigaQuantity:
    """Base units of an item in the unit R/II/KB is reported in.

    >>> from alokon.catalog import ITEMS
    >>> siga_quantity(ITEMS["KONDOM"], 30)
    SigaQuantity(whole=2, remainder=6, size=12, unit='lusin', base_unit='buah')
    """
    pack = item.report_unit
    whole, remainder = divmod(abs(quantity), pack.size)
    sign = -1 if quantity < 0 else 1
    return SigaQuantity(sign * whole, sign * remainder, pack.size, pack.name, item.unit)
