"""Quantities of goods in words: with their unit, and in packs where the item has them."""

from alokon import text
from alokon.supplies import GOODS


def unit(code: str) -> str:
    """The base unit of an item."""
    known = GOODS.get(code)
    return known.unit if known else "unit"


def packs(quantity: int, code: str) -> str:
    """A quantity told in the item's packs; empty when the item has none or the quantity fills none.

    >>> packs(300, "KONDOM"), packs(300, "PILK"), packs(7, "KONDOM")
    ('2 gros 1 lusin', '', '')
    """
    known = GOODS.get(code)
    if known is None or not known.packs or abs(quantity) < known.packs[-1].size:
        return ""
    return text.in_words_of_packs(quantity, known.packs, known.unit)


def amount(quantity: int, code: str) -> str:
    """A quantity with its unit, and in packs where the item has them.

    >>> amount(300, "KONDOM"), amount(1200, "PILK")
    ('300 buah (2 gros 1 lusin)', '1.200 cycle')
    """
    plain, larger = f"{text.number(quantity)} {unit(code)}", packs(quantity, code)
    return f"{plain} ({larger})" if larger else plain
