"""The form that settles what came short: lot by lot, what became of it."""

from typing import NamedTuple

from alokon.sop.case import Line
from alokon.sop.effects import missing
from inventory.store import queries
from web import words
from web.step_pages.page import Facts, Sitting, StepPage


class Short(NamedTuple):
    """A lot that came short and is not settled; `number` is that of its row in the form."""

    number: int
    line: Line
    quantity: int
    label: str


def facts(sitting: Sitting) -> Facts:
    """The lots that came short, and what the rows are about; what a settlement being corrected said counts as open."""
    assert sitting.case is not None
    leaves = sitting.case.leaves
    names = queries.lot_names(sitting.db, sitting.desk.book, {line.lot for line in leaves if line.lot})
    said = sitting.taken.answers.get("lines", []) if sitting.taken else []
    assert isinstance(said, list)
    settled = {row["line"]: sum(row.get(part) or 0 for part in ("found", "kept", "lost")) for row in said}
    found = []
    for n, line in enumerate(leaves):
        quantity = missing(line) + settled.get(line.number, 0)
        if quantity:
            found.append(Short(n, line, quantity, words.lot_words(names[line.lot or 0])))
    return {"shorts": found, "titles": {s.number: f"{words.item_name(s.line.item)} {s.label}" for s in found}}


RESOLVE = StepPage(template="cases/resolve.html", facts=facts)
