"""What is asked of a back-test: months, items, a grid of policies and the days a delivery takes."""

from collections.abc import Sequence
from fractions import Fraction

from werkzeug.datastructures import MultiDict

from alokon import text
from alokon.catalog import ITEMS
from alokon.planning.policies import MOST, grid
from alokon.views.trial import Asked
from inventory.core.errors import Problem
from inventory.core.months import Month
from web.forms import Form

CYCLES = ("1", "2", "3")
MINIMA = ("0.5", "1", "2")
MAXIMA = ("2", "3", "4")
"""What may be tried, in months; ours, around what the settings hold."""

GROUPS = (("siklus", "Putaran tiap", CYCLES), ("minimum", "Minimum", MINIMA), ("maksimum", "Maksimum", MAXIMA))
"""Name, label and values of each choice of the grid."""

SPANS = (6, 12, 18, 24)
LONGEST_LEAD = 60

FIRST = {"siklus": CYCLES, "minimum": ("1",), "maksimum": MAXIMA}
"""What is ticked at first."""

USUAL_LEAD = "5"
"""Two days to the SBBK and three on the way, as the service standard and the SOP print them."""


def chosen(args: "MultiDict[str, str]", name: str) -> Sequence[str]:
    """The ticked values of a choice; those at first before anything was asked."""
    return args.getlist(name) if asks(args) else FIRST[name]


def asks(args: "MultiDict[str, str]") -> bool:
    """Whether something was asked."""
    return bool(args)


def spans(first: Month, last: Month) -> list[tuple[str, str]]:
    """(months, words) of the spans a book can be replayed over: the usual ones, else all it has."""
    most = 12 * (last.year - first.year) + last.month - first.month + 1
    return [(str(n), f"{n} bulan") for n in sorted({min(n, most) for n in SPANS if n - 6 < most}) if n > 0]


def read(form: Form, args: "MultiDict[str, str]", first: Month, last: Month) -> Asked:
    """What was asked, with what cannot be tried noted in the form; `first` and `last` are the months there are."""
    lead = form.quantity("hari", "Hari sampai tiba", least=1)
    if lead > LONGEST_LEAD:
        form.problems.append(Problem("too_large", {"label": "Hari sampai tiba", "most": LONGEST_LEAD}, "hari"))
    span = form.choice("masa", "Masa", [value for value, _ in spans(first, last)])
    item = form.choice("barang", "Jenis alokon", tuple(ITEMS), required=False)
    picked = {name: [one for one in args.getlist(name) if one in values] for name, _, values in GROUPS}
    minima, maxima = ([Fraction(one) for one in picked[name]] for name in ("minimum", "maksimum"))
    policies = grid([int(one) for one in picked["siklus"]], minima, maxima)
    if len(policies) > MOST:
        form.problems.append(Problem("policies_many", {"count": len(policies), "most": MOST}, "siklus"))
    months = tuple(last.plus(1 - n) for n in range(int(span or 1), 0, -1))
    return Asked(months, (item,) if item else tuple(ITEMS), tuple(policies), lead)


def words(value: str) -> str:
    """A number of months as people write it.

    >>> words("0.5")
    '0,5'
    """
    return text.number(Fraction(value))
