"""The warehouse's thermometer: read once for each day and time, acted on outside the limits, corrected with a trace."""

from datetime import date, datetime, time

import pytest
import sqlalchemy as sa

from alokon.climate import Reading
from alokon.messages import sentence
from alokon.people import Forbidden
from alokon.service.climate import correct_reading, log_reading
from alokon.service.desk import Desk, Done
from alokon.service.setup import change_settings
from alokon.store import climate
from alokon.store.climate import Logged
from alokon.views.events import detail
from inventory.core.errors import Problem, Refused
from inventory.store.engine import reading as reading_of
from inventory.verify import verify
from tests.books import BOOK, PUSKESMAS, WAREHOUSE, WIB, Book

MONDAY = date(2026, 3, 2)
MORNING = Reading(MONDAY, "pagi", 268, 55)


@pytest.fixture
def book(engine: sa.Engine) -> Book:
    """An empty office."""
    return Book(engine)


def at(book: Book, hour: int, who: str = "gudang", day: date = MONDAY) -> Desk:
    """Somebody at work at an hour of a day."""
    return book.desk(who, day.isoformat())._replace(now=datetime.combine(day, time(hour), WIB))


def log(book: Book, reading: Reading, hour: int = 16, who: str = "gudang", site: str = WAREHOUSE) -> Done:
    return log_reading(at(book, hour, who), site, reading, book.key())


def correct(book: Book, event: int, reading: Reading | None, reason: str = "Salah ketik", who: str = "gudang") -> Done:
    return correct_reading(at(book, 17, who), event, reading, reason, book.key())


def standing(book: Book) -> list[Logged]:
    with reading_of(book.engine) as db:
        return climate.standing(db, BOOK, MONDAY, MONDAY, WAREHOUSE)


def refused(act: object, *args: object, **named: object) -> list[Problem]:
    assert callable(act)
    with pytest.raises(Refused) as found:
        act(*args, **named)
    return list(found.value.problems)


def test_a_reading_stands_as_an_event_of_the_chain(book: Book) -> None:
    done = log(book, MORNING)
    assert [(one.event, one.reading) for one in standing(book)] == [(done.event, MORNING)]
    with reading_of(book.engine) as db:
        found = detail(db, BOOK, done.event)
        assert verify(db, BOOK).sound
    assert found is not None
    assert (found.event.kind, found.event.occurred_on) == ("climate.read", MONDAY)
    assert found.event.payload["reading"] == {
        "day": "2026-03-02", "time": "pagi", "tenths": 268, "humidity": 55, "action": "",
    }  # fmt: skip
    assert found.event.payload["limits"] == {"low": 150, "high": 300, "humidity": 60}


def test_the_limits_belong_to_the_good_side(book: Book) -> None:
    log(book, MORNING._replace(tenths=150, humidity=60))
    log(book, Reading(MONDAY, "sore", 300, 60))
    assert len(standing(book)) == 2


@pytest.mark.parametrize(("tenths", "humidity", "wrong"), [
    (301, 60, "suhu di atas batas"), (149, 40, "suhu di bawah batas"), (280, 61, "kelembapan di atas batas"),
])  # fmt: skip
def test_a_reading_outside_the_limits_asks_what_was_done(book: Book, tenths: int, humidity: int, wrong: str) -> None:
    hot = Reading(MONDAY, "sore", tenths, humidity, "  ")
    (problem,) = refused(log, book, hot)
    assert (problem.code, problem.field) == ("action_missing", "action")
    assert f"{wrong} (batas 15–30 °C, kelembapan paling tinggi 60%). Tulis tindakan" in sentence(problem)
    assert standing(book) == []
    log(book, hot._replace(action="AC dinyalakan, pintu dibuka"))
    assert len(standing(book)) == 1


def test_the_limits_are_the_ones_the_office_has_set(book: Book) -> None:
    change_settings(book.desk("admin", "2026-03-01"), {"climate.high": 25}, book.key())
    assert [p.code for p in refused(log, book, MORNING)] == ["action_missing"]


def test_limits_with_nothing_between_them_are_refused(book: Book) -> None:
    admin = book.desk("admin", "2026-03-01")
    (problem,) = refused(change_settings, admin, {"climate.low": 25, "climate.high": 25}, book.key())
    assert (problem.code, problem.field) == ("climate_out_of_order", "climate.low")
    assert sentence(problem).startswith("Batas suhu terbalik.")


