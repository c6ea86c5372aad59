"""The two forms of an opname: the sheet, which does not show what the book has, and what was seen beside the book."""

from typing import NamedTuple

from alokon.service.stock import cut_of_case
from alokon.sop.case import Line
from alokon.views.batches import in_order
from inventory.store import counts, masters, queries, recounts
from inventory.store.queries import Names
from web import words
from web.step_pages.page import Facts, Sitting, StepPage, first_typed

FOUND_ROWS = 3
"""Lines for lots that the book does not show at the site."""


class Seen(NamedTuple):
    """A lot to be counted; `number` is that of its row in the form, `noted` what was typed before."""

    number: int
    lot: int
    item: str
    fund: str
    batch: str
    expiry: str
    noted: int | None
    note: str


class Differing(NamedTuple):
    """A lot that was counted, and what the site's card had at the cut."""

    number: int
    line: Line
    batch: str
    book: int

    @property
    def variance(self) -> int:
        """What is there more than the card says, negative for less."""
        return self.line["counted"] - self.book


def sheet(sitting: Sitting) -> Facts:
    """Every lot on the card of the site at the cut or noted before, item by item, and empty lines for what is found."""
    assert sitting.case is not None
    book, noted = sitting.desk.book, {line.lot: line for line in sitting.case.leaves}
    card = recounts.card_of(sitting.db, book, cut_of_case(sitting.db, book, sitting.case))
    names = queries.lot_names(sitting.db, book, card.keys() | {lot for lot in noted if lot is not None})
    seen = [_seen(n, lot, named, noted.get(lot)) for n, (lot, named) in enumerate(in_order(names))]
    titles = {one.number: f"{words.item_name(one.item)} {one.batch}" for one in seen}
    return {"seen": seen, "found": range(len(seen), len(seen) + FOUND_ROWS), "titles": titles}


def _seen(number: int, lot: int, named: Names, line: Line | None) -> Seen:
    batch, expiry = _label(named)
    noted = line["counted"] if line else None
    return Seen(number, lot, named.key.item, named.key.fund, batch, expiry, noted, line.note if line else "")


def _label(named: Names) -> tuple[str, str]:
    return named.key.batch or "–", words.expiry_words(named)


def first_sheet(sitting: Sitting, facts: Facts) -> dict[str, str]:
    """Today, and what was noted before."""
    data, seen = first_typed(sitting), facts["seen"]
    assert isinstance(seen, list)
    for one in seen:
        data[f"lines-{one.number}-lot"] = str(one.lot)
        if one.noted is not None:
            data |= {f"lines-{one.number}-counted": str(one.noted), f"lines-{one.number}-note": one.note}
    return data


def beside(sitting: Sitting) -> Facts:
    """What was counted beside what the card of the site had at the cut."""
    assert sitting.case is not None
    book, leaves = sitting.desk.book, sitting.case.leaves
    items = masters.items(sitting.db, book)
    own = {line.lot: items[line.item].id for line in leaves if line.lot is not None}
    card = counts.card_at(sitting.db, book, cut_of_case(sitting.db, book, sitting.case), own)
    names = queries.lot_names(sitting.db, book, own)
    found = [
        Differing(n, line, _label(names[line.lot])[0], card[line.lot])
        for n, line in enumerate(leaves)
        if line.lot is not None
    ]
    titles = {one.number: f"{words.item_name(one.line.item)} {one.batch}" for one in found}
    return {"differing": found, "titles": titles}


def first_beside(sitting: Sitting, facts: Facts) -> dict[str, str]:
    """Today, and the reasons that were noted while counting."""
    data, found = first_typed(sitting), facts["differing"]
    assert isinstance(found, list)
    for one in found:
        if one.variance:
            data |= {f"lines-{one.number}-line": str(one.line.number), f"lines-{one.number}-note": one.line.note}
    return data


TALLY = StepPage(template="cases/tally.html", facts=sheet, first=first_sheet, alone=("lot",))
STAND = StepPage(template="cases/stand.html", facts=beside, first=first_beside, alone=())
