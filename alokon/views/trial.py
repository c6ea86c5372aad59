"""Policies tried on the book's own past, beside what really happened; nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

import sqlalchemy as sa

from alokon.planning.levels import Levels, levels_of
from alokon.planning.policies import REAL, Manner, Policy, Tried, as_set, really, tried
from alokon.settings import LEVELS
from alokon.store.settings import settings
from alokon.views.backtest import Past, past
from inventory.core.months import Month
from inventory.core.places import FACILITY, WAREHOUSE


class Asked(NamedTuple):
    """What is to be tried: on which months and items, which policies, and how many days a delivery takes."""

    months: tuple[Month, ...]
    items: tuple[str, ...]
    policies: tuple[Policy, ...]
    lead: int


@dataclass(frozen=True)
class Trial:
    """What came of it: the book first, its deliveries replayed, the levels as set, then every policy asked for.

    `cycle`, `day` and `levels` by item are what the office has set for its rounds.
    """

    asked: Asked
    past: Past
    cycle: int
    day: int
    levels: Mapping[str, Levels]
    rows: tuple[Tried, ...]


def trial(db: sa.Connection, book: str, asked: Asked) -> Trial:
    """Try policies on months of the book; a fixed number of questions, and one for each month."""
    values = settings(db, book)
    cycle, day = int(str(values["rensi.cycle"])), int(str(values["rensi.day"]))
    levels = _levels(values, FACILITY, asked.items)
    floor = {item: own.emergency for item, own in _levels(values, WAREHOUSE, asked.items).items()}
    manner = Manner(asked.lead, day, int(str(values["rensi.margin"])), floor)
    found = past(db, book, asked.months, asked.items)
    rows = [Tried(REAL, None, found.real), really(found.worlds), as_set(found.worlds, cycle, levels, manner)]
    rows += [tried(found.worlds, policy, manner) for policy in asked.policies]
    return Trial(asked, found, cycle, day, levels, tuple(rows))


def _levels(values: Mapping[str, object], kind: str, items: Sequence[str]) -> dict[str, Levels]:
    stored = cast(Mapping[str, list[str]], values[LEVELS[kind]])
    return {item: levels_of(stored, item) for item in items}
