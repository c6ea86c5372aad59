"""A document and its corrections as one story: what stood, what was taken back, and what took its place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import sqlalchemy as sa

from alokon.store.cases import StepTaken
from alokon.views.events import Moved, moves


class Way(NamedTuple):
    """Goods on their way from one place to another: names of item and sites, kinds of places."""

    item: str
    unit: str
    batch: str
    fund: str
    source: str
    source_kind: str
    destination: str
    destination_kind: str


class Mended(NamedTuple):
    """What a correction did to one way of a document, in base units."""

    way: Way
    before: int
    undone: int
    again: int

    @property
    def after(self) -> int:
        """What the document says since."""
        return self.before - self.undone + self.again


class Chapter(NamedTuple):
    """One correction or withdrawal: the step before it, itself, the goods it changed, and the days they are dated."""

    before: StepTaken
    taken: StepTaken
    mended: tuple[Mended, ...]
    dated: tuple[date, ...]


def chain(taken: Iterable[StepTaken], event: int) -> list[StepTaken]:
    """The step of an event with everything it corrects and that corrects it, oldest first; empty for a foreign one."""
    steps = {one.event: one for one in taken}
    by = {one.corrects: one for one in steps.values() if one.corrects is not None}
    first = steps.get(event)
    while first is not None and first.corrects in steps:
        first = steps[first.corrects]
    found: list[StepTaken] = []
    while first is not None:
        found.append(first)
        first = by.get(first.event)
    return found


def story(db: sa.Connection, book: str, steps: Sequence[StepTaken]) -> list[Chapter]:
    """The corrections of a document, oldest first, in one question; `steps` as `chain` tells them."""
    of_event: dict[int, list[Moved]] = defaultdict(list)
    for m in moves(db, book, [one.event for one in steps]):
        of_event[m.event].append(m)
    stands: dict[Way, int] = defaultdict(int)
    for m in of_event[steps[0].event]:
        if _own(m):
            stands[_way(m)] += m.quantity
    return [_chapter(before, one, of_event[one.event], stands) for before, one in pairwise(steps)]


def _chapter(before: StepTaken, one: StepTaken, own: Sequence[Moved], stands: dict[Way, int]) -> Chapter:
    """One correction; what stands after it is left in `stands`."""
    undone: dict[Way, int] = defaultdict(int)
    again: dict[Way, int] = defaultdict(int)
    for m in own:
        if m.reverses is not None:
            undone[_back(m)] += m.quantity
        elif _own(m):
            again[_way(m)] += m.quantity
    mended = [Mended(way, stands[way], undone[way], again[way]) for way in dict.fromkeys((*undone, *again))]
    stands.update({row.way: row.after for row in mended})
    return Chapter(before, one, tuple(mended), tuple(sorted({m.moved_on for m in own if not m.counted})))


def _own(m: Moved) -> bool:
    return m.reverses is None and not m.counted


def _way(m: Moved) -> Way:
    places = (m.source, m.source_kind, m.destination, m.destination_kind)
    return Way(m.item, m.unit, m.batch, m.fund, *places)


def _back(m: Moved) -> Way:
    """The way that a reversal takes back."""
    places = (m.destination, m.destination_kind, m.source, m.source_kind)
    return Way(m.item, m.unit, m.batch, m.fund, *places)
