"""The form of an SBBK: the pick list of what is reserved, lot by lot, to be checked on the shelf."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from alokon.sop.case import Line
from alokon.views.withheld import withheld
from inventory.core.goods import pick_fefo
from inventory.core.places import CARDED, SHELF
from inventory.store import availability, masters, queries
from inventory.store.queries import Names
from web import words
from web.step_pages.page import Facts, Sitting, StepPage

MATERIALS = 2
"""How many kinds of packing material the form has lines for at first."""


class Picked(NamedTuple):
    """A lot to take: `held` is what the book says stands in the warehouse, reserved or not.

    `instead`: it is not reserved yet, and takes the place of what has expired or what a count or a recall took.
    """

    line: Line
    batch: str
    expiry: str
    quantity: int
    held: int
    expired: bool = False
    instead: bool = False


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
    expired_lots = {pick.line.number for pick in picks if pick.expired}
    return {"picks": [*picks, *_instead(sitting, expired_lots, held)], "fewest_rows": MATERIALS}


def _instead(sitting: Sitting, expired: set[int], held: Mapping[int, int]) -> list[Picked]:
    """What the voucher will take for lines that are not reserved in full: approved, less the lots still good."""
    assert sitting.case is not None
    case, picks = sitting.case, []
    shelf = masters.place_ids(sitting.db, sitting.desk.book, case.warehouse or "")[case.warehouse or "", SHELF]
    recalled = withheld(sitting.db, sitting.desk.book)
    lying = availability.available(sitting.db, sitting.desk.book, shelf, sitting.desk.today)
    stock = [lot for lot in lying if not recalled.holder(lot.lot)]
    for line in (x for x in case.lines if x.fund is not None and x.lot is None):
        good = sum(lot["approved"] for lot in case.children(line.number) if lot.number not in expired)
        own = [s for s in stock if (s.key.item, s.key.fund) == (line.item, line.fund)]
        for lot, part in pick_fefo(own, max(line["approved"] - good, 0), sitting.desk.today).taken:
            words_of = words.expiry_words(Names(lot.key, lot.facts))
            picks.append(Picked(line, lot.key.batch or "–", words_of, part, held[lot.lot], instead=True))
    return picks


ISSUE = StepPage(template="cases/issue.html", facts=facts)
