"""Suhu gudang: the keeper's quick form, the month with its gaps and its chart, and corrections that leave a trace."""

import re
from datetime import date, datetime

import pytest
from werkzeug.test import TestResponse

from alokon.climate import Limits, Reading
from alokon.planning.climate_month import days_of
from inventory.core.months import Month
from tests.web.office import Browser, Office, seen
from tests.web.test_cases import selects
from web.climate_chart import draw, scales
from web.config import WIB

MARCH = "/suhu-gudang/GUDANG/2026-03"
LIMITS = Limits(150, 300, 60)


def at(office: Office, day: int, hour: int) -> Browser:
    """The keeper at an hour of a day of March."""
    office.clock.at = datetime(2026, 3, day, hour, tzinfo=WIB)
    return office.browser("pengelola")


def log(browser: Browser, day: int, time: str, degrees: str, humidity: str = "55", **more: str) -> TestResponse:
    sent = {"date": f"2026-03-{day:02}", "time": time, "degrees": degrees, "humidity": humidity, **more}
    return browser.post(MARCH, MARCH, **sent)


@pytest.fixture
def week(office: Office) -> Office:
    """Monday whole, Tuesday morning alone, Wednesday hot in the afternoon; it is Thursday nine o'clock."""
    for day, time, hour, degrees, more in (
        (2, "pagi", 8, "26,5", {}), (2, "sore", 15, "29", {}), (3, "pagi", 8, "27,1", {}), (4, "pagi", 8, "26,8", {}),
        (4, "sore", 15, "31,8", {"action": "AC diperbaiki"}),
    ):  # fmt: skip
        assert log(at(office, day, hour), day, time, degrees, **more).status_code == 302
    office.clock.at = datetime(2026, 3, 5, 9, tzinfo=WIB)
    return office


def test_the_menu_leads_to_the_running_month_of_the_warehouse_that_serves(office: Office) -> None:
    browser = office.browser("pengelola")
    assert "Suhu gudang" in seen(browser.get("/beranda"))
    assert browser.get("/suhu-gudang/").headers["Location"] == MARCH
    assert "Suhu gudang" not in seen(office.browser("faskes").get("/beranda"))
    assert office.browser("faskes").get(MARCH).status_code == 403


def test_the_form_begins_with_what_is_read_next(office: Office) -> None:
    browser = at(office, 2, 8)
    page = browser.get(MARCH).text
    assert 'value="2026-03-02"' in page
    assert re.search(r'<option value="pagi" selected>', page)
    answer = log(browser, 2, "pagi", "26,5")
    assert (answer.status_code, answer.headers["Location"]) == (302, MARCH)
    assert "Yang sudah waktunya hari ini sudah dicatat." in seen(browser.get(MARCH))
    assert re.search(r'<option value="sore" selected>', at(office, 2, 15).get(MARCH).text)


def test_a_reading_outside_the_limits_is_refused_until_it_says_what_was_done(office: Office) -> None:
    browser = at(office, 2, 15)
    answer = log(browser, 2, "sore", "31.8", "62")
    assert answer.status_code == 422
    said = seen(answer)
    assert "31,8 °C, 62%: suhu di atas batas, kelembapan di atas batas (batas 15–30 °C" in said
    assert 'value="31.8"' in answer.text, "what was typed stays"
    assert "31,8 °C" not in seen(browser.get(MARCH))
    assert log(browser, 2, "sore", "31.8", "62", action="AC diperbaiki").status_code == 302
    assert "31,8 °C, 62% Di luar batas" in seen(browser.get(MARCH))


def test_what_is_no_temperature_is_named_and_so_is_what_is_missing(office: Office) -> None:
    answer = log(at(office, 2, 15), 2, "sore", "panas", "")
    said = seen(answer)
    assert answer.status_code == 422
    assert "Suhu (°C): “panas” bukan suhu. Tulis derajat Celsius dengan satu desimal, misalnya 28,5." in said
    assert "Kelembapan (%) belum diisi." in said


def test_the_month_shows_gaps_as_gaps(week: Office) -> None:
    said = seen(week.browser("auditor").get(MARCH))
    assert "Kamis, 05/03/2026 tidak dicatat belum waktunya Kosong" in said
    assert "Rabu, 04/03/2026 26,8 °C, 55% 31,8 °C, 55% Di luar batas sore: suhu di atas batas sore: AC diperb" in said
    assert "Selasa, 03/03/2026 27,1 °C, 55% tidak dicatat Tidak lengkap Senin" in said
    assert "Senin, 02/03/2026 26,5 °C, 55% 29,0 °C, 55% Dalam batas" in said
    assert "Minggu, 01/03/2026 tidak dicatat tidak dicatat Kosong" in said
    assert "Dicatat 5 dari 9 pembacaan · 3 hari tidak lengkap (1 Sabtu atau Minggu) · 1 di luar batas" in said


