"""Counts as they came out: the variance as it was confirmed, as it stands now, and which documents changed it since.

A count stays as it was seen, but what the book has before it may change: then its variance is derived anew. A batch
that a later document brings onto the card before the count was not on the sheet, so nobody counted it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import sqlalchemy as sa

from alokon.store.schema import case_step, casefile
from alokon.views.told import Document as Named
from alokon.views.told import documents
from inventory.core.counting import Cut
from inventory.store import queries, recounts
from inventory.store.queries import Names
from inventory.store.recounts import Posted, Seen
from inventory.store.schema import cut as cut_table


@dataclass(frozen=True)
class Count:
    """The count of a case: its cut and the event that made it, what was seen of each lot, and the variance posted.

    `place_of_day` says which count of its day at its site it is, from 1, those that were dropped counted too.
    """

    cut: Cut
    opened: int
    place_of_day: int
    seen: Mapping[int, Seen] = field(default_factory=dict)
    posted: Sequence[Posted] = ()

    @property
    def confirmed(self) -> int | None:
        """The event by which the count stands, None while it does not."""
        return max((told.event for told in self.seen.values()), default=None)

    def variance(self, lot: int, event: int | None = None) -> int:
        """What was there more than the card said, as the book stood at an event or stands now; negative for less."""
        return sum(one.change for one in self.posted if one.lot == lot and (event is None or one.event <= event))

    def later(self, lot: int) -> list[Posted]:
        """What changed the variance of a lot since the count was confirmed."""
        at = self.confirmed
        return [one for one in self.posted if one.lot == lot and at is not None and one.event > at]

    @property
    def derived_anew(self) -> bool:
        """Whether a variance is now another than the one that was confirmed."""
        return any(sum(one.change for one in self.later(lot)) for lot in self.seen)


class Document(NamedTuple):
    """A document by its name, with the case it belongs to, and what it changed in base units."""

    name: str
    case: int | None
    change: int


class Result(NamedTuple):
    """A lot that was counted: what was seen, the variance as confirmed and as it stands now, and what changed it."""

    lot: int
    seen: int
    confirmed: int
    now: int
    changed_by: tuple[Document, ...]

    @property
    def book(self) -> int:
        """What the card had when the count was confirmed."""
        return self.seen - self.confirmed


class Late(NamedTuple):
    """A lot that came onto the card before the count after the sheet was drawn up: it was not counted."""

    lot: int
    names: Names
    quantity: int
    brought_by: tuple[Document, ...]


class Recount(NamedTuple):
    """What a count came to, by lot, and the lots that came late."""

    results: Mapping[int, Result]
    late: tuple[Late, ...]


def counts_of(db: sa.Connection, book: str, cases: Collection[int]) -> dict[int, Count]:
    """Case → its count, for those that are counts: three questions for any number of cases."""
    cuts = _cuts(db, book, cases)
    seen = recounts.seen_at(db, book, [cut for cut, _, _ in cuts.values()])
    posted = recounts.variances(db, book, [cut for cut, _, _ in cuts.values()])
    return {case: Count(cut, opened, nth, seen[cut], posted[cut]) for case, (cut, opened, nth) in cuts.items()}


def recount(db: sa.Connection, book: str, count: Count) -> Recount:
    """What a count came to and what has changed since; nothing while it does not stand."""
    if count.confirmed is None:
        return Recount({}, ())
    card = recounts.card_of(db, book, count.cut)
    unseen = {lot: quantity for lot, quantity in card.items() if lot not in count.seen}
    came = recounts.came_since(db, book, count.cut, count.opened, unseen)
    late = _late(unseen, came)
    changes = [*(one for lot in count.seen for one in count.later(lot)), *(one for one in came if one.lot in late)]
    told = documents(db, book, {one.event for one in changes})
    names = queries.lot_names(db, book, late)
    return Recount(
        {lot: _result(lot, count, told) for lot in count.seen},
        tuple(
            Late(lot, names[lot], quantity, _told(told, [one for one in came if one.lot == lot]))
            for lot, quantity in late.items()
        ),
    )


def left_out(db: sa.Connection, book: str, count: Count, lots: Collection[int], event: int) -> dict[int, int]:
    """Lot → what the card had at the cut, as the book stood at an event, of lots other than those that were counted."""
    card = recounts.card_of(db, book, count.cut)
    for one in recounts.came_since(db, book, count.cut, event):
        card[one.lot] = card.get(one.lot, 0) - one.change
    return {lot: quantity for lot, quantity in card.items() if quantity and lot not in lots}


def _cuts(db: sa.Connection, book: str, cases: Collection[int]) -> dict[int, tuple[Cut, int, int]]:
    """Case → its cut, the event that made it, and which of its day at its site it is."""
    same = cut_table.alias("same")
    nth = sa.select(sa.func.count()).where(
        same.c.book == cut_table.c.book,
        same.c.site == cut_table.c.site,
        same.c.counted_on == cut_table.c.counted_on,
        same.c.slot <= cut_table.c.slot,
    )
    columns = (cut_table.c.site, cut_table.c.counted_on, cut_table.c.slot, cut_table.c.event)
    query = (
        sa.select(casefile.c.id, *columns, nth.scalar_subquery())
        .join_from(casefile, cut_table, (cut_table.c.book == casefile.c.book) & (cut_table.c.site == casefile.c.site))
        .join(
            case_step,
            (case_step.c.book == casefile.c.book)
            & (case_step.c.case_id == casefile.c.id)
            & (case_step.c.event == cut_table.c.event),
        )
        .where(casefile.c.book == book, casefile.c.id.in_(cases))
    )
    return {case: (Cut(site, day, slot), event, nth) for case, site, day, slot, event, nth in db.execute(query)}


def _late(unseen: Mapping[int, int], came: Sequence[Posted]) -> dict[int, int]:
    """The lots, of those on the card that a count did not see, that all came after it was opened."""
    brought: dict[int, int] = defaultdict(int)
    for one in came:
        brought[one.lot] += one.change
    return {lot: quantity for lot, quantity in unseen.items() if brought.get(lot) == quantity}


def _result(lot: int, count: Count, told: Mapping[int, Named]) -> Result:
    seen = count.seen[lot].quantity
    confirmed = count.variance(lot, count.confirmed)
    return Result(lot, seen, confirmed, count.variance(lot), _told(told, count.later(lot)))


def _told(told: Mapping[int, Named], changes: Sequence[Posted]) -> tuple[Document, ...]:
    return tuple(Document(told[one.event].name, told[one.event].case, one.change) for one in changes)
