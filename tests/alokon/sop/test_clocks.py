"""Standard times: the units a procedure prints, days on hold, and what a day is to an office."""

from datetime import date

import pytest

from alokon import calendar
from alokon.calendar import WorkingDays
from alokon.settings import SETTINGS
from alokon.sop.clocks import CALENDAR_DAYS, Reading, Taken, Timing, read_clocks, timing_of
from alokon.sop.model import Clock, Flow

FRIDAY, MONDAY, TUESDAY = date(2026, 1, 9), date(2026, 1, 12), date(2026, 1, 13)
OFFICE = {name: known.default for name, known in SETTINGS.items()}


def reading(
    limit: int, unit: str, *taken: Taken, today: date = TUESDAY, timing: Timing = CALENDAR_DAYS, agreed: str = ""
) -> Reading:
    """One clock from `ask` to `answer`, which may be on hold between `hold` and `resume`."""
    flow = Flow(
        "x", "X", "", {}, (), holds=("hold", "resume"), clocks=(Clock("c", "C", limit, unit, "ask", "answer", agreed),)
    )
    return read_clocks(flow, taken, today, timing=timing)[0]


@pytest.mark.parametrize(
    ("unit", "days", "due", "late"),
    [
        ("hari", "kalender", date(2026, 1, 11), True),
        ("hari", "kerja", TUESDAY, False),
        ("hari kerja", "kalender", TUESDAY, False),
        ("minggu", "kerja", date(2026, 1, 23), False),
        ("bulan", "kalender", date(2026, 3, 9), False),
    ],
)
def test_the_last_day_in_time_follows_the_printed_unit_and_the_setting(
    unit: str, days: str, due: date, late: bool
) -> None:
    found = reading(2, unit, Taken("ask", FRIDAY), timing=timing_of({**OFFICE, "clock.days": days}))
    assert (found.due, found.late, found.running) == (due, late, True)


def test_a_case_that_ends_on_its_last_day_is_in_time_and_a_day_after_is_not() -> None:
    assert not reading(3, "hari", Taken("ask", FRIDAY), Taken("answer", MONDAY)).late
    assert reading(3, "hari", Taken("ask", FRIDAY), Taken("answer", TUESDAY)).late


def test_days_on_hold_count_for_no_clock_and_are_told_apart() -> None:
    held = Taken("ask", FRIDAY), Taken("hold", date(2026, 1, 10)), Taken("resume", MONDAY)
    found = reading(2, "hari", *held)
    assert (found.days, found.held, found.due, found.late) == (2, 2, TUESDAY, False)
    still = reading(1, "hari", *held[:2], today=date(2026, 2, 1))
    assert (still.days, still.late) == (1, False), "a case still on hold waits"


def test_a_time_that_is_agreed_on_is_the_day_the_parties_named() -> None:
    asked = Taken("ask", FRIDAY, {"agreed": "2026-01-12"})
    found = reading(0, "sesuai kesepakatan", asked, agreed="agreed")
    assert (found.due, found.late) == (MONDAY, True)
    assert not reading(0, "sesuai kesepakatan", Taken("ask", FRIDAY), agreed="agreed").late, "nobody named a day"


def test_a_clock_in_minutes_is_only_quoted() -> None:
    found = reading(30, "menit", Taken("ask", FRIDAY))
    assert (found.days, found.late, found.due) == (None, False, None)


def test_working_days_know_the_holidays_cuti_bersama_and_what_the_office_decrees() -> None:
    nationwide = WorkingDays()
    assert [nationwide.works(date(2026, 3, day)) for day in (17, 18, 19, 20, 25)] == [True, False, False, False, True]
    own = WorkingDays(calendar.read(["2026-03-18 kerja Tidak cuti bersama", "2026-03-25 libur Hari jadi"])[0])
    assert [own.works(date(2026, 3, day)) for day in (18, 25)] == [True, False]


@pytest.mark.parametrize("line", ["besok libur", "2026-03-18", "2026-03-18 cuti", ""])
def test_an_exception_that_says_no_day_is_a_problem(line: str) -> None:
    found, problems = calendar.read([line])
    assert (found, [problem.code for problem in problems]) == ({}, ["exception_malformed"])