def test_who_may_only_read_has_no_form(week: Office) -> None:
    page = week.browser("auditor").get(MARCH).text
    assert 'name="degrees"' not in page
    assert "/suhu-gudang/koreksi/" not in page
    assert log_as(week, "auditor").status_code == 403
    assert log_as(week, "approver").status_code == 403


def log_as(office: Office, role: str) -> TestResponse:
    browser = office.browser(role)
    fields = {"date": "2026-03-05", "time": "pagi", "degrees": "26", "humidity": "55"}
    return browser.post(MARCH, "/beranda", **fields)


def test_a_correction_replaces_what_is_shown_and_tells_what_stood_there(week: Office) -> None:
    browser = week.browser("pengelola")
    event = re.search(r"/suhu-gudang/koreksi/(\d+)\"[^>]*>27,1", browser.get(MARCH).text)
    assert event
    way = f"/suhu-gudang/koreksi/{event[1]}"
    assert 'value="27,1"' in browser.get(way).text
    sent = {"date": "2026-03-03", "time": "pagi", "degrees": "21,7", "humidity": "55"}
    refused = browser.post(way, way, **sent, reason="")
    assert refused.status_code == 422
    assert "Alasan koreksi belum diisi." in seen(refused)
    assert browser.post(way, way, **sent, reason="Angka terbalik").headers["Location"] == MARCH
    said = seen(browser.get(MARCH))
    assert "Selasa, 03/03/2026 21,7 °C, 55% tidak dicatat Tidak lengkap pagi: dikoreksi" in said
    assert "Yang dikoreksi 3 Maret 2026 pagi: 27,1 °C, 55% 21,7 °C, 55% Angka terbalik · pengelola, 5 Maret" in said
    assert "Catatan ini sudah dikoreksi" in seen(browser.get(way))


def test_what_was_never_read_is_taken_back(week: Office) -> None:
    browser = week.browser("pengelola")
    event = re.search(r"/suhu-gudang/koreksi/(\d+)\"[^>]*>29,0", browser.get(MARCH).text)
    assert event
    way = f"/suhu-gudang/koreksi/{event[1]}"
    assert browser.post(way, way, withdraw="1", reason="Termometer lain").status_code == 302
    said = seen(browser.get(MARCH))
    assert "Senin, 02/03/2026 26,5 °C, 55% tidak dicatat" in said
    assert "sore: 29,0 °C, 55% dibatalkan Termometer lain" in said


def test_addresses_that_name_nothing_lead_nowhere(week: Office) -> None:
    browser = week.browser("pengelola")
    for path in ("/suhu-gudang/GUDANG/2026-04", "/suhu-gudang/320700100/2026-03", "/suhu-gudang/koreksi/1"):
        assert browser.get(path).status_code == 404, path


def test_the_page_offers_the_register_in_every_form(week: Office) -> None:
    browser = week.browser("pengelola")
    links = re.findall(r'href="(/laporan/[^"]*suhu-gudang[^"]+)"', browser.get(MARCH).text)
    assert len(links) == 3
    for link in links:
        assert browser.get(link.replace("&amp;", "&")).status_code == 200


def test_the_page_asks_the_same_few_questions_however_much_was_read(week: Office) -> None:
    before = selects(week, "pengelola", MARCH)
    for day, hour in ((5, 9), (6, 9), (9, 9)):
        log(at(week, day, hour), day, "pagi", "27")
    assert selects(week, "pengelola", MARCH) == before <= 10


def test_the_lines_have_gaps_and_the_band_lies_between_the_limits() -> None:
    on = [Reading(date(2026, 3, n), "pagi", 200 + n * 10, 50) for n in (2, 3, 5, 6, 11)]
    days = days_of(Month(2026, 3), on, datetime(2026, 3, 12, 9, tzinfo=WIB))
    warmth, damp = (draw(Month(2026, 3), days, LIMITS, scale) for scale in scales(LIMITS))
    assert [time for time, _ in warmth.lines] == ["pagi", "pagi"]
    assert [len(points.split()) for _, points in warmth.lines] == [2, 2]
    assert [(p.words, p.outside) for p in warmth.points][-1] == ("11 Maret 2026 pagi: 31,0 °C, 50%", True)
    assert [p.outside for p in damp.points] == [False] * 5
    by_label = {tick.label: tick.at for tick in warmth.ticks}
    assert (warmth.band_top, warmth.band_height) == (by_label["30"], pytest.approx(by_label["15"] - by_label["30"]))
    assert all(warmth.band_top <= p.y <= warmth.band_top + warmth.band_height for p in warmth.points if not p.outside)
    assert damp.band_top + damp.band_height == damp.base
