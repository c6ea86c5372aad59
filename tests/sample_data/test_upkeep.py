"""The warehouse of the sample book is looked after: its thermometer read, heat acted on, and work left for today."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from alokon.climate import limits_of
from alokon.service.desk import Office
from alokon.settings import SETTINGS
from alokon.store.climate import mended, standing
from alokon.store.schema import case_step
from inventory.store.engine import reading
from sample_data.masters import BOOK
from sample_data.story import days, upkeep
from tests.sample_data.fixtures import SHORT_MONTHS

LIMITS = limits_of({name: setting.default for name, setting in SETTINGS.items()})
UNTIL = days.last_day(SHORT_MONTHS)
WORKED = [day for day in days.span(UNTIL) if days.works(day)]


@pytest.fixture
def db(sample_book: Office) -> Iterator[sa.Connection]:
    with reading(sample_book.engine) as db:
        yield db


def test_the_thermometer_was_read_on_working_days_of_the_last_months(db: sa.Connection) -> None:
    read = standing(db, BOOK, days.START, UNTIL, "GUDANG")
    assert [one.day for one in read if one.time == "pagi"] == WORKED
    missing = set(WORKED) - {one.day for one in read if one.time == "sore"}
    assert missing == {WORKED[-1], WORKED[-1 - upkeep.FORGOTTEN]}
    hot = [one.reading for one in read if one.reading and LIMITS.outside(one.reading)]
    assert [(one.day, one.time, bool(one.action)) for one in hot] == [
        (WORKED[-22], "sore", True), (WORKED[-4], "sore", True)
    ]  # fmt: skip


def test_one_reading_came_a_day_late_and_one_was_corrected(db: sa.Connection) -> None:
    read = standing(db, BOOK, days.START, UNTIL, "GUDANG")
    assert [one.day for one in read if one.late] == [WORKED[-1 - upkeep.LATE]]
    (pair,) = mended(db, BOOK, "GUDANG", days.START, UNTIL)
    assert pair.after.day == WORKED[-1 - upkeep.MISREAD]


def test_the_warehouse_was_inspected_in_every_month_but_the_running_one(db: sa.Connection) -> None:
    found = sa.select(case_step.c.done_on, case_step.c.state).where(case_step.c.step == "inspect")
    assert [(day.month, state) for day, state in db.execute(found.order_by(case_step.c.event))] == [
        (11, "selesai"), (12, "terbuka")
    ]  # fmt: skip
    settled = sa.select(sa.func.count()).where(case_step.c.step == "settle_inspection")
    assert db.scalar(settled) == 1
