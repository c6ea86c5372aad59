"""The end of every month: each faskes writes down what it handed out, and closes; the warehouse closes after them.

Some report late, some not yet; one mends its report before it closes, one has its month opened again.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from alokon.faskes import Faskes
from alokon.service.months import close_month_in, reopen_month_in
from alokon.sop.stockkeeping import USE
from inventory.core.goods import LotStock
from inventory.core.months import Month
from sample_data.story import people
from sample_data.story.days import START, later, working_days
from sample_data.story.shelves import WAREHOUSE, shelves
from sample_data.story.telling import Story
from sample_data.story.use import Row, rows_of

LATE = "320712300"
"""The midwife's practice that reports two to three weeks late, every month."""

MISSING = (people.PMB, "320703100", "320708300")
"""Those that have not reported the last month when the story ends."""

UNCLOSED = (people.PUSKESMAS, "320701900", "320704100")
"""Those that have reported the last month and not closed it."""

MISTYPED = "320702600"
"""The puskesmas that wrote a wrong figure into its first report and mended it before closing."""

REOPENED = "320703400"
"""The puskesmas that found a mistake in its first report after closing."""


def plan(story: Story, months: Sequence[Month]) -> None:
    """Put every month's reports and closings on the agenda."""
    for month in months:
        days = working_days(month.next.first, 6)
        due: dict[date, list[Faskes]] = {}
        for faskes in story.registry.values():
            late = faskes.code == LATE
            day = later(days[0], story.rng.randint(9, 13)) if late else story.rng.choice(days[:4])
            if faskes.status == "active" and not (month == months[-1] and faskes.code in MISSING):
                due.setdefault(day, []).append(faskes)
        for day, reporting in due.items():
            story.on(day, 9, partial(_report_all, story, reporting, month, month == months[-1]))
        story.on(days[5], 15, partial(_close, story, WAREHOUSE, month))


def _report_all(story: Story, reporting: Sequence[Faskes], month: Month, last: bool) -> None:
    stock = shelves(story, month.last, [faskes.code for faskes in reporting])
    for faskes in reporting:
        _report(story, faskes, month, stock.get(faskes.code, []))
        if not (last and faskes.code in UNCLOSED):
            day = story.today if faskes.code == LATE else later(story.today, story.rng.choice((0, 0, 1)))
            story.on(day, 12, partial(_close, story, faskes.code, month))


def _report(story: Story, faskes: Faskes, month: Month, lots: Sequence[LotStock]) -> None:
    rows = rows_of(story, faskes, month, lots)
    if not rows:
        return
    first = month == Month.of(START)
    wrong = [_with_less(rows[0]), *rows[1:]] if first and faskes.code == MISTYPED else rows
    answers: dict[str, object] = {"month": month, "date": month.last, "lines": wrong}
    if any(row.get("special") for row in rows):
        answers["occasion"] = "Pelayanan KB serentak Hari Keluarga Nasional, 29 Juni 2026"
    done = story.take(people.at(faskes), USE.code, "report", answers, site=faskes.code)
    if wrong is not rows:
        mended = {**answers, "lines": rows}
        story.on(story.today, 11, partial(_mend, story, faskes, done.event, mended, "Salah baca buku bantu"))
    if first and faskes.code == REOPENED:
        moved = {**answers, "lines": [_with_damage(rows[0]), *rows[1:]]}
        story.on(working_days(month.next.first, 5)[4], 13, partial(_reopen, story, faskes, month, done.event, moved))
    if faskes.code == LATE:
        story.tell("late_report")


def _with_less(row: Row) -> Row:
    return {**row, "service": int(str(row["service"])) // 2}


def _with_damage(row: Row) -> Row:
    return {**row, "service": int(str(row["service"])) - 1, "damaged": 1 + int(str(row["damaged"] or 0))}


def _mend(story: Story, faskes: Faskes, event: int, answers: dict[str, object], reason: str) -> None:
    story.correct(people.at(faskes), event, answers, reason)
    story.tell("report_corrected")


def _reopen(story: Story, faskes: Faskes, month: Month, event: int, answers: dict[str, object]) -> None:
    reason = "Satu kemasan rusak tercatat sebagai pelayanan"
    reopen_month_in(story.db, story.desk(people.STOREKEEPER), faskes.code, month, reason, story.key())
    story.tell("month_reopened")
    _mend(story, faskes, event, answers, reason)
    _close(story, faskes.code, month)


def _close(story: Story, site: str, month: Month) -> None:
    actor = people.STOREKEEPER if site == WAREHOUSE else people.at(story.registry[site])
    close_month_in(story.db, story.desk(actor), site, month, story.key())
    story.closed[site] = month