def test_a_time_of_day_is_read_once(book: Book) -> None:
    log(book, MORNING)
    (problem,) = refused(log, book, MORNING._replace(tenths=271))
    assert problem.code == "reading_stands"
    assert sentence(problem).startswith("Suhu pagi 2 Maret 2026 sudah dicatat (26,8 °C, 55%).")
    log(book, Reading(MONDAY, "sore", 271, 55))


def test_the_same_submission_is_the_same_event(book: Book) -> None:
    key, desk = book.key(), at(book, 9)
    first = log_reading(desk, WAREHOUSE, MORNING, key)
    again = log_reading(desk, WAREHOUSE, MORNING, key)
    assert (again.event, again.repeated) == (first.event, True)


def test_nothing_is_read_before_its_time(book: Book) -> None:
    assert [p.code for p in refused(log, book, Reading(MONDAY, "sore", 280, 50), hour=11)] == ["reading_ahead"]
    tomorrow = MORNING._replace(day=date(2026, 3, 3))
    assert [p.code for p in refused(log, book, tomorrow)] == ["date_in_future"]


def test_everything_wrong_is_told_at_once(book: Book) -> None:
    problems = refused(log, book, Reading(MONDAY, "malam", 2800, 0), site=PUSKESMAS)
    assert {(p.code, p.field) for p in problems} == {
        ("choice_unknown", "time"), ("degrees_unlikely", "degrees"), ("humidity_unlikely", "humidity"),
        ("site_unknown", "site"),
    }  # fmt: skip
    assert all("–" not in sentence(p) for p in problems)


def test_the_keeper_alone_reads_the_thermometer(book: Book) -> None:
    for who in ("bidan", "sekretaris", "auditor", "admin"):
        with pytest.raises(Forbidden):
            log(book, MORNING, who=who)
    done = log(book, MORNING)
    with pytest.raises(Forbidden):
        correct(book, done.event, MORNING._replace(tenths=270), who="bidan")


def test_a_correction_takes_the_place_and_leaves_a_trace(book: Book) -> None:
    first = log(book, MORNING._replace(tenths=286))
    second = correct(book, first.event, MORNING)
    assert [(one.event, one.reading, one.corrects) for one in standing(book)] == [(second.event, MORNING, first.event)]
    with reading_of(book.engine) as db:
        (pair,) = climate.mended(db, BOOK, WAREHOUSE, MONDAY, MONDAY)
        old, new = detail(db, BOOK, first.event), detail(db, BOOK, second.event)
        assert verify(db, BOOK).sound
    assert (pair.before.reading, pair.after.reading, pair.after.reason) == (
        MORNING._replace(tenths=286), MORNING, "Salah ketik",
    )  # fmt: skip
    assert old is not None
    assert new is not None
    assert (old.corrected_by, new.event.corrects, new.event.kind) == (second.event, first.event, "climate.correct")
    third = correct(book, second.event, MORNING._replace(tenths=267))
    assert [one.event for one in standing(book)] == [third.event]


def test_a_reading_may_move_to_a_free_time_but_not_onto_another(book: Book) -> None:
    first = log(book, MORNING)
    afternoon = MORNING._replace(time="sore")
    other = log(book, afternoon._replace(tenths=290))
    assert [p.code for p in refused(correct, book, first.event, afternoon)] == ["reading_stands"]
    correct(book, other.event, None, "Termometer faskes, bukan gudang")
    correct(book, first.event, afternoon)
    assert [one.reading for one in standing(book)] == [afternoon]


def test_what_was_taken_back_may_be_read_anew(book: Book) -> None:
    first = log(book, MORNING)
    back = correct(book, first.event, None, "Dicatat pada gudang yang keliru")
    assert standing(book) == []
    assert [p.code for p in refused(correct, book, back.event, MORNING)] == ["reading_unknown"]
    log(book, MORNING)
    assert len(standing(book)) == 1


def test_a_correction_says_why_and_changes_something_that_stands(book: Book) -> None:
    first = log(book, MORNING)
    assert [p.code for p in refused(correct, book, first.event, MORNING, " ")] == ["field_missing", "reading_unchanged"]
    hot = MORNING._replace(tenths=320)
    assert [p.code for p in refused(correct, book, first.event, hot)] == ["action_missing"]
    correct(book, first.event, MORNING._replace(humidity=54))
    assert [p.code for p in refused(correct, book, first.event, MORNING._replace(humidity=53))] == ["corrected_already"]
    assert [p.code for p in refused(correct, book, 999, MORNING)] == ["reading_unknown"]


def test_the_database_keeps_what_was_read(book: Book) -> None:
    log(book, MORNING)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), book.engine.begin() as db:
        db.execute(sa.text("UPDATE climate_reading SET tenths = 250"))
