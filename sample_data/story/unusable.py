"""What is past use or spoiled and found between the reports: at the warehouse every month, at some faskes at once."""

from collections.abc import Sequence
from functools import partial

from alokon.faskes import Faskes
from alokon.sop.stockkeeping import UNUSABLE
from inventory.core.goods import LotStock
from inventory.core.months import Month
from sample_data.story import people
from sample_data.story.days import working_days
from sample_data.story.shelves import WAREHOUSE, expired, shelves
from sample_data.story.telling import Story

PROMPT = 6
"""One faskes in so many declares what is past use at once, after closing; the others write it into their report."""

DAMAGE_MONTHS = (3, 9)
"""Months of the story, counted from 1, in which a carton in the warehouse gets wet."""


def plan(story: Story, months: Sequence[Month]) -> None:
    """Put the monthly look at the shelves on the agenda."""
    for n, month in enumerate(months, 1):
        days = working_days(month.next.first, 5)
        story.on(days[1], 8, partial(_clear_warehouse, story))
        story.on(days[4], 14, partial(_clear_faskes, story))
        if n in DAMAGE_MONTHS:
            story.on(working_days(month.first, 8)[7], 8, partial(_find_wet_carton, story))


def _clear_warehouse(story: Story) -> None:
    lots = expired(shelves(story, sites=(WAREHOUSE,)).get(WAREHOUSE, ()), story.today)
    if lots:
        story.tell("expired_at_warehouse")
        _declare(story, WAREHOUSE, "expired", [(lot, lot.available) for lot in lots], "Lewat kedaluwarsa, dipisahkan")


def _clear_faskes(story: Story) -> None:
    for code, lots in shelves(story).items():
        found = expired(lots, story.today)
        if found and code != WAREHOUSE and int(code[4:7]) % PROMPT == 0 and _has_closed(story, code):
            story.tell("expired_declared")
            _declare(story, code, "expired", [(lot, lot.available) for lot in found], "Pemeriksaan rak akhir bulan")


def _has_closed(story: Story, code: str) -> bool:
    """Whether the last month is closed, so that no report can come that would still use what is past use."""
    return story.closed.get(code) == Month.of(story.today).previous


def _find_wet_carton(story: Story) -> None:
    lots = shelves(story, sites=(WAREHOUSE,)).get(WAREHOUSE, [])
    kondom = next((lot for lot in lots if lot.key.item == "KONDOM" and lot.available > 144), None)
    if kondom:
        story.tell("damaged_at_warehouse")
        _declare(story, WAREHOUSE, "damaged", [(kondom, 144)], "Satu dus terkena rembesan air hujan")


def _declare(story: Story, site: str, cause: str, found: Sequence[tuple[LotStock, int]], reason: str) -> None:
    faskes: Faskes | None = story.registry.get(site)
    actor = people.at(faskes) if faskes else people.STOREKEEPER
    rows = [{"lot": lot.lot, "cause": cause, "quantity": quantity} for lot, quantity in found]
    story.take(actor, UNUSABLE.code, "declare", {"reason": reason, "lines": rows}, site=site)
