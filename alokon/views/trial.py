"""Policies tried on the book's own past, beside what really happened; nothing is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import sqlalchemy as sa

from alokon.planning.levels import FACILITY, WAREHOUSE, Levels
from alokon.planning.policies import HELPED, REAL, SET, Manner, Policy, Tried, as_set, really, tried
from alokon.store import faskes
from alokon.store.settings import settings
from alokon.views.backtest import Past, past
from alokon.views.levels import level_tables
from inventory.core.months import Month

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
    """Everything policies are tried on. `cycle`, `day` and `levels` by item are what the office has set for rounds.

    `own` are, by item and code, the levels of faskes that have others.
    """

    asked: Asked
    past: Past
    cycle: int
    day: int
    levels: Mapping[str, Levels]
    own: Mapping[str, Mapping[str, Levels]]
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
    tables, networks = level_tables(values), faskes.networks(db, book)
    floor = {item: tables.of(WAREHOUSE, item).emergency for item in asked.items}
    manner = Manner(asked.lead, asked.urgent, day, int(str(values["rensi.margin"])), floor)
    levels = {item: tables.of(FACILITY, item) for item in asked.items}
    own = {item: dict.fromkeys(networks, tables.at(item, network=True)) for item in asked.items}
    return Scene(asked, past(db, book, asked.months, asked.items), cycle, day, levels, own, manner)


def trial(found: Scene, each: Each = map) -> Trial:
    """Try the policies that are asked for; nothing is asked of the book any more, so this may take its time.

    `each` goes through the policies as `map` does: one that tells how far it is, or works on several at once.
    """
    worlds, real = found.past.worlds, Tried(REAL, None, found.past.real)
    offices = [as_set(worlds, found.cycle, found.levels, found.manner, found.own, way) for way in (SET, HELPED)]
    others = each(partial(tried, worlds, found.manner), found.asked.policies)
    return Trial(**vars(found), rows=(real, really(worlds), *offices, *others))
