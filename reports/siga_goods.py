"""The nine alokon as columns of SIGA's forms, and quantities in the units SIGA counts in."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from alokon.catalog import ITEMS, Alokon
from alokon.siga import siga_quantity
from alokon.text import Number, in_words_of_packs, number
from reports.dataset import Column

HEADINGS: dict[str, tuple[tuple[str, ...], str]] = {
    "SUNTIK1": (("SUNTIKAN",), "1 Bulanan"),
    "SUNTIK3K": (("SUNTIKAN",), "3 Bulanan Kombinasi"),
    "SUNTIK3P": (("SUNTIKAN",), "3 Bulanan Progestin"),
    "PILK": (("PIL",), "Kombinasi"),
    "PILP": (("PIL",), "Progestin"),
    "KONDOM": ((), "KONDOM"),
    "IMPLAN1": (("IMPLAN",), "1 Batang"),
    "IMPLAN2": (("IMPLAN",), "2 Batang"),
    "IUD": ((), "IUD CuT 380A"),
}
"""Item → (headings above, title), as on R/II/KB with the columns the newer forms split."""


def item_columns() -> tuple[Column, ...]:
    """One column per alokon in SIGA's unit, in the order of R/I/KB/20."""
    return tuple(
        Column(code, HEADINGS[code][1], "quantity", HEADINGS[code][0], unit=item.report_unit.name)
        for code, item in ITEMS.items()
    )


def in_siga(item: Alokon, quantity: int) -> Number:
    """Base units in SIGA's unit: a whole number where they make one, else exact.

    >>> in_siga(ITEMS["KONDOM"], 288), in_siga(ITEMS["KONDOM"], 30)
    (24, Fraction(5, 2))
    """
    size = item.report_unit.size
    whole, rest = divmod(quantity, size)
    return Fraction(quantity, size) if rest else whole


def all_in_siga(item: Alokon, quantities: Sequence[int]) -> Sequence[Number]:
    """Many quantities of an item in SIGA's unit, which most items are counted in already."""
    return quantities if item.report_unit.size == 1 else [in_siga(item, quantity) for quantity in quantities]


def titled(item: Alokon) -> str:
    """An item with the unit it is reported in.

    >>> titled(ITEMS["KONDOM"])
    'Kondom (lusin)'
    """
    return f"{item.name} ({item.report_unit.name})"


def uneven(figures: Iterable[tuple[str, str, int]]) -> list[str]:
    """A sentence for each figure (where, item, base units) that does not make whole units of SIGA.

    >>> uneven([("Saldo akhir", "KONDOM", 30), ("Saldo akhir", "KONDOM", 24)])
    ['Saldo akhir Kondom: 30 buah = 2 lusin 6 buah.']
    """
    told = []
    for where, code, quantity in figures:
        item = ITEMS[code]
        if not siga_quantity(item, quantity).exact:
            packs = [(item.report_unit.name, item.report_unit.size)]
            words = in_words_of_packs(quantity, packs, item.unit)
            told.append(f"{where} {item.name}: {number(quantity)} {item.unit} = {words}.")
    return told
