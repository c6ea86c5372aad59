"""A year in the life of Kabupaten Ciamis' alokon book, November 2025 to October 2026, told through the service layer.

Every act is the act a person would take on a page, by somebody who may take it, one transaction a day; the same seed
tells the same story to the last digest. The chapters are one module each; `fill` is the table of contents.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from random import Random
from typing import NamedTuple

import sqlalchemy as sa

from alokon.faskes import Agreement
from alokon.service.desk import Office
from alokon.service.setup import register_in, start_book
from alokon.store.schema import casefile
from inventory.core.errors import Problem, Refused
from inventory.store.chain import head_code
from inventory.store.engine import reading
from inventory.store.schema import book, lot, move
from sample_data import masters
from sample_data.story import (
    coaching,
    counting,
    data_out,
    days,
    demand,
    opening,
    programmes,
    purchases,
    receipts,
    reporting,
    requests,
    rounds,
    shelter,
    sideways,
    supplies,
    unfinished,
    unusable,
    upkeep,
)
from sample_data.story.people import ADMIN
from sample_data.story.telling import WIB, Story

MONTHS = days.MONTHS
SEED = 3207
RENEWED = "320706600"
"""The klinik whose lapsed contract is renewed."""

Progress = Callable[[int, int], None]


class Summary(NamedTuple):
    """What was told: the last day, the rows it made, cases by (flow, state), mishaps by kind, and the book's head."""

    until: date
    events: int
    moves: int
    lots: int
    faskes: int
    cases: Mapping[tuple[str, str], int]
    incidents: Mapping[str, int]
    head: str


def fill(office: Office, progress: Progress = lambda done, all_days: None, *, months: int = days.MONTHS) -> Summary:
    """Start the book of an empty, migrated database and tell the first months of the year in it.

    `progress` is called with the days told and the days there are. Refuses `book_exists`.
    """
    if not 1 <= months <= days.MONTHS:
        raise Refused(Problem("quantity_malformed", {"label": "Bulan", "value": months}, "months"))
    start_book(office.engine, office.book, "Kabupaten Ciamis", masters.kecamatan())
    story = begin(office, months)
    every_day = list(days.span(story.until))
    for n, day in enumerate(every_day, 1):
        story.live(day)
        progress(n, len(every_day))
    return summary(story)


def begin(office: Office, months: int) -> Story:
    """The story with its dice thrown and its agenda written."""
    rng = Random(SEED)
    registry = {found.code: found for found in masters.faskes()}
    areas = {area.code: area for area in masters.kecamatan()}
    active = [found for found in registry.values() if found.status == "active"]
    story = Story(office, rng, registry, areas, days.last_day(months), demand.draw(rng, active))
    opening.plan(story)
    receipts.plan(story)
    supplies.plan(story)
    programmes.plan(story)
    data_out.plan(story)
    shelter.plan(story)
    rounds.plan(story)
    requests.plan(story)
    purchases.plan(story)
    unusable.plan(story, days.months_of(months))
    reporting.plan(story, days.months_of(months))
    coaching.plan(story)
    counting.plan(story)
    sideways.plan(story)
    unfinished.plan(story)
    upkeep.plan(story)
    story.on(days.the_day(days.months_of(2)[1], 15), 9, partial(_renew, story))
    return story


def _renew(story: Story) -> None:
    old = story.registry[RENEWED]
    assert isinstance(old.agreement, Agreement)
    agreement = old.agreement._replace(number="400.13/101-P/Kontrak/2025", until=date(2028, 12, 31))
    story.registry[RENEWED] = replace(old, agreement=agreement)
    register_in(story.db, story.desk(ADMIN), story.registry[RENEWED], story.key())


def evening(day: date) -> datetime:
    """The hour at which the office closes."""
    return datetime.combine(day, time(17), WIB)


def summary(story: Story) -> Summary:
    """The book counted, as it is now."""
    key = story.office.book
    with reading(story.office.engine) as db:
        head = db.execute(sa.select(book).where(book.c.book == key)).one()
        moves, lots = (_rows(db, table, key) for table in (move, lot))
        states = sa.select(casefile.c.flow, casefile.c.state, sa.func.count()).where(casefile.c.book == key)
        found = db.execute(states.group_by(casefile.c.flow, casefile.c.state))
        cases = {(flow, state): number for flow, state, number in found}
    told = dict(sorted(story.incidents.items()))
    code = head_code(head.head_digest)
    return Summary(story.until, head.head_seq, moves, lots, len(story.registry), cases, told, code)


def _rows(db: sa.Connection, table: sa.Table, key: str) -> int:
    return db.scalar(sa.select(sa.func.count()).select_from(table).where(table.c.book == key)) or 0
