"""Levels of stock as people read and type them: a row for all items, and one for each item that differs.

A tier that follows another may leave even the row for all items empty.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from alokon import text
from alokon.catalog import ITEMS
from alokon.planning.levels import EVERY, FOLLOWS, TIERS, WAREHOUSE
from inventory.core.errors import Problem
from web.forms import Form

TITLES = {tier: title[0].upper() + title[1:] for tier, title in TIERS.items()}
"""Who has levels, as a heading."""

MONTHS = {"review": "Putaran", "minimum": "Minimum", "maximum": "Maksimum", "emergency": "Darurat"}
"""What is typed in months, in the order in which it is kept; the number of the decree comes last."""

DECREE = "decree"
MOST_MONTHS = 60
ALL = "semua"

Stored = Mapping[str, list[str]]


class Row(NamedTuple):
    """A row of the table: an item (`EVERY` for all), its name, the prefix of its fields, and its values in words."""

    item: str
    title: str
    prefix: str
    told: list[str]


def rows(stored: Stored) -> list[Row]:
    """Every row in the catalogue's order, the one for all items first; one without levels of its own tells nothing."""
    names = {EVERY: "Semua jenis", **{code: item.name for code, item in ITEMS.items()}}
    return [Row(item, name, f"{item or ALL}-", _told(stored.get(item))) for item, name in names.items()]


def typed(stored: Stored) -> dict[str, str]:
    """The levels as a person would have typed them."""
    return {row.prefix + part: value for row in rows(stored) for part, value in zip(PARTS, row.told, strict=False)}


def origin(tier: str, stored: Stored) -> str:
    """Where the levels of items that have no row come from.

    >>> origin("facility", {"": []}), origin("network", {})
    ('Jenis yang tidak disebut mengikuti Semua jenis.', 'Jenis yang tidak disebut mengikuti tingkat stok faskes.')
    """
    whose = "Semua jenis" if EVERY in stored else f"tingkat stok {TIERS[FOLLOWS[tier]]}"
    return f"Jenis yang tidak disebut mengikuti {whose}."


def too_short(tier: str, stored: Stored, cycle: int) -> list[str]:
    """What is brought up to less than is used until the next Rensi, by its title; a warehouse waits for none.

    >>> too_short("network", {"": ["1", "0.5", "1.5", "0.25", ""]}, 2), too_short("facility", {"": ["2", "1", "3"]}, 2)
    (['Semua jenis'], [])
    """
    if tier == WAREHOUSE:
        return []
    return [row.title for row in rows({}) if row.item in stored and Fraction(stored[row.item][2]) < cycle]


def hint(tier: str) -> str:
    """What rows left empty mean.

    >>> hint("network")
    'Baris yang dikosongkan mengikuti Semua jenis; Semua jenis yang dikosongkan mengikuti tingkat stok faskes.'
    """
    also = f"; Semua jenis yang dikosongkan mengikuti tingkat stok {TIERS[FOLLOWS[tier]]}" if tier in FOLLOWS else ""
    return f"Baris yang dikosongkan mengikuti Semua jenis{also}."


def read(form: Form, tier: str) -> dict[str, list[str]]:
    """The levels of a tier as typed, with what cannot be read noted in the form; `hint` says what empty rows mean."""
    found = {}
    for row in rows({}):
        own = Form(form.data, row.prefix)
        if (row.item == EVERY and tier not in FOLLOWS) or any(own.value(part) for part in PARTS):
            months = [_months(own, part, f"{row.title}, {label.lower()}") for part, label in MONTHS.items()]
            found[row.item] = [*months, own.text(DECREE, f"{row.title}, nomor keputusan", most=100, required=False)]
        form.problems += own.problems
    return found


PARTS = (*MONTHS, DECREE)


def _told(levels: list[str] | None) -> list[str]:
    if levels is None:
        return []
    *months, decree = levels
    return [*(text.number(Fraction(value)) for value in months), decree]


def _months(form: Form, part: str, label: str) -> str:
    """Months as they are kept; `0` and a problem for what cannot be read."""
    said = form.text(part, label, most=10)
    try:
        found = text.parse_number(said) if said else Decimal(0)
    except ValueError:
        form.problems.append(Problem("months_malformed", {"label": label, "value": said}, form.prefix + part))
        return "0"
    if found > MOST_MONTHS:
        form.problems.append(Problem("too_large", {"label": label, "most": MOST_MONTHS}, form.prefix + part))
    return format(found.normalize(), "f")
