"""What is asked of a back-test: months, items, a grid of policies and the days a delivery takes."""

from collections.abc import Sequence
from fractions import Fraction

from werkzeug.datastructures import MultiDict

from alokon import text
from alokon.catalog import ITEMS
from alokon.planning.need import FORCED, ORDERS, STANDARD
from alokon.planning.policies import grid
from alokon.views.trial import Asked
from inventory.core.errors import Problem
from inventory.core.months import Month
from web.forms import Form

MOST = 12
"""The most policies a page tries at once; ours, so that it answers within a minute and others are served meanwhile."""

GROUPS = (
    ("siklus", "Putaran tiap (bulan)", ("1", "2", "3")),
    ("minimum", "Minimum (bulan)", ("0.5", "1", "2", "3")),
    ("maksimum", "Maksimum (bulan)", ("2", "3", "4", "6")),
    ("cara", "Yang memesan", (FORCED, STANDARD)),
    ("darurat", "Pesanan darurat di bawah (bulan)", ("0", "0.25", "0.5", "1")),
)
"""Name, label and values of each choice of the grid: levels in months; ours, around what the settings hold."""

SPANS = (6, 12, 18, 24)
USUAL_SPAN = "12"
LONGEST_LEAD = 60

FIRST = {"siklus": ("1", "2"), "minimum": ("1",), "maksimum": ("3",), "cara": tuple(ORDERS), "darurat": ("0", "0.5")}
"""What is ticked at first."""

WORDS = {"0": "tanpa", FORCED: "Semua sampai maksimum", STANDARD: "Hanya yang sampai minimum"}

USUAL_LEAD = "5"
"""Two days to the SBBK and three on the way, as the service standard and the SOP print them."""

LEADS = (("hari", "Hari sampai tiba"), ("hari_darurat", "Hari sampai tiba bila darurat"))
"""Name and label of the days a delivery of a round, and of an emergency order, takes."""


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
    lead, urgent = (_days(form, name, label) for name, label in LEADS)
    span = form.choice("masa", "Masa", [value for value, _ in spans(first, last)])
    item = form.choice("barang", "Jenis alokon", tuple(ITEMS), required=False)
    picked = _picked(args)
    minima, maxima, emergencies = ([Fraction(one) for one in picked[n]] for n in ("minimum", "maksimum", "darurat"))
    policies = grid([int(one) for one in picked["siklus"]], minima, maxima, picked["cara"], emergencies)
    if len(policies) > MOST:
        form.problems.append(Problem("policies_many", {"count": len(policies), "most": MOST}, "siklus"))
    months = tuple(last.plus(1 - n) for n in range(int(span or 1), 0, -1))
    return Asked(months, (item,) if item else tuple(ITEMS), tuple(policies), lead, urgent)


def command(form: Form, args: "MultiDict[str, str]", months: tuple[Month, Month]) -> str:
    """What to type on the machine of the book to have the same worked out there, for a grid of any size."""
    picked, known = _picked(args), [value for value, _ in spans(*months)]
    usual = USUAL_SPAN if USUAL_SPAN in known else known[-1]
    days = [value if (value := form.value(name, USUAL_LEAD)).isdecimal() else USUAL_LEAD for name, _ in LEADS]
    words = {
        "months": form.value("masa") if form.value("masa") in known else usual,
        "item": form.value("barang") if form.value("barang") in ITEMS else "",
        **{option: ",".join(picked[name]) for option, name in OPTIONS.items()},
        "lead": days[0],
        "urgent-lead": days[1],
        "out": "uji-balik.xlsx",
    }
    return " ".join(["python3 -m alokon backtest", *(f"--{name} {value}" for name, value in words.items() if value)])


OPTIONS = {"cycles": "siklus", "minima": "minimum", "maxima": "maksimum", "orders": "cara", "emergency": "darurat"}
"""What the choices of the grid are called on the command line."""


def _picked(args: "MultiDict[str, str]") -> dict[str, list[str]]:
    return {name: [one for one in chosen(args, name) if one in values] for name, _, values in GROUPS}


def _days(form: Form, name: str, label: str) -> int:
    days = form.quantity(name, label, least=1)
    if days > LONGEST_LEAD:
        form.problems.append(Problem("too_large", {"label": label, "most": LONGEST_LEAD}, name))
    return days


def words(value: str) -> str:
    """What a choice is called; a number of months as people write it.

    >>> words("0.5"), words("0")
    ('0,5', 'tanpa')
    """
    return WORDS.get(value) or text.number(Fraction(value))
