"""Which item a GTIN on a package means: lines of the office's own, as `PILK 08999999999990`; none is known by itself.

A GTIN names a maker's package, so an item may have several and the office adds them as the packages come in.
Codes: `gtin_malformed`, `item_unknown`.
"""

from collections.abc import Iterable, Mapping

import biip
from biip.gtin import Gtin

from alokon.catalog import ITEMS
from inventory.core.errors import Problem

SETTING = "gtins"


def as_gtin_14(typed: str) -> str | None:
    """A GTIN of 8, 12, 13 or 14 digits in fourteen, None when it is none or its check digit is wrong.

    >>> as_gtin_14("9501101530003"), as_gtin_14("9501101530004")
    ('09501101530003', None)
    """
    try:
        return Gtin.parse(typed.strip()).as_gtin_14()
    except biip.ParseError:
        return None


def read(lines: Iterable[str]) -> tuple[dict[str, str], list[Problem]]:
    """GTIN in fourteen digits → item code, and every line that says no such thing.

    >>> read(["PILK 9501101530003"])
    ({'09501101530003': 'PILK'}, [])
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for line in lines:
        item, _, typed = line.strip().partition(" ")
        gtin = as_gtin_14(typed)
        if item not in ITEMS:
            problems.append(Problem("item_unknown", {"item": item}, SETTING))
        elif gtin is None:
            problems.append(Problem("gtin_malformed", {"line": line}, SETTING))
        else:
            found[gtin] = item
    return found, problems


def by_item(known: Mapping[str, str]) -> dict[str, str]:
    """Item code → its GTIN where exactly one is known: with several, nobody can say which package a batch is in."""
    items = list(known.values())
    return {item: gtin for gtin, item in known.items() if items.count(item) == 1}
