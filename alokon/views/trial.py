"""Policies tried on the book's own past, beside what really happened; nothing is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, cast

import sqlalchemy as sa

from alokon.planning.levels import Levels, levels_of
from alokon.planning.policies import HELPED, REAL, SET, Manner, Policy, Tried, as_set, really, tried
from alokon.settings import LEVELS
from alokon.store.settings import settings
from alokon.views.backtest import Past, past
from inventory.core.months import Month
from inventory.core.places import FACILITY, WAREHOUSE

Each = Callable[[Callable[[Policy], Tried], Sequence[Policy]], Iterable[Tried]]


class Asked(NamedTuple):
    """What is to be tried: on which months and items, which policies, and how many days a delivery takes, also an
    `urgent` one.
    """

    months: tuple[Month, ...]
    items: tuple[str, ...]
    policies: tuple[Policy, ...]
    lead: int
    urgent: int


@dataclass(frozen=True)
class Scene:
    """Everything policies are tried on. `cycle`, `day` and `levels` by item are what the office has set for rounds."""

    asked: Asked
    past: Past
    cycle: int
    day: int
    levels: Mapping[str, Levels]
    manner: Manner


@dataclass(frozen=True)
class Trial(Scene):
    """What came of it: the book first, its deliveries replayed, the levels as set, without and with emergency orders,
    then every policy asked for.
    """

    rows: tuple[Tried, ...]


def scene(db: sa.Connection, book: str, asked: Asked) -> Scene:
    """The months of the book that are asked for; a fixed number of questions, and one for each month."""
    values = settings(db, book)
    cycle, day = int(str(values["rensi.cycle"])), int(str(values["rensi.day"]))
    floor = {item: own.emergency for item, own in _levels(values, WAREHOUSE, asked.items).items()}
    manner = Manner(asked.lead, asked.urgent, day, int(str(values["rensi.margin"])), floor)
    levels = _levels(values, FACILITY, asked.items)
    return Scene(asked, past(db, book, asked.months, asked.items), cycle, day, levels, manner)


def trial(found: Scene, each: Each = map) -> Trial:
    """Try the policies that are asked for; nothing is asked of the book any more, so this may take its time.

    `each` goes through the policies as `map` does: one that tells how far it is, or works on several at once.
    """
    worlds, real = found.past.worlds, Tried(REAL, None, found.past.real)
    own = [as_set(worlds, found.cycle, found.levels, found.manner, way) for way in (SET, HELPED)]
    others = each(partial(tried, worlds, found.manner), found.asked.policies)
    return Trial(**vars(found), rows=(real, really(worlds), *own, *others))


def _levels(values: Mapping[str, object], kind: str, items: Sequence[str]) -> dict[str, Levels]:
    stored = cast(Mapping[str, list[str]], values[LEVELS[kind]])
    return {item: levels_of(stored, item) for item in items}
