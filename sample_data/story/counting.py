"""Stok opname at the warehouse at the end of every quarter: a few units differ, and once a paper comes in late."""

from functools import partial

from alokon.sop.counting import COUNTING
from alokon.sop.stockkeeping import UNUSABLE
from alokon.store import cases
from inventory.core.places import CARDED
from inventory.store import queries
from sample_data.story.days import last_working_day, later, months_of
from sample_data.story.people import STOREKEEPER
from sample_data.story.shelves import WAREHOUSE
from sample_data.story.telling import Story

MONTHS = (2, 5, 8, 11)
"""Months of the story, counted from 1, at whose end the warehouse is counted."""

LATE = 2
"""The month whose count sees what a paper tells only afterwards."""

REASON = "Selisih hitung kemasan, sudah dihitung ulang berdua"
DIFFERENCES = (-2, 1)
"""How much more or less than on the card is found of the lots of which most lies there, base units."""


def plan(story: Story) -> None:
    """Put every count on the agenda: opened when the last working day ends, counted on the next one."""
    months = months_of(12)
    for number in MONTHS:
        story.on(last_working_day(months[number - 1]), 17, partial(_open, story, late=number == LATE))


def _open(story: Story, *, late: bool) -> None:
    done = story.take(STOREKEEPER, COUNTING.code, "open_count", {"note": "Opname triwulan"}, site=WAREHOUSE)
    assert done.case is not None
    held: dict[int, int] = {}
    for h in queries.holdings(story.db, story.office.book, sites=(WAREHOUSE,), kinds=CARDED):
        held[h.lot] = held.get(h.lot, 0) + h.quantity
    most = sorted(held, key=lambda lot: (-held[lot], lot))
    seen = held | {lot: held[lot] + change for lot, change in zip(most, DIFFERENCES, strict=False)}
    story.on(later(story.today, 1), 8, partial(_count, story, done.case, seen, late))


def _count(story: Story, case: int, seen: dict[int, int], late: bool) -> None:
    rows = [{"lot": lot, "counted": quantity} for lot, quantity in seen.items()]
    story.take(STOREKEEPER, COUNTING.code, "tally", {"lines": rows}, case=case)
    lines = cases.load(story.db, story.office.book, case).lines
    reasons = [{"line": line.number, "note": REASON} for line in lines]
    story.take(STOREKEEPER, COUNTING.code, "confirm_count", {"lines": reasons}, case=case)
    story.tell("counted")
    if late:
        most = max(seen, key=lambda lot: (seen[lot], -lot))
        story.on(later(story.today, 1), 8, partial(_find_paper, story, most))


def _find_paper(story: Story, lot: int) -> None:
    """Two units were set aside before the count, and the paper about it is found behind the shelf."""
    rows = [{"lot": lot, "cause": "damaged", "quantity": 2, "note": "Kemasan sobek"}]
    counted_on = last_working_day(months_of(LATE)[-1])
    answers = {"date": counted_on, "reason": "Lembar pernyataan terselip, ditemukan sesudah opname", "lines": rows}
    story.take(STOREKEEPER, UNUSABLE.code, "declare", answers, site=WAREHOUSE, slot=0)
    story.tell("late_paper")
