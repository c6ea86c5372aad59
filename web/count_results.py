"""What a count tells on its page and in the list: its instant, each lot beside the card, and what came of it since."""

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa

from alokon.sop.model import Flow
from alokon.text import long_date
from alokon.views.batches import in_order
from alokon.views.counted import Count, Document, Result, counts_of, recount
from alokon.views.dossier import Dossier
from inventory.store.queries import Names
from web import words
from web.config import here

DERIVED_ANEW = "Selisih dihitung ulang"
CAME_LATE = "Batch datang menyusul"


class Counted(NamedTuple):
    """A lot that was counted, with the words of its label and the reason of its variance."""

    item: str
    detail: str
    result: Result
    note: str


class Late(NamedTuple):
    """A lot that came onto the card before the count once the sheet was drawn up, in base units."""

    item: str
    detail: str
    quantity: int
    brought_by: tuple[Document, ...]


class CountResults(NamedTuple):
    """The instant of a count, the lots that were counted, those that came late, and what to mind in short words.

    While the count does not stand there is its instant alone: what the card says stays unseen.
    """

    instant: str
    rows: tuple[Counted, ...]
    late: tuple[Late, ...]
    flags: tuple[str, ...]


class Mark(NamedTuple):
    """What a list of counts says beyond that of other cases: which count of its day, and what to mind."""

    which: str
    flag: str


UNMARKED = Mark("", "")


def count_results(db: sa.Connection, found: Dossier) -> CountResults | None:
    """What the count of a case came to; None for other cases."""
    count = _counts(db, found.flow, [found.case.id]).get(found.case.id)
    if count is None:
        return None
    known = recount(db, here().book, count)
    notes = {line.lot: line.note for line in found.case.leaves}
    rows = (
        Counted(names.key.item, _detail(names), known.results[lot], notes.get(lot, ""))
        for lot, names in in_order(found.lots)
        if lot in known.results
    )
    late = (Late(one.names.key.item, _detail(one.names), one.quantity, one.brought_by) for one in known.late)
    flags = ((DERIVED_ANEW, count.derived_anew), (CAME_LATE, bool(known.late)))
    instant = f"{long_date(count.cut.day)}, hitungan ke-{count.place_of_day} hari itu"
    return CountResults(instant, tuple(rows), tuple(late), tuple(word for word, holds in flags if holds))


def marks_of(db: sa.Connection, flow: Flow, cases: Collection[int]) -> dict[int, Mark]:
    """The marks of the counts among the cases of a list."""
    return {
        case: Mark(
            f"ke-{count.place_of_day}" if count.place_of_day > 1 else "", DERIVED_ANEW if count.derived_anew else ""
        )
        for case, count in _counts(db, flow, cases).items()
    }


def _counts(db: sa.Connection, flow: Flow, cases: Collection[int]) -> dict[int, Count]:
    """The counts of cases; nothing is asked where a flow has none."""
    return counts_of(db, here().book, cases) if any(step.counts for step in flow.steps) else {}


def _detail(names: Names) -> str:
    """A lot as its label says, with the fund that paid it."""
    return f"{words.lot_words(names)} · {words.fund_name(names.key.fund)}"
