"""Masuk, keluar, sessions that end, and the throttle."""

import threading
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa

from alokon.store.people_schema import login_attempt, session
from alokon.store.sessions import ABSOLUTE, IDLE
from inventory.store.engine import writing
from tests.web.office import BOOK, Office, seen


def test_the_right_password_opens_beranda(office: Office) -> None:
    browser = office.browser()
    answer = browser.sign_in("pengelola")
    assert (answer.status_code, answer.location) == (302, "/beranda")
    page = browser.get("/beranda")
    assert page.status_code == 200
    assert "Petugas Gudang" in seen(page)


def test_the_username_may_be_typed_in_capitals_and_with_blanks(office: Office) -> None:
    assert office.browser().sign_in(" Pengelola ").status_code == 302


@pytest.mark.parametrize("username", ["pengelola", "nobody"])
def test_a_wrong_password_and_an_unknown_name_are_told_the_same(office: Office, username: str) -> None:
    answer = office.browser().sign_in(username, "bukan sandinya")
    assert answer.status_code == 422
    assert "Nama pengguna atau kata sandi tidak cocok" in seen(answer)


def test_the_typed_password_is_never_sent_back(office: Office) -> None:
    assert "bukan-sandinya" not in office.browser().sign_in("pengelola", "bukan-sandinya").text


def test_a_switched_off_user_does_not_come_in(office: Office) -> None:
    office.browser("admin").post("/pengguna/akun/data/nonaktif", page="/beranda")
    assert office.browser().sign_in("data").status_code == 422


def test_after_five_failures_even_the_right_password_waits_and_then_enters(office: Office) -> None:
    browser = office.browser()
    assert [browser.sign_in("pengelola", "salah").status_code for _ in range(5)] == [422] * 5
    answer = browser.sign_in("pengelola")
    assert answer.status_code == 429
    assert "Coba lagi 1 menit lagi" in seen(answer)
    office.clock.forward(minutes=1)
    assert browser.sign_in("pengelola").status_code == 302


def test_each_further_failure_doubles_the_wait_up_to_fifteen_minutes(office: Office) -> None:
    browser, waits = office.browser(), []
    for _ in range(5):
        browser.sign_in("pengelola", "salah")
    for _ in range(5):
        said = seen(browser.sign_in("pengelola"))
        waits.append(int(said.split("Coba lagi ")[1].split()[0]))
        office.clock.forward(minutes=waits[-1])
        browser.sign_in("pengelola", "salah")
    assert waits == [1, 2, 4, 8, 15]


def test_a_restart_forgets_no_failure(office: Office) -> None:
    for _ in range(5):
        office.browser().sign_in("pengelola", "salah")
    office.app = office.make_app()
    assert office.browser().sign_in("pengelola").status_code == 429


def test_one_persons_failures_do_not_keep_a_colleague_at_the_same_address_out(office: Office) -> None:
    for _ in range(5):
        office.browser().sign_in("pengelola", "salah")
    assert office.browser().sign_in("approver").status_code == 302


def test_an_address_that_tries_many_names_waits_whatever_name_comes_next(office: Office) -> None:
    browser = office.browser()
    for number in range(20):
        browser.sign_in(f"tebakan{number}", "salah")
    assert browser.sign_in("approver").status_code == 429
    office.clock.forward(minutes=1)
    assert browser.sign_in("approver").status_code == 302


def test_signing_in_makes_earlier_failures_of_the_name_forgotten(office: Office) -> None:
    for _ in range(2):
        for _ in range(4):
            office.browser().sign_in("pengelola", "salah")
        assert office.browser().sign_in("pengelola").status_code == 302


def test_what_was_typed_as_a_name_is_not_kept_in_clear(office: Office) -> None:
    office.browser().sign_in("sandi-di-kolom-salah", "x")
    with office.engine.connect() as db:
        assert "sandi-di-kolom-salah" not in str(db.execute(sa.select(login_attempt)).all())


def test_a_session_ends_thirty_minutes_after_its_last_use(office: Office) -> None:
    browser = office.browser("pengelola")
    for _ in range(3):
        office.clock.forward(minutes=29)
        assert browser.get("/beranda").status_code == 200
    office.clock.at += IDLE
    answer = browser.get("/beranda")
    assert (answer.status_code, answer.location) == (302, "/masuk?lanjut=/beranda")
    assert "Sesi Anda sudah berakhir" in seen(browser.get("/masuk"))


def test_a_session_ends_after_twelve_hours_of_use(office: Office) -> None:
    browser, start = office.browser("pengelola"), office.clock()
    while office.clock() + timedelta(minutes=25) < start + ABSOLUTE:
        office.clock.forward(minutes=25)
        assert browser.get("/beranda").status_code == 200
    office.clock.at = start + ABSOLUTE
    assert browser.get("/beranda").status_code == 302


def test_keluar_ends_the_session_also_for_a_copied_cookie(office: Office) -> None:
    browser = office.browser("pengelola")
    cookie = browser.client.get_cookie("alokon")
    assert cookie is not None
    assert browser.post("/keluar", page="/beranda").location == "/masuk"
    thief = office.browser()
    thief.client.set_cookie("alokon", cookie.value)
    assert thief.get("/beranda").status_code == 302


def test_signing_in_begins_a_new_token_and_only_its_hash_is_kept(office: Office) -> None:
    browser = office.browser("pengelola")
    with browser.client.session_transaction() as held:
        token = held["token"]
    with office.engine.connect() as db:
        assert token not in str(db.execute(sa.select(session)).all())
    browser.post("/keluar", page="/beranda")
    browser.sign_in("pengelola")
    with browser.client.session_transaction() as held:
        assert held["token"] != token


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/sesi/", "/sesi/"),
        ("//evil.example", "/beranda"),
        ("https://evil.example/", "/beranda"),
        ("/\\evil", "/beranda"),
    ],
)
def test_signing_in_goes_on_to_a_page_of_this_site_only(office: Office, asked: str, target: str) -> None:
    assert office.browser().sign_in("pengelola", onward=f"?lanjut={asked}").location == target


def test_a_person_signed_in_does_not_see_the_sign_in_page_again(office: Office) -> None:
    assert office.browser("pengelola").get("/masuk").location == "/beranda"


def test_htmx_is_sent_to_the_sign_in_page_whole(office: Office) -> None:
    answer = office.browser().get("/beranda", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/masuk?lanjut=/beranda"


def test_reading_a_page_does_not_wait_for_a_long_write(office: Office) -> None:
    browser = office.browser("pengelola")
    office.clock.forward(minutes=5)
    release = threading.Event()
    started = threading.Event()

    def write() -> None:
        with writing(office.engine, BOOK):
            started.set()
            release.wait(20)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert started.wait(5)
        before = time.monotonic()
        assert browser.get("/beranda").status_code == 200
        assert time.monotonic() - before < 5
    finally:
        release.set()
        writer.join()
    assert browser.get("/beranda").status_code == 200
