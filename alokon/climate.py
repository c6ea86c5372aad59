"""How warm and how damp a warehouse was, morning and afternoon: what may be written down, and when goods are in danger.

Degrees Celsius are whole tenths, humidity is whole percent: no reading is ever a float. The limits are settings, as no
decree known here fixes them.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from alokon import text
from inventory.core.errors import Problem

MORNING, AFTERNOON = "pagi", "sore"
TIMES = {MORNING: "Pagi", AFTERNOON: "Sore"}
"""The times of day at which the thermometer is read, in their order."""

NOON = 12
"""The hour at which the afternoon begins."""

LOW, HIGH, HUMIDITY = "climate.low", "climate.high", "climate.humidity"
"""The settings that hold the limits, in whole degrees and percent."""

COLDEST, HOTTEST, MOST_PERCENT = 0, 600, 100
"""What no thermometer in a store of the archipelago shows is a typing error: tenths of a degree, and percent."""

WORDS = {
    "cold": "suhu di bawah batas",
    "hot": "suhu di atas batas",
    "damp": "kelembapan di atas batas",
}
"""What can be wrong with a reading."""

TYPED = re.compile(r"(-?\d{1,3})(?:[.,](\d))?\s*(?:°?\s*C)?", re.IGNORECASE)


class Reading(NamedTuple):
    """What the thermometer showed on a day, `pagi` or `sore`: tenths of a degree Celsius and percent of humidity.

    `action` is what was done about a reading outside the limits.
    """

    day: date
    time: str
    tenths: int
    humidity: int
    action: str = ""


class Limits(NamedTuple):
    """Between what the goods may lie: tenths of a degree, both inclusive, and the most humidity in percent."""

    low: int
    high: int
    humidity: int

    def outside(self, reading: Reading) -> tuple[str, ...]:
        """What is wrong with a reading, as keys of `WORDS`; empty within the limits.

        >>> Limits(150, 300, 60).outside(Reading(date(2026, 3, 2), "sore", 301, 61))
        ('hot', 'damp')
        """
        wrong = {
            "cold": reading.tenths < self.low,
            "hot": reading.tenths > self.high,
            "damp": reading.humidity > self.humidity,
        }
        return tuple(name for name, so in wrong.items() if so)

    @property
    def words(self) -> str:
        """The limits in a line.

        >>> Limits(150, 300, 60).words
        '15–30 °C, kelembapan paling tinggi 60%'
        """
        low, high = (text.number(tenths // 10) for tenths in (self.low, self.high))
        return f"{low}–{high} °C, kelembapan paling tinggi {self.humidity}%"


def limits_of(settings: Mapping[str, object]) -> Limits:
    """The limits an office has set."""
    low, high, humidity = (int(str(settings[name])) for name in (LOW, HIGH, HUMIDITY))
    return Limits(low * 10, high * 10, humidity)


def parse_degrees(typed: str) -> int:
    """Tenths of a degree, from a comma or the point of a thermometer's display; a `ValueError` for anything else.

    >>> parse_degrees("28,5"), parse_degrees("31.0 °C"), parse_degrees("27")
    (285, 310, 270)
    """
    found = TYPED.fullmatch(typed.strip())
    if found is None:
        raise ValueError(f"no temperature: {typed}")
    whole, tenth = found[1], int(found[2] or 0)
    return int(whole) * 10 + (-tenth if whole.startswith("-") else tenth)


def degrees(tenths: int) -> str:
    """Degrees with one decimal.

    >>> degrees(285), degrees(300)
    ('28,5', '30,0')
    """
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10},{abs(tenths) % 10}"


def told(reading: Reading) -> str:
    """A reading in words.

    >>> told(Reading(date(2026, 3, 2), "sore", 285, 58))
    '28,5 °C, 58%'
    """
    return f"{degrees(reading.tenths)} °C, {reading.humidity}%"


def come(day: date, now: datetime) -> tuple[str, ...]:
    """The times of a day at which the thermometer could have been read by now.

    >>> come(date(2026, 3, 2), datetime(2026, 3, 2, 9)), come(date(2026, 3, 1), datetime(2026, 3, 2, 9))
    (('pagi',), ('pagi', 'sore'))
    """
    if day > now.date():
        return ()
    return (MORNING,) if day == now.date() and now.hour < NOON else tuple(TIMES)


def check(reading: Reading, limits: Limits, now: datetime) -> Iterator[Problem]:
    """What stands against writing a reading down.

    Codes `choice_unknown`, `date_in_future`, `reading_ahead`, `degrees_unlikely`, `humidity_unlikely`,
    `action_missing`.
    """
    if reading.time not in TIMES:
        yield Problem("choice_unknown", {"label": "Waktu", "value": reading.time}, "time")
    elif reading.day > now.date():
        yield Problem("date_in_future", {"day": reading.day, "today": now.date()}, "date")
    elif reading.time not in come(reading.day, now):
        yield Problem("reading_ahead", {"hour": NOON}, "time")
    unlikely = False
    if not COLDEST <= reading.tenths <= HOTTEST:
        unlikely = True
        bounds = {"least": COLDEST // 10, "most": HOTTEST // 10}
        yield Problem("degrees_unlikely", {"degrees": degrees(reading.tenths), **bounds}, "degrees")
    if not 0 < reading.humidity <= MOST_PERCENT:
        unlikely = True
        yield Problem("humidity_unlikely", {"percent": reading.humidity, "most": MOST_PERCENT}, "humidity")
    wrong = limits.outside(reading)
    if wrong and not unlikely and not reading.action.strip():
        facts = {"reading": told(reading), "limits": limits.words, "wrong": tuple(WORDS[name] for name in wrong)}
        yield Problem("action_missing", facts, "action")
