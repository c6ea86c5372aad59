"""The form of an SBBK: the pick list of what is reserved, lot by lot, to be checked on the shelf."""

from collections import defaultdict
from typing import NamedTuple

from alokon.sop.case import Line
from inventory.core.places import CARDED
from inventory.store import queries
from web import words
from web.step_pages.page import Facts, Sitting, StepPage


class Picked(NamedTuple):
    """A lot to take: `held` is what the book says stands in the warehouse, reserved or not."""

    line: Line
    batch: str
    expiry: str
    quantity: int
    held: int
    expired: bool


def facts(sitting: Sitting) -> Facts:
    """What is to be picked."""
    assert sitting.case is not None
    lines = [line for line in sitting.case.leaves if line["approved"]]
    names = queries.lot_names(sitting.db, sitting.desk.book, {line.lot for line in lines if line.lot})
    held: dict[int, int] = defaultdict(int)
    for h in queries.holdings(sitting.db, sitting.desk.book, sites=[sitting.case.warehouse or ""], kinds=CARDED):
        held[h.lot] += h.quantity
    picks = []
    for line in lines:
        lot = line.lot or 0
        named, expired = names[lot], not names[lot].facts.usable_on(sitting.desk.today)
        batch = named.key.batch or "–"
        picks.append(Picked(line, batch, words.expiry_words(named), line["approved"], held[lot], expired))
    return {"picks": picks}


ISSUE = StepPage(template="cases/issue.html", facts=facts)
