"""The frame of every page in a real browser: menu, keyboard, and the policy that nothing may break."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.web.office import PASSWORD, Office

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def page(chromium: "Browser", address: str) -> "Iterator[Page]":
    """A browser page at the sign-in page of the office; fails when the content policy was broken."""
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto("/masuk")
    yield page
    context.close()
    assert [text for text in told if "Content Security Policy" in text or "Error:" in text] == []


def sign_in(page: "Page", username: str) -> None:
    """Type name and password as a person does."""
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/beranda")


def test_on_a_phone_the_menu_stays_folded_until_asked_for(page: "Page", office: Office) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "admin")
    link = page.get_by_role("navigation").get_by_role("link", name="Pengguna")
    assert not link.is_visible()
    page.get_by_role("button", name="Buka atau tutup menu").click()
    page.locator("#menu.collapse.show").wait_for()
    assert link.is_visible()
    link.click()
    page.wait_for_url("**/pengguna/")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_person_signs_out_from_the_menu_under_their_name(page: "Page", office: Office) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    sign_in(page, "pengelola")
    page.get_by_role("button", name="Petugas Gudang").click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk")
    page.goto("/beranda")
    assert page.url.endswith("/masuk?lanjut=/beranda")


def test_the_first_tab_stop_leads_past_the_menu(page: "Page", office: Office) -> None:
    sign_in(page, "admin")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_htmx_is_there_and_may_not_evaluate_text(page: "Page", office: Office) -> None:
    config = page.evaluate("htmx.config")
    assert config["allowEval"] is False
    assert config["includeIndicatorStyles"] is False
    assert config["selfRequestsOnly"] is True
    assert config["historyCacheSize"] == 0


def test_a_refusal_reaches_the_notices_of_the_page_through_htmx(page: "Page", office: Office) -> None:
    sign_in(page, "auditor")
    page.evaluate("htmx.ajax('GET', '/pengguna/', {target: '#isi'})")
    notice = page.locator("#notices [role=alert]")
    notice.wait_for()
    assert "Bukan wewenang Anda" in notice.inner_text()


def test_numbers_are_set_in_the_vendored_font_with_figures_of_one_width(page: "Page", office: Office) -> None:
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Inter'))")
    style = page.evaluate("getComputedStyle(document.body).fontVariantNumeric")
    assert re.search("tabular-nums", style)
