"""The warehouse looked after in the last months: its thermometer read on working days, and an inspection a month.

Two afternoons are hot, and something was done; one afternoon nobody read, one was written down a day late, and one was
typed wrong and corrected. The last afternoon is still to be read, and the running month to be inspected.
"""

from datetime import date, timedelta
from functools import partial
from random import Random

from alokon.climate import AFTERNOON, MORNING, Reading
from alokon.service.climate import correct_reading_in, log_reading_in
from alokon.sop.storage import INSPECTION, NO, QUESTIONS, YES
from inventory.core.months import Month
from sample_data.story.days import later, the_day, works
from sample_data.story.people import STOREKEEPER
from sample_data.story.shelves import WAREHOUSE
from sample_data.story.telling import Story

MONTHS = 2
"""How many months before the one the story ends in are told."""

HOURS = {MORNING: 8, AFTERNOON: 15}
WARMTH = {MORNING: (243, 268), AFTERNOON: (268, 294)}
"""Between which tenths of a degree a usual reading lies."""

DAMPNESS = (49, 59)
HOT = {3: (312, "AC diservis, dus suntik dipindah ke sisi utara"), 21: (307, "Pintu dibuka, kipas dinyalakan")}
"""How many working days before the end an afternoon was hot: tenths, and what was done."""

FORGOTTEN, LATE, MISREAD = 9, 14, 17
"""How many working days before the end an afternoon was not read, written a day late, and typed with turned digits."""

INSPECTED_ON = 8
"""The day of a month on or after which the warehouse is inspected."""


def plan(story: Story) -> None:
    """Put every reading and inspection on the agenda."""
    ending = Month.of(story.until)
    since = ending.plus(-MONTHS).first
    days = [day for n in range((story.until - since).days + 1) if works(day := story.until - timedelta(days=n))]
    for before, day in enumerate(days):
        story.on(day, HOURS[MORNING], partial(_log, story, usual(day, MORNING)))
        if before not in (0, FORGOTTEN):
            _plan_afternoon(story, before, day)
    for n in range(MONTHS, 0, -1):
        story.on(the_day(ending.plus(-n), INSPECTED_ON), 10, partial(_inspect, story, worn=n == 1))


def usual(day: date, time: str) -> Reading:
    """What the thermometer shows when nothing is wrong; the same for a day and time whenever it is asked."""
    dice = Random(day.toordinal() * 2 + (time == AFTERNOON))
    return Reading(day, time, dice.randint(*WARMTH[time]), dice.randint(*DAMPNESS))


def _plan_afternoon(story: Story, before: int, day: date) -> None:
    reading = usual(day, AFTERNOON)
    if before in HOT:
        tenths, action = HOT[before]
        reading = reading._replace(tenths=tenths, action=action)
    if before == MISREAD:
        story.on(day, HOURS[AFTERNOON], partial(_misread, story, reading))
        return
    written = later(day, 1) if before == LATE else day
    hour = HOURS[MORNING] if before == LATE else HOURS[AFTERNOON]
    story.on(written, hour, partial(_log, story, reading))


def _log(story: Story, reading: Reading) -> None:
    _read(story, reading)
    if reading.action:
        story.tell("out_of_limits")


def _read(story: Story, reading: Reading) -> int:
    return log_reading_in(story.db, story.desk(STOREKEEPER), WAREHOUSE, reading, story.key()).event


def _misread(story: Story, reading: Reading) -> None:
    """A degree too little is typed, seen, and corrected."""
    event = _read(story, reading._replace(tenths=reading.tenths - 10))
    desk, reason = story.desk(STOREKEEPER), "Salah ketik, dibandingkan dengan termometer"
    correct_reading_in(story.db, desk, event, reading, reason, story.key())


def _inspect(story: Story, *, worn: bool) -> None:
    """Everything in order, or the cooling worn and seen to within the week."""
    answers: dict[str, object] = {name: YES for name, _, _ in QUESTIONS}
    if worn:
        told = {"findings": "AC kurang dingin pada sore hari", "follow_up": "Memanggil teknisi AC"}
        answers |= {"cooling": NO, **told, "due": story.today + timedelta(days=7)}
    done = story.take(STOREKEEPER, INSPECTION.code, "inspect", answers, site=WAREHOUSE)
    if worn:
        story.on(later(story.today, 4), 10, partial(_settle, story, done.case or 0))


def _settle(story: Story, case: int) -> None:
    result = {"result": "AC dibersihkan dan diisi ulang"}
    story.take(STOREKEEPER, INSPECTION.code, "settle_inspection", result, case=case)
