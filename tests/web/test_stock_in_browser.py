"""A midwife's month on a phone, and the stock list at a desk, in a real browser."""

import threading
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest
from waitress.server import create_server  # type: ignore[import-untyped]

from inventory.core.months import Month
from tests.district import OWN, PASSWORD
from tests.web.pages import Pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def site(pages: Pages) -> Iterator[str]:
    """The pages of a faskes that has had stock since January, served on a free port."""
    district = pages.district
    district.unload(date(2026, 1, 5))
    district.supply(OWN, date(2026, 1, 8), {"PILK": 60, "KONDOM": 300})
    district.finish(OWN, Month(2026, 1), date(2026, 2, 2))
    server = create_server(pages.app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


def open_as(chromium: "Browser", address: str, username: str, width: int, height: int) -> "Page":
    """A browser page of a size with somebody signed in."""
    page = chromium.new_context(base_url=address, viewport={"width": width, "height": height}).new_page()
    page.goto("/masuk")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/beranda")
    return page


def test_a_midwife_writes_and_closes_her_month_on_a_phone(chromium: "Browser", site: str) -> None:
    page = open_as(chromium, site, "faskes", 390, 844)
    page.goto("/pemakaian/")
    page.wait_for_url(f"**/pemakaian/{OWN}/2026-02")
    pil = page.get_by_role("group", name="Pil Kombinasi")
    pil.get_by_label("2 Pelayanan KB").fill("61")
    page.get_by_role("button", name="Simpan pemakaian").click()
    note = pil.locator(".wrong")
    note.wait_for()
    assert "tersedia 60" in note.inner_text()
    assert pil.get_by_label("2 Pelayanan KB").input_value() == "61"
    pil.get_by_label("2 Pelayanan KB").fill("22")
    page.get_by_role("group", name="Kondom").get_by_label("2 Pelayanan KB").fill("3 lusin")
    page.get_by_role("button", name="Simpan, lalu periksa dan tutup bulan").click()
    page.wait_for_url(f"**/bulan/{OWN}/2026-02")
    assert page.locator(".status-ok").count() == 2
    assert page.locator(".status-bad").count() == 0
    page.get_by_role("button", name="Tutup Februari 2026").click()
    page.get_by_text("Bulan ditutup. Kode buku").wait_for()
    assert page.get_by_role("button", name="Tutup Februari 2026").count() == 0
    page.context.close()


def test_no_page_is_wider_than_the_phone(chromium: "Browser", site: str) -> None:
    page = open_as(chromium, site, "faskes", 390, 844)
    for path in ("/stok/", "/stok/?tampilan=batch", "/kartu/?dari=2026-01-01", "/batch/", "/batch/1",
                 f"/pemakaian/{OWN}/2026-02", f"/bulan/{OWN}/2026-02"):  # fmt: skip
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    page.context.close()


def test_choosing_a_filter_shows_its_rows_and_its_address_without_a_new_page(chromium: "Browser", site: str) -> None:
    page = open_as(chromium, site, "pengelola", 1366, 768)
    page.goto("/stok/")
    page.evaluate("window.here = true")
    page.get_by_label("Jenis barang").select_option("KONDOM")
    page.wait_for_url("**/stok/?*jenis=KONDOM*")
    page.locator("tbody tr").nth(2).wait_for(state="detached")
    assert page.locator("tbody tr").count() == 2
    assert page.evaluate("window.here") is True
    page.context.close()
